"""Sends letters as plain-text e-mail by SMTP. It keeps nothing and tries once; trying again is the outbox's matter."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Literal

from restride.notify.message import Letter, NotSent

Security = Literal["tls", "starttls", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """An SMTP server and the address that letters come from. An empty user sends without signing in."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    security: Security = "starttls"
    timeout_s: int = 10

    def send(self, letter: Letter) -> None:
        """Hand the letter to the server. Raises NotSent with the kind of trouble, never with what was in it."""
        try:
            with self._session() as session:
                session.send_message(_written(letter, self.sender))
        except smtplib.SMTPResponseException as trouble:
            raise NotSent(f"the mail server answered {trouble.smtp_code}") from None
        except (smtplib.SMTPException, OSError, ValueError) as trouble:
            raise NotSent(type(trouble).__name__) from None

    @contextmanager
    def _session(self) -> Iterator[smtplib.SMTP]:
        context = ssl.create_default_context()
        if self.security == "tls":
            opened: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout_s, context=context)
        else:
            opened = smtplib.SMTP(self.host, self.port, timeout=self.timeout_s)
        with opened as session:
            if self.security == "starttls":
                session.starttls(context=context)
            if self.user:
                session.login(self.user, self.password)
            yield session


def _written(letter: Letter, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, letter.to, letter.subject
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2] or "localhost")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message
