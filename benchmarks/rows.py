"""Rows of the table, how a time is taken, and how noisy the machine is. What is measured stands beside this module."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Row:
    """One figure with its unit, what it should be at most (`at_least`: at least), and the spread of its samples.

    `ratio` is theirs over ours, of the peer named.
    """

    name: str
    unit: str
    value: float
    target: float | None = None
    at_least: bool = False
    low: float | None = None
    high: float | None = None
    ratio: float | None = None
    peer: str = ""

    @property
    def met(self) -> bool:
        if self.target is None:
            return True
        return self.value >= self.target if self.at_least else self.value <= self.target


def sampled(name: str, samples: list[float], unit: str, target: float | None = None) -> Row:
    """The median of samples with the tenth and ninetieth percent."""
    ordered = sorted(samples)
    return Row(
        name=name,
        unit=unit,
        value=statistics.median(ordered),
        target=target,
        low=ordered[len(ordered) // 10],
        high=ordered[len(ordered) * 9 // 10],
    )


def cpu_ms(action: Callable[[], object], tries: int) -> list[float]:
    """Milliseconds of this process's own CPU time that each try takes."""
    found = []
    for _ in range(tries):
        begin = time.process_time_ns()
        action()
        found.append((time.process_time_ns() - begin) / 1e6)
    return found


def noise() -> Row:
    """The same piece of work again and again: how far apart its times are is what this machine adds to every row."""

    def work() -> int:
        return sum(number * number for number in range(20_000))

    return sampled("machine: the same work, CPU", cpu_ms(work, 200), "ms")


def head() -> str:
    return f"{'figure':48} {'median':>9} {'10%':>9} {'90%':>9} unit   {'target':>9} {'peer':>22}"


def line(row: Row) -> str:
    """One line of the table."""
    target = "" if row.target is None else f"{'>=' if row.at_least else '<='}{row.target:g}"
    peer = f"{row.ratio:.1f}x {row.peer}" if row.ratio else row.peer
    spread = [f"{one:9.2f}" if one is not None else f"{'':9}" for one in (row.low, row.high)]
    missed = "" if row.met else "  missed"
    return f"{row.name:48} {row.value:9.2f} {' '.join(spread)} {row.unit:6} {target:>9} {peer:>22}{missed}"
