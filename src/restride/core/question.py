"""A rule made ready to be put: its measures looked up, its bounds as ranges. What the answer means is in `judge`."""

from collections.abc import Callable
from dataclasses import dataclass

from restride.core.context import Context
from restride.core.decision import Bound, Reason
from restride.core.measures.measure import Params, Reading
from restride.core.measures.registry import MEASURES
from restride.core.protocol import Condition, Rule

_FAR = 2**63  # beyond any value that a measure gives
_MOST_KEPT = 20_000  # rules; a library of some hundred protocols


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One condition: what reads it, and the least and most that meets it. `number` is that of measure and params."""

    condition: Condition
    number: int
    read: Callable[[Context, Params], Reading]
    params: Params
    least: int
    most: int


@dataclass(slots=True, kw_only=True)
class Asked:
    """A rule with its questions, and what it said last when it asked for nothing."""

    rule: Rule
    questions: tuple[Question, ...]
    about_a_run: bool
    last: Reason | None = None


# By identity, because hashing a rule takes longer than judging it; each value holds its rule, so that no id comes back.
_ready: dict[int, Asked] = {}
_numbers: dict[tuple[str, object], int] = {}


def asked_of(rule: Rule) -> Asked:
    """The rule made ready, once for each rule object. Raises KeyError for a measure that there is not."""
    kept = _ready.get(id(rule))
    if kept is not None and kept.rule is rule:
        return kept
    if len(_ready) >= _MOST_KEPT:
        _ready.clear()
    asked = Asked(
        rule=rule,
        questions=tuple(_question(one) for one in rule.any_of),
        about_a_run=any(MEASURES[one.measure].needs_run for one in rule.any_of),
    )
    _ready[id(rule)] = asked
    return asked


def _question(condition: Condition) -> Question:
    least, most = _range(condition.bound)
    return Question(
        condition=condition,
        number=_numbers.setdefault((condition.measure, condition.params), len(_numbers)),
        read=MEASURES[condition.measure].read,
        params=dict(condition.params),
        least=least,
        most=most,
    )


def _range(bound: Bound) -> tuple[int, int]:
    if bound.op == "at_most":
        return -_FAR, bound.value
    return bound.value, _FAR if bound.op == "at_least" else bound.value
