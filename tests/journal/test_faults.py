"""A storage that fails at its n-th call, for every n: all of a unit is stored, or nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import pytest

from restride.journal.memory import in_memory
from restride.journal.values import Message, Purpose, StorageDown
from tests.journal.builders import check_in, decided
from tests.journal.test_erasure import erase, everything, filled
from tests.storage import ALIAS, person, runner


def issue(house: Any, who: str) -> None:
    """A check-in, its decision, a message, an answer: what one request writes."""
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        if unit.idempotent("issue", "digest") is not None:
            return
        cause = unit.append(check_in(who)).event
        unit.append(decided(who, on=(cause.id,)))
        unit.audit("decided", subject=cause.id)
        unit.enqueue(Message(kind="mail", body="{}"))
        unit.remember("issue", "digest", "done")


class Fault(Exception):
    """The disk, at the worst moment."""


@contextmanager
def failing_at(house: Any, number: int) -> Iterator[list[str]]:
    """The n-th call of the storage fails; gives the calls that were made."""
    calls: list[str] = []

    def told(call: str) -> None:
        calls.append(call)
        if len(calls) == number:
            raise Fault(call)

    if hasattr(house.rows, "tables"):
        house.rows._fault = told
        try:
            yield calls
        finally:
            house.rows._fault = lambda call: None
        return
    from django.db import OperationalError, connections

    def wrapped(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        try:
            told(sql)
        except Fault as error:
            raise OperationalError(str(error)) from error
        return execute(sql, params, many, context)

    with connections[ALIAS].execute_wrapper(wrapped):
        yield calls


@pytest.mark.invariant("INV-071")
@pytest.mark.parametrize("act", [issue, erase], ids=["issue", "erase"])
def test_a_fault_at_any_call_leaves_all_or_nothing(house: Any, act: Callable[[Any, str], None]) -> None:
    who = person()
    filled(house, who)
    for number in count(1):
        before = everything(house)
        with failing_at(house, number) as calls:
            try:
                act(house, who)
            except (Fault, StorageDown):
                done = False
            else:
                done = True
        if done:
            assert len(calls) == number - 1
            assert everything(house) != before
            break
        assert everything(house) == before
        assert house.audit.verify() is None
    assert number > 5


def test_a_unit_inside_a_unit_is_a_mistake() -> None:
    house = in_memory()
    who = person()
    with house.units.begin(who, runner(who), Purpose.OWN_USE), pytest.raises(RuntimeError, match="open already"):
        erase(house, who)
