"""Names the storage to Django."""

from django.apps import AppConfig


class DbConfig(AppConfig):
    """Journal, audit, outbox and projections."""

    name = "restride.web.db"
    label = "db"
    default_auto_field = "django.db.models.BigAutoField"
