"""Addresses of the runner's screens. `today` answers the front door for a runner who is signed in."""

from django.urls.resolvers import URLPattern, URLResolver

from restride.web.runner.views.today import show_today

today = show_today

urlpatterns: list[URLPattern | URLResolver] = []
