"""Everything of one person as a zip, in pieces: journal, pinned protocols, original files, sharing, who looked.

`journal.jsonl` and `files/` are the record: `restride journal import` reads them. The rest tells what this server knew
beside it, and belongs to this server. Nothing in the name of the archive says what it is about.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from restride.core.decision import DecisionIssued
from restride.core.events import EpisodeOpened, Event
from restride.formats.exporter import written
from restride.journal.codec import to_dict
from restride.journal.jsonl import Portable, write_jsonl
from restride.journal.values import AccessDenied, AuditEntry, FileRecord
from restride.usecases.ports import Ports, Visitor

FORMAT = "restride-export"
VERSION = 1
JOURNAL, MANIFEST, FILES, MORE = "journal.jsonl", "manifest.json", "files/", "more/"
_PAGE = 500  # lines of the trail that are read at once

README = """This is everything that this Restride server keeps about you.

journal.txt      your entries in plain text, in their order
journal.jsonl    the same for programs: a header with the protocols your plan is pinned to, then one entry a line
files/           the files you uploaded, as they were; manifest.json says what each was called
more/            the same entries in other formats, where this server has any
account.json     your account: name, address, time zone
sharing.json     who sees which parts of your record, and who once did
who-looked.jsonl who read or wrote in your record, and when
manifest.json    a list of all this with checksums

To move to another Restride server, give this archive to the person who runs it (restride journal import).
Keep it safe: it is about your health and is not encrypted.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What goes into the archive, read at one time."""

    portable: Portable
    files: tuple[FileRecord, ...]
    care: list[dict[str, Any]]
    trail: tuple[AuditEntry, ...]
    account: Mapping[str, str] = field(default_factory=dict)


def export_name(at: datetime) -> str:
    """The name of the archive: a day, and no word of what is in it (INV-086)."""
    return f"restride-{at:%Y%m%d}.zip"


def export_everything(ports: Ports, visitor: Visitor, account: Mapping[str, str]) -> Iterator[bytes]:
    """The archive of the visitor's own record, in pieces. The export is noted in the trail before the first one."""
    collected = collect(ports, visitor, account)
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        unit.audit("exported")
    return _zipped(ports, collected, ports.clock.now())


def collect(ports: Ports, visitor: Visitor, account: Mapping[str, str]) -> Collected:
    """Reads everything. Raises AccessDenied unless the visitor sees all of the person's categories."""
    scope = visitor.scope(ports.clock.now())
    view = ports.store.read(scope)
    if view.granted != scope.categories:
        raise AccessDenied
    return Collected(
        portable=Portable(events=view.events, protocols=_pinned(ports, view.events)),
        files=ports.store.files(scope),
        care=[json.loads(json.dumps(asdict(care), default=_plain)) for care in ports.store.care(scope)],
        trail=_trail(ports, visitor),
        account=account,
    )


def _pinned(ports: Ports, events: tuple[Event, ...]) -> dict[str, str]:
    """The texts that episodes and decisions name, by hash."""
    bodies = (event.body for event in events)
    hashes = {body.protocol_hash for body in bodies if isinstance(body, EpisodeOpened | DecisionIssued)}
    found = {digest: ports.texts.text(digest) for digest in sorted(hashes)}
    return {digest: text for digest, text in found.items() if text is not None}


def _trail(ports: Ports, visitor: Visitor) -> tuple[AuditEntry, ...]:
    """All lines, the oldest first."""
    lines: list[AuditEntry] = []
    before: int | None = None
    while page := ports.audit.trail(visitor.scope(ports.clock.now()), before=before, limit=_PAGE):
        lines.extend(page)
        before = page[-1].seq
    return tuple(lines[::-1])


class _Sink(io.RawIOBase):
    """Takes what the zip writer writes, to be handed on in pieces; it can't go back, so the writer doesn't either."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any, /) -> int:
        self.pieces.append(bytes(piece))
        return len(piece)

    def take(self) -> bytes:
        taken, self.pieces = b"".join(self.pieces), []
        return taken


def _zipped(ports: Ports, collected: Collected, at: datetime) -> Iterator[bytes]:
    sink, sums = _Sink(), {}
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, chunks in _members(ports, collected):
            digest = hashlib.sha256()
            with archive.open(_entry(name, at), "w", force_zip64=True) as member:
                for chunk in chunks:
                    digest.update(chunk)
                    member.write(chunk)
                    yield sink.take()
            sums[name] = digest.hexdigest()
        archive.writestr(_entry(MANIFEST, at), json.dumps(_manifest(collected, sums, at), indent=1) + "\n")
        yield sink.take()
    yield sink.take()


def _entry(name: str, at: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=(at.year, at.month, at.day, at.hour, at.minute, 0))
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    return entry


def _members(ports: Ports, collected: Collected) -> Iterator[tuple[str, Iterator[bytes]]]:
    yield "README.txt", iter([README.encode()])
    yield JOURNAL, write_jsonl(collected.portable)
    yield "journal.txt", (_readable(event) for event in collected.portable.events)
    yield "account.json", iter([_json(dict(collected.account))])
    yield "sharing.json", iter([_json(collected.care)])
    yield "who-looked.jsonl", (json.dumps(asdict(line), default=_plain).encode() + b"\n" for line in collected.trail)
    for digest, record in {record.digest: record for record in collected.files}.items():
        yield FILES + digest, iter([ports.blobs.read(record.id)])
    for name, exporter in sorted(ports.exporters.items()):
        made = written(exporter, collected.portable.events)
        if made.trouble:
            yield f"{MORE}{name}.txt", iter([f"The plug-in {name} wrote nothing: {made.trouble}.\n".encode()])
        else:
            yield f"{MORE}{name}.{made.suffix}", iter([made.content])


def _manifest(collected: Collected, sums: Mapping[str, str], at: datetime) -> dict[str, Any]:
    files = [
        {"digest": one.digest, "size": one.size, "name": one.name, "media": one.media}
        for one in sorted(collected.files, key=lambda one: (one.digest, one.name))
    ]
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": at.isoformat(),
        "entries": len(collected.portable.events),
        "files": files,
        "sha256": dict(sums),
    }


def _readable(event: Event) -> bytes:
    """One entry as a few lines that a person can read."""
    plain = to_dict(event)
    who = event.author.name or event.author.role
    lines = [f"{event.at.day} {event.at.at:%H:%M} UTC  {event.kind.replace('_', ' ')}, by {who}"]
    lines += [f"    {name}: {value}" for name, value in _flat(plain["body"])]
    return ("\n".join(lines) + "\n\n").encode()


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _flat(one, f"{name}.{key}" if name else key)
    elif isinstance(value, list):
        for number, one in enumerate(value, start=1):
            yield from _flat(one, f"{name}.{number}")
    elif value not in (None, ""):
        yield name, value


def _json(value: Any) -> bytes:
    return json.dumps(value, indent=1, default=_plain).encode() + b"\n"


def _plain(value: Any) -> Any:
    """Instants and sets as JSON knows them."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} does not belong into an export")
