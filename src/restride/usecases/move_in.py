"""Takes an exported archive into an empty record of another server, whole or not at all. The operator does it.

An archive can be written by anybody, so that it opens nothing: see `restride.usecases.moved_in`. With whom the record
was shared, and who looked at it, is in the archive to be read. It isn't taken in: consent is given on this server.
"""

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import IO, Any

from restride.core.decision import DecisionIssued
from restride.core.events import Author, EpisodeClosed, Event, Restored
from restride.core.terms import Role
from restride.journal.codec import Unreadable
from restride.journal.jsonl import Portable, read_jsonl
from restride.journal.values import SYSTEM, FileRecord, Purpose
from restride.library.resolved import digest as protocol_digest
from restride.usecases.entry import AHEAD, derived_id
from restride.usecases.export import FILES, FORMAT, JOURNAL, MANIFEST, VERSION
from restride.usecases.moved_in import MOVED_IN, may_go_on
from restride.usecases.ports import Ports, here
from restride.usecases.record import read_record
from restride.usecases.refused import refuse
from restride.usecases.replay import replay
from restride.usecases.standing import keep_standing

_ZONES_APART = timedelta(days=1)  # no place on earth is further from the day of UTC
_MEMBERS_MOST = 100_000
_FILE_MOST = 25 * 1024 * 1024  # bytes; no upload was larger
_JOURNAL_MOST = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """A checked archive: when it was made, the journal, and the manifest's lines of the original files."""

    made_at: datetime

    portable: Portable
    files: tuple[Mapping[str, Any], ...]
    zipped: zipfile.ZipFile

    def content(self, digest: str) -> bytes:
        """The bytes of one original file. Raises Unreadable when they are not those of the manifest."""
        return _checked(self.zipped, FILES + digest, digest, most=_FILE_MOST)


def read_archive(file: IO[bytes]) -> Archive:
    """The archive, with every checksum compared. Raises Unreadable with the member that is wrong and the cure."""
    try:
        zipped = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError) as error:
        raise Unreadable("This is no archive of Restride, or it is cut off: fetch the whole file again.") from error
    if len(zipped.infolist()) > _MEMBERS_MOST:
        raise Unreadable(f"The archive has more than {_MEMBERS_MOST} members: no export of ours has.")
    manifest = _manifest(zipped)
    journal = _checked(zipped, JOURNAL, str(manifest["sha256"].get(JOURNAL)), most=_JOURNAL_MOST)
    portable = read_jsonl(journal.splitlines(keepends=True))
    for digest, text in portable.protocols.items():
        if protocol_digest(text) != digest:
            raise Unreadable(f"{JOURNAL}: the protocol {digest} is damaged: fetch the whole file again.")
    archive = Archive(made_at=_made_at(manifest), portable=portable, files=tuple(manifest["files"]), zipped=zipped)
    for one in archive.files:
        archive.content(one["digest"])
    return archive


def move_in(ports: Ports, person: str, archive: Archive) -> int:
    """Store the archive as the record of a person who has none yet; gives the number of entries.

    The mark of a restore follows the entries: what came after the export may be missing, so that no earlier decision
    is in force before a new check-in (INV-077). None is made here. An injury ends with the move where its course isn't
    one of this release, or where its decisions are not what its entries lead to: the runner begins it anew.

    Raises NotPossible when there is a record already, or when an entry is of a time to come.
    """
    _lived(archive, ports.clock.now())
    ended = _ended(ports, archive)
    written: list[FileRecord] = []
    try:
        with ports.units.begin(person, SYSTEM, Purpose.IMPORT) as unit:
            if unit.head:
                raise refuse("", "not-empty", "There are entries in this record. An archive goes into an empty one.")
            for digest, text in archive.portable.protocols.items():
                unit.put_protocol_text(digest, text)
            for one in archive.files:
                written.append(ports.blobs.write(archive.content(one["digest"]), name=one["name"], media=one["media"]))
                unit.put_file(written[-1])
            for event in archive.portable.events:
                unit.append(event)
            if archive.portable.events:
                unit.append(_mark(ports, person, archive))
                for episode in ended:
                    unit.append(_end(ports, person, episode))
                keep_standing(unit, ports)
            unit.audit("moved in from an archive")
    except BaseException:
        for record in written:
            ports.blobs.remove(record.id)
        raise
    return len(archive.portable.events)


def _mark(ports: Ports, person: str, archive: Archive) -> Event:
    now = ports.clock.now()
    newest = max(event.recorded_at for event in archive.portable.events)
    return Event(
        id=derived_id("restored", person, now.isoformat()),
        episode=None,
        at=here(now, "UTC"),
        recorded_at=max(now, newest),  # no entry of another clock is newer than the mark
        author=Author(role=Role.SYSTEM, id=SYSTEM.id),
        source=MOVED_IN,
        body=Restored(made_at=archive.made_at),
    )


def _lived(archive: Archive, now: datetime) -> None:
    """No entry is of a time to come, where it would count as news after the mark, or of a day that isn't its own."""
    for place, event in enumerate(archive.portable.events, start=1):
        body = event.body
        made = body.decision.issued_at if isinstance(body, DecisionIssued) else event.at.at
        if max(event.at.at, event.recorded_at, made) > now + AHEAD:
            cure = f"Entry {place} is of a time to come. Set this computer's clock, or fetch the archive again."
            raise refuse("", "from-the-future", cure)
        if abs(event.at.day - event.at.at.astimezone(UTC).date()) > _ZONES_APART:
            raise refuse(
                "", "another-day", f"Entry {place} says a day that its time isn't of: fetch the archive again."
            )


def _ended(ports: Ports, archive: Archive) -> tuple[str, ...]:
    """The injuries that end with the move, in the order in which they were entered."""
    events = archive.portable.events
    offered = [ports.protocols.current(condition) for condition in ports.protocols.conditions()]
    needs_clearance = {one.hash: one.clearance == "required" for one in offered}
    episodes = {event.id: event.episode for event in events}
    differing = {episodes[one.event] for one in replay(events, archive.portable.protocols).differences}
    return tuple(
        opened.id
        for opened in read_record(events).open_episodes()
        if opened.id in differing or not may_go_on(opened.body, needs_clearance)
    )


def _end(ports: Ports, person: str, episode: str) -> Event:
    now = ports.clock.now()
    return Event(
        id=derived_id("moved-in", person, episode),
        episode=episode,
        at=here(now, "UTC"),
        recorded_at=now,
        author=Author(role=Role.SYSTEM, id=SYSTEM.id),
        source=MOVED_IN,
        body=EpisodeClosed(reason="moved in from another server: its course can't go on here"),
    )


def _made_at(manifest: Mapping[str, Any]) -> datetime:
    try:
        made_at = datetime.fromisoformat(manifest["made_at"])
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable(f"{MANIFEST} doesn't say when it was made: fetch the whole file again.") from error
    if made_at.tzinfo is None:
        raise Unreadable(f"{MANIFEST} doesn't say in which zone it was made: fetch the whole file again.")
    return made_at


def _manifest(zipped: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest = json.loads(zipped.read(MANIFEST))
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise Unreadable(f"{MANIFEST} is missing or damaged: this is no export of Restride.") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Unreadable(f"{MANIFEST}: no export of Restride.")
    if manifest.get("version") != VERSION:
        raise Unreadable(f"{MANIFEST}: version {manifest.get('version')!r} is not known here: use a newer Restride.")
    files, sums = manifest.get("files"), manifest.get("sha256")
    fit = isinstance(files, list) and isinstance(sums, dict) and all(map(_is_file, files))
    if not fit:
        raise Unreadable(f"{MANIFEST} is damaged: fetch the whole file again.")
    return manifest


def _is_file(one: object) -> bool:
    return isinstance(one, dict) and all(isinstance(one.get(key), str) for key in ("digest", "name", "media"))


def _checked(zipped: zipfile.ZipFile, name: str, digest: str, *, most: int) -> bytes:
    try:
        if zipped.getinfo(name).file_size > most:
            raise Unreadable(f"{name} is larger than {most} bytes: no export of ours is.")
        content = zipped.read(name)
    except (KeyError, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise Unreadable(f"{name} is missing or damaged: fetch the whole file again.") from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise Unreadable(f"{name} is not what the manifest says: fetch the whole file again.")
    return content
