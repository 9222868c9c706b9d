"""Addresses of the access tokens' page, below /me/tokens."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from restride.web.api import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.show_tokens, name="tokens"),
    path("/<uuid:id>/revoke", pages.revoke, name="token_revoke"),
]
