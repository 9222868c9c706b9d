"""A backup, put back: nothing is missing, nothing that was taken away comes back, and everybody checks in anew."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from restride.core.events import OperationReported
from restride.core.terms import Scope as Reach
from restride.core.terms import Verdict
from restride.journal.values import SYSTEM, Purpose, Scope
from restride.usecases.backup import back_up
from restride.usecases.backup_file import MANIFEST, BackupRefused
from restride.usecases.clearance import withdraw_clearance
from restride.usecases.demo_days import Days
from restride.usecases.enrol import report_operation
from restride.usecases.erase import PHRASE, erase_everything
from restride.usecases.log_session import SessionGiven, record_session
from restride.usecases.replay import replay
from restride.usecases.restore import Done, Wanted, restore
from restride.usecases.share import stop_sharing
from restride.usecases.standing import folded_standing
from restride.usecases.today import show_today
from tests.vaults import Place

pytestmark = pytest.mark.db

PASSPHRASE = "five calm mornings in a row"


def running(place: Place) -> Days:
    """A runner who has reached walk-run and ran the day before, with the watch's file."""
    story = place.days()
    story.clear(Reach.RUN)
    story.run_with_watch(story.to_phase("walk-run"))
    story.next_morning()
    story.morning()
    return story


def backed_up(place: Place, name: str = "one.zip", **options: Any) -> Path:
    return back_up(place.vault, place.vault.data.parent / f"{place.vault.data.name}-{name}", **options).file


def put_back(place: Place, file: Path, **wanted: Any) -> Done:
    return restore(place.vault, Wanted(file=file, **wanted))


def events(place: Place, person: str) -> tuple[Any, ...]:
    scope = Scope(viewer=SYSTEM, person=person, purpose=Purpose.REPAIR, at=place.clock.now())
    return place.house.store.read(scope).events


def files(place: Place) -> dict[str, bytes]:
    return {one: place.house.blobs.read(one) for one in place.house.blobs.stored()}


def emptied(place: Place) -> None:
    """The computer is lost, and a new one has an empty folder and an empty database."""
    from django.db import connections

    from tests.guards import lifted
    from tests.vaults import VAULT

    connection = connections[VAULT]
    with lifted(VAULT), connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table not in ("django_migrations", "django_content_type"):
                cursor.execute(
                    f'DELETE FROM "{table}"' if connection.vendor == "sqlite" else f'TRUNCATE "{table}" CASCADE'
                )
    for file in (place.vault.data / "files").iterdir():
        file.unlink()
    (place.vault.data / "removed.jsonl").unlink(missing_ok=True)


def test_a_lost_computer_comes_back_whole_and_replays_every_decision_equal(place: Place) -> None:
    story = running(place)
    person, before, kept = story.runner.person, events(place, story.runner.person), files(place)
    file = backed_up(place)
    emptied(place)
    assert not events(place, person)
    done = put_back(place, file)
    after = events(place, person)
    assert after[:-1] == before
    assert after[-1].kind == "restored"
    assert files(place) == kept != {}
    assert done.looked_back
    texts = {digest: place.house.texts.text(digest) or "" for digest in place.house.texts.digests()}
    replayed = replay(after, texts)
    assert replayed.decisions > 5
    assert replayed.differences == ()
    assert place.house.audit.verify() is None
    scope = Scope(viewer=SYSTEM, person=person, purpose=Purpose.REPAIR, at=place.clock.now())
    assert place.house.store.standing(scope) == folded_standing(place.ports, person, after)


@pytest.mark.invariant("INV-077")
def test_inv_077_nobody_runs_or_moves_on_until_they_checked_in_anew(place: Place) -> None:
    story = running(place)
    decision = None
    while decision is None or not decision.runs:
        story.next_morning()
        decision = story.morning()
    assert decision.verdict in (Verdict.PROGRESS, Verdict.HOLD)
    file = backed_up(place)
    place.clock.tick(minutes=10)
    put_back(place, file, replace=True)
    place.clock.tick(minutes=10)
    assert story.decision() is None
    assert show_today(story.ports, story.runner).episodes[0].questions
    story.ports = place.ports
    held = story.morning()
    assert held is not None
    assert held.position.rank <= decision.position.rank
    assert "restored" in {reason.rule for reason in held.reasons}
    story.next_morning()
    told = story.morning()
    assert told is None or "restored" not in {reason.rule for reason in told.reasons}


@pytest.mark.invariant("INV-077")
def test_inv_077_what_narrowed_after_the_backup_is_done_again(place: Place) -> None:
    story = running(place)
    file = backed_up(place)
    place.clock.tick(hours=1)
    cleared = next(iter(story.record().state.clearances))
    withdraw_clearance(story.ports, story.clinician, cleared, "Swollen again.", id=story.id())
    story.flag("cannot_bear_weight", "Can you stand on it?")
    stop_sharing(story.ports, story.runner, story.clinician.actor.id, id=story.id())
    place.clock.tick(hours=1)
    done = put_back(place, file, replace=True)
    assert (done.redone.withdrawn, done.redone.carried) == (1, 2)
    state = story.record().state
    assert len(state.flags) == 1
    assert len(state.clearances_withdrawn) == 1
    scope = Scope(viewer=SYSTEM, person=story.runner.person, purpose=Purpose.REPAIR, at=place.clock.now())
    assert [care.ended is not None for care in place.house.store.care(scope)] == [True]
    assert done.looked_back
    morning = story.morning()
    assert morning is not None
    assert not morning.runs


@pytest.mark.invariant("INV-077", "INV-009", "INV-023")
def test_inv_077_an_operation_and_a_run_after_the_backup_are_not_forgotten(place: Place) -> None:
    story = running(place)
    decision = None
    while decision is None or not decision.runs:
        story.next_morning()
        decision = story.morning()
    file = backed_up(place)
    place.clock.tick(hours=3)
    run = SessionGiven(id=story.id(), episode=story.episode, started=None, run_s=600, longest_bout_s=60, walk_s=600)
    record_session(story.ports, story.runner, run)
    operation = OperationReported(day=place.clock.now().date(), what="knee")
    report_operation(story.ports, story.runner, operation, id=story.id())
    place.clock.tick(hours=1)
    put_back(place, file, replace=True)
    state = story.record().state
    assert run.id in state.sessions
    assert len(state.operations) == 1
    story.ports = place.ports
    again = story.morning()
    assert again is None or not again.runs


@pytest.mark.invariant("INV-066")
@pytest.mark.parametrize("lost", [False, True], ids=["in place", "from the list kept outside"])
def test_inv_066_who_was_erased_stays_erased(place: Place, lost: bool) -> None:
    story, other = running(place), place.days()
    file = backed_up(place)
    place.clock.tick(hours=1)
    erase_everything(story.ports, story.runner, PHRASE)
    listed = place.vault.data.parent / f"{place.vault.data.name}-removed"
    listed.write_bytes((place.vault.data / "removed.jsonl").read_bytes())
    if lost:
        emptied(place)
    done = put_back(place, file, replace=True, removed=listed)
    assert done.redone.erased == 1
    assert not events(place, story.runner.person)
    assert events(place, other.runner.person)
    assert story.runner.person in {one.person for one in place.house.erasures.listed()}
    assert place.house.audit.verify() is None
    assert files(place) == {}
    assert story.episode.encode() not in raw(place)
    assert other.episode.encode() in raw(place)


def raw(place: Place) -> bytes:
    """Every byte of the database's own files; rows of PostgreSQL as text."""
    from django.db import connections

    from tests.faults.failing import everything
    from tests.vaults import VAULT

    if connections[VAULT].vendor != "sqlite":
        return everything(VAULT).encode()
    with connections[VAULT].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return b"".join(one.read_bytes() for one in sorted(place.vault.data.glob("restride.sqlite3*")))


@pytest.mark.invariant("INV-066")
def test_inv_066_an_erasure_leaves_no_bytes_behind(place: Place) -> None:
    story = running(place)
    assert story.episode.encode() in raw(place)
    erase_everything(story.ports, story.runner, PHRASE)
    assert story.episode.encode() not in raw(place)


def test_an_encrypted_backup_opens_with_its_passphrase_alone(place: Place) -> None:
    story = running(place)
    file = backed_up(place, "sealed.zip", passphrase=PASSPHRASE)
    raw = file.read_bytes()
    assert story.runner.person.encode() not in raw
    assert b"SQLite format" not in raw
    for given in (None, "five calm mornings"):
        with pytest.raises(BackupRefused, match="passphrase"):
            put_back(place, file, replace=True, passphrase=given)
    (place.vault.data / "secret").write_text("a new key\n")
    put_back(place, file, replace=True, passphrase=PASSPHRASE)
    assert len((place.vault.data / "secret").read_text().splitlines()) == 2
    assert len(events(place, story.runner.person)) > 10


def test_keys_stay_out_of_a_plain_backup(place: Place) -> None:
    with zipfile.ZipFile(backed_up(place)) as archive:
        assert "secret" not in archive.namelist()
        manifest = json.loads(archive.read(MANIFEST))
    assert manifest["schema"]["db"].startswith("0")


def test_records_that_are_there_are_not_replaced_unasked(place: Place) -> None:
    story = running(place)
    file = backed_up(place)
    before = events(place, story.runner.person)
    with pytest.raises(BackupRefused, match="--replace"):
        put_back(place, file)
    assert events(place, story.runner.person) == before


def test_the_old_data_is_put_aside(place: Place) -> None:
    file = backed_up(place)
    running(place)
    kept = files(place)
    done = put_back(place, file, replace=True)
    (aside,) = place.vault.data.glob("before-restore-*")
    assert "before" in done.aside
    assert {one.name for one in (aside / "files").iterdir()} == set(kept)
    assert files(place) == {}


def test_a_backup_is_never_written_over(place: Place) -> None:
    backed_up(place)
    with pytest.raises(BackupRefused, match="there already"):
        backed_up(place)


def rewritten(file: Path, change: Any) -> Path:
    """The same backup with its members changed."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    other = file.with_name("changed-" + file.name)
    with zipfile.ZipFile(other, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return other


def _spoil(name: str) -> Any:
    def change(members: dict[str, bytes]) -> None:
        found = next(one for one in members if one.startswith(name))
        members[found] = members[found][:-1] + b"x"

    return change


def _manifest(**changed: Any) -> Any:
    def change(members: dict[str, bytes]) -> None:
        members[MANIFEST] = json.dumps({**json.loads(members[MANIFEST]), **changed}).encode()

    return change


DAMAGED = {
    "the database": _spoil("database/"),
    "an original file": _spoil("files/"),
    "the texts": _spoil("protocol-texts"),
    "the heads": _spoil("audit-heads"),
    "a file too many": lambda members: members.update({"files/../../evil": b"x"}),
    "a file too few": lambda members: members.pop("protocol-texts.json"),
    "no manifest": lambda members: members.pop(MANIFEST),
    "another format": _manifest(format=9),
    "an unknown key": _manifest(more=1),
    "another kind": _manifest(database="oracle"),
    "a newer schema": _manifest(schema={"db": "9999_later"}),
}


@pytest.mark.parametrize("what", DAMAGED)
def test_a_damaged_backup_changes_nothing(place: Place, what: str) -> None:
    story = running(place)
    file = rewritten(backed_up(place), DAMAGED[what])
    before, kept = events(place, story.runner.person), files(place)
    with pytest.raises(BackupRefused):
        put_back(place, file, replace=True)
    assert events(place, story.runner.person) == before
    assert files(place) == kept
    assert not list(place.vault.data.glob("restride-scratch-*"))


@pytest.mark.parametrize("cut", [0, 1, 2, 3])
def test_a_cut_backup_is_told(place: Place, cut: int) -> None:
    file = backed_up(place)
    content = file.read_bytes()
    file.write_bytes(content[: len(content) * cut // 4])
    with pytest.raises(BackupRefused):
        put_back(place, file)


def test_a_lost_original_is_named_and_does_not_stop_the_backup(place: Place) -> None:
    running(place)
    (lost,) = place.house.blobs.stored()
    place.house.blobs.remove(lost)
    made = back_up(place.vault, place.vault.data.parent / f"{place.vault.data.name}-lost.zip")
    assert made.manifest.missing == (lost,)
    put_back(place, made.file, replace=True)


def test_access_given_before_is_void_afterwards(place: Place) -> None:
    from django.contrib.auth import get_user_model
    from django.contrib.sessions.models import Session

    from restride.web.api.models import AccessToken
    from tests.vaults import VAULT

    user = get_user_model().objects.using(VAULT).create(email="a@example.org")
    Session.objects.using(VAULT).create(session_key="k", session_data="", expire_date=place.clock.now())
    AccessToken.objects.using(VAULT).create(
        user=user, name="watch", scopes="read", digest="d", created_at=place.clock.now(), expires_at=place.clock.now()
    )
    file = backed_up(place)
    put_back(place, file, replace=True)
    assert not Session.objects.using(VAULT).exists()
    assert AccessToken.objects.using(VAULT).get().revoked_at is not None
    assert get_user_model().objects.using(VAULT).get().last_login is not None
