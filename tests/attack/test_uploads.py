"""Hostile files by the front door: each is refused with its reason, nothing is stored, the next person is served."""

import gzip
import io
import os
import zipfile
from typing import Any

import pytest
from pytest_django import Settings

from tests.storage import HandClock
from tests.web.api.programs import Program, a_runner, a_watch_file


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


FILES = {
    "entity bomb": b'<!DOCTYPE gpx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><gpx>&b;&b;</gpx>',
    "external entity": b'<!DOCTYPE gpx [<!ENTITY a SYSTEM "file:///etc/passwd">]><gpx>&a;</gpx>',
    "foreign DTD": b'<!DOCTYPE gpx SYSTEM "http://127.0.0.1:1/x.dtd"><gpx/>',
    "200,000 deep": b"<gpx>" + b"<a>" * 200_000 + b"</a>" * 200_000 + b"</gpx>",
    "200,000 deep, never closed": b"<gpx>" + b"<a>" * 200_000,
    "gzip bomb": gzip.compress(b"\0" * 60_000_000),
    "gzip of many parts": gzip.compress(b"") * 100_000,
    "zip bomb": zipped(a=b"\0" * 60_000_000),
    "zip of many": zipped(**{f"f{number}": b"" for number in range(2000)}),
    "zip of a bomb with a path": zipped(**{"../../../etc/passwd": b"\0" * 30_000_000}),
    "empty": b"",
    "half a header": b"\x0e\x10",
    "picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 500,
}


@pytest.fixture
def runner(db: Any, settings: Settings) -> Program:
    settings.RESTRIDE_CLOCK = HandClock()
    return a_runner()


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_with_its_reason(runner: Program, name: str) -> None:
    before = runner.kinds()
    answer = runner.upload(FILES[name], name="run.fit")
    assert 400 <= answer.status_code < 500, (answer.status_code, answer.content)
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["detail"] or problem["errors"]
    assert b"passwd" not in answer.content
    assert runner.kinds() == before
    assert runner.get("/today").status_code == 200


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\x.fit", "/etc/passwd", "a\0b.fit", "<script>.fit", "=1+1.fit", "x" * 5000]
)
def test_a_name_that_climbs_leads_nowhere(runner: Program, settings: Settings, name: str) -> None:
    answer = runner.upload(a_watch_file(hours_ago=30), name=name)
    assert answer.status_code in (200, 201, 400, 422), answer.content
    kept = settings.RESTRIDE_DATA / "files"
    for file in kept.iterdir() if kept.is_dir() else ():
        assert file.name.isalnum()
        assert len(file.name) == 32
    assert not (settings.RESTRIDE_DATA.parent / "etc").exists()


@pytest.mark.parametrize("seed", range(150 if os.environ.get("RESTRIDE_NIGHTLY") else 2))
def test_mutated_files_are_refused_or_read_and_never_a_fault(runner: Program, seed: int) -> None:
    from restride.web.api import bearer
    from tests.formats.fit.test_damage import mutants

    for data in mutants(10, 1000 + seed):
        bearer._pace.clear()
        assert runner.upload(data).status_code in (200, 201, 400, 409, 413, 415, 422)
