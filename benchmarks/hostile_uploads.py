"""How long a large honest file and each kind of hostile one take in the reading child. Prints a table; asserts nothing.

    ./run python benchmarks/hostile_uploads.py

The time is from bytes to the answer, child included; `waits` is the longest that a loop beside it, which wants a turn
each millisecond, had to wait: what other requests of this process feel.
"""

import gzip
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime

from restride.formats.fit.write import Leg, write_activity
from restride.formats.isolated import parse_in_child

MB = 1 << 20
START = datetime(2026, 1, 1, tzinfo=UTC)


def honest() -> bytes:
    """A run whose file has at least ten megabytes."""
    hour = [Leg(kind="run", seconds=1800, speed_mps=2.7, cadence_spm=164), Leg(kind="walk", seconds=1800)]
    size = len(write_activity(hour, START))
    return write_activity(hour * (10 * MB // size + 1), START)


def _xml(inside: bytes) -> bytes:
    return b'<?xml version="1.0"?><gpx>' + inside + b"</gpx>"


def hostile() -> Iterator[tuple[str, bytes]]:
    """Files made to be slow or large."""
    point = b'<trkpt lat="x" lon="y"><time>junk</time></trkpt>'
    yield "200,000 deep", _xml(b"<a>" * 200_000 + b"</a>" * 200_000)
    yield "entity bomb", b'<!DOCTYPE gpx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><gpx>&b;</gpx>'
    yield "attributes", _xml(b"<a " + b" ".join(b'a%d="1"' % n for n in range(1_500_000)) + b"/>")
    yield "points of junk", _xml(b"<trk><trkseg>" + point * (24 * MB // len(point)) + b"</trkseg></trk>")
    yield "comments", _xml(b"<!-- x -->" * (24 * MB // 10))
    yield "empty points", _xml(b"<trk><trkseg>" + b"<trkpt/>" * (24 * MB // 8) + b"</trkseg></trk>")
    yield "gzip bomb", gzip.compress(b"\0" * 190 * MB)
    yield "gzip of many parts", gzip.compress(b"") * (24 * MB // 20)
    yield "noise", bytes(range(256)) * (24 * MB // 256)


class Beside(threading.Thread):
    """A loop that wants a turn each millisecond, and the longest that it had to wait."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.longest = 0.0
        self.ended = False

    def run(self) -> None:
        last = time.perf_counter()
        while not self.ended:
            time.sleep(0.001)
            now = time.perf_counter()
            self.longest, last = max(self.longest, now - last), now


def measure(name: str, data: bytes) -> None:
    beside = Beside()
    beside.start()
    began = time.perf_counter()
    result = parse_in_child(data, name)
    took = time.perf_counter() - began
    beside.ended = True
    beside.join()
    codes = ", ".join(sorted({one.code for one in result.problems})[:3])
    print(
        f"{name:20} {len(data) / MB:6.1f} MB {took * 1e3:8.0f} ms  waits {beside.longest * 1e3:5.0f} ms  "
        f"{result.status}: {codes}"
    )


def main() -> None:
    parse_in_child(b"", "warm")  # the server of children is started by the first file
    measure("honest run", honest())
    for name, data in hostile():
        measure(name, data)


if __name__ == "__main__":
    main()
