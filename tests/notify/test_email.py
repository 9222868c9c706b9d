"""Mail by SMTP, against a small mail server of our own that speaks the protocol over a real connection."""

import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest

from restride.notify.email import MailServer
from restride.notify.message import Letter, NotSent

LETTER = Letter(to="outside@clinic.example", subject="Please confirm", text="Open https://run.example.org/act/é\n")


class Conversation(socketserver.StreamRequestHandler):
    """Takes one letter in; refuses addresses that begin with `nobody`."""

    def handle(self) -> None:
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            word = line.upper().split(" ")[0]
            if word == "DATA":
                self.say("354 go on")
                self.server.letters.append(self.letter())  # type: ignore[attr-defined]
            refused = word == "RCPT" and "nobody" in line
            self.say("550 no such mailbox" if refused else "221 bye" if word == "QUIT" else "250 ok")
            if word == "QUIT":
                return

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def letter(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        return b"".join(lines)


@pytest.fixture
def post_office() -> Iterator[socketserver.ThreadingTCPServer]:
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation)
    server.letters = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def mail_server(office: socketserver.ThreadingTCPServer) -> MailServer:
    port = office.server_address[1]
    return MailServer(host="127.0.0.1", port=port, sender="run@example.org", security="none", timeout_s=5)


def test_a_letter_arrives_as_it_was_written(post_office: socketserver.ThreadingTCPServer) -> None:
    mail_server(post_office).send(LETTER)
    (raw,) = post_office.letters  # type: ignore[attr-defined]
    came = message_from_bytes(raw, policy=policy.default)
    assert (came["To"], came["From"], came["Subject"]) == (LETTER.to, "run@example.org", LETTER.subject)
    assert came.get_content().strip() == LETTER.text.strip()  # type: ignore[attr-defined]
    assert came["Auto-Submitted"] == "auto-generated"


def test_a_refused_address_is_told_without_the_address(post_office: socketserver.ThreadingTCPServer) -> None:
    with pytest.raises(NotSent) as trouble:
        mail_server(post_office).send(Letter(to="nobody@clinic.example", subject="x", text="secret"))
    assert "nobody" not in str(trouble.value)
    assert "secret" not in str(trouble.value)


def test_a_server_that_is_away_is_told(post_office: socketserver.ThreadingTCPServer) -> None:
    server = mail_server(post_office)
    post_office.shutdown()
    post_office.server_close()
    with pytest.raises(NotSent):
        server.send(LETTER)


def test_a_subject_with_a_second_line_is_not_sent(post_office: socketserver.ThreadingTCPServer) -> None:
    with pytest.raises(NotSent):
        mail_server(post_office).send(Letter(to=LETTER.to, subject="one\nBcc: two@clinic.example", text="x"))
    assert not post_office.letters  # type: ignore[attr-defined]
