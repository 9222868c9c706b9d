"""The description of the interface (OpenAPI 3.1), made from the endpoints; the committed copy is what is served."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from restride.web.api.interface import interface, scopes
from restride.web.api.once import HEADER
from restride.web.api.problems import MEDIA, TITLES

FILE = Path(__file__).parent / "openapi.json"
PREFIX = "api/v1"
_READING = ("no-token", "not-in-scope", "not-there", "not-valid", "too-fast", "not-ready")
_WRITING = ("no-key", "no-token", "not-in-scope", "not-there", "running", "too-large")
_WRITING_TOO = ("wrong-media", "not-valid", "too-fast", "not-ready", "no-room")
_TEXT = """\
A runner's own record, and what a clinician with care may see of it.

**Access.** `Authorization: Bearer …` with an access token, made under Me. A token belongs to one user, has an end and
scopes: `read` for everything but files, `write` for check-ins, runs and tests, `files` for recorded runs. Cookies are
not looked at.

**Writing.** Each POST needs an `Idempotency-Key`: 8 to 200 visible signs, random, new for each new request. Sent again
with the same content, the stored answer comes back (`Idempotent-Replayed: true`) and nothing happens twice; with other
content it is refused (422); while the first is still running, 409. What was refused is not stored under its key. A run
that is not allowed any more when the answer comes again is held back: its decision has no bouts and stands in
`superseded`. What holds now is in `/today`.

**Reading lists.** Newest first, 20 entries, 100 at most; `older` of one page is `before` of the next.

**Limits.** A JSON body 64 kB, a file 25 MB, 300 requests a minute and token. Bodies are strict: an unknown key, a key
written twice, NaN, a number of the wrong kind are refused with their place.

**Values.** Pain is a number from 0 to 10 with one decimal at most; times are whole seconds, distances whole metres.
What is left out, or null, is "nobody told us"; it is never zero, and never the better of two answers.

**Problems.** Each refusal is a problem document (RFC 9457), and so is a fault of ours. What is unknown and what belongs
to somebody else give the same 404."""


def describe() -> dict[str, Any]:
    """The description as JSON values."""
    found: dict[str, Any] = json.loads(json.dumps(interface.get_openapi_schema(path_prefix=PREFIX + "/")))
    found["info"]["description"] = _TEXT
    found["info"]["license"] = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
    found.pop("servers", None)
    components = found["components"]
    components["schemas"]["Problem"] = _PROBLEM
    components["securitySchemes"] = {"AccessToken": {"type": "http", "scheme": "bearer"}}
    components["responses"] = {code: _response(code) for code in TITLES}
    needed = scopes()
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            operation["security"] = [{"AccessToken": needed[path.removeprefix(f"/{PREFIX}"), method]}]
            _complete(operation, writes=method == "post")
    return found


def render() -> str:
    """The text of the committed file."""
    return json.dumps(describe(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _complete(operation: dict[str, Any], *, writes: bool) -> None:
    operation["operationId"] = operation["operationId"].rpartition("endpoints_")[2]
    codes = (*_WRITING, *_WRITING_TOO) if writes else _READING
    by_status: dict[str, list[str]] = {}
    for code in codes:
        by_status.setdefault(str(TITLES[code][0]), []).append(code)
    for status, said in by_status.items():
        operation["responses"][status] = {"$ref": f"#/components/responses/{said[0]}"}
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path":
            parameter["schema"] = {"type": "string", "minLength": 1, "maxLength": 64, "pattern": "^[A-Za-z0-9._:-]+$"}
    if writes:
        operation.setdefault("parameters", []).append(_KEY)


_KEY = {
    "name": HEADER,
    "in": "header",
    "required": True,
    "description": "A random text, new for each new request.",
    "schema": {"type": "string", "minLength": 8, "maxLength": 200, "pattern": "^[!-~]+$"},
}
_PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457. `errors` names each place: a JSON pointer, a query parameter or a header.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "detail"],
                "properties": {
                    "pointer": {"type": "string"},
                    "parameter": {"type": "string"},
                    "header": {"type": "string"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}


def _response(code: str) -> dict[str, Any]:
    _, title, detail = TITLES[code]
    return {
        "description": f"{title}. {detail}",
        "content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


@cache
def _committed() -> bytes:
    return FILE.read_bytes()


@require_safe
def show_description(request: HttpRequest) -> HttpResponse:
    """The committed description; it holds nothing of anybody."""
    return HttpResponse(
        _committed(), content_type="application/json", headers={"Cache-Control": "public, max-age=3600"}
    )
