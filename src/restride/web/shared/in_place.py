"""Answers to a form that a script sent: what leads to another page does so in the browser, as without script."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

REDIRECTS = (301, 302, 303)


class LedByBrowser:
    """Turns a redirect into one that the browser follows by itself; it stands just inside the library's middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request. Without a script's mark the answer stays as it is."""
        response = self.get_response(request)
        if getattr(request, "htmx", False) and response.status_code in REDIRECTS:
            response.headers["HX-Redirect"] = response.headers["Location"]
            del response.headers["Location"]
            response.status_code = 200
        return response
