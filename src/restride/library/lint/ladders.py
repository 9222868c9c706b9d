"""How steep each published ladder is. Nothing is refused: whatever is printed, the limits of a protocol hold."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from restride.core.ladder import PublishedLadder, PublishedStage
from restride.core.protocol import Stage
from restride.library.lint.finding import Finding

_THOUSANDTHS = 1000


def findings(ladders: Iterable[PublishedLadder], gentle: Stage | None = None) -> Iterator[Finding]:
    """A note a ladder: its stages, its largest step, and whether it begins harder than the stage `gentle`."""
    for ladder in ladders:
        key = f"{len(ladder.stages)} stages"
        said = _in_time(ladder) if ladder.in_time else _in_distance(ladder)
        if gentle is not None and ladder.in_time and _is_harder(ladder.stages[0], gentle):
            said += f"; it begins harder than stage {gentle.id} of our own"
        yield Finding(severity="note", file=f"ladders/{ladder.id}.toml", key=key, cure=said)


def _in_time(ladder: PublishedLadder) -> str:
    runs = [sum(bout.run_s for bout in stage.bouts) for stage in ladder.stages]
    bouts = [max(bout.run_s for bout in stage.bouts) for stage in ladder.stages]
    return f"the largest step is {_rise(runs)} s of running and {_rise(bouts)} s of the longest bout"


def _in_distance(ladder: PublishedLadder) -> str:
    """Of running in all, where it is known, and of the longest stretch; of timed repeats in seconds."""
    timed = [stage.run for stage in ladder.stages if stage.timed]
    stretches = [stage.run for stage in ladder.stages if not stage.timed]
    known = [stage.run * stage.repeats for stage in ladder.stages if stage.repeats and not stage.timed]
    if timed:
        last = f", then {_amount(stretches[-1])} {ladder.unit} in one go" if stretches else ""
        return f"the largest step is {_rise(timed)} s of a repeat{last}"
    parts = [f"{_amount(_rise(stretches))} {ladder.unit} of the longest stretch"]
    if len(known) == len(ladder.stages):
        parts.insert(0, f"{_amount(_rise(known))} {ladder.unit} of running")
    return f"the largest step is {' and '.join(parts)}"


def _rise(amounts: list[int]) -> int:
    return max((later - earlier for earlier, later in pairwise(amounts)), default=0)


def _amount(thousandths: int) -> str:
    return f"{thousandths / _THOUSANDTHS:g}"


def _is_harder(first: PublishedStage, gentle: Stage) -> bool:
    mine, theirs = first.bouts, gentle.bouts
    return (
        sum(bout.run_s for bout in mine) > sum(bout.run_s for bout in theirs)
        or max(bout.run_s for bout in mine) > max(bout.run_s for bout in theirs)
        or min(bout.walk_s for bout in mine) < min(bout.walk_s for bout in theirs)
    )
