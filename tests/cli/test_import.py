"""`restride import`: a row a file, in words and as JSON; what is only looked at, and what is kept for a runner."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from restride.cli.main import main
from restride.core.terms import Role
from restride.journal.values import Actor, Purpose, Scope
from restride.usecases.enrol import Enrolment, enrol
from restride.usecases.ports import Visitor
from tests.usecases.days import fit, gpx, tcx, zipped

START = datetime(2026, 11, 2, 17, 30, tzinfo=UTC)
FIELDS = {
    "file",
    "sha256",
    "format",
    "status",
    "sport",
    "start_utc",
    "elapsed_s",
    "timer_s",
    "distance_m",
    "avg_hr",
    "max_hr",
    "cadence_spm",
    "records",
    "laps",
    "run_s",
    "longest_bout_s",
    "activities",
    "problems",
}


def files(folder: Path, **contents: bytes) -> list[str]:
    paths = []
    for name, content in contents.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(content)
        paths.append(str(path))
    return paths


def looked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code = main(["import", *arguments, "--dry-run", "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_each_file_is_an_object_with_every_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, (row,) = looked(capsys, *files(tmp_path, run_fit=fit(START)))
    assert code == 0
    assert set(row) == FIELDS
    assert (row["format"], row["status"], row["sport"]) == ("fit", "imported", "running")
    assert (row["start_utc"], row["elapsed_s"], row["timer_s"]) == ("2026-11-02T17:30:00Z", 2040, 2040)
    assert (row["run_s"], row["longest_bout_s"], row["laps"], row["records"]) == (480, 60, 18, 2041)
    assert len(row["activities"]) == 1
    assert row["problems"] == []


def test_one_run_in_three_formats_and_packed_is_imported_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = files(tmp_path, a_fit=fit(START), b_fit_gz=zipped(fit(START)), c_tcx=tcx(START), d_gpx=gpx(START))
    code, rows = looked(capsys, *paths)
    assert code == 0
    assert [row["status"] for row in rows] == ["imported", "duplicate", "duplicate", "duplicate"]


def test_what_is_refused_or_set_aside_says_where_and_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = files(tmp_path, empty_fit=b"", text_fit=b"hello", cut_fit=fit(START)[:-300])
    code, rows = looked(capsys, *paths, str(tmp_path), str(tmp_path / "nowhere.fit"), "/dev/zero")
    assert code == 1
    assert [row["status"] for row in rows] == ["refused", "refused", "review", "refused", "refused", "refused"]
    named = [row["problems"][0]["code"] for row in rows]
    assert named == ["empty-file", "unknown-format", "fit-cut", "not-a-file", "no-such-file", "not-a-file"]
    assert all(one["place"] and one["cure"] for row in rows for one in row["problems"])


def test_without_json_it_is_a_line_a_file_with_its_problems(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "--dry-run", *files(tmp_path, run_fit=fit(START), empty_fit=b"")]) == 1
    said = capsys.readouterr().out
    assert "imported  " in said
    assert "480 s run" in said
    assert "empty-file at file: The file has no bytes." in said


# ---- for a runner ----


@pytest.fixture
def runner() -> Any:
    """An account with an injury entered."""
    from restride import wiring
    from restride.core.terms import Side
    from restride.web.accounts.models import User

    user = User.objects.create_user("sam@example.org", zone="Europe/Berlin")
    me = Visitor(actor=Actor(id=str(user.pk), role=Role.RUNNER), person=str(user.pk), zone=user.zone)
    enrol(
        wiring.ports(),
        me,
        Enrolment(
            id="episode-of-sam",
            condition="patellofemoral_pain",
            side=Side.LEFT,
            age_years=40,
            onset=None,
            operated=False,
            consent="use-1",
        ),
    )
    return user


def operated(*arguments: str) -> int:
    """The act as `restride import` starts it, in this process."""
    from restride.web.operate import main as operate

    return operate(["import", *arguments])


@pytest.mark.django_db(transaction=True)
def test_the_operator_imports_for_the_only_runner(
    runner: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from restride import wiring

    now = datetime.now(UTC).replace(microsecond=0)
    paths = files(tmp_path, a_fit=fit(now - timedelta(hours=1)), old_fit=fit(START - timedelta(days=300)))
    assert operated("--json", "--", *paths) == 0
    assert [row["status"] for row in json.loads(capsys.readouterr().out)] == ["imported", "imported"]
    person = str(runner.pk)
    scope = Scope(viewer=Actor(id=person, role=Role.RUNNER), person=person, purpose=Purpose.OWN_USE, at=now)
    kept = [event for event in wiring.store().read(scope).events if event.kind == "activity_read"]
    assert [(event.author.role, event.body.history) for event in kept] == [
        (Role.OPERATOR, False),
        (Role.OPERATOR, True),
    ]
    assert operated("--", *paths) == 0
    assert capsys.readouterr().out.count("duplicate") == 2


@pytest.mark.django_db(transaction=True)
def test_nobody_to_import_for_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from restride.web.accounts.models import User

    (path,) = files(tmp_path, run_fit=fit(START))
    assert operated(path) == 1
    assert "no runner here" in capsys.readouterr().err
    User.objects.create_user("sam@example.org")
    assert operated("--runner=kim@example.org", path) == 1
    assert "kim@example.org" in capsys.readouterr().err
    assert operated(path) == 1
    assert "no record yet" in capsys.readouterr().err
    User.objects.create_user("kim@example.org")
    assert operated(path) == 1
    assert "--runner" in capsys.readouterr().err
