"""How many statements the hot paths take, and that a long journal does not add to them."""

from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from restride.core.terms import Category
from restride.journal.values import EVERYTHING, Care, Message, Purpose, Scope
from restride.web.db.house import DatabaseHouse
from tests.journal.builders import check_in, decided, note
from tests.storage import ALIAS, START, clinician, person, runner

pytestmark = pytest.mark.db


@pytest.fixture
def who(database_house: DatabaseHouse) -> str:
    who = person()
    with database_house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        for number in range(30):
            unit.append(check_in(who) if number % 2 else note(who))
    return who


def counted() -> Any:
    return CaptureQueriesContext(connections[ALIAS])


def test_a_durable_entry_takes_few_statements(database_house: DatabaseHouse, who: str) -> None:
    with counted() as queries, database_house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        assert unit.idempotent("k", "digest") is None
        unit.events(after=29)
        event = unit.append(check_in(who)).event
        unit.append(decided(who, on=(event.id,)))
        unit.audit("checked in")
        unit.enqueue(Message(kind="mail", body="{}"))
        unit.remember("k", "digest", "{}")
    assert len(queries) <= 14  # BEGIN and COMMIT included


def test_the_runners_own_reading_takes_one_statement(database_house: DatabaseHouse, who: str) -> None:
    scope = Scope(viewer=runner(who), person=who, purpose=Purpose.OWN_USE, at=START)
    for look in (
        lambda: database_house.store.read(scope),
        lambda: database_house.store.page(scope),
        lambda: database_house.store.checkpoint(scope),
        lambda: database_house.store.standing(scope),
    ):
        with counted() as queries:
            look()
        assert len(queries) == 1
    with counted() as queries:
        database_house.store.page(scope, kinds=("check_in", "decision_issued"))
    assert len(queries) == 2


@pytest.mark.parametrize("categories", [EVERYTHING, frozenset({Category.NOTES})])
def test_a_foreign_page_takes_few_statements(database_house: DatabaseHouse, who: str, categories: Any) -> None:
    physio = person()
    with database_house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        unit.link(Care(person=who, clinician=physio, categories=categories, consent="c", since=START))
    scope = Scope(viewer=clinician(physio), person=who, purpose=Purpose.CARE, at=START)
    with counted() as queries:
        database_house.store.page(scope)
    assert len(queries) <= 9  # BEGIN and COMMIT included, and three that leave the audit line


def test_an_idle_outbox_takes_no_lock(database_house: DatabaseHouse) -> None:
    with counted() as queries:
        assert database_house.outbox.claim(START) == ()
    assert len(queries) == 1
