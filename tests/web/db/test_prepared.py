"""Statements worded once say what Django's own would."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, connections, transaction

from restride.web.db.house import DatabaseHouse
from restride.web.db.models import Head, Mark, Outbox, StateCheckpoint
from restride.web.db.prepared import Prepared
from tests.storage import ALIAS

pytestmark = pytest.mark.db
AT = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _tables(database_house: DatabaseHouse) -> None:
    """The tables are there."""


def test_what_was_inserted_is_read_as_django_reads_it() -> None:
    who, table = uuid4(), Prepared(ALIAS, Outbox)
    row = {"person": who, "kind": "mail", "key": "k", "body": "{}", "due": AT}
    table.insert({**row, "state": "waiting", "attempt": 0, "trouble": ""})
    names = ("person", "kind", "due", "attempt")
    (found,) = table.rows(names, {"person": who})
    assert found == Outbox.objects.using(ALIAS).filter(person=who).values_list(*names).get()
    assert table.first(("id",), {"person": uuid4()}) is None


def test_a_row_takes_the_place_of_the_one_with_the_same_key() -> None:
    who, table = uuid4(), Prepared(ALIAS, StateCheckpoint)
    row = {"person": who, "episode": "", "seq": 1, "fold_version": "v", "protocol_hash": "h", "state": b"one"}
    table.insert(row, unique=("person", "episode"))
    table.insert({**row, "seq": 2, "state": b"two"}, unique=("person", "episode"))
    ((seq, state),) = table.rows(("seq", "state"), {"person": who})
    assert (seq, bytes(state)) == (2, b"two")


def test_a_change_touches_the_rows_that_are_named_only() -> None:
    one, other, table = uuid4(), uuid4(), Prepared(ALIAS, Head)
    table.insert_all([{"person": who, "seq": 1, "audit_seq": 0, "audit_digest": ""} for who in (one, other)])
    table.change({"person": one}, {"seq": 5})
    assert [table.first(("seq",), {"person": who}) for who in (one, other)] == [(5,), (1,)]
    assert table.rows(("seq",), {"person": one, "seq__gt": 5}) == []


def test_a_refused_row_takes_the_transaction_with_it() -> None:
    table, name = Prepared(ALIAS, Mark), uuid4().hex
    with transaction.atomic(using=ALIAS):
        table.insert({"name": name, "at": AT})
        with pytest.raises(IntegrityError):
            table.insert({"name": name, "at": AT})
        assert connections[ALIAS].needs_rollback
    assert table.first(("name",), {"name": name}) is None
