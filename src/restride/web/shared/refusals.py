"""Turns refusals of the storage into pages: nothing there for you, not ready, an id that is in use."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from restride.journal.values import AccessDenied, IdTaken, StorageDown
from restride.usecases.record import PlanLost
from restride.web.shared import errors

STATUS = {AccessDenied: 404, IdTaken: 400, StorageDown: 503}


class Refusals:
    """Answers a refused view: what a viewer may not open looks like what does not exist (INV-060)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page of a refusal, and of a plan that can't be read; None for every other exception."""
        if isinstance(exception, PlanLost):
            return errors.page(request, errors.STORAGE_DOWN, errors.PLAN_LOST)
        status = STATUS.get(type(exception))
        return errors.page(request, status) if status else None
