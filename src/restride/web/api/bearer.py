"""Who is behind an access token, and whether its scopes are enough. Cookies are not looked at."""

from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest
from ninja.security import HttpBearer

from restride.web.api.models import AccessToken
from restride.web.api.problems import Fault, Problem
from restride.web.api.tokens import Scope, live_token, note_use
from restride.web.shared.throttle import network_of, too_often

REQUESTS_A_MINUTE = 300  # of one token, in one server process
WRONG_TOKENS_A_MINUTE = 30  # from one network
_MINUTE = 60
# Counted in this process, so that a read costs no statement; guesses are counted in the cache that all share.
_pace = LocMemCache("api-pace", {"OPTIONS": {"MAX_ENTRIES": 10_000}})


class AccessTokenAuth(HttpBearer):
    """`Authorization: Bearer …` with an access token whose scopes hold all that are needed."""

    def __init__(self, *needed: Scope) -> None:
        super().__init__()
        self.needed = frozenset(needed)

    def __call__(self, request: HttpRequest) -> AccessToken:
        """The live token of a request. Raises Problem 401, 403 or 429."""
        kind, _, text = request.headers.get("Authorization", "").partition(" ")
        return self.authenticate(request, text.strip() if kind.lower() == "bearer" else "")

    def authenticate(self, request: HttpRequest, token: str) -> AccessToken:
        """The token of this text, once a day noted as used."""
        now = settings.RESTRIDE_CLOCK.now()
        found = live_token(token, now) if token else None
        if found is None:
            if token and too_often("api-token", network_of(request), most=WRONG_TOKENS_A_MINUTE, within_s=_MINUTE):
                raise _too_fast()
            raise Problem(code="no-token", headers={"WWW-Authenticate": 'Bearer realm="restride"'})
        if _is_too_fast(found):
            raise _too_fast()
        missing = sorted(self.needed - found.scope_set)
        if missing:
            detail = f"This needs the scope {' and '.join(missing)}."
            challenge = f'Bearer realm="restride", error="insufficient_scope", scope="{" ".join(sorted(self.needed))}"'
            fault = Fault(at="Authorization", code="scope", detail=detail, place="header")
            raise Problem(code="not-in-scope", faults=(fault,), headers={"WWW-Authenticate": challenge})
        note_use(found, now)
        return found


def _is_too_fast(token: AccessToken) -> bool:
    key = str(token.pk)
    _pace.add(key, 0, timeout=_MINUTE)
    try:
        return _pace.incr(key) > REQUESTS_A_MINUTE
    except ValueError:  # the minute ended between the two calls
        return False


def _too_fast() -> Problem:
    return Problem(code="too-fast", headers={"Retry-After": str(_MINUTE)})
