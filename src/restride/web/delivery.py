"""The thread of a server process that drains the outbox: what was committed with an entry is sent after it."""

import logging
import os
from threading import Event, Thread

from django.conf import settings
from django.db import close_old_connections
from django.utils.translation import gettext_noop as _

from restride import wiring
from restride.journal.values import StorageDown
from restride.notify.email import MailServer
from restride.usecases.deliver import Post, drain, handlers

PAUSE_S = 2.0
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
    Thread(target=_work, args=(ended,), name="delivery", daemon=True).start()
    return ended


def deliver_once() -> int:
    """Do what is due now; gives how many messages were taken."""
    ports = wiring.ports()
    return drain(wiring.outbox(), handlers(ports, post_office()), ports.clock)


def post_office() -> Post:
    """How this server reaches people, out of its settings."""
    origin = settings.RESTRIDE_ORIGIN or f"http://127.0.0.1:{os.environ.get('RESTRIDE_PORT') or 8000}"
    return Post(sender=mail_server(), origin=origin, subject=SUBJECT, text=TEXT)


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


def _work(ended: Event) -> None:
    while not ended.wait(PAUSE_S):
        try:
            while deliver_once() and not ended.is_set():
                pass
        except StorageDown:
            log.warning("outbox out of reach", extra={"event": "outbox out of reach"})
        except Exception:  # the thread has to outlive a fault of ours, and the log says where it was
            log.exception("delivery", extra={"event": "delivery failed"})
        finally:
            close_old_connections()
