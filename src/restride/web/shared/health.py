"""/healthz and /readyz: whether the process lives, and whether it can work. They need no session and no host name."""

import shutil
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

Answer = Callable[[HttpRequest], HttpResponse]


class Health:
    """Answers the two addresses and lets every other request pass."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a probe, or pass the request on."""
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        if request.path_info == "/healthz":
            return JsonResponse({"alive": True})
        if request.path_info == "/readyz":
            return _ready()
        return self.get_response(request)


def _ready() -> HttpResponse:
    checks = {"migrations": migrations_applied(), "write": can_write(), "disk": has_room()}
    ready = all(checks.values())
    said = {name: "ok" if good else "failed" for name, good in checks.items()}
    return JsonResponse({"ready": ready, "checks": said}, status=200 if ready else 503)


def migrations_applied() -> bool:
    """Whether the tables are those of this release."""
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def can_write() -> bool:
    """Whether the database takes a row; the row is taken back at once."""
    try:
        with transaction.atomic():
            Session.objects.create(session_key=uuid.uuid4().hex, session_data="", expire_date=datetime.now(UTC))
            transaction.set_rollback(True)
    except DatabaseError:
        return False
    return True


def has_room() -> bool:
    """Whether the data folder's disk has room for a while."""
    try:
        return shutil.disk_usage(settings.RESTRIDE_DATA).free >= settings.RESTRIDE_LEAST_FREE_BYTES
    except OSError:
        return False
