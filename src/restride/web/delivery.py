"""The thread of a server process that drains the outbox: what was committed with an entry is sent after it.

On SQLite it looks every two seconds; on PostgreSQL it is a worker of the queue in `restride.web.db.queue`.
"""

import logging
import os
from threading import Event, Thread

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils.translation import gettext_noop as _

from restride import wiring
from restride.journal.values import StorageDown
from restride.notify.carriers import Carriers, Named
from restride.notify.email import MailServer
from restride.usecases.deliver import Post, drain, handlers
from restride.web.db import queue

PAUSE_S = 2.0
AWAY_S = 5.0
SUBJECT = _("Please confirm your address")
TEXT = _(
    "Somebody signed with this address on a Restride server.\n\n"
    "Was it you? Then open this link and confirm. It works once, for three days:\n\n{link}\n\n"
    "If it was not you, do nothing: without your answer it does not count."
)
log = logging.getLogger("restride.delivery")


def start_delivery() -> Event:
    """Begin to deliver in a thread of its own; set the event to end it."""
    ended = Event()
    Thread(
        target=_look if connection.vendor == "sqlite" else _listen, args=(ended,), name="delivery", daemon=True
    ).start()
    return ended


def deliver_once() -> int:
    """Do what is due now; gives how many messages were taken."""
    ports = wiring.ports()
    return drain(wiring.outbox(), handlers(ports, post_office()), ports.clock)


def post_office() -> Post:
    """How this server reaches people, out of its settings."""
    origin = settings.RESTRIDE_ORIGIN or f"http://localhost:{os.environ.get('RESTRIDE_PORT') or 8000}"
    return Post(sender=carriers(), origin=origin, subject=SUBJECT, text=TEXT)


def carriers() -> Carriers | None:
    """The operator's mail server first, then the notifiers of plug-ins; None where nothing is set up."""
    mail = mail_server()
    senders = (*((Named(name="mail", sender=mail),) if mail else ()), *wiring.carriers())
    return Carriers(senders=senders) if senders else None


def mail_server() -> MailServer | None:
    """The operator's mail server; None where none is set."""
    if not settings.RESTRIDE_SENDS_MAIL:
        return None
    return MailServer(
        host=settings.EMAIL_HOST,
        port=settings.EMAIL_PORT,
        sender=settings.DEFAULT_FROM_EMAIL,
        user=settings.EMAIL_HOST_USER,
        password=settings.EMAIL_HOST_PASSWORD,
        security="tls" if settings.EMAIL_USE_SSL else "starttls" if settings.EMAIL_USE_TLS else "none",
        timeout_s=settings.EMAIL_TIMEOUT or 10,
    )


def _look(ended: Event) -> None:
    """SQLite tells nobody that a message came: look again and again."""
    while not ended.wait(PAUSE_S):
        _deliver_all(ended)


def _listen(ended: Event) -> None:
    """PostgreSQL wakes the worker. When the database goes away, begin anew until it is back."""
    while not ended.is_set():
        try:
            queue.install()
            queue.work(lambda: _deliver_all(ended), ended)
        except Exception as fault:  # noqa: BLE001  whatever the library raises, the thread has to outlive it
            log.warning("queue out of reach", extra={"event": "queue out of reach", "task": type(fault).__name__})
        finally:
            close_old_connections()
        ended.wait(AWAY_S)


def _deliver_all(ended: Event) -> None:
    """Do what is due until nothing is. The log says what went wrong; the next look goes on."""
    try:
        while deliver_once() and not ended.is_set():
            pass
    except StorageDown:
        log.warning("outbox out of reach", extra={"event": "outbox out of reach"})
    except Exception:  # the thread has to outlive a fault of ours, and the log says where it was
        log.exception("delivery", extra={"event": "delivery failed"})
    finally:
        close_old_connections()
