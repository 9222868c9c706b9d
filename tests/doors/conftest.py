"""A folder in which packages can be installed for one test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.doors.packages import installed_in


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "site"
    folder.mkdir()
    with installed_in(folder, monkeypatch) as found:
        yield found
