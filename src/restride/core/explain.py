"""A decision into ordered sentences. The findings are the computation's own; the sentences come from the catalogue."""

from typing import Any, Literal, Protocol

from restride.core.decision import Decision, LimitReason, Reason
from restride.core.terms import Course, Evidence, Verdict
from restride.core.values import dataclass

DAY_CLOSED = "decided-today"  # the engine's own reason: today was decided before

Kind = Literal["rule", "limit"]
_STRENGTH = {"unmet": 0, "unknown": 1, "met": 2, "not_yet": 3}


class Phrases(Protocol):
    """A catalogue: sentences by key and form, filled with typed values."""

    def __contains__(self, key: object, /) -> bool: ...

    def forms(self, key: str) -> Any: ...

    def render(self, key: str, form: str, **values: Any) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One reason or limit in words, with what marks it: whether it decides, its source, and who set it aside."""

    kind: Kind
    id: str
    title: str
    text: str
    status: str
    course: Course
    deciding: bool
    waived_by: str
    cite: tuple[str, ...]
    grade: Evidence


def explain(decision: Decision, phrases: Phrases) -> tuple[Sentence, ...]:
    """Every reason and limit in words: deciding ones first, then what is unmet, unknown, met, and not asked yet."""
    rules = sorted(decision.reasons, key=lambda reason: (not reason.deciding, *_order(reason, decision.verdict)))
    limits = sorted(decision.limits, key=lambda limit: (not limit.binding, limit.allowed))
    return (*(_rule(reason, phrases) for reason in rules), *(_limit(limit, phrases) for limit in limits))


def _order(reason: Reason, verdict: Verdict) -> tuple[bool, bool, int, int]:
    """That the day was closed before says less than what closed it. On a day of rest what asks for the rest comes
    before what only holds the step: that says how the next run will be, not why there is none today.
    """
    beside_the_rest = verdict is Verdict.REST and reason.course is Course.HOLD and reason.no_run_before is None
    return (reason.rule == DAY_CLOSED, beside_the_rest, _STRENGTH[reason.status], reason.course)


def _rule(reason: Reason, phrases: Phrases) -> Sentence:
    key = f"rules.{reason.say}" if f"rules.{reason.say}" in phrases else f"reasons.{reason.say}"
    forms = phrases.forms(key)
    return Sentence(
        kind="rule",
        id=reason.rule,
        title=phrases.render(key, "title") if "title" in forms else "",
        text=_text(reason, key, phrases),
        status=reason.status,
        course=reason.course,
        deciding=reason.deciding,
        waived_by=reason.waived_by,
        cite=reason.cite,
        grade=reason.grade,
    )


def _text(reason: Reason, key: str, phrases: Phrases) -> str:
    """The sentence of the status. A value that the reader may not see hides the sentence too, as it would tell it."""
    hidden = reason.value is None and reason.status in ("met", "unmet")
    if hidden:
        return phrases.render("reasons.hidden", "text")
    if reason.status not in phrases.forms(key):
        return phrases.render("reasons.not-yet", "text")
    values = {"bound": reason.bound.value} | ({} if reason.value is None else {"value": reason.value})
    return phrases.render(key, reason.status, **values)


def _limit(limit: LimitReason, phrases: Phrases) -> Sentence:
    key = f"caps.{limit.say}"
    return Sentence(
        kind="limit",
        id=limit.cap,
        title=phrases.render(key, "title"),
        text=phrases.render(key, "binding" if limit.binding else "free", allowed=limit.allowed),
        status="unmet" if limit.binding else "met",
        course=Course.PROGRESS,
        deciding=limit.binding,
        waived_by=limit.waived_by,
        cite=limit.cite,
        grade=limit.grade,
    )
