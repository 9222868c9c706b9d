"""Turns what can go wrong behind an endpoint into a problem document. What is foreign looks like what is not there."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from restride.journal.values import AccessDenied, IdTaken, KeyReused, KeyRunning, StorageDown
from restride.usecases.record import PlanLost
from restride.usecases.refused import NotPossible
from restride.web.api.once import HEADER
from restride.web.api.problems import Fault, Problem, answer, pointer
from restride.web.shared.errors import fault_status

_SOON = {"Retry-After": "5"}
_LATER = {"Retry-After": "60"}
_NOT_THERE = frozenset(
    {"unknown-episode", "unknown-run", "unknown-activity", "unknown-entry", "unknown-flag", "not-yours"}
)
_DAMAGED = (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError)
_TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
_CODES = {503: "not-ready", 507: "no-room"}
_CURES = {
    "missing": "Give a value here.",
    "extra_forbidden": "There is no field of this name.",
    "int_type": "Give a whole number.",
    "int_parsing": "Give a whole number.",
    "int_from_float": "Give a whole number.",
    "string_type": "Give a text.",
    "bool_type": "Give true or false.",
    "tuple_type": "Give a list.",
    "model_type": "Give an object.",
    "model_attributes_type": "Give an object.",
    "dict_type": "Give an object.",
    "string_pattern_mismatch": "This text has signs that are not taken here.",
}
_BOUNDS = {
    "greater_than_equal": ("ge", "Give {} or more."),
    "less_than_equal": ("le", "Give {} at most."),
    "string_too_short": ("min_length", "Give {} signs at least."),
    "string_too_long": ("max_length", "Give {} signs at most."),
    "too_long": ("max_length", "Give {} at most."),
    "literal_error": ("expected", "Give one of {}."),
}
_SAID_ELSEWHERE = {"id": "", "pain": ""}  # fields of use cases that no body has under this name


def handle(api: NinjaAPI) -> None:
    """Give an interface these answers."""
    plain: dict[type[Exception], Callable[[Any], Problem]] = {
        Problem: lambda problem: problem,
        Http404: lambda _: Problem(code="not-there"),
        AccessDenied: lambda _: Problem(code="not-there"),
        IdTaken: lambda _: Problem(code="id-taken"),
        KeyReused: lambda _: Problem(code="key-reused", faults=(_KEY,)),
        KeyRunning: lambda _: Problem(code="running", faults=(_KEY,), headers=_SOON),
        PlanLost: lambda _: plan_lost(),
        StorageDown: _down,
        DatabaseError: _down,
        InterfaceError: _down,
        OSError: _down,
        NotPossible: _not_possible,
        ValidationError: _not_valid,
        HttpError: _of_the_library,
        **{kind: lambda _: Problem(code="damaged") for kind in _DAMAGED},
        **{kind: lambda _: Problem(code="too-large") for kind in _TOO_MUCH},
    }
    for kind, problem in plain.items():
        api.add_exception_handler(kind, _handler(problem))


_KEY = Fault(at=HEADER, code="key", detail="Each new request needs a new random key.", place="header")


def _handler(problem: Callable[[Any], Problem]) -> Callable[[HttpRequest, Any], HttpResponse]:
    return lambda request, error: answer(problem(error))


def not_allowed(response: HttpResponse) -> HttpResponse:
    """The answer 405 as a problem document, with the methods that are allowed."""
    return answer(Problem(code="not-allowed", headers={"Allow": response.headers.get("Allow", "")}))


def plan_lost() -> Problem:
    """A plan that can't be read: no session, and said so that a program can't take it for one (INV-025)."""
    return Problem(code="plan-lost", more={"verdict": "stop", "runs": False})


def _down(error: Exception) -> Problem:
    """503 or 507 for storage that can't be used; everything else is a fault of ours and goes on to be logged."""
    status = 503 if isinstance(error, StorageDown) and fault_status(error) == 500 else fault_status(error)
    if status not in _CODES:
        raise error
    return Problem(code=_CODES[status], headers=_LATER)


def _not_possible(refusal: NotPossible) -> Problem:
    if any(one.code in _NOT_THERE for one in refusal.problems):
        return Problem(code="not-there")
    return Problem(
        code="not-valid",
        faults=[Fault(at=_place(one.field), code=one.code, detail=one.cure) for one in refusal.problems],
    )


def _place(field: str) -> str:
    return _SAID_ELSEWHERE.get(field, pointer(field) if field else "")


def _not_valid(error: ValidationError) -> Problem:
    return Problem(code="not-valid", faults=[_fault(one) for one in error.errors[:20]])


def _fault(error: dict[str, Any]) -> Fault:
    source, *path = error["loc"]
    code, detail = _said(error)
    if source == "query":
        return Fault(at=str(path[0]) if path else "", code=code, detail=detail, place="parameter")
    # The first step is the argument's name in Python; of a file it is the field itself.
    steps = path if source == "file" else path[1:]
    return Fault(at=pointer(*steps), code=code, detail=detail)


def _said(error: dict[str, Any]) -> tuple[str, str]:
    kind, told = error["type"], error.get("ctx", {})
    if kind in _BOUNDS:
        name, sentence = _BOUNDS[kind]
        return kind.replace("_", "-"), sentence.format(told.get(name))
    if kind == "value_error":
        return "not-taken", str(told.get("error", ""))
    return kind.replace("_", "-"), _CURES.get(kind, "This is not what is asked for here.")


def _of_the_library(error: HttpError) -> Problem:
    """A body that could not be read arrives wrapped."""
    cause = error.__cause__
    if isinstance(cause, Problem):
        return cause
    if isinstance(cause, _TOO_MUCH):
        return Problem(code="too-large")
    return Problem(code="damaged" if error.status_code == 400 else "not-valid")
