"""What happened after a backup was made, done again on the restored records. How data is put back isn't here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from restride.core.events import (
    Author,
    Body,
    ClearanceWithdrawn,
    ConsentWithdrawn,
    Event,
    FlagOpened,
    LimitGiven,
    OperationReported,
    Restored,
    SessionLogged,
)
from restride.core.events import WaiverWithdrawn as RuleBack
from restride.core.terms import Role
from restride.journal.port import Unit
from restride.journal.values import SYSTEM, Actor, Care, Erasure, Purpose, Refused, Scope
from restride.usecases.backup import Staged
from restride.usecases.backup_file import BackupRefused
from restride.usecases.entry import derived_id
from restride.usecases.ports import Ports, here
from restride.usecases.removed import ListDamaged, Removal, RemovedList, removals_of
from restride.usecases.standing import keep_standing

RESTORED = "restored"  # the mark of the last restore
# An operation ends what was cleared before it; a run that was done asks for its rest, whatever was lost around it.
NARROWING = tuple(
    kind.kind for kind in (FlagOpened, ClearanceWithdrawn, RuleBack, LimitGiven, OperationReported, SessionLogged)
)
_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What is known of the time after the backup. `looked_back` is False where the old data couldn't be read."""

    removals: tuple[Removal, ...]
    news: Mapping[str, tuple[Event, ...]]
    looked_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Redone:
    """How many records were brought up to date, and what was done again in them."""

    people: int
    erased: int
    withdrawn: int
    carried: int


def known_since(live: Ports | None, made_at: datetime, lists: Iterable[Path]) -> Since:
    """What the lists outside the database and the live data tell. Raises BackupRefused for a damaged list."""
    try:
        listed = tuple(removal for file in lists for removal in RemovedList(file).read())
    except ListDamaged as error:
        raise BackupRefused(str(error)) from error
    if live is None:
        return Since(removals=listed, news={}, looked_back=False)
    try:
        people = tuple(live.store.people(SYSTEM))
        care = tuple(one for person in people for one in live.store.care(_all_of(person, live)))
        found = removals_of(live.erasures.listed(), care)
        news = {person: _narrowed_since(live, person, made_at) for person in people}
    except Refused:
        return Since(removals=listed, news={}, looked_back=False)
    return Since(removals=tuple(dict.fromkeys((*listed, *found))), news=news, looked_back=True)


def _narrowed_since(live: Ports, person: str, made_at: datetime) -> tuple[Event, ...]:
    """Entries that take something away, recorded after the backup, oldest first."""
    found: list[Event] = []
    before: int | None = None
    while True:
        page = live.store.page(_all_of(person, live), before=before, limit=_PAGE, kinds=NARROWING)
        newer = [entry.event for entry in page.entries if entry.event.recorded_at >= made_at]
        found += newer
        if page.before is None or len(newer) < len(page.entries):
            return tuple(reversed(found))
        before = page.before


def bring_up_to_date(staged: Staged, made_at: datetime, since: Since) -> Redone:
    """Erase again, take consents back again, carry over what narrowed, and mark each record as put back (INV-066)."""
    ports = staged.ports
    now = ports.clock.now()
    erasures = (
        Erasure(person=one.person, at=one.at, audit_seq=one.audit_seq) for one in since.removals if one.is_erasure
    )
    erased = ports.erasures.reapply(erasures)
    staged.forget_accounts(tuple(one.person for one in since.removals if one.is_erasure))
    staged.void_access(now)
    people = tuple(ports.store.people(SYSTEM))
    withdrawn = [one for one in since.removals if not one.is_erasure]
    count = sum(_withdraw_again(ports, person, withdrawn) for person in people)
    carried = sum(_mark(ports, person, since.news.get(person, ()), Restored(made_at=made_at)) for person in people)
    ports.marks.raise_to(RESTORED, now)
    return Redone(people=len(people), erased=len(erased), withdrawn=count, carried=carried)


def _withdraw_again(ports: Ports, person: str, removals: list[Removal]) -> int:
    """End what clinicians see again, as the runner's own act; gives how many consents that were."""
    mine = [one for one in removals if one.person == person]
    if not mine:
        return 0
    with ports.units.begin(person, Actor(id=person, role=Role.RUNNER), Purpose.REPAIR) as unit:
        again = [(care, one) for care in unit.care() for one in mine if _ended_by(care, one)]
        for care, removal in again:
            body = ConsentWithdrawn(consent=care.consent)
            author = Author(role=Role.RUNNER, id=person)
            unit.append(_entry(derived_id("withdrawn", person, care.consent), body, author, removal.at))
            unit.unlink(care.clinician, removal.at)
    return len(again)


def _ended_by(care: Care, removal: Removal) -> bool:
    return care.ended is None and care.clinician == removal.clinician and care.since <= removal.at


def _mark(ports: Ports, person: str, news: tuple[Event, ...], body: Restored) -> int:
    """Carry entries over and leave the entry about the restore; gives how many were carried."""
    with ports.units.begin(person, SYSTEM, Purpose.REPAIR) as unit:
        carried = sum(unit.append(event).fresh for event in news)
        now = ports.clock.now()
        author = Author(role=Role.SYSTEM, id=SYSTEM.id)
        unit.append(_entry(derived_id("restored", person, now.isoformat()), body, author, now))
        unit.audit("restored", detail=f"from a backup of {body.made_at.isoformat()}")
        _refold(unit, ports)
    return carried


def _refold(unit: Unit, ports: Ports) -> None:
    unit.drop_checkpoints()
    keep_standing(unit, ports)


def _entry(id: str, body: Body, author: Author, at: datetime) -> Event:
    return Event(id=id, episode=None, at=here(at, "UTC"), recorded_at=at, author=author, source="restore", body=body)


def _all_of(person: str, ports: Ports) -> Scope:
    return Scope(viewer=SYSTEM, person=person, purpose=Purpose.REPAIR, at=ports.clock.now())
