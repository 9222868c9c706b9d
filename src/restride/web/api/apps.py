"""The Django application of the programming interface."""

from django.apps import AppConfig


class Api(AppConfig):
    """Access tokens; everything else of the interface keeps nothing."""

    name = "restride.web.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
