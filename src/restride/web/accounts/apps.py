"""The Django application of users."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """Users and their roles."""

    name = "restride.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
