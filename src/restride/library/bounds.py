"""One measure against one bound as a protocol writes it: numbers in the measure's own unit, parameters as declared."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_args

from restride.core.decision import Bound, Op
from restride.core.measures.measure import Measure
from restride.core.measures.registry import MEASURES
from restride.core.protocol import Arg, Condition, Params, ReadinessItem
from restride.core.quantity import PAIN_TENTHS_MAX
from restride.core.terms import Swelling
from restride.library.table import Table

Items = Mapping[str, ReadinessItem]
_OPS: tuple[Op, ...] = get_args(Op)
_MOST = 1_000_000


def read_condition(table: Table, items: Items) -> Condition:
    """The `measure`, `arg` and bound of a table. Raises ProtocolError on an unknown measure, parameter or unit."""
    name = table.one_of("measure", MEASURES)
    measure = MEASURES[name]
    params = _params(table, measure)
    unit: str = measure.unit
    if unit == "item":
        unit = _item(table, dict(params), items).unit
    return Condition(measure=name, params=params, bound=_bound(table, unit))


def _item(table: Table, params: Mapping[str, Arg], items: Items) -> ReadinessItem:
    wanted = str(params.get("item"))
    if wanted not in items:
        table.fail("arg", f'"{wanted}" is not an item of readiness/; allowed: {", ".join(sorted(items))}')
    return items[wanted]


def _bound(table: Table, unit: str) -> Bound:
    given = [op for op in _OPS if table.has(op)]
    if len(given) != 1:
        table.fail(given[1] if given else "at_most", "a rule has exactly one of at_most, at_least, equals")
    op = given[0]
    if (unit == "yes_no") is not (op == "equals"):
        cure = "a yes-or-no measure is compared by equals = true or false, every other by at_most or at_least"
        table.fail(op, cure)
    return Bound(op=op, value=_amount(table, op, table.any(op), unit))


def _params(table: Table, measure: Measure) -> Params:
    """`arg` is the value itself where the measure has one parameter, a table of them where it has several."""
    names = tuple(measure.params)
    if not names:
        if table.has("arg"):
            table.fail("arg", f'measure "{measure.name}" takes no argument; leave it out')
        return ()
    if len(names) == 1 and not isinstance(table.data.get("arg"), dict):
        return ((names[0], _param(table, measure, names[0], "arg")),)
    given = table.table("arg")
    found = tuple((name, _param(given, measure, name, name)) for name in names)
    given.done()
    return found


def _param(table: Table, measure: Measure, name: str, key: str) -> str | int:
    kind = measure.params[name]
    if kind == "int":
        return table.whole(key, most=_MOST)
    if kind == "nrs":
        return _amount(table, key, table.any(key), "nrs")
    if kind == "word" and name in measure.words:
        return table.one_of(key, measure.words[name])
    return table.name(key)


def _amount(table: Table, key: str, found: Any, unit: str) -> int:
    """The number in the unit's whole form: pain in tenths, yes as 1, a swelling grade as its number."""
    if unit == "nrs":
        return tenths(table, key, found)
    if unit == "yes_no":
        return int(table.yes(key))
    if unit == "grade":
        return int(table.level(key, Swelling))
    return table.whole(key, most=_MOST)


def tenths(table: Table, key: str, found: Any) -> int:
    """Points of pain, 0 to 10 with one decimal at most, as whole tenths; never rounded."""
    if isinstance(found, bool) or not isinstance(found, int | Decimal) or not Decimal(found).is_finite():
        table.fail(key, "must be points of pain, a number from 0 to 10 such as 2 or 2.5")
    exact = Decimal(found) * 10
    if exact != exact.to_integral_value() or not 0 <= exact <= PAIN_TENTHS_MAX:
        table.fail(key, f"{found} must be points of pain from 0 to 10, with one decimal at most")
    return int(exact)
