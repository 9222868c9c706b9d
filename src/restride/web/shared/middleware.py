"""What happens to every request, whatever page it asks for: number, log line, headers, limits, styled errors, zone."""

import logging
import time
import uuid
import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from restride.web.shared import errors
from restride.web.shared.logs import request_number

Answer = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("restride.web")

PERMISSIONS = ", ".join(
    [
        *(f"{feature}=()" for feature in ("accelerometer", "browsing-topics", "camera", "geolocation", "gyroscope")),
        *(f"{feature}=()" for feature in ("magnetometer", "microphone", "midi", "payment", "serial", "usb")),
        *(f"{feature}=(self)" for feature in ("publickey-credentials-create", "publickey-credentials-get")),
        "screen-wake-lock=(self)",
    ]
)


class RequestLog:
    """Gives each request a number, returned in a header, and writes a line about it: the route, never its values."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request and write its line."""
        number = uuid.uuid4().hex
        token = request_number.set(number)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers["X-Request-Id"] = number
            self._write(request, response, round((time.perf_counter() - started) * 1000, 1))
            return response
        finally:
            request_number.reset(token)

    def _write(self, request: HttpRequest, response: HttpResponse, ms: float) -> None:
        match = request.resolver_match
        route = f"/{match.route}" if match else "-"
        level = logging.ERROR if response.status_code >= 500 else logging.INFO
        facts = {"method": request.method, "route": route, "status": response.status_code, "ms": ms}
        log.log(level, "request", extra={"event": "request", **facts})


class PrivacyHeaders:
    """Headers no other middleware sets: what a page may use, who may embed it, and that no browser keeps it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with the headers added."""
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class StyledErrors:
    """Gives an error answer without a page of its own (405 from a view, 413 from a limit) the page of its status."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; an empty error becomes a page."""
        response = self.get_response(request)
        if response.status_code not in errors.STATUSES or response.streaming or response.content:
            return response
        page = errors.page(request, response.status_code)
        for name in ("Allow", "Retry-After"):
            if name in response.headers:
                page.headers[name] = response.headers[name]
        return page


class UploadLimit:
    """Refuses a request that says it is larger than any we take, before a byte of it is read."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, or 413."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.RESTRIDE_LARGEST_REQUEST:
            return errors.page(request, 413)
        return self.get_response(request)


class OwnZone:
    """Shows times in the zone of the person who is signed in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request in the person's zone. Without a session cookie nobody is signed in, so nothing is read."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(zoneinfo.ZoneInfo(request.user.zone)):
            return self.get_response(request)
