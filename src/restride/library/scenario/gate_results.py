"""Results of readiness tests that a scenario tells of, in the unit of each item."""

from datetime import datetime, timedelta
from typing import Any

from restride.core.decision import Bound
from restride.core.events import ReadinessRecorded
from restride.core.protocol import Protocol, ReadinessItem
from restride.core.terms import Side, Swelling
from restride.library.bounds import tenths
from restride.library.every_rule import every_rule
from restride.library.scenario.diary import CLINICIAN, RUNNER, Diary
from restride.library.table import Table

_MET = "met"


def tell_tests(diary: Diary, table: Table, at: datetime) -> None:
    """`tests = "met"`: every item exactly at its bound. A table gives results by item.

    With `others = "met"` the items that it does not name are met too, but for those `left_out`.
    """
    items = {item.id: item for item in diary.protocol.items}
    if isinstance(table.data["tests"], str):
        table.one_of("tests", (_MET,))
        given, rest = None, True
    else:
        given = table.table("tests")
        rest = given.has("others") and given.one_of("others", (_MET,)) == _MET
    painkiller = given.yes("painkiller", False) if given else False
    left_out = given.texts("left_out", ()) if given else ()
    at = at + timedelta(minutes=30)
    for id, item in items.items():
        results = (
            _results(given, item)
            if given and given.has(id)
            else _met(diary.protocol, item)
            if rest and id not in left_out
            else []
        )
        for side, value in results:
            body = ReadinessRecorded(item=id, value=value, side=side, painkiller=painkiller)
            diary.tell(body, at=at, author=CLINICIAN if item.clinician_only else RUNNER)
    if given:
        given.done()


def _met(protocol: Protocol, item: ReadinessItem) -> list[tuple[Side | None, int]]:
    return [(side, _at_bound(protocol, item)) for side in _sides(item)]


def _sides(item: ReadinessItem) -> tuple[Side | None, ...]:
    return (Side.LEFT, Side.RIGHT) if item.sides else (None,)


def _results(given: Table, item: ReadinessItem) -> list[tuple[Side | None, int]]:
    """One result, or left and right; a list of one is one side only."""
    found = given.any(item.id)
    values = found if isinstance(found, list) else [found]
    sides = _sides(item)
    if len(values) > len(sides) or not values:
        shape = "[left, right]" if item.sides else "one result"
        given.fail(item.id, f"needs {shape}")
    return [(side, _value(given, item, value)) for side, value in zip(sides, values, strict=False)]


def _value(given: Table, item: ReadinessItem, found: Any) -> int:
    if item.unit == "nrs":
        return tenths(given, item.id, found)
    if item.unit == "yes_no":
        return int(given.yes(item.id))
    if item.unit == "grade":
        return int(given.level(item.id, Swelling))
    if type(found) is not int or found < 0:
        given.fail(item.id, f"must be a whole number of {item.unit}")
    return int(found)


def _at_bound(protocol: Protocol, item: ReadinessItem) -> int:
    """A result exactly on the bound that the gate asks for; 0 for an item that no rule reads."""
    for rule, _, _ in every_rule(protocol):
        for condition in rule.any_of:
            if dict(condition.params).get("item") == item.id:
                bound: Bound = condition.bound
                return bound.value
    return 0
