"""A backup put back on another computer, empty before: every page answers, and every decision replays."""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.faults.servers import Server
from tests.vaults import dropped, made

pytestmark = pytest.mark.db
_BEGIN = """
import json, os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "restride.web.settings"
django.setup()
from datetime import UTC, datetime
from django.conf import settings
from tests.storage import HandClock
begun = datetime.fromisoformat(sys.argv[1]) if len(sys.argv) > 1 else datetime(2026, 5, 4, 7, tzinfo=UTC)
settings.RESTRIDE_CLOCK = clock = HandClock(begun)
"""
_LIVE = (
    _BEGIN
    + """
from tests.web.api.programs import a_clinician, a_runner, a_watch_file, share, to_the_first_run
runner, physio = a_runner(), a_clinician()
share(runner, physio)
to_the_first_run(runner, clock)
with __import__("unittest.mock").mock.patch.object(settings, "ALLOWED_HOSTS", ["testserver"]):
    assert runner.upload(a_watch_file(hours_ago=30)).status_code == 201
print(json.dumps([str(runner.user.pk), str(physio.user.pk), clock.at.isoformat()]))
"""
)
_WALK = (
    _BEGIN
    + """
from django.test import Client
from restride import wiring
from restride.journal.values import SYSTEM, Purpose, Scope
from restride.usecases.replay import replay
from restride.web.accounts.models import User
from tests.attack.world import routes
settings.ALLOWED_HOSTS = ["testserver"]
settings.RESTRIDE_CLINICIAN_SECOND_FACTOR_REQUIRED = False
found = {}
for id in sys.argv[2:]:
    user = User.objects.get(pk=id)
    user.set_password("four calm quiet rivers")
    user.save()
    browser = Client()
    browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    for route in routes():
        if not route.slots and not route.is_api and route.name not in ("account_logout",):
            found[f"{user.role} /{route.text}"] = browser.get(f"/{route.text}").status_code
    if user.role == "clinician":
        found["chart"] = browser.get(f"/clinic/{sys.argv[2]}").status_code
scope = Scope(viewer=SYSTEM, person=sys.argv[2], purpose=Purpose.REPAIR, at=clock.now())
events = wiring.store().read(scope).events
texts = {one: wiring.protocols().text(one) or "" for one in wiring.protocols().digests()}
replayed = replay(tuple(event for event in events if event.kind != "restored"), texts)
files = [len(wiring.blobs().read(one)) for one in wiring.blobs().stored()]
told = {"pages": found, "files": files, "decisions": replayed.decisions, "differences": len(replayed.differences)}
print(json.dumps(told))
"""
)


def asked(server: Server, code: str, *arguments: str) -> Any:
    """What a few lines with the server's settings print."""
    done = server._run("-c", code, *arguments)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def elsewhere(template: dict[str, Any], tmp_path: Path) -> Any:
    """Another computer: an empty data folder, and an empty database of the same kind."""
    settings = made(tmp_path / "unused-elsewhere.sqlite3")
    variables = {}
    if not settings["ENGINE"].endswith("sqlite"):
        place = f"{settings['USER']}@:{settings['PORT']}".rstrip(":") if settings["PORT"] else f"{settings['USER']}@"
        variables = {
            "RESTRIDE_DATABASE_URL": f"postgresql://{place}/{settings['NAME']}?host={quote(settings['HOST'], safe='/')}"
        }
    other = Server(data=tmp_path / "elsewhere", variables=variables)
    try:
        yield other
    finally:
        dropped(settings)


@pytest.mark.invariant("INV-077")
def test_inv_077_a_backup_in_an_empty_place_answers_every_page(server: Server, elsewhere: Server) -> None:
    if elsewhere.variables and not os.environ.get("RESTRIDE_NIGHTLY"):
        pytest.skip("by day on SQLite alone: RESTRIDE_NIGHTLY=1")
    assert server.operate("prepare").returncode == 0
    runner, physio, at = asked(server, _LIVE)
    before = asked(server, _WALK, at, runner, physio)
    file = str(server.data.with_name("moved.zip"))
    assert server.restride("backup", file).returncode == 0
    put = elsewhere.restride("restore", file)
    assert put.returncode == 0, put.stderr
    after = asked(elsewhere, _WALK, at, runner, physio)
    assert before["decisions"] > 3
    assert (after["decisions"], after["differences"]) == (before["decisions"], 0)
    assert after["files"] == before["files"] != []
    assert after["pages"].keys() == before["pages"].keys()
    assert {page: code for page, code in after["pages"].items() if code >= 500} == {}
    changed = {
        page: (before["pages"][page], code) for page, code in after["pages"].items() if before["pages"][page] != code
    }
    assert changed == {}
    assert after["pages"]["runner /"] == after["pages"]["chart"] == 200
