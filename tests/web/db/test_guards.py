"""What raw SQL may not do to the journal, on the database that the run is for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import Error, connections, transaction

from restride.journal.values import Purpose
from restride.web.db import guards
from restride.web.db.beside import uuid_of
from restride.web.db.house import DatabaseHouse
from tests.guards import lifted
from tests.journal.builders import check_in, note
from tests.storage import ALIAS, START, person, runner

pytestmark = pytest.mark.db


def vendor() -> str:
    return connections[ALIAS].vendor


def sql(statement: str, *values: Any) -> None:
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(statement, values)


def column(who: str) -> Any:
    return uuid_of(who).hex if vendor() == "sqlite" else uuid_of(who)


@pytest.fixture
def who(database_house: DatabaseHouse) -> str:
    """A runner with two entries and a protocol text."""
    who = person()
    with database_house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        unit.append(check_in(who))
        unit.append(note(who))
        unit.put_protocol_text(f"h{who}", "text")
    return who


@contextmanager
def refused() -> Iterator[None]:
    with pytest.raises(Error), transaction.atomic(using=ALIAS):
        yield


def counts(who: str) -> list[int]:
    found = []
    with connections[ALIAS].cursor() as cursor:
        for table in ("journal", "audit", "audit_detail"):
            cursor.execute(f"SELECT count(*) FROM {table} WHERE person = %s", [column(who)])
            found.append(cursor.fetchone()[0])
    return found


@pytest.mark.parametrize("table", ["journal", "audit", "audit_detail", "protocol_text", "erasure"])
def test_nothing_is_updated_or_deleted(who: str, database_house: DatabaseHouse, table: str) -> None:
    erased = person()
    with database_house.units.begin(erased, runner(erased), Purpose.ERASURE) as unit:
        unit.erase()
    before = counts(who)
    name = {"protocol_text": "text", "erasure": "audit_seq"}.get(table, "seq")
    with refused():
        sql(f"UPDATE {table} SET {name} = {name}")
    with refused():
        sql(f"DELETE FROM {table}")
    assert counts(who) == before


@pytest.mark.parametrize("table", ["journal", "audit", "audit_detail", "protocol_text", "erasure"])
def test_no_table_is_emptied(who: str, table: str) -> None:
    if vendor() == "sqlite":
        with refused():  # SQLite's DELETE without WHERE is its TRUNCATE
            sql(f"DELETE FROM {table if table != 'erasure' else 'journal'}")
        return
    for cascade in ("", " CASCADE"):
        with refused():
            sql(f"TRUNCATE {table}{cascade}")


def copy_of(who: str, words: str, **change: str) -> str:
    names = "person seq event episode kind category day zone at recorded_at author source schema body".split()
    values = ", ".join(change.get(name, name) for name in names)
    columns = ", ".join(names)
    return f"{words} INTO journal ({columns}) SELECT {values} FROM journal WHERE person = %s AND seq = 2"


@pytest.mark.parametrize("words", ["INSERT", "INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE"])
@pytest.mark.parametrize(
    "change",
    [{}, {"seq": "3"}, {"seq": "4", "event": "'new'"}, {"seq": "0", "event": "'new'"}, {"event": "'new'"}],
    ids=["same", "same id", "gap", "zero", "same number"],
)
def test_no_second_insert_and_no_gap(who: str, words: str, change: dict[str, str]) -> None:
    if vendor() != "sqlite" and words != "INSERT":
        words, tail = "INSERT", " ON CONFLICT DO NOTHING"
    else:
        tail = ""
    with refused():
        sql(copy_of(who, words, **change) + tail, column(who))
    assert counts(who)[0] == 2


def test_a_row_is_not_replaced_by_its_hidden_number(who: str) -> None:
    if vendor() != "sqlite":
        with refused():
            sql(copy_of(who, "INSERT") + " ON CONFLICT (event) DO UPDATE SET body = '{}'", column(who))
        return
    with refused():
        sql(
            "INSERT OR REPLACE INTO journal (rowid, person, seq, event, kind, category, day, zone, at, recorded_at,"
            " author, source, schema, body) SELECT rowid, person, 3, 'new', kind, category, day, zone, at,"
            " recorded_at, author, source, schema, '{}' FROM journal WHERE person = %s AND seq = 1",
            column(who),
        )


def test_a_replaced_row_is_refused_also_without_recursive_triggers(who: str) -> None:
    if vendor() != "sqlite":
        pytest.skip("a setting of SQLite")
    sql("PRAGMA recursive_triggers = OFF")
    try:
        with refused():
            sql(copy_of(who, "INSERT OR REPLACE"), column(who))
    finally:
        sql("PRAGMA recursive_triggers = ON")
    assert counts(who)[0] == 2


def test_deletes_pass_only_while_an_erasure_of_that_person_is_open(who: str) -> None:
    opened = "INSERT INTO erasure (person, at, audit_seq, gate_id) VALUES (%s, %s, 0, 1)"
    with refused():
        sql(opened, column(person()), START)
        sql("DELETE FROM journal WHERE person = %s", column(who))
    with transaction.atomic(using=ALIAS):
        sql(opened, column(who), START)
        sql("DELETE FROM journal WHERE person = %s", column(who))
        assert counts(who)[0] == 0
        transaction.set_rollback(True, using=ALIAS)
    assert counts(who)[0] == 2


def test_an_erasure_left_open_cannot_be_committed(who: str) -> None:
    with refused():
        sql("INSERT INTO erasure (person, at, audit_seq, gate_id) VALUES (%s, %s, 0, 1)", column(who), START)
        sql("DELETE FROM journal WHERE person = %s", column(who))
    assert counts(who)[0] == 2


def test_the_gate_stays_empty(who: str) -> None:
    with refused():
        sql("INSERT INTO erasure_gate (id) VALUES (1)")


def test_a_missing_guard_is_named(who: str) -> None:
    assert guards.missing(ALIAS) == ()
    with lifted(ALIAS):
        assert "journal_update" in guards.missing(ALIAS)
    assert guards.missing(ALIAS) == ()


def test_every_table_says_how_it_is_kept() -> None:
    from django.apps import apps

    from restride.web.db.models import KEEPING

    assert {model._meta.db_table for model in apps.get_app_config("db").get_models()} == set(KEEPING)
