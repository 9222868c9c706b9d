"""Checks the audit chains, and keeps their ends outside as an anchor that somebody with the database can't rewrite."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from restride.journal.port import Audit
from restride.journal.values import Broken, Head

FORMAT = 1


class AnchorRefused(Exception):
    """An anchor that can't be written or read; the text says why and the cure."""


class _First(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    restride_anchor: int
    made_at: datetime
    chains: int


class _Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    person: str
    seq: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The ends of all chains at one instant."""

    made_at: datetime
    heads: tuple[Head, ...]


def verify_audit(audit: Audit, anchor: Anchor | None = None) -> Broken | None:
    """The first place where a chain does not hold, also against an anchor kept outside; None when all do (INV-064)."""
    return audit.verify(anchor.heads if anchor else ())


def take_anchor(audit: Audit, now: datetime) -> Anchor:
    """The ends of all chains now."""
    return Anchor(made_at=now, heads=audit.heads())


def write_anchor(anchor: Anchor) -> bytes:
    """The anchor as JSON lines: one about the file, then one a chain. It names accounts by their random ids alone."""
    first = _First(restride_anchor=FORMAT, made_at=anchor.made_at, chains=len(anchor.heads))
    lines = (_Line(person=head.person, seq=head.seq, digest=head.digest) for head in anchor.heads)
    return b"".join(msgspec.json.encode(line) + b"\n" for line in (first, *lines))


def keep_anchor(anchor: Anchor, file: Path) -> None:
    """Write the anchor to a new file. Raises AnchorRefused."""
    try:
        with file.open("xb") as out:
            out.write(write_anchor(anchor))
    except FileExistsError as error:
        raise AnchorRefused(f"{file} is there already. Keep it: choose another name for the new anchor.") from error
    except OSError as error:
        raise AnchorRefused(f"{file} can't be written: {error.strerror}. Choose another place.") from error


def read_anchor(content: bytes, name: str) -> Anchor:
    """The anchor of these bytes; `name` is the file's. Raises AnchorRefused with line and cure."""
    lines = content.split(b"\n")[:-1]
    heads: list[Head] = []
    try:
        first = msgspec.json.decode(lines[0] if lines else b"", type=_First)
        for line in lines[1:]:
            read = msgspec.json.decode(line, type=_Line)
            heads.append(Head(person=read.person, seq=read.seq, digest=read.digest))
    except msgspec.MsgspecError as error:
        place = f"{name}, after {len(heads)} chains"
        raise AnchorRefused(f"{place}: {error}. This is no whole anchor; take another copy.") from error
    if first.restride_anchor != FORMAT or first.chains != len(heads):
        raise AnchorRefused(f"{name} is cut or of another version: take another copy of the anchor.")
    return Anchor(made_at=first.made_at, heads=tuple(heads))
