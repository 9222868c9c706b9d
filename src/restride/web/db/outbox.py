"""The outbox on a database: workers take due messages, and one that was killed loses them when its lease
ends.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connections, transaction
from django.db.models import F, QuerySet

from restride.journal.values import OUTBOX_TRIES, Job, Message
from restride.web.db.models import Outbox
from restride.web.db.trouble import refuses


@dataclass(frozen=True, slots=True)
class DatabaseOutbox:
    """`restride.journal.port.Outbox` on the database that Django calls `using`."""

    using: str = "default"

    @refuses
    def claim(self, now: datetime, *, limit: int = 10, lease_s: int = 120) -> tuple[Job, ...]:
        due = self._rows().filter(state__in=("waiting", "taken"), due__lte=now)
        if not due.exists():  # an idle worker takes no write lock
            return ()
        with transaction.atomic(using=self.using, durable=True):
            self._park(due.filter(attempt__gte=OUTBOX_TRIES))
            free = due.filter(attempt__lt=OUTBOX_TRIES).order_by("due", "id")
            if connections[self.using].features.has_select_for_update_skip_locked:
                free = free.select_for_update(skip_locked=True)
            taken = list(free[:limit])
            self._rows().filter(id__in=[one.pk for one in taken]).update(
                state="taken", attempt=F("attempt") + 1, due=now + timedelta(seconds=lease_s)
            )
        return tuple(_job(one, attempt=one.attempt + 1) for one in taken)

    def _park(self, worn_out: QuerySet[Outbox]) -> None:
        """Park what was tried often enough and whose last worker ended without a word."""
        worn_out.filter(trouble="").update(trouble="the worker ended without a word")
        worn_out.update(state="parked")

    @refuses
    def done(self, job: Job) -> None:
        self._held(job).update(state="done", body="")

    @refuses
    def failed(self, job: Job, trouble: str, *, again_at: datetime) -> None:
        state = "parked" if job.attempt >= OUTBOX_TRIES else "waiting"
        self._held(job).update(state=state, trouble=trouble, due=again_at)

    @refuses
    def parked(self) -> tuple[Job, ...]:
        rows = self._rows().filter(state="parked").defer("body").order_by("id")
        return tuple(_job(one, attempt=one.attempt, body="") for one in rows)

    @refuses
    def revive(self, job_id: int) -> bool:
        parked = self._rows().filter(id=job_id, state="parked")
        return parked.update(state="waiting", attempt=0, trouble="") == 1

    def _held(self, job: Job) -> QuerySet[Outbox]:
        """The message while the job still holds it; a worker whose lease ended has lost it."""
        return self._rows().filter(id=job.id, state="taken", attempt=job.attempt)

    def _rows(self) -> QuerySet[Outbox]:
        return Outbox._default_manager.using(self.using)


def _job(row: Outbox, *, attempt: int, body: str | None = None) -> Job:
    message = Message(kind=row.kind, body=row.body if body is None else body, key=row.key)
    person = str(row.person) if row.person else None
    return Job(id=row.pk, person=person, message=message, attempt=attempt, trouble=row.trouble)
