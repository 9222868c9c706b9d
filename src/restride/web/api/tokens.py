"""Makes, finds and revokes access tokens. What each scope opens is said by the endpoints."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from restride.web.accounts.models import User
from restride.web.api.models import AccessToken
from restride.web.api.token_row import token_of

_MARK = "restride_"  # so that a leaked token is recognised by tools that look for secrets
_RANDOM_BYTES = 32  # 256 bits
_LONGEST = 200  # signs; more is no token of ours
MOST_ALIVE = 20  # tokens of one person at a time
LIVES_DAYS = (7, 30, 90, 365)


class Scope(StrEnum):
    """What a token may be used for."""

    READ = "read"
    WRITE = "write"
    FILES = "files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A new token. `text` is shown to its owner once."""

    token: AccessToken
    text: str


def issue_token(user: User, *, name: str, scopes: frozenset[Scope], days: int, now: datetime) -> Issued:
    """A token of a user that lives so many days; only its digest is kept."""
    text = _MARK + secrets.token_urlsafe(_RANDOM_BYTES)
    token = AccessToken.objects.create(
        user=user,
        name=name,
        scopes=",".join(sorted(scopes)),
        digest=digest_of(text),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    return Issued(token=token, text=text)


def digest_of(text: str) -> str:
    """The hash under which a token is kept. The token is random, so a quick hash is enough."""
    return hashlib.sha256(text.encode()).hexdigest()


def live_token(text: str, now: datetime) -> AccessToken | None:
    """The token with its user; None when it is unknown, revoked or too old, or when its owner's account is closed."""
    if len(text) > _LONGEST or not text.isascii():
        return None
    found = token_of(digest_of(text))
    if found is None or found.revoked_at is not None or now >= found.expires_at or not found.user.is_active:
        return None
    return found


def note_use(token: AccessToken, now: datetime) -> None:
    """Remember the day of the last use; one write a day, however often it is used."""
    day = now.astimezone(UTC).date()
    if token.last_used != day:
        AccessToken.objects.filter(pk=token.pk).update(last_used=day)


def tokens_of(user: User, now: datetime) -> list[AccessToken]:
    """The tokens of a user that still work, newest first."""
    mine = AccessToken.objects.filter(user=user, revoked_at=None, expires_at__gt=now)
    return list(mine.order_by("-created_at", "id"))


def revoke_token(user: User, id: UUID, now: datetime) -> bool:
    """Make a token of this user useless from the next request on; False where the user has none of this id."""
    return AccessToken.objects.filter(user=user, pk=id, revoked_at=None).update(revoked_at=now) == 1
