"""A whole server on a folder and a database of its own, for tests that kill it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.faults.servers import Server


@pytest.fixture
def server(template: dict[str, Any], tmp_path: Path) -> Iterator[Server]:
    """A server on a folder and a database of its own, of the kind that the run is for."""
    from tests.vaults import dropped, made

    settings = made(tmp_path / "unused.sqlite3")
    variables = {}
    if not settings["ENGINE"].endswith("sqlite"):
        place = f"{settings['USER']}@:{settings['PORT']}".rstrip(":") if settings["PORT"] else f"{settings['USER']}@"
        host = quote(settings["HOST"], safe="/")
        variables = {"RESTRIDE_DATABASE_URL": f"postgresql://{place}/{settings['NAME']}?host={host}"}
    running = Server(data=tmp_path / "data", variables=variables)
    try:
        yield running
    finally:
        running.kill()
        dropped(settings)
