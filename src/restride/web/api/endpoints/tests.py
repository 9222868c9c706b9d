"""Readiness tests and groundwork: the gates ahead, a result, a session of strength and mobility."""

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from restride.core.protocol import ReadinessItem
from restride.core.terms import Side
from restride.usecases.ports import Ports
from restride.usecases.readiness import show_readiness
from restride.usecases.record_test import ItemResult, record_foundation, record_test
from restride.web.api.bearer import AccessTokenAuth
from restride.web.api.endpoints.asking import Runner
from restride.web.api.once import asked, once
from restride.web.api.problems import Fault, Problem, pointer
from restride.web.api.room import owner_of, ports, protocol_of, reader_of
from restride.web.api.shapes.entries import Stored, stored
from restride.web.api.shapes.requests import Groundwork, ResultNew
from restride.web.api.shapes.today import ReadinessList, readiness_out
from restride.web.api.tokens import Scope

router = Router(tags=["tests"])


@router.get("/tests", auth=AccessTokenAuth(Scope.READ), response={200: ReadinessList}, summary="Gates and tests")
def list_tests(request: HttpRequest, runner: Runner = None) -> Status[ReadinessList]:
    """For each injury what is met, missing and unknown before the next phases, and the tests that answer it."""
    room = ports()
    found = show_readiness(room, owner_of(request, runner))
    return Status(200, ReadinessList(items=tuple(readiness_out(one, room.words) for one in found)))


@router.post("/tests", auth=AccessTokenAuth(Scope.WRITE), response={201: Stored}, summary="A test's result")
def post_test(request: HttpRequest, given: ResultNew, runner: Runner = None) -> HttpResponse:
    """Store a result and decide anew. Some tests are for clinicians only, some open later."""
    room, visitor = ports(), reader_of(request, runner)
    this = asked(request, visitor, given.model_dump_json().encode())
    items = protocol_of(room, visitor, given.episode).items
    item = next((one for one in items if one.id == given.item), None)
    if item is None:
        raise _refused("item", "unknown", "There is no such test in this course; the list of tests has them.")
    result = ItemResult(
        id=this.entry,
        episode=given.episode,
        item=item.id,
        value=_value(item, given),
        side=Side(given.side) if given.side else None,
        painkiller=given.painkiller,
    )

    def act(inner: Ports) -> Stored:
        return stored(this.entry, record_test(inner, visitor, result))

    return once(room, this, act)


@router.post("/groundwork", auth=AccessTokenAuth(Scope.WRITE), response={201: Stored}, summary="Groundwork done")
def post_groundwork(request: HttpRequest, given: Groundwork, runner: Runner = None) -> HttpResponse:
    """Store that a session of strength and mobility was done today, and decide anew."""
    room, visitor = ports(), owner_of(request, runner)
    this = asked(request, visitor, given.model_dump_json().encode())

    def act(inner: Ports) -> Stored:
        issued = record_foundation(inner, visitor, given.episode, id=this.entry, note=given.note)
        return stored(this.entry, issued)

    return once(room, this, act)


def _value(item: ReadinessItem, given: ResultNew) -> int:
    """The result in the item's whole unit, given in the one way that fits it."""
    ways = {"nrs": "pain", "yes_no": "yes"}
    wanted = ways.get(item.unit, "amount")
    told = {name: getattr(given, name) for name in ("pain", "amount", "yes")}
    wrong = [name for name, value in told.items() if value is not None and name != wanted]
    if wrong:
        raise _refused(wrong[0], "wrong-unit", f"Give the result of this test as `{wanted}`.")
    value = told[wanted]
    if value is None:
        raise _refused(wanted, "missing", f"Give the result of this test as `{wanted}`.")
    return int(value)


def _refused(at: str, code: str, detail: str) -> Problem:
    return Problem(code="not-valid", faults=(Fault(at=pointer(at), code=code, detail=detail),))
