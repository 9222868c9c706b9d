"""What a cohort amounts to: figures a policy, the default against the best literal course, and where it loses.

The result is plain data that depends on the study alone: no clock, no worker, no machine is in it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import Literal

import msgspec

from restride.core.values import dataclass
from restride.study.assumptions import assumptions
from restride.study.cohort import Outcomes, Study
from restride.study.figures import Figure, difference, mean, median, share
from restride.study.outcome import COUNTS, Counts, Outcome
from restride.study.policies import DEFAULT, literal_courses

LABEL = "SIMULATION"
SAFETY = ("injuries", "flares", "symptom_mornings")
Span = Literal["before", "whole"]
SPANS: tuple[Span, ...] = ("before", "whole")
Says = Literal["fewer", "more", "level"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFigures:
    """One policy. `before` and `whole` hold each count by name; `reached` by day is the share with half an hour."""

    policy: str
    runners: int
    reached: Figure
    goal_day: Figure
    before: dict[str, Figure]
    whole: dict[str, Figure]
    reached_by_day: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One measure of the default beside the literal course that is best in it. `gap` is default less best."""

    measure: str
    span: Span | None
    best: str
    gap: Figure
    says: Says


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The default in one style or protocol."""

    name: str
    runners: int
    reached: Figure
    injuries: Figure
    flares: Figure
    symptom_mornings: Figure
    false_refers: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that a study says. `result` is a digest of every runner's outcome."""

    label: str
    study: Study
    assumptions: str
    result: str
    policies: tuple[PolicyFigures, ...]
    compared: tuple[Compared, ...]
    styles: tuple[Part, ...]
    protocols: tuple[Part, ...]


def report(study: Study, outcomes: Outcomes) -> Report:
    """The figures of a study."""
    first = outcomes.get(DEFAULT, next(iter(outcomes.values())))
    return Report(
        label=LABEL,
        study=study,
        assumptions=_digest(asdict(assumptions())),
        result=_digest({policy: [asdict(one) for one in found] for policy, found in outcomes.items()}),
        policies=tuple(_figures(policy, found, study.plan.days) for policy, found in outcomes.items()),
        compared=compared(outcomes, study.plan.days),
        styles=_parts(first, lambda one: one.style),
        protocols=_parts(first, lambda one: one.protocol),
    )


def as_json(made: Report) -> bytes:
    """The report as JSON, figures to four places, keys in the order of the report."""
    return msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"


def _figures(policy: str, found: Sequence[Outcome], days: int) -> PolicyFigures:
    reached = [one.goal_day for one in found]
    by_day = [sum(day is not None and day <= n for day in reached) / len(found) for n in range(days)]
    return PolicyFigures(
        policy=policy,
        runners=len(found),
        reached=_rounded(share([day is not None for day in reached])),
        goal_day=_rounded(median(reached)),
        before={name: _rounded(mean(_counts(found, "before", name))) for name in COUNTS},
        whole={name: _rounded(mean(_counts(found, "whole", name))) for name in COUNTS},
        reached_by_day=tuple(round(value, 4) for value in by_day),
    )


def compared(outcomes: Outcomes, days: int) -> tuple[Compared, ...]:
    """The default pair by pair against the best literal course of each measure; empty without either."""
    papers = [name for name in literal_courses() if name in outcomes]
    if DEFAULT not in outcomes or not papers:
        return ()
    found = [
        _compared(name, span, {p: _counts(outcomes[p], span, name) for p in (DEFAULT, *papers)})
        for span in SPANS
        for name in SAFETY
    ]
    late = {policy: [_days_to_goal(one, days) for one in outcomes[policy]] for policy in (DEFAULT, *papers)}
    return (*found, _compared("days_to_goal", None, late))


def _compared(measure: str, span: Span | None, values: dict[str, list[float]]) -> Compared:
    best = min((name for name in values if name != DEFAULT), key=lambda name: mean(values[name]).value or 0.0)
    gap = difference(values[DEFAULT], values[best])
    return Compared(measure=measure, span=span, best=best, gap=_rounded(gap), says=_says(gap))


def _says(gap: Figure) -> Says:
    """Fewer or more only where the whole interval says so."""
    if gap.low is None or gap.high is None:
        return "level"
    return "more" if gap.low > 0 else "fewer" if gap.high < 0 else "level"


def _days_to_goal(one: Outcome, days: int) -> float:
    """Those who never get there count with every day of the study."""
    return float(days if one.goal_day is None else one.goal_day)


def _parts(found: Sequence[Outcome], name_of: Callable[[Outcome], str]) -> tuple[Part, ...]:
    names = sorted({name_of(one) for one in found})
    return tuple(_part(name, [one for one in found if name_of(one) == name]) for name in names)


def _part(name: str, found: Sequence[Outcome]) -> Part:
    def figure(count: str) -> Figure:
        return _rounded(mean(_counts(found, "before", count)))

    return Part(
        name=name,
        runners=len(found),
        reached=_rounded(share([one.goal_day is not None for one in found])),
        injuries=figure("injuries"),
        flares=figure("flares"),
        symptom_mornings=figure("symptom_mornings"),
        false_refers=figure("false_refers"),
    )


def _counts(found: Iterable[Outcome], span: Span, name: str) -> list[float]:
    spans: list[Counts] = [one.before if span == "before" else one.whole for one in found]
    return [float(getattr(counts, name)) for counts in spans]


def _rounded(figure: Figure) -> Figure:
    return Figure(value=_places(figure.value), low=_places(figure.low), high=_places(figure.high))


def _places(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _digest(data: object) -> str:
    return sha256(msgspec.json.encode(data, order="sorted")).hexdigest()
