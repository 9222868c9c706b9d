"""Drains the outbox: what was committed with an entry is done after it, at least once, by handlers that may repeat."""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from restride.journal.port import Clock, Outbox
from restride.journal.unit import REMOVE_FILES
from restride.journal.values import SYSTEM, Code, CodeKind, Job, Purpose
from restride.notify.message import Letter, NotSent, Sender
from restride.usecases.codes import digest_of, new_token
from restride.usecases.external import CONFIRM_KIND, SEEN
from restride.usecases.issue import NOTICE_KIND
from restride.usecases.ports import Ports

Handler = Callable[[Job], None]
CONFIRM_LIVES = timedelta(days=3)
_AGAIN = timedelta(minutes=1)  # after the first failure; five times longer after the second
_log = logging.getLogger("restride.delivery")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """How this server reaches people: a sender (None: it sends no mail), its address, and the words of a letter."""

    sender: Sender | None
    origin: str
    subject: str
    text: str  # with {link}


def drain(outbox: Outbox, handlers: Mapping[str, Handler], clock: Clock) -> int:
    """Do what is due; gives how many messages were taken. What fails comes back later, three times in all."""
    jobs = outbox.claim(clock.now())
    for job in jobs:
        try:
            _handler(handlers, job)(job)
        except Exception as trouble:  # noqa: BLE001 - whatever a handler meets, the message is kept and comes back
            _log.warning("not delivered", extra={"event": "not delivered", "task": job.message.kind})
            outbox.failed(job, type(trouble).__name__, again_at=clock.now() + _AGAIN * 5 ** (job.attempt - 1))
        else:
            outbox.done(job)
    return len(jobs)


def handlers(ports: Ports, post: Post) -> dict[str, Handler]:
    """What is done with each kind of message."""
    return {
        REMOVE_FILES: lambda job: _remove_files(ports, job),
        CONFIRM_KIND: lambda job: _ask_to_confirm(ports, post, job),
        NOTICE_KIND: _nobody_asked,
    }


def _handler(handlers: Mapping[str, Handler], job: Job) -> Handler:
    if job.message.kind not in handlers:
        raise LookupError(f"no handler for messages of the kind {job.message.kind!r}")
    return handlers[job.message.kind]


def _remove_files(ports: Ports, job: Job) -> None:
    """Files of an erased person leave the disk; one that is gone is no matter."""
    for file in json.loads(job.message.body):
        ports.blobs.remove(file)


def _nobody_asked(job: Job) -> None:
    """A decision was issued. Nobody can ask for a word about it yet, so there is nobody to tell."""


def _ask_to_confirm(ports: Ports, post: Post, job: Job) -> None:
    """Make the link only now, so that it is never stored, and mail it to the clinician."""
    if post.sender is None or job.person is None:
        raise NotSent("this server sends no mail")
    letter, token = json.loads(job.message.body), new_token()
    with ports.units.begin(job.person, SYSTEM, Purpose.SCHEDULE) as unit:
        unit.put_code(
            Code(
                kind=CodeKind.CONFIRM,
                digest=digest_of(token),
                owner=job.person,
                until=ports.clock.now() + CONFIRM_LIVES,
                categories=SEEN,
                detail=json.dumps(letter["held"]),
            )
        )
    link = f"{post.origin}/act/confirm/{token}"
    post.sender.send(Letter(to=letter["to"], subject=post.subject, text=post.text.format(link=link)))
