"""The audit chain, over memory and database: every change, removal, swap and cut is found."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pytest

from restride.journal.values import Broken, Purpose
from tests.guards import lifted
from tests.journal.builders import check_in
from tests.journal.test_writing import own, write
from tests.storage import ALIAS, person, runner


def chain(house: Any) -> str:
    """A runner with four lines in the chain."""
    who = person()
    for _ in range(4):
        write(house, who, check_in(who))
    return who


def test_every_write_leaves_one_line_in_the_same_transaction(house: Any) -> None:
    who = chain(house)
    assert [line.seq for line in house.audit.trail(own(who))] == [4, 3, 2, 1]
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        unit.append(check_in(who))
        unit.audit("checked in", subject="e", detail='{"n":1}')
        unit.audit("was told")
    trail = house.audit.trail(own(who), limit=2)
    assert [(line.action, line.subject, line.detail) for line in trail] == [
        ("was told", "", ""),
        ("checked in", "e", '{"n":1}'),
    ]
    assert [line.seq for line in house.audit.trail(own(who), before=3, limit=1)] == [2]
    assert house.audit.verify() is None


Spoil = Callable[["Tamper", str], None]


class Tamper:
    """Changes audit rows directly, as somebody with the database's password could."""

    def __init__(self, house: Any) -> None:
        self.house = house
        self.tables = getattr(house.rows, "tables", None)

    def change(self, who: str, seq: int, **fields: Any) -> None:
        if self.tables:
            table = self.tables.details if "text" in fields else self.tables.lines
            table[who, seq] = replace(table[who, seq], **fields)
        else:
            self._rows(who, detail="text" in fields).filter(seq=seq).update(**fields)

    def remove(self, who: str, seq: int, *, detail: bool = False) -> None:
        if self.tables:
            del (self.tables.details if detail else self.tables.lines)[who, seq]
        else:
            self._rows(who, detail=detail).filter(seq=seq).delete()

    def swap(self, who: str) -> None:
        for old, new in ((2, 9), (3, 2), (9, 3)):
            if self.tables:
                line = self.tables.lines.pop((who, old))
                self.tables.lines[who, new] = replace(line, seq=new)
            else:
                self._rows(who).filter(seq=old).update(seq=new)

    def cut(self, who: str) -> None:
        """Remove the newest line and move the end, so that the chain itself looks whole."""
        self.remove(who, 4)
        last = self._line(who, 3)
        ends = dict(self.house.rows.ends())[who]
        self.house.rows.move(who, replace(ends, audit_seq=3, audit_digest=last))

    def _line(self, who: str, seq: int) -> str:
        return next(line.digest for line, _ in self.house.rows.lines(who) if line.seq == seq)

    def _rows(self, who: str, *, detail: bool = False) -> Any:
        from restride.web.db.models import Audit, AuditDetail

        return (AuditDetail if detail else Audit).objects.using(ALIAS).filter(person=who)


@pytest.mark.invariant("INV-064")
@pytest.mark.parametrize(
    ("spoil", "seq", "what"),
    [
        (lambda tamper, who: tamper.change(who, 2, action="looked"), 2, "changed"),
        (lambda tamper, who: tamper.change(who, 2, digest="0" * 64), 2, "changed"),
        (lambda tamper, who: tamper.change(who, 3, text="other"), 3, "detail was changed"),
        (lambda tamper, who: tamper.remove(who, 2, detail=True), 2, "detail is missing"),
        (lambda tamper, who: tamper.remove(who, 1), 1, "missing"),
        (lambda tamper, who: tamper.remove(who, 3), 3, "missing"),
        (lambda tamper, who: tamper.remove(who, 4), 5 - 1, "cut"),
        (lambda tamper, who: tamper.swap(who), 2, "follow"),
        (lambda tamper, who: tamper.cut(who), 4, "cut"),
    ],
    ids=["change", "digest", "detail", "no detail", "first", "middle", "last", "swap", "cut with its end"],
)
def test_the_first_bad_place_is_named(house: Any, spoil: Spoil, seq: int, what: str) -> None:
    who = chain(house)
    anchor = [head for head in house.audit.heads() if head.person == who]
    assert house.audit.verify(anchor) is None
    with untouched_afterwards(house):
        spoil(Tamper(house), who)
        found = house.audit.verify(anchor)
    assert isinstance(found, Broken)
    assert (found.person, found.seq) == (who, seq)
    assert what in found.what
    assert house.audit.verify(anchor) is None


@pytest.mark.invariant("INV-064")
def test_a_chain_that_is_gone_is_missed_by_the_anchor(house: Any) -> None:
    who = chain(house)
    anchor = [replace(head, person=person()) for head in house.audit.heads() if head.person == who]
    found = house.audit.verify(anchor)
    assert found is not None
    assert found.what == "the whole chain is missing"


def untouched_afterwards(house: Any) -> ExitStack:
    """A transaction that is rolled back, without the triggers."""
    stack = ExitStack()
    if hasattr(house.rows, "tables"):
        before = house.rows.tables
        house.rows.tables = replace(before, lines=dict(before.lines), details=dict(before.details))
        house.rows.tables.ends = dict(before.ends)
        stack.callback(setattr, house.rows, "tables", before)
        return stack
    from django.db import transaction

    stack.enter_context(transaction.atomic(using=ALIAS))
    stack.callback(transaction.set_rollback, True, using=ALIAS)
    stack.enter_context(lifted(ALIAS))
    return stack
