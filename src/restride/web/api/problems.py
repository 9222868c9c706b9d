"""RFC 9457 problem documents: what went wrong, where, and the cure. They never repeat a value that was sent."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.http import HttpResponse

MEDIA = "application/problem+json"
_KIND = "urn:restride:problem:"
Place = Literal["pointer", "parameter", "header"]

TITLES: Mapping[str, tuple[int, str, str]] = {
    "not-json": (400, "This is not JSON", "Send one JSON object, in UTF-8."),
    "damaged": (400, "This request is damaged", "Its body can't be read. Send it again."),
    "no-key": (400, "The Idempotency-Key is missing", "Send a new random key with each new request."),
    "no-token": (401, "No access", "Send an access token that is valid: Authorization: Bearer …"),
    "not-in-scope": (403, "This token may not do that", "Make a token with the scope that is named here."),
    "not-there": (404, "There is no such thing", "It does not exist, or it isn't yours to open."),
    "not-allowed": (405, "This address can't do that", "Use one of the methods in Allow."),
    "running": (409, "Still running", "The first request with this key has not ended. Ask again in a few seconds."),
    "id-taken": (
        409,
        "Already there",
        "This entry is in the record with other content. What is new goes under a new key.",
    ),
    "too-large": (413, "Too large", "A JSON body may have 64 kB, a file 25 MB. Nothing was stored."),
    "wrong-media": (415, "Wrong kind of content", "Send application/json; a file as multipart/form-data."),
    "not-valid": (422, "This can't be taken as it is", "Mend what is listed and send it again. Nothing was stored."),
    "key-reused": (422, "This key belongs to another request", "Use a new key for each new request."),
    "too-fast": (429, "Too many requests", "Wait as long as Retry-After says."),
    "not-ready": (503, "Not ready just now", "The records can't be reached. Nothing was stored. Try again later."),
    "plan-lost": (
        503,
        "The plan can't be read",
        "No run today. Its text is lost or damaged on this server. Check-ins and warning signs are still taken and "
        "kept. Tell the person who runs it.",
    ),
    "no-room": (507, "No room left", "The server's disk is full. Nothing was stored."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong: where (a JSON pointer, a query parameter or a header), a stable code, and the cure."""

    at: str
    code: str
    detail: str
    place: Place = "pointer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Exception):
    """A refusal on its way to the client. `code` is one of TITLES; `more` are members beside those of the RFC."""

    code: str
    faults: Sequence[Fault] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, object] = field(default_factory=dict)


def answer(problem: Problem) -> HttpResponse:
    """The problem document of a refusal."""
    status, title, detail = TITLES[problem.code]
    document: dict[str, object] = {"type": _KIND + problem.code, "title": title, "status": status, "detail": detail}
    document |= problem.more
    if problem.faults:
        document["errors"] = [
            {fault.place: fault.at, "code": fault.code, "detail": fault.detail} for fault in problem.faults
        ]
    response = HttpResponse(json.dumps(document, ensure_ascii=False), status=status, content_type=MEDIA)
    for name, value in problem.headers.items():
        response.headers[name] = value
    return response


def pointer(*steps: str | int) -> str:
    """The JSON pointer (RFC 6901) of a path; a name that is too long to be one of ours is left out."""
    plain = [str(step) for step in steps]
    short = [step for step in plain if len(step) <= 40]
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in short)
