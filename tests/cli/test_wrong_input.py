"""What every command says to wrong input: the place, the cure, the exit code, and never a stack trace."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from restride.cli import serve
from restride.cli.main import main

ON_RECORDS = {
    "import": ["import", "run.fit"],
    "user": ["user", "reset", "kim@example.org"],
    "clinician": ["clinician", "add", "a@b.org", "--name", "A", "--profession", "B", "--registration", "C"],
    "doctor": ["doctor"],
    "backup": ["backup", "new.zip"],
    "audit": ["audit", "verify"],
    "export": ["journal", "export", "kim@example.org", "--out", "out.zip"],
    "move in": ["journal", "import", "in.zip", "--runner", "kim@example.org"],
}


def restride(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RESTRIDE_")}
    return subprocess.run(
        [sys.executable, "-m", "restride.cli.main", *arguments],
        env={**kept, **more},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("command", ON_RECORDS)
def test_a_mistyped_data_folder_is_told_and_none_is_made(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RESTRIDE_DATA", raising=False)
    assert main([*ON_RECORDS[command], "--data", "dta"]) == 1
    said = capfd.readouterr().err
    assert f"There are no records of Restride in {tmp_path / 'dta'}" in said
    assert "--data" in said
    assert not (tmp_path / "dta").exists()


@pytest.mark.parametrize("command", ["serve", "doctor", "demo"])
def test_a_file_in_the_place_of_the_data_folder_is_told(command: str, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    done = restride(command, "--data", str(tmp_path / "data"))
    assert done.returncode == 1
    assert str(tmp_path / "data") in done.stderr
    assert "--data" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("content", [b"", b'{"format": "restr', b"\xff\xfe\0\0", b"[]\n", b"x" * 100_000])
def test_a_journal_that_is_none_is_told_with_its_line(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(content)
    done = restride("replay", str(path))
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert str(path) in done.stderr
    assert ("is empty" if not content else "line 1") in done.stderr


@pytest.mark.parametrize("content", [b"", b"not = [toml", b"\xff\xfe", b"schema = 9\n"])
def test_a_scenario_that_is_none_is_told_with_its_place(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "story.toml"
    path.write_bytes(content)
    done = restride("today", str(path))
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert str(path) in done.stderr


@pytest.mark.parametrize("act", [["check"], ["list"], ["show", "x"]])
def test_a_protocol_folder_that_is_none_is_told(
    act: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["protocol", *act, "--folder", str(tmp_path / "none")]) == 2
    assert "check the name" in capsys.readouterr().err


def test_a_backup_without_a_folder_to_go_to_is_a_mistake_of_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", str(tmp_path / "none" / "b.zip"), "--data", str(tmp_path)]) == 2
    assert "Make it first" in capsys.readouterr().err


def test_a_passphrase_that_nobody_can_be_asked_for_is_told(tmp_path: Path) -> None:
    done = restride("backup", str(tmp_path / "b.zip"), "--encrypt", "--data", str(tmp_path))
    assert done.returncode == 2
    assert "--passphrase-file" in done.stderr


def test_a_data_folder_of_a_newer_release_is_told_by_every_command_that_writes(tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    assert restride("demo", "--until", "day-0", "--data", data).returncode == 0
    (file,) = (tmp_path / "data").glob("*.sqlite3")
    with sqlite3.connect(file) as database:
        database.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('db', '9999_later', '2030-01-01')")
    acts = (["user", "reset", "day-0@restride.example"], ["import", "x.fit"], ON_RECORDS["clinician"], ["doctor"])
    for command in acts:
        done = restride(*command, "--data", data)
        assert done.returncode in (1, 2), command
        assert "Traceback" not in done.stderr
        assert "newer Restride" in done.stderr + done.stdout


@pytest.mark.parametrize(
    ("host", "origin", "shown"),
    [
        ("127.0.0.1", None, "http://localhost:8000"),
        ("::1", None, "http://localhost:8000"),
        ("127.8.9.10", None, "http://127.8.9.10:8000"),
        ("127.0.0.1", "https://run.example.org", "https://run.example.org"),
    ],
)
def test_the_address_shown_is_one_at_which_passkeys_work(host: str, origin: str | None, shown: str) -> None:
    place = serve.Place(host=host, port=8000, certificate=None, key=None, origin=origin)
    assert place.address == shown
