"""A file from upload to stored: CPU with the reading child's own, time, and how long others would wait meanwhile."""

import resource
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from benchmarks.rows import Row, sampled
from restride.formats.fit.write import Leg, write_activity

_TICK_S = 0.001
_LARGE = 10_000_000


def rows(program: Any, now: datetime) -> Iterator[Row]:
    program.upload(_file(now, 499, 600))  # the reading child is there from the second file on
    for when, days in (("of this week", 1), ("of before", 400)):
        found = [_measured(program, _file(now, days + number, 3600)) for number in range(6)]
        yield sampled(f"one-hour FIT {when}, upload to stored: CPU", [one[0] for one in found], "ms", 80)
        yield sampled(f"one-hour FIT {when}: others here wait", [one[1] for one in found], "ms", 50)
    large = _large(now)
    _, wait, seconds = _measured(program, large)
    yield Row(name=f"FIT of {len(large) / 1e6:.0f} MB: seconds", unit="s", value=seconds, target=2)
    yield Row(name=f"FIT of {len(large) / 1e6:.0f} MB: others wait", unit="ms", value=wait, target=50)


def _file(now: datetime, days: int, seconds: int) -> bytes:
    start = now - timedelta(days=days, hours=2)
    return write_activity([Leg(kind="run", seconds=seconds, speed_mps=2.7, cadence_spm=164)], start)


def _large(now: datetime) -> bytes:
    hours = 60
    while len(content := _file(now, 700, 3600 * hours)) < _LARGE:
        hours = hours * _LARGE // len(content) + 1
    return content


def _measured(program: Any, content: bytes) -> tuple[float, float, float]:
    """CPU in ms of this process and its children, the longest gap of a ticking thread in ms, and seconds."""
    gaps, over = [], threading.Event()

    def tick() -> None:
        last = time.perf_counter()
        while not over.is_set():
            time.sleep(_TICK_S)
            here = time.perf_counter()
            gaps.append(here - last)
            last = here

    ticking = threading.Thread(target=tick)
    ticking.start()
    begun, before = time.perf_counter(), _cpu_s()
    answer = program.upload(content)
    seconds, cpu = time.perf_counter() - begun, _cpu_s() - before
    over.set()
    ticking.join()
    if answer.status_code >= 300:
        raise RuntimeError(f"{answer.status_code} {answer.content[:300]!r}")
    return cpu * 1e3, max(gaps) * 1e3, seconds


def _cpu_s() -> float:
    """Of this process, of children that ended, and of those that live."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime + _living_s()


def _living_s() -> float:
    import os
    from pathlib import Path

    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text("utf-8").split()
    ticks = os.sysconf("SC_CLK_TCK")
    total = 0.0
    for child in children:
        fields = Path(f"/proc/{child}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
        total += sum(int(field) for field in fields[11:15]) / ticks  # their own children included
    return total
