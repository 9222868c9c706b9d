"""`restride demo`: accounts that can sign in, in an empty folder only; their journals replay without a difference."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from restride.cli.demo import NAMES
from restride.usecases.demo import STATES

RESTRIDE = [sys.executable, "-m", "restride.cli.main"]
_JOURNALS = """
import os, sys, pathlib
os.environ["DJANGO_SETTINGS_MODULE"] = "restride.web.settings"
import django; django.setup()
from restride import wiring
from restride.journal.jsonl import Portable, write_jsonl
from restride.journal.values import SYSTEM, Purpose, Scope
ports = wiring.ports()
texts = {digest: ports.texts.text(digest) for digest in ports.texts.digests()}
for person in ports.store.people(SYSTEM):
    scope = Scope(viewer=SYSTEM, person=person, purpose=Purpose.REPAIR, at=ports.clock.now())
    lines = write_jsonl(Portable(events=ports.store.read(scope).events, protocols=texts))
    pathlib.Path(sys.argv[1], person + ".jsonl").write_bytes(b"".join(lines))
"""


def started(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RESTRIDE_", "DJANGO_"))}
    environment = {**kept, "RESTRIDE_DATA": str(data)}
    return subprocess.run(arguments, env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_the_command_offers_every_state() -> None:
    assert set(NAMES) == set(STATES)


def test_a_demonstration_is_made_once_and_every_journal_replays(tmp_path: Path) -> None:
    data, exported = tmp_path / "data", tmp_path / "exported"
    exported.mkdir()
    done = started(*RESTRIDE, "demo", data=data)
    assert done.returncode == 0, done.stderr
    assert len(re.findall(r"@restride\.example +\S{12} ", done.stdout)) == len(NAMES) + 1
    assert re.search(r"restride serve --data \S+ --clock \S+18:45:00\+00:00", done.stdout)
    assert (data / "run-of-today.fit").read_bytes()[8:12] == b".FIT"
    again = started(*RESTRIDE, "demo", data=data)
    assert again.returncode == 1
    assert "empty folder" in again.stderr
    assert started(sys.executable, "-c", _JOURNALS, str(exported), data=data).returncode == 0
    journals = sorted(exported.iterdir())
    assert len(journals) == len(NAMES)
    for journal in journals:
        replayed = started(*RESTRIDE, "replay", str(journal), data=data)
        assert replayed.returncode == 0, replayed.stdout
        assert "no difference" in replayed.stdout


@pytest.mark.parametrize("state", ["stopped"])
def test_one_state_alone_can_be_asked_for(state: str, tmp_path: Path) -> None:
    done = started(*RESTRIDE, "demo", "--until", state, data=tmp_path / "data")
    assert done.returncode == 0, done.stderr
    assert [line.split("@")[0] for line in done.stdout.splitlines() if "@" in line] == ["clinician", state]


def test_an_unknown_state_is_a_usage_error(tmp_path: Path) -> None:
    done = started(*RESTRIDE, "demo", "--until", "nowhere", data=tmp_path)
    assert done.returncode == 2
    assert "day-0" in done.stderr
