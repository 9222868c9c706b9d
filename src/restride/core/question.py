"""Rules made ready to be put: measures looked up, bounds as ranges. What an answer means is in `judge`."""

from collections.abc import Callable

from restride.core.context import Context
from restride.core.decision import Bound, Reason, Status
from restride.core.measures.measure import Params, Reading
from restride.core.measures.registry import MEASURES
from restride.core.once import but_for
from restride.core.protocol import Condition, Phase, Protocol, Rule
from restride.core.terms import Course
from restride.core.values import dataclass

_reason_of = but_for(Reason, "status", "value", "evidence")
_FAR = 2**63  # beyond any value that a measure gives
_MOST_KEPT = 20_000  # rules or sheets of them; a library of some hundred protocols


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One condition: what reads it, and the least and most that meets it. `number` is that of measure and params."""

    measure: str
    bound: Bound
    number: int
    read: Callable[[Context, Params], Reading]
    params: Params
    least: int
    most: int


@dataclass(slots=True, kw_only=True)
class Asked:
    """A rule with its questions, and what it said last when it asked for nothing, with the reading it said that on.

    Both are one value, so that no other thread sees the one without the other. `quiet` makes a reason that asks for
    nothing, of the first question: from a status, a value and its evidence.
    """

    rule: Rule
    question: Question  # the first, and mostly the only one
    others: tuple[Question, ...]
    about_a_run: bool
    quiet: Callable[[Status, int | None, tuple[str, ...]], Reason]
    last: tuple[Reading, Reason] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rules that are put together: the protocol's, those of a phase, and the gate of one that may open next.

    Each rule stands with itself made ready; None where it asks for a measure that there is not.
    """

    protocol: Protocol
    phase: Phase
    opens: Phase | None
    rules: tuple[tuple[Rule, Asked | None], ...]


# By identity, because hashing a rule takes longer than judging it; each value holds its key, so that no id comes back.
_ready: dict[int, Asked] = {}
_sheets: dict[tuple[int, int, int, str], Sheet] = {}
_numbers: dict[tuple[str, object], int] = {}


def asked_of(rule: Rule) -> Asked:
    """The rule made ready, once for each rule object. Raises KeyError for a measure that there is not."""
    kept = _ready.get(id(rule))
    if kept is not None and kept.rule is rule:
        return kept
    if len(_ready) >= _MOST_KEPT:
        _ready.clear()
    first, *others = [_question(one) for one in rule.any_of]
    asked = Asked(
        rule=rule,
        question=first,
        others=tuple(others),
        about_a_run=any(MEASURES[one.measure].needs_run for one in rule.any_of),
        quiet=_quiet(rule, first),
    )
    _ready[id(rule)] = asked
    return asked


def _quiet(rule: Rule, question: Question) -> Callable[[Status, int | None, tuple[str, ...]], Reason]:
    return _reason_of(
        rule=rule.id,
        measure=question.measure,
        say=rule.say,
        bound=question.bound,
        course=Course.PROGRESS,
        no_run_before=None,
        urgency=None,
        deciding=False,
        waived_by="",
        opens_flag="",
        cite=rule.cite,
        grade=rule.evidence,
    )


def sheet_of(protocol: Protocol, phase: Phase, opens: Phase | None, preset: str) -> Sheet:
    """The rules in force under a preset in this phase, and the gate of the phase that opens next, made ready."""
    key = (id(protocol), id(phase), id(opens), preset)
    kept = _sheets.get(key)
    if kept is not None and kept.protocol is protocol and kept.phase is phase and kept.opens is opens:
        return kept
    if len(_sheets) >= _MOST_KEPT:
        _sheets.clear()
    rules = (*protocol.rules, *phase.rules, *(opens.gate if opens else ()))
    mine = (rule for rule in rules if not rule.presets or preset in rule.presets)
    ready = tuple((rule, asked_of(rule) if _is_known(rule) else None) for rule in mine)
    sheet = _sheets[key] = Sheet(protocol=protocol, phase=phase, opens=opens, rules=ready)
    return sheet


def _is_known(rule: Rule) -> bool:
    return all(one.measure in MEASURES for one in rule.any_of)


def _question(condition: Condition) -> Question:
    least, most = _range(condition.bound)
    return Question(
        measure=condition.measure,
        bound=condition.bound,
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
