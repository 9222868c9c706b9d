"""The outbox of the storage in memory: who may take which message, when it comes back, when it is parked."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, Protocol

from restride.journal.values import OUTBOX_TRIES, Job, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A message and where it stands. While it is taken, `due` is the end of the worker's lease."""

    id: int
    person: str | None
    message: Message
    due: datetime
    state: Literal["waiting", "taken", "done", "parked"] = "waiting"
    attempt: int = 0
    trouble: str = ""


class Queue(Protocol):
    """Where the messages lie."""

    queue: dict[int, Queued]


class Holder(Protocol):
    """Whoever holds the tables now."""

    @property
    def tables(self) -> Queue: ...


@dataclass(frozen=True, slots=True)
class MemoryOutbox:
    """`restride.journal.port.Outbox` in memory."""

    rows: Holder

    def claim(self, now: datetime, *, limit: int = 10, lease_s: int = 120) -> tuple[Job, ...]:
        taken: list[Job] = []
        for one in sorted(self._all().values(), key=lambda one: (one.due, one.id)):
            if len(taken) == limit or one.state not in ("waiting", "taken") or one.due > now:
                continue
            if one.attempt >= OUTBOX_TRIES:
                self._put(replace(one, state="parked", trouble=one.trouble or "the worker ended without a word"))
                continue
            lease = now + timedelta(seconds=lease_s)
            self._put(replace(one, state="taken", attempt=one.attempt + 1, due=lease))
            taken.append(_job(self._all()[one.id]))
        return tuple(taken)

    def done(self, job: Job) -> None:
        one = self._held(job)
        if one:
            self._put(replace(one, state="done", message=replace(one.message, body="")))

    def failed(self, job: Job, trouble: str, *, again_at: datetime) -> None:
        one = self._held(job)
        if one:
            state: Literal["waiting", "parked"] = "parked" if one.attempt >= OUTBOX_TRIES else "waiting"
            self._put(replace(one, state=state, trouble=trouble, due=again_at))

    def parked(self) -> tuple[Job, ...]:
        found = (_job(one) for one in self._all().values() if one.state == "parked")
        return tuple(replace(job, message=replace(job.message, body="")) for job in found)

    def revive(self, job_id: int) -> bool:
        one = self._all().get(job_id)
        if one is None or one.state != "parked":
            return False
        self._put(replace(one, state="waiting", attempt=0, trouble=""))
        return True

    def _all(self) -> dict[int, Queued]:
        return self.rows.tables.queue

    def _put(self, one: Queued) -> None:
        self._all()[one.id] = one

    def _held(self, job: Job) -> Queued | None:
        """The message while the job still holds it; a worker whose lease ended has lost it."""
        one = self._all().get(job.id)
        return one if one and (one.state, one.attempt) == ("taken", job.attempt) else None


def _job(one: Queued) -> Job:
    return Job(id=one.id, person=one.person, message=one.message, attempt=one.attempt, trouble=one.trouble)
