"""A session unrolled into its steps in order, for whatever tells them one by one: a timer, a watch, a calendar.

How a session came about and the words for its steps are elsewhere.
"""

from collections.abc import Iterator
from itertools import chain, repeat
from typing import Literal

from restride.core.decision import Dose
from restride.core.values import dataclass

StepKind = Literal["warmup", "run", "walk", "fast", "easy", "cooldown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """So many whole seconds of one thing. `quality` names the kind of faster running on `fast` and `easy` steps."""

    kind: StepKind
    seconds: int
    quality: str = ""


def steps_of(dose: Dose) -> tuple[Step, ...]:
    """The steps of a session in order; none where it holds no run. They add up to its time on feet.

    Faster running stands at the end of the running, so that it never begins cold; what it needs is taken out of the
    easy running before it and adds nothing. `easy` is the walk back or the jog after each repeat, part of the running.
    """
    if not dose.bouts:
        return ()
    fast = _faster(dose)
    easy_s = dose.run_s - sum(step.seconds for step in fast)
    whole = (
        (Step(kind="warmup", seconds=dose.warmup_s),),
        _bouts(dose, most_s=easy_s),
        fast,
        (Step(kind="cooldown", seconds=dose.cooldown_s),),
    )
    return tuple(step for step in chain.from_iterable(whole) if step.seconds)


def _faster(dose: Dose) -> tuple[Step, ...]:
    found = dose.quality
    if found is None:
        return ()
    one = (
        Step(kind="fast", seconds=found.on_s, quality=found.kind),
        Step(kind="easy", seconds=found.easy_s, quality=found.kind),
    )
    return tuple(chain.from_iterable(repeat(one, found.repeats)))


def _bouts(dose: Dose, *, most_s: int) -> Iterator[Step]:
    """Runs and walks in their order, of so many seconds of running."""
    left = most_s
    for bout in dose.bouts:
        yield Step(kind="run", seconds=max(min(bout.run_s, left), 0))
        yield Step(kind="walk", seconds=bout.walk_s)
        left -= bout.run_s
