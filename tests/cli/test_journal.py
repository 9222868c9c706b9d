"""`restride journal`: out of one data folder and into another, by the command itself."""

import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

MAKE = """
import django; django.setup()
from restride.web.accounts.models import User
user = User.objects.create_user("kim@example.org", "four calm quiet rivers", name="Kim")
if {lived}:
    from restride import wiring
    from tests.usecases.scene import Scene
    from restride.usecases.clock import SystemClock
    house = type("House", (), {{"__getattr__": lambda self, name: getattr(wiring.ports(), name)}})()
    Scene(house, SystemClock(), runner=str(user.pk))
"""


def restride(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return python(folder, "-m", "restride.cli.main", *words, "--data", str(folder))


def python(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    environment = {
        **os.environ,
        "RESTRIDE_DATA": str(folder),
        "RESTRIDE_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "restride.web.settings",
    }
    return subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A data folder with a runner who has a record, and another with the same account and nothing else."""
    made = (tmp_path_factory.mktemp("lived"), tmp_path_factory.mktemp("empty"))
    for folder, lived in zip(made, (True, False), strict=True):
        assert python(folder, "-m", "restride.web.operate", "prepare").returncode == 0
        done = python(folder, "-c", MAKE.format(lived=lived))
        assert done.returncode == 0, done.stderr
    return made


def test_an_archive_moves_from_one_server_to_another(folders: tuple[Path, Path], tmp_path: Path) -> None:
    first, again = tmp_path / "first.zip", tmp_path / "again.zip"
    out = restride(folders[0], "journal", "export", "kim@example.org", "--out", str(first))
    assert (out.returncode, out.stdout.strip()) == (0, str(first)), out.stderr
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    moved = restride(folders[1], "journal", "import", str(first), "--runner", "kim@example.org")
    assert moved.returncode == 0, moved.stderr
    assert restride(folders[1], "journal", "export", "kim@example.org", "--out", str(again)).returncode == 0
    with zipfile.ZipFile(first) as one, zipfile.ZipFile(again) as other:
        before, after = (archive.read("journal.jsonl").splitlines() for archive in (one, other))
    moved_in = after.pop()
    assert before[1:] == after[1:]
    assert b'"kind":"restored"' in moved_in


def test_nothing_is_written_over_and_nothing_is_moved_into_a_full_record(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    file = tmp_path / "there.zip"
    assert restride(folders[0], "journal", "export", "kim@example.org", "--out", str(file)).returncode == 0
    before = file.read_bytes()
    for words in (
        ("export", "kim@example.org", "--out", str(file)),
        ("import", str(file), "--runner", "kim@example.org"),
        ("export", "nobody@example.org", "--out", str(tmp_path / "x.zip")),
        ("import", str(tmp_path / "missing.zip"), "--runner", "kim@example.org"),
    ):
        done = restride(folders[0], "journal", *words)
        assert done.returncode == 1, words
        assert done.stderr.startswith("restride: "), done.stderr
        assert "Traceback" not in done.stderr
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]
