"""What two versions of a protocol, or two presets, differ in: their parts, and what they decide on the same journal."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any, Literal

from restride.core.decision import Bound, Decision
from restride.core.protocol import Cap, Condition, Outcome, Pace, Phase, Protocol, Rule
from restride.core.values import dataclass

Direction = Literal["more", "other", "less"]  # what the new one allows beside the old: more comes first for a reviewer
Aspect = Literal["run", "urgency", "session", "stretch", "on_feet", "phase", "course", "rest", "questions", "position"]
ORDER: tuple[Direction, ...] = ("more", "other", "less")
_TIGHTENS = frozenset(  # values of a pace that allow less where they are larger; all others allow more
    {
        "pain_weight",
        "rise_weight",
        "morning_weight",
        "cut_below_pct",
        "near_target_pct",
        "amber_down_pm",
        "red_down_pm",
        "first_sessions",
    }
)
_LEFT_OUT = frozenset({"cite", "evidence", "say"})  # no decision rests on them


@dataclass(frozen=True, slots=True, kw_only=True)
class PartChange:
    """One value that differs: the part by its place and id, which value of it, and both as they stand in the data.

    A part that is new has `old` None, one that is gone `new` None; then `what` is empty.
    """

    part: str
    what: str
    old: Any
    new: Any
    direction: Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two answers to the same journal at the same moment. `direction` is what the new one allows beside the old."""

    direction: Direction
    about: Aspect
    old: Decision
    new: Decision

    @property
    def old_deciding(self) -> tuple[str, ...]:
        return deciding(self.old)

    @property
    def new_deciding(self) -> tuple[str, ...]:
        return deciding(self.new)


def difference(old: Decision, new: Decision) -> Difference | None:
    """How the new answer differs for the runner; None where both ask for the same. Reasons alone are no difference.

    What is more permissive in any respect is "more", even where it is stricter in another.
    """
    steps = dict(_steps(old, new))
    more = [about for about, step in steps.items() if step > 0]
    less = [about for about, step in steps.items() if step < 0]
    if more or less:
        direction: Direction = "more" if more else "less"
        return Difference(direction=direction, about=(more or less)[0], old=old, new=new)
    if old.verdict is new.verdict and old.position == new.position:
        return None
    return Difference(direction="other", about="position", old=old, new=new)


def deciding(decision: Decision) -> tuple[str, ...]:
    """The rules that set an answer and the caps that cut its dose, each once, in order."""
    rules = [reason.rule for reason in decision.reasons if reason.deciding]
    return tuple(dict.fromkeys([*rules, *(limit.cap for limit in decision.limits if limit.binding)]))


def _steps(old: Decision, new: Decision) -> Iterator[tuple[Aspect, int]]:
    """One number an aspect, gravest first: above zero where the new answer allows more, below where it allows less."""
    yield "run", int(new.runs) - int(old.runs)
    yield "urgency", int(old.urgency or 0) - int(new.urgency or 0)
    yield "session", new.dose.run_s - old.dose.run_s
    yield "stretch", new.dose.longest_bout_s - old.dose.longest_bout_s
    yield "on_feet", new.dose.on_feet_s - old.dose.on_feet_s
    yield "phase", new.position.order - old.position.order
    yield "course", int(new.course) - int(old.course)
    yield "rest", _earlier(old.no_run_before, new.no_run_before)
    yield "questions", len(old.questions) - len(new.questions)


def _earlier(old: datetime | None, new: datetime | None) -> int:
    if old == new:
        return 0
    return 1 if new is None or (old is not None and new < old) else -1


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


# ---- parts ----


def part_changes(old: Protocol, new: Protocol) -> tuple[PartChange, ...]:
    """Every rule, cap, stage, pace and number that was added, taken out or changed; more permissive first."""
    before, after = dict(_parts(old)), dict(_parts(new))
    found: list[PartChange] = []
    for name in dict.fromkeys([*before, *after]):
        found += _part(name, before.get(name), after.get(name))
    return tuple(sorted(found, key=lambda one: ORDER.index(one.direction)))


def _part(name: str, old: Any, new: Any) -> Iterator[PartChange]:
    if old is None or new is None:
        narrows = name.startswith(("rule ", "gate ", "limit "))
        direction: Direction = "other" if not narrows else "less" if old is None else "more"
        yield PartChange(part=name, what="", old=old, new=new, direction=direction)
        return
    left, right = dict(_values(old)), dict(_values(new))
    for what in dict.fromkeys([*left, *right]):
        if left.get(what) != right.get(what):
            yield PartChange(
                part=name,
                what=what,
                old=left.get(what),
                new=right.get(what),
                direction=_leads(old, what, left.get(what), right.get(what)),
            )


def _parts(protocol: Protocol) -> Iterator[tuple[str, Any]]:
    """Each part under a name that says where it stands."""
    for rule in protocol.rules:
        yield f"rule {rule.id} (every phase)", rule
    for phase in protocol.phases:
        yield from _phase_parts(phase)
    for rule in protocol.before_speed:
        yield f"gate {rule.id} (before speed)", rule
    for cap in protocol.caps:
        yield f"limit {cap.id}", cap
    yield "windows", protocol.windows
    yield (
        "the protocol",
        (
            ("clearance", protocol.clearance),
            ("conditions", protocol.conditions),
            ("questions of a check-in", protocol.required),
            ("questions after a run", protocol.required_after_run),
            ("daily lines", tuple(line.group for line in protocol.lines if line.daily)),
        ),
    )


def _phase_parts(phase: Phase) -> Iterator[tuple[str, Any]]:
    for rule in phase.gate:
        yield f"gate {rule.id} (opens {phase.id})", rule
    for rule in phase.rules:
        yield f"rule {rule.id} ({phase.id})", rule
    for stage in phase.stages:
        yield f"stage {stage.id} ({phase.id})", stage
    for pace in phase.paces:
        yield " ".join(["pace", *pace.presets, f"({phase.id})"]), pace
    for number, step in enumerate(phase.restart, 1):
        yield f"way back {number} ({phase.id})", step
    yield (
        f"phase {phase.id}",
        (
            ("order", phase.order),
            ("bouts", phase.bouts),
            ("needs", phase.needs),
            ("warmup_s", phase.warmup_s),
            ("cooldown_s", phase.cooldown_s),
        ),
    )


def _values(part: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The values of a part by name, those of an inner part below its own."""
    if isinstance(part, tuple):
        yield from part
        return
    for field in fields(part):
        value = getattr(part, field.name)
        if field.name in _LEFT_OUT:
            continue
        inner = is_dataclass(value) and not isinstance(value, Bound | Outcome)
        yield from _values(value, f"{field.name}.") if inner else [(f"{prefix}{field.name}", value)]


def _leads(part: Any, what: str, old: Any, new: Any) -> Direction:
    """Which way one changed value of a rule or cap leads, where that can be said of it alone."""
    if isinstance(part, Rule) and what == "any_of":
        return _conditions(old, new)
    if isinstance(old, Outcome) and isinstance(new, Outcome):
        return _of(_sign(new.course - old.course), _sign(old.rest_h - new.rest_h), int(old.rest_today) - new.rest_today)
    if isinstance(part, Cap) and what in ("percent", "plus_s", "starter_s", "most_s"):
        return _of(_sign((new if new is not None else 10**9) - (old if old is not None else 10**9)))
    if isinstance(part, Pace) and isinstance(old, int) and isinstance(new, int):
        name = what.removeprefix("response.")
        return _of(_sign(new - old) * (-1 if name in _TIGHTENS else 1))
    if what == "waivable":
        return _of(int(new) - int(old))
    return "other"


def _conditions(old: tuple[Condition, ...], new: tuple[Condition, ...]) -> Direction:
    if len(old) != len(new):
        return "more" if len(new) > len(old) else "less"
    return _of(*(_looser(one, other) for one, other in zip(old, new, strict=True)))


def _looser(old: Condition, new: Condition) -> int:
    """Above zero where the new bound admits more of the same measure; zero where that can't be said."""
    if (old.measure, old.params, old.bound.op) != (new.measure, new.params, new.bound.op):
        return 0
    by = new.bound.value - old.bound.value
    return _sign(by) if old.bound.op == "at_most" else -_sign(by) if old.bound.op == "at_least" else 0


def _of(*steps: int) -> Direction:
    return "more" if any(step > 0 for step in steps) else "less" if any(step < 0 for step in steps) else "other"
