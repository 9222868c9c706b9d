"""What the gates ahead ask for: tests to pass, what only a clinician can give, how often groundwork is due."""

from collections.abc import Iterator
from itertools import islice

from restride.core.context import Context
from restride.core.judge import judge
from restride.core.measures.clearance import valid_clearances
from restride.core.protocol import Condition, Phase, Protocol, ReadinessItem, Regimen, Rule
from restride.core.terms import Side
from restride.core.values import dataclass

_WEEK_D = 7
_ITEM = "readiness"
_GROUNDWORK = "foundation_weeks"
_KEPT_UP = "foundation_days"


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedItem:
    """A readiness item with a result that just meets its gate, for each side that it has."""

    item: str
    value: int
    sides: tuple[Side | None, ...]


def gates_ahead(regimen: Regimen, held: Phase) -> Iterator[Rule]:
    """The gate rules in force of every phase after this one, up to the first phase of runs and with it."""
    phases = sorted(regimen.protocol.phases, key=lambda phase: phase.order)
    for phase in phases:
        if phase.order <= held.order:
            continue
        yield from (rule for rule in phase.gate if not rule.presets or regimen.preset in rule.presets)
        if phase.has_runs:
            return


def only_others_give(context: Context, held: Phase) -> tuple[str, ...]:
    """Ids of items of the gates ahead that only a clinician records and that have no valid result now."""
    if held.has_runs:
        return ()
    protocol = context.protocol
    waiting: list[str] = []
    for rule in gates_ahead(context.regimen, held):
        items = [_item(protocol, condition) for condition in rule.any_of]
        theirs = [item.id for item in items if item is not None and item.clinician_only]
        if len(theirs) == len(items) and judge(rule, context).status != "met":
            waiting += theirs
    return tuple(dict.fromkeys(waiting))


def passed_now(context: Context, held: Phase) -> tuple[str, ...]:
    """Ids of items that only a clinician records and whose rule in the gates ahead is met now."""
    met = (rule for rule in gates_ahead(context.regimen, held) if judge(rule, context).status == "met")
    items = (_item(context.protocol, condition) for rule in met for condition in rule.any_of)
    return tuple(item.id for item in items if item is not None and item.clinician_only)


def items_to_pass(context: Context, held: Phase, kept: tuple[str, ...]) -> tuple[PassedItem, ...]:
    """Results that the gate of the next phase still wants and that the runner, or somebody who did before, can give.

    `kept` are items of a clinician that count as repeated. An item that waits for a clearance is not tried.
    """
    later = [phase for phase in context.protocol.phases if phase.order > held.order]
    following = min(later, key=lambda phase: phase.order, default=None)
    if following is None:
        return ()
    found: dict[str, PassedItem] = {}
    for rule in following.gate:
        if rule.presets and context.regimen.preset not in rule.presets:
            continue
        if any(condition.measure == _ITEM for condition in rule.any_of) and judge(rule, context).status != "met":
            for item, condition in islice(_open(context, rule, kept), 1):
                sides: tuple[Side | None, ...] = (Side.LEFT, Side.RIGHT) if item.sides else (None,)
                found[item.id] = PassedItem(item=item.id, value=condition.bound.value, sides=sides)
    return tuple(found.values())


def groundwork_every_d(regimen: Regimen, held: Phase) -> int | None:
    """The most days between two sessions of groundwork with which the gates ahead count enough; None: not asked."""
    if held.has_runs:
        return _kept_up_every_d(regimen, held)
    conditions = (condition for rule in gates_ahead(regimen, held) for condition in rule.any_of)
    asked = [dict(one.params).get("per_week") for one in conditions if one.measure == _GROUNDWORK]
    most = max((amount for amount in asked if isinstance(amount, int)), default=0)
    return max(_WEEK_D // most, 1) if most else None


def _kept_up_every_d(regimen: Regimen, held: Phase) -> int | None:
    """Beside the runs: by the sessions in some days that the gate of the next phase counts.

    A day sooner than they need, because the day on which one falls due may be that of a run.
    """
    later = [phase for phase in regimen.protocol.phases if phase.order > held.order]
    following = min(later, key=lambda phase: phase.order, default=None)
    conditions = [one for rule in (following.gate if following else ()) for one in rule.any_of]
    asked = [(dict(one.params).get("days"), one.bound.value) for one in conditions if one.measure == _KEPT_UP]
    every = [days // times for days, times in asked if isinstance(days, int) and times > 0]
    return max(min(every) - 1, 1) if every else None


def _item(protocol: Protocol, condition: Condition) -> ReadinessItem | None:
    if condition.measure != _ITEM:
        return None
    wanted = dict(condition.params).get("item")
    return next((item for item in protocol.items if item.id == wanted), None)


def _open(context: Context, rule: Rule, kept: tuple[str, ...]) -> Iterator[tuple[ReadinessItem, Condition]]:
    """The alternatives of a rule that can be given: by the runner, and not before its clearance."""
    for condition in rule.any_of:
        item = _item(context.protocol, condition)
        if item is None or (item.clinician_only and item.id not in kept):
            continue
        waits = item.needs is not None and context.clearance_required and not valid_clearances(context, item.needs)
        if not waits:
            yield item, condition
