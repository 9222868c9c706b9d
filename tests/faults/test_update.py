"""An update of the tables: backed up before, resumed after a cut, with every record and decision as it was."""

from pathlib import Path
from typing import Any

import pytest

from restride.usecases.backup import back_up
from restride.usecases.replay import replay
from restride.usecases.restore import Wanted, restore
from tests.faults.failing import everything, failing_at, sound
from tests.vaults import VAULT, Place

pytestmark = pytest.mark.db

FIRST = ("db", "0001_initial")


@pytest.fixture
def earlier(place: Place) -> Place:
    """A storage with records, on the tables of the first release."""
    from restride.web.db.schema import migrate

    story = place.days()
    story.to_phase("walk-run")
    migrate(VAULT, [FIRST])
    return place


def journals(place: Place) -> list[Any]:
    from restride.journal.values import SYSTEM, Purpose, Scope

    store = place.house.store
    return [
        store.read(Scope(viewer=SYSTEM, person=person, purpose=Purpose.REPAIR, at=place.clock.now())).events
        for person in store.people(SYSTEM)
    ]


def replayed(place: Place) -> None:
    texts = {digest: place.house.texts.text(digest) or "" for digest in place.house.texts.digests()}
    for events in journals(place):
        found = replay(tuple(event for event in events if event.kind != "restored"), texts)
        assert found.decisions > 3
        assert found.differences == ()


@pytest.mark.invariant("INV-076")
def test_inv_076_an_update_cut_short_goes_on_and_keeps_everything(earlier: Place) -> None:
    from django.db import DatabaseError

    from restride.web.db import guards
    from restride.web.db.schema import migrate, pending

    before = journals(earlier)
    assert pending(VAULT)
    for number in range(1, 60, 4):
        with failing_at(number, (VAULT,)) as calls:
            try:
                migrate(VAULT)
            except DatabaseError:
                assert journals(earlier) == before
        if len(calls) < number:
            break
    migrate(VAULT)
    assert pending(VAULT) == ()
    assert guards.missing(VAULT) == ()
    assert journals(earlier) == before
    replayed(earlier)


@pytest.mark.invariant("INV-076")
def test_inv_076_a_backup_of_an_earlier_release_is_brought_up_to_this_one(earlier: Place, tmp_path: Path) -> None:
    from restride.web.db.schema import migrate, pending

    before = journals(earlier)
    file = back_up(earlier.vault, tmp_path.with_name(tmp_path.name + ".zip"), with_files=False).file
    migrate(VAULT)
    kept = everything(VAULT)
    restore(earlier.vault, Wanted(file=file, replace=True))
    assert everything(VAULT) != kept
    assert pending(VAULT) == ()
    assert [events[:-1] for events in journals(earlier)] == before
    replayed(earlier)
    sound(earlier.ports)


def test_tables_of_a_newer_release_are_refused(place: Place) -> None:
    from django.db import connections

    from restride.web.db.schema import TooNew, refuse_newer, schema_of

    refuse_newer(schema_of(VAULT))
    with connections[VAULT].cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('db', '9999_later', '2026-01-01')")
    with pytest.raises(TooNew, match="newer Restride: db 9999_later"):
        refuse_newer(schema_of(VAULT))


def test_a_start_backs_up_first_then_updates_and_refuses_what_is_newer(tmp_path: Path) -> None:
    from django.conf import settings

    from tests.faults.servers import Server

    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite"):
        pytest.skip("the same code with either database; one is enough for whole processes")
    server = Server(data=tmp_path / "data")
    assert server.operate("prepare").returncode == 0
    assert not (tmp_path / "data" / "backups").exists()
    server.writers(1)
    back = "import django; django.setup(); from restride.web.db.schema import migrate; migrate('default', [%r])"
    assert server.python(back % (FIRST,)).returncode == 0
    updated = server.operate("prepare")
    assert updated.returncode == 0, updated.stderr
    assert "A backup goes to" in updated.stderr
    assert [path.suffix for path in (tmp_path / "data" / "backups").iterdir()] == [".zip"]
    later = "INSERT INTO django_migrations (app, name, applied) VALUES ('db', '9999_later', '2026-01-01')"
    insert = f"import django; django.setup(); from django.db import connection as c; c.cursor().execute({later!r})"
    assert server.python(insert).returncode == 0
    refused = server.operate("prepare")
    assert refused.returncode == 1
    assert "newer Restride" in refused.stderr
    assert "Traceback" not in refused.stderr
