"""The interface as a whole: its endpoints, how it reads, and how it says no."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI, Router

from restride.web.api.endpoints import activities, check_ins, decisions, episodes, forecast, sessions, tests, today
from restride.web.api.handling import handle, not_allowed
from restride.web.api.strict_json import StrictParser

View = Callable[..., HttpResponseBase]
PARTS = (today, forecast, check_ins, sessions, activities, tests, decisions, episodes)


def _know_parameters(run: Any) -> View:
    """Tell the parser which parameters the endpoint takes, so that others are refused."""
    models = run.__self__.models
    queries = [model for model in models if model.__ninja_param_source__ == "query"]
    known = frozenset(name for model in queries for name in model.__ninja_flatten_map__)

    @wraps(run)
    def knowing(request: HttpRequest, **values: Any) -> HttpResponseBase:
        request.known_parameters = known  # type: ignore[attr-defined]
        response: HttpResponseBase = run(request, **values)
        return response

    return knowing


def build() -> NinjaAPI:
    """The interface with all its endpoints."""
    whole = Router()
    whole.add_decorator(_know_parameters, mode="view")
    for part in PARTS:
        whole.add_router("", part.router)
    made = NinjaAPI(
        title="Restride",
        version="1",
        urls_namespace="api",
        docs_url=None,
        openapi_url=None,
        parser=StrictParser(),
    )
    made.add_router("", whole)
    handle(made)
    return made


def scopes() -> dict[tuple[str, str], list[str]]:
    """The scopes that each path and method needs."""
    return {
        (path, method.lower()): sorted(scope.value for scope in operation.auth_param.needed)
        for part in PARTS
        for path, view in part.router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
    }


interface = build()


def addresses() -> list[URLPattern | URLResolver]:
    """Django's addresses of all endpoints."""
    found, _, _ = interface.urls
    patterns = [one for one in found if isinstance(one, URLPattern) and one.name != "api-root"]
    for one in patterns:
        one.callback = _in_problems(one.callback)
    return list(patterns)


def _in_problems(view: View) -> View:
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **values: Any) -> HttpResponseBase:
        response: Any = view(request, *args, **values)
        return not_allowed(response) if response.status_code == 405 else response

    return answered
