"""The audit chain: each line holds the digest of the one before it. Details lie apart, so that they can be
erased.

The chain keeps only a salted digest of a line's detail. Without the detail nobody can guess it back, and with
it anyone can check that it was not changed.
"""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from restride.core.terms import Role
from restride.journal.codec import canonical
from restride.journal.values import AuditEntry, Broken, Head, Purpose

START = "0" * 64  # what the first line of a chain holds as the digest before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What may identify somebody in a line of the trail. `salt` is random, in hex."""

    salt: str
    actor: str
    subject: str
    text: str

    @property
    def seal(self) -> str:
        return hashlib.sha256(canonical(self)).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One link of a person's chain."""

    person: str
    seq: int
    at: datetime
    role: Role
    purpose: Purpose
    action: str
    seal: str
    before: str
    digest: str = ""


def new_detail(actor: str, subject: str, text: str) -> Detail:
    """The detail of a new line, with fresh salt."""
    return Detail(salt=secrets.token_hex(16), actor=actor, subject=subject, text=text)


def digest_of(line: Line) -> str:
    """What a line's digest has to be: SHA-256 over everything else in it, the digest before it included."""
    fields = (line.person, line.seq, line.at, line.role, line.purpose, line.action, line.seal, line.before)
    return hashlib.sha256(canonical(fields)).hexdigest()


def first_broken(
    head: Head,
    lines: Iterable[tuple[Line, Detail | None]],
    *,
    erased_to: int = 0,
    anchors: Mapping[int, str] | None = None,
) -> Broken | None:
    """The first place where a chain does not hold, or None.

    `lines` come in order of `seq`; a detail may be missing up to number `erased_to` only. `anchors` are
    digests by number that were kept outside; `head` is where the chain has to end.
    """
    expected, before = 1, START
    outside = dict(anchors or {})
    for line, detail in lines:
        trouble = _trouble(line, detail, expected=expected, before=before, erased=expected <= erased_to)
        if not trouble and outside.pop(expected, line.digest) != line.digest:
            trouble = "it differs from the anchor kept outside"
        if trouble:
            return Broken(person=head.person, seq=expected, what=trouble)
        expected, before = expected + 1, line.digest
    if outside or (head.seq, head.digest) != (expected - 1, before if expected > 1 else ""):
        return Broken(person=head.person, seq=expected, what="the chain was cut: later lines are missing")
    return None


def shown(line: Line, detail: Detail | None) -> AuditEntry:
    """A line as the runner reads it."""
    known = detail or Detail(salt="", actor="", subject="", text="")
    return AuditEntry(
        seq=line.seq,
        at=line.at,
        role=line.role,
        purpose=line.purpose,
        action=line.action,
        actor=known.actor,
        subject=known.subject,
        detail=known.text,
    )


def _trouble(line: Line, detail: Detail | None, *, expected: int, before: str, erased: bool) -> str:
    if line.seq != expected:
        return f"line {expected} is missing"
    if line.before != before:
        return "it does not follow the line before it"
    if line.digest != digest_of(line):
        return "it was changed"
    if detail is None:
        return "" if erased else "its detail is missing"
    return "" if detail.seal == line.seal else "its detail was changed"
