"""Single-use codes: how they are made, read back from what a person typed, hashed and used up. Not what they open.

A link carries a long token. On paper and by voice there is a short code of ten signs: 50 random bits, so whoever takes
one must count attempts, and its hash is a slow one. Only hashes are ever stored.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from restride.core.terms import Category
from restride.journal.port import Store, Unit
from restride.journal.values import Code, CodeKind

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O and U, which are misread
_SHORT = 10
_TOKEN_BYTES = 24  # 192 bits
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V", "-": None, " ": None})
_SALT = b"restride single-use code"  # the codes are random; the salt keeps ready-made tables away
_TWIN = "twin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What is handed on: a token for a link, a short code for paper, and the last instant at which they work."""

    token: str
    short: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Opens:
    """What a pair of codes opens: kind, what may be seen with it, until when, and notes for the use case."""

    kind: CodeKind
    until: datetime
    categories: frozenset[Category]
    notes: Mapping[str, str]


def hand_out(unit: Unit, opens: Opens) -> Handed:
    """A fresh token and its short form, of which only the hashes are kept. Using up one uses up both."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    short = "".join(secrets.choice(_SIGNS) for _ in range(_SHORT))
    digests = (digest_of(token), digest_of(short))
    for digest, twin in (digests, digests[::-1]):
        unit.put_code(
            Code(
                kind=opens.kind,
                digest=digest,
                owner=unit.person,
                until=opens.until,
                categories=opens.categories,
                detail=json.dumps({**opens.notes, _TWIN: twin}),
            )
        )
    return Handed(token=token, short=f"{short[: _SHORT // 2]}-{short[_SHORT // 2 :]}", until=opens.until)


def new_token() -> str:
    """A token that nobody guesses, fit for an address."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def digest_of(shown: str) -> str:
    """The hash under which a code is kept: of a token at once, of a short code slowly, whatever its case and dashes."""
    short = shown.upper().translate(_MISREAD)
    if len(short) == _SHORT:
        return hashlib.scrypt(short.encode(), salt=_SALT, n=2**14, r=8, p=1, dklen=32).hex()
    return hashlib.sha256(shown.strip().encode()).hexdigest()


def find(store: Store, kind: CodeKind, shown: str, at: datetime) -> Code | None:
    """The live code of what somebody shows; None when it is unknown, used or too old."""
    return store.code(kind, digest_of(shown), at)


def notes_of(code: Code) -> dict[str, str]:
    """The notes that were left with a code."""
    notes: dict[str, str] = json.loads(code.detail)
    return notes


def use_up(unit: Unit, code: Code) -> bool:
    """Spend a code and its twin; False when somebody was quicker."""
    twin = notes_of(code).get(_TWIN)
    if twin:
        unit.spend(code.kind, twin)
    return unit.spend(code.kind, code.digest) is not None
