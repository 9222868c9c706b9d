"""What every template may read beside its own values. It reads no database."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from restride.web.shared.look import chosen_look


def clock_shows() -> datetime | None:
    """What a moved clock shows, in the zone of whoever looks; None with the computer's own clock."""
    return timezone.localtime(settings.RESTRIDE_CLOCK.now()) if settings.RESTRIDE_CLOCK_MOVED else None


def page(request: HttpRequest) -> dict[str, Any]:
    """The look, the demonstration clock's time (None with the real clock), whether this server sends mail, numbers."""
    return {
        "look": chosen_look(request),
        "clock_shows": clock_shows(),
        "sends_mail": settings.RESTRIDE_SENDS_MAIL,
        "emergency_number": settings.RESTRIDE_EMERGENCY_NUMBER,
        "urgent_number": settings.RESTRIDE_URGENT_NUMBER,
    }
