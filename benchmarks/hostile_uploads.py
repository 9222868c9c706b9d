"""What a large honest file and each kind of hostile one cost in the reading child. Prints a table; asserts nothing.

    ./run python -m benchmarks.hostile_uploads

The time is from bytes to the answer, child included. `extra` is what the child's memory grew by at most, the file
included, beside a child that reads next to nothing. `waits` is the longest that a loop beside it, which wants a turn
each millisecond, had to wait: what other requests of this process feel.
"""

import threading
import time
from pathlib import Path

from benchmarks.hostile_files import MB, honest, hostile
from restride.formats.isolated import Readers
from restride.formats.parsed import ParsedFile

SLOW_S, LARGE_MB = 1.0, 50.0


class Beside(threading.Thread):
    """A loop that wants a turn each millisecond: the longest that it had to wait, and the most that a child held."""

    def __init__(self, server: int) -> None:
        super().__init__(daemon=True)
        self._children = Path(f"/proc/{server}/task/{server}/children")
        self.longest = 0.0
        self.most_kb = 0
        self.ended = False

    def run(self) -> None:
        last = time.perf_counter()
        while not self.ended:
            for child in self._children.read_text("utf-8").split():
                self.most_kb = max(self.most_kb, held_kb(int(child), "VmHWM"))
            time.sleep(0.001)
            now = time.perf_counter()
            self.longest, last = max(self.longest, now - last), now


def held_kb(process: int, what: str) -> int:
    """A line of a process's memory; 0 where it is gone."""
    try:
        text = Path(f"/proc/{process}/status").read_text("utf-8")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith(what)), 0)


def watched(readers: Readers, name: str, data: bytes) -> tuple[ParsedFile, float, Beside]:
    """The answer, the seconds it took, and what was seen beside it."""
    beside = Beside(readers.server_pid or 0)
    beside.start()
    began = time.perf_counter()
    result = readers.parse(data, name)
    took = time.perf_counter() - began
    beside.ended = True
    beside.join()
    return result, took, beside


def least_kb(readers: Readers) -> int:
    """What a child holds that reads next to nothing; it is short, so it isn't seen each time."""
    seen = [watched(readers, "least", b"<gpx/>")[2].most_kb for _ in range(20)]
    return min(one for one in seen if one)


def measure(readers: Readers, name: str, data: bytes, least: int) -> None:
    result, took, beside = watched(readers, name, data)
    codes = ", ".join(sorted({one.code for one in result.problems})[:3])
    extra = max(0, beside.most_kb - least) / 1024
    missed = result.status == "refused" and (took > SLOW_S or extra > LARGE_MB)
    print(
        f"{name:24} {len(data) / MB:6.1f} MB {took * 1e3:8.0f} ms  extra {extra:4.0f} MB  "
        f"waits {beside.longest * 1e3:5.0f} ms  {result.status}: {codes}{'  missed' if missed else ''}"
    )


def main() -> None:
    readers = Readers()
    readers.parse(b"", "warm")  # the server of children is started by the first file
    least = least_kb(readers)
    measure(readers, "honest run", honest(), least)
    for name, data in hostile():
        measure(readers, name, data, least)
    readers.close()


if __name__ == "__main__":
    main()
