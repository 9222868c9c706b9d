"""The map of addresses: the front door here, accounts, and the rooms that other packages fill."""

from django.urls import include, path

from restride.web.front import front
from restride.web.shared import errors
from restride.web.shared.look import look

urlpatterns = [
    path("", front, name="front"),
    path("look", look, name="look"),
    path("", include("restride.web.accounts.urls")),
    path("", include("restride.web.runner.urls")),
    path("clinic/", include("restride.web.clinic.urls")),
    path("act/", include("restride.web.clinic.outside")),
    path("me/tokens", include("restride.web.api.page_urls")),
    path("api/v1/", include("restride.web.api.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler429 = errors.too_many
handler500 = errors.server_fault
