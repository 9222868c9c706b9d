"""Prescribed against done: how much of the run was run, bout by bout. Judges nothing; a measure reads the figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from restride.activity.bouts import Bout


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One prescribed bout beside what was done in its place, in seconds; None where either is missing."""

    prescribed_s: int | None
    done_s: int | None

    @property
    def difference_s(self) -> int:
        """Done minus prescribed; what is missing counts as nothing."""
        return (self.done_s or 0) - (self.prescribed_s or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fidelity:
    """percent: run seconds done of those prescribed, rounded down; None where nothing was prescribed."""

    prescribed_s: int
    done_s: int
    percent: int | None
    longest_prescribed_s: int
    longest_done_s: int
    bouts: tuple[Pair, ...]


def compare(prescribed_run_s: Sequence[int], done: Sequence[Bout]) -> Fidelity:
    """Run bouts as prescribed against those done, in order. Walk bouts among `done` are passed over."""
    runs = [bout.duration_s for bout in done if bout.kind == "run"]
    wanted = list(prescribed_run_s)
    length = max(len(runs), len(wanted))
    pairs = tuple(
        Pair(
            prescribed_s=wanted[index] if index < len(wanted) else None,
            done_s=runs[index] if index < len(runs) else None,
        )
        for index in range(length)
    )
    return Fidelity(
        prescribed_s=sum(wanted),
        done_s=sum(runs),
        percent=100 * sum(runs) // sum(wanted) if sum(wanted) else None,
        longest_prescribed_s=max(wanted, default=0),
        longest_done_s=max(runs, default=0),
        bouts=pairs,
    )
