"""The road ahead of the runner's own record: a picture of days to come, and ranges of dates."""

from django.http import HttpRequest
from ninja import Router, Status

from restride.usecases.forecast import show_ahead
from restride.web.api.bearer import AccessTokenAuth
from restride.web.api.endpoints.asking import Runner
from restride.web.api.room import owner_of, ports
from restride.web.api.shapes.forecast import ForecastOut, forecast_out
from restride.web.api.tokens import Scope

router = Router(tags=["forecast"])


@router.get("/forecast", auth=AccessTokenAuth(Scope.READ), response={200: ForecastOut}, summary="The road ahead")
def get_forecast(request: HttpRequest, runner: Runner = None) -> Status[ForecastOut]:
    """The days ahead if all goes well, and ranges of dates. No day is shown before today has an answer that holds."""
    return Status(200, forecast_out(show_ahead(ports(), owner_of(request, runner))))
