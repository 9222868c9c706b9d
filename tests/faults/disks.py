"""A small disk of its own for a test, which can be full or read-only; mounted, so it needs root. For tests only."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Disk:
    """A mounted disk."""

    path: Path

    @contextmanager
    def full(self, *, but_for: int = 0) -> Iterator[None]:
        """Not a byte is free, but for so many."""
        ballast = self.path / "ballast"
        with ballast.open("wb", buffering=0) as out:
            for size in (1 << 16, 1 << 10, 1):
                try:
                    while True:
                        out.write(b"\0" * size)
                except OSError:
                    continue
            out.truncate(max(0, out.tell() - but_for))
        try:
            yield
        finally:
            ballast.unlink()

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """Nothing can be written. Whoever has a file open for writing keeps this from being done."""
        _do("mount", "-o", "remount,ro", str(self.path))
        try:
            yield
        finally:
            _do("mount", "-o", "remount,rw", str(self.path))


@contextmanager
def small_disk(folder: Path, *, megabytes: int) -> Iterator[Disk]:
    """A disk mounted on a new folder; skips the test where none can be mounted."""
    path = folder / "disk"
    path.mkdir()
    if os.geteuid() != 0:
        pytest.skip("needs root, to mount a small disk")
    try:
        _do("mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "tmpfs", str(path))
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"a small disk can't be mounted here: {error}")
    try:
        yield Disk(path)
    finally:
        _do("umount", "-l", str(path))


def _do(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
