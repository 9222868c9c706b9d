"""Addresses of the programming interface, below /api/v1/."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from restride.web.api.description import show_description
from restride.web.api.interface import addresses

urlpatterns: list[URLPattern | URLResolver] = [
    path("openapi.json", show_description, name="api_description"),
    *addresses(),
]
