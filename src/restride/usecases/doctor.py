"""Looks a whole installation over and says what is wrong with the cure of each. A read, but for `rebuild`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from pathlib import Path

from restride.core.events import EpisodeOpened, Event
from restride.journal import projections
from restride.journal.codec import Unreadable
from restride.journal.port import Projector
from restride.journal.values import SYSTEM, Checkpoint, FileRecord, Purpose, Refused, Scope, Standing
from restride.usecases.audit_check import verify_audit
from restride.usecases.backup import BACKED_UP, SCRATCH
from restride.usecases.ports import Ports
from restride.usecases.recent import checkpoint_of
from restride.usecases.record import read_record
from restride.usecases.removed import ListDamaged, Removal, RemovedList
from restride.usecases.restore import ASIDE
from restride.usecases.standing import folded_standing
from restride.usecases.withheld import withheld_now

_CLOCK_TOLERANCE = timedelta(minutes=5)
_BACKUP_EVERY = timedelta(days=7)
_HALF_WRITTEN = timedelta(hours=1)  # a file lies on the disk before the entry that names it, for as long as a request
_OTHERS_MAY_READ = 0o077


class Gravity(IntEnum):
    """How bad a finding is; the highest is the command's exit code."""

    LOOK = 1  # worth a look
    BAD = 2  # must be put right


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, and what to do about it."""

    gravity: Gravity
    what: str
    cure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """What lies around the records. `latest` is the newest instant at which anything was recorded."""

    data: Path
    removed: RemovedList
    removals: tuple[Removal, ...]  # that the database knows
    files: tuple[FileRecord, ...]
    free_bytes: int
    least_free_bytes: int
    latest: datetime | None
    parked: int  # messages given up


def examine(ports: Ports, place: Installation) -> tuple[Finding, ...]:
    """Everything that is wrong with records and data folder, the worst first. Tables are the storage's own matter."""
    found = [
        *_of_the_folder(place),
        *_of_files(place, ports.clock.now()),
        *_of_records(ports),
        *_of_time(ports, place),
        *_of_removals(place),
    ]
    return tuple(sorted(found, key=lambda finding: -finding.gravity))


def rebuild(ports: Ports, place: Installation) -> int:
    """Fold every record anew, and bring the list of removals up to date; gives the number of records."""
    place.removed.add(place.removals)
    return projections.rebuild(ports.units, ports.store, _projector(ports))


def bad(what: str, cure: str) -> Finding:
    """Something that must be put right."""
    return Finding(gravity=Gravity.BAD, what=what, cure=cure)


def look(what: str, cure: str) -> Finding:
    """Something worth a look."""
    return Finding(gravity=Gravity.LOOK, what=what, cure=cure)


def _of_the_folder(place: Installation) -> Iterator[Finding]:
    for path in (place.data, *sorted(place.data.glob("secret*")), *sorted(place.data.glob("*.sqlite3*"))):
        if path.stat().st_mode & _OTHERS_MAY_READ:
            yield bad(f"Others on this computer may read {path}.", f"Run: chmod go= {path}")
    if place.free_bytes < place.least_free_bytes:
        yield bad(f"The disk of {place.data} has {place.free_bytes >> 20} MB left.", "Make room, or nothing is stored.")
    for left in sorted(place.data.glob(f"{SCRATCH}*")):
        yield look(f"{left} was left by a backup or restore that ended midway.", "Delete it while none runs.")
    for old in sorted(place.data.glob(f"{ASIDE}*")):
        yield look(f"{old} holds the data from before a restore.", "Delete it when you are sure you don't need it.")


def _of_files(place: Installation, now: datetime) -> Iterator[Finding]:
    folder, named = place.data / "files", {record.id: record for record in place.files}
    there = {file.name: file.stat() for file in folder.iterdir()} if folder.is_dir() else {}
    lost = sorted(set(named) - set(there))
    if lost:
        yield bad(f"{len(lost)} original files are missing: {_some(lost)}.", "Take them from a backup's folder files/.")
    cut = sorted(id for id in set(named) & set(there) if there[id].st_size != named[id].size)
    if cut:
        yield bad(f"{len(cut)} original files have another size: {_some(cut)}.", "Take them from a backup.")
    old = (now - _HALF_WRITTEN).timestamp()
    nobodys = sorted(id for id in set(there) - set(named) if there[id].st_mtime < old)
    if nobodys:
        yield look(f"{len(nobodys)} files belong to no record: {_some(nobodys)}.", f"Move them out of {folder}.")


def _of_records(ports: Ports) -> Iterator[Finding]:
    broken = verify_audit(ports.audit)
    if broken:
        yield bad(
            f"The audit chain of {broken.person} breaks at line {broken.seq}: {broken.what}.",
            "Somebody changed the database past Restride. Keep a copy, find out who, and restore a backup.",
        )
    unreadable: list[str] = []
    withheld: list[str] = []
    try:
        for line in projections.differences(ports.store, _projector(ports, unreadable, withheld), ports.clock.now()):
            yield bad(f"{line}.", "Run: restride doctor --rebuild")
    except Unreadable as error:
        yield bad(f"A record can't be read: {error}", "Start the release that wrote it, or restore a backup.")
    for trouble in unreadable:
        yield bad(trouble, "Restore a backup that has this protocol text. Answers are kept meanwhile.")
    if withheld:
        yield bad(
            f"The last decision of {_some(withheld)} was made without thinking, and no run was given.",
            "Look in the log for restride.decisions, and report the fault. It mends itself with the next check-in.",
        )


def _projector(ports: Ports, unreadable: list[str] | None = None, withheld: list[str] | None = None) -> Projector:
    """What the full fold gives. With lists, a record whose protocol is lost is told and passed over, and people are
    named whose last decision was withheld because thinking failed.
    """

    def project(person: str, events: tuple[Event, ...]) -> tuple[tuple[Checkpoint, ...], Standing | None]:
        if withheld is not None and withheld_now(read_record(events)):
            withheld.append(person)
        lost = _lost_protocols(ports, events)
        if lost and unreadable is not None:
            unreadable.append(
                f"The plan of {person} can't be read, so there is no run: no text of the pinned protocol {_some(lost)}"
            )
            return (), ports.store.standing(_all_of(person, ports))
        checkpoint = checkpoint_of(ports, len(events), read_record(events).state)
        return ((checkpoint,) if checkpoint else ()), folded_standing(ports, person, events)

    return project


def _lost_protocols(ports: Ports, events: tuple[Event, ...]) -> list[str]:
    pinned = {event.body.protocol_hash for event in events if isinstance(event.body, EpisodeOpened)}
    return sorted(digest for digest in pinned if not _is_known(ports, digest))


def _is_known(ports: Ports, digest: str) -> bool:
    try:
        ports.protocols.pinned(digest)
    except Refused:
        raise
    except Exception:  # noqa: BLE001 - a text can be damaged in any way; the finding names whose plan it is
        return False
    return True


def _of_time(ports: Ports, place: Installation) -> Iterator[Finding]:
    now = ports.clock.now()
    if place.latest is not None and place.latest > now + _CLOCK_TOLERANCE:
        yield bad(
            f"The newest entry is of {place.latest:%Y-%m-%d %H:%M} UTC, and this computer says {now:%Y-%m-%d %H:%M}.",
            "Set the computer's clock. Nobody moves on until it is past that time.",
        )
    last = ports.marks.seen(BACKED_UP)
    if place.latest is not None and (last is None or now - last > _BACKUP_EVERY):
        when = f"The last backup is of {last:%Y-%m-%d}." if last else "There is no backup yet."
        yield look(when, "Run: restride backup FILE, each day, to another disk.")
    if place.parked:
        cure = "Look at the log for why, mend it, then: restride doctor --send-again"
        yield look(f"{place.parked} messages were given up.", cure)


def _of_removals(place: Installation) -> Iterator[Finding]:
    try:
        missing = set(place.removals) - set(place.removed.read())
    except ListDamaged as error:
        yield bad(f"The list of erased people is damaged: {error}", "Restore it from a copy, then doctor --rebuild.")
        return
    if missing:
        yield bad(f"{place.removed.file} lacks {len(missing)} lines.", "Run: restride doctor --rebuild")


def _some(names: Iterable[str]) -> str:
    """The first three."""
    shown = list(names)
    return ", ".join(shown[:3]) + (", …" if len(shown) > 3 else "")


def _all_of(person: str, ports: Ports) -> Scope:
    return Scope(viewer=SYSTEM, person=person, purpose=Purpose.REPAIR, at=ports.clock.now())
