"""Original files on disk: whole, private, and never under a name that somebody chose."""

import stat
from pathlib import Path

import pytest

from restride.journal.values import AccessDenied, StorageDown
from restride.web.db.files import FolderBlobs


def test_a_file_is_kept_whole_and_private(tmp_path: Path) -> None:
    blobs = FolderBlobs(tmp_path / "files")
    record = blobs.write(iter([b"one ", b"two"]), name="run.fit", media="application/fit")
    kept = tmp_path / "files" / record.id
    assert (kept.read_bytes(), record.size, record.name) == (b"one two", 7, "run.fit")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert blobs.stored() == (record.id,)
    blobs.remove(record.id)
    blobs.remove(record.id)
    assert blobs.stored() == ()


def test_a_file_whose_source_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> object:
        yield b"half"
        raise EOFError

    blobs = FolderBlobs(tmp_path)
    with pytest.raises(EOFError):
        blobs.write(broken())  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("not a folder")
    with pytest.raises(StorageDown, match="could not be kept"):
        FolderBlobs(tmp_path / "files").write(b"run")


@pytest.mark.parametrize("name", ["../secret", "0" * 31, "0" * 32, "A" * 32, ""])
def test_a_name_that_is_none_of_ours_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(AccessDenied):
        FolderBlobs(tmp_path).read(name)
