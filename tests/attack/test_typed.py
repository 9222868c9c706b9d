"""What is typed into any field is shown as text on every page, and is in no log, address, mail or name of a file."""

import io
import json
import logging
import os
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from restride import wiring
from restride.notify.message import Letter
from restride.usecases.deliver import Post, drain, handlers
from restride.web import delivery
from restride.web.shared.logs import JsonLines
from tests.attack.typed import BY_ANOTHER_WAY, Typist, free_text_fields
from tests.attack.world import World, routes

pytestmark = pytest.mark.django_db

HOSTILE = (
    "=\"'><img src=x onerror=alert(1)>{{7|add:7}}",
    "=1+1<script>alert(1)</script>{{7|add:7}}",
    "@S(1)\"'><img src=x onerror=alert(1)>{%debug%}",
    "-1+cmd|' /C calc'!A0 ${7+7} #{7+7} <%=7+7%>",
    "+SUM(1)\u202e\u2066javascript:alert(1)//",
    '\t=HYPERLINK("http://evil.example",A1)',
    "</textarea></title></style><svg/onload=alert(1)>",
)
BY_DAY = HOSTILE[:1]
RAW = re.compile(
    r"<script>alert|<img src=x|<svg/onload|alert\(1\)>|href=\"javascript:|(?<!\d)14(?!\d)[^<]{0,3} w\d{3}x"
)


MOST_OPENED = 4  # pages of one address that are looked at


class Elements(HTMLParser):
    """What a browser would run or load of a page: attributes that are code, and scripts written into it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.found.append(f"{tag} {name}")
        if tag == "script" and not dict(attrs).get("src") and dict(attrs).get("type") != "application/json":
            self.found.append(tag)


class Kept(logging.Handler):
    """Every line of the log, as it is written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(JsonLines().format(record) + str(record.__dict__.get("exc_text") or ""))


@contextmanager
def every_log() -> Iterator[list[str]]:
    kept = Kept()
    loggers = [logging.getLogger(name) for name in ("restride", "django", "")]
    for one in loggers:
        one.addHandler(kept)
    try:
        yield kept.lines
    finally:
        for one in loggers:
            one.removeHandler(kept)


class Postman:
    def __init__(self) -> None:
        self.letters: list[Letter] = []

    def send(self, letter: Letter) -> None:
        self.letters.append(letter)


def every_letter(world: World) -> list[Letter]:
    """What the delivery sends of all that waits."""
    postman, made = Postman(), delivery.post_office()
    post = Post(sender=postman, origin=made.origin, subject=made.subject, text=made.text)
    drain(wiring.outbox(), handlers(wiring.ports(), post), world.clinic.scene.clock)
    return postman.letters


def pages(world: World) -> Iterator[tuple[str, str, Any]]:
    """Every page and answer of the programming interface; of an address with an object the first few that open."""
    for event in world.events():
        world.ids[f"newest {event.kind}"] = event.id
    for caller in (world.kim, world.physio):
        for address in sorted(f"/{route.text}" for route in routes() if not route.slots):
            yield caller.name, address, caller.call("GET", address)
    opened: Counter[str] = Counter()
    for route, values in world.addresses():
        caller = world.physio if route.text.startswith("clinic/") else world.kim
        if opened[route.text] < MOST_OPENED:
            answer = caller.call("GET", route.filled(values))
            opened[route.text] += answer.status_code == 200
            yield caller.name, route.filled(values), answer


@pytest.mark.invariant("INV-067")
@pytest.mark.parametrize("text", HOSTILE if os.environ.get("RESTRIDE_NIGHTLY") else BY_DAY)
def test_what_was_typed_is_shown_as_text_and_only_where_it_belongs(
    world: World, text: str, mailoutbox: list[Any]
) -> None:
    typist, shown = Typist(world, text), set()
    with every_log() as lines:
        typist.everywhere()
        missing = free_text_fields() - set(typist.wrote) - set(BY_ANOTHER_WAY)
        assert missing == set(), "write into these in tests/attack/typed.py"
        Authenticator.objects.all().delete()  # the world's passkey is no real one
        for who, address, answer in pages(world):
            place = (who, address)
            assert answer.status_code < 500, place
            assert not _marks(str(answer.headers)), place
            said = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
            if "html" not in answer.headers.get("Content-Type", ""):
                continue
            assert not RAW.search(said), (place, RAW.search(said))
            elements = Elements()
            elements.feed(said)
            assert elements.found == [], place
            shown |= _marks(said)
        letters = every_letter(world)
    assert len(shown) > 15, (sorted(shown), "shown nearly nowhere, so nothing was tried")
    assert lines
    assert not [line for line in lines if _marks(line)]
    for answer in typist.answers:
        assert not _marks(str(answer.headers))
    for letter in (*letters, *mailoutbox):
        told = letter.text if isinstance(letter, Letter) else letter.body
        assert not _marks(f"{letter.subject} {told}"), letter.subject


@pytest.mark.invariant("INV-065")
def test_what_was_typed_leaves_with_the_export_as_it_was_typed_and_names_no_file(world: World) -> None:
    typist = Typist(world, HOSTILE[0])
    typist.everywhere()
    clinic = world.clinic
    answer = clinic.at_home.post("/me/data/export")
    assert answer.status_code == 200
    assert not _marks(str(answer.headers))
    content = b"".join(answer.streaming_content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if _marks(name)]
        lines = [json.loads(line) for line in archive.read("journal.jsonl").splitlines()]
        told = json.dumps(lines, ensure_ascii=False)
        tables = [name for name in archive.namelist() if name.endswith((".csv", ".tsv"))]
        for name in tables:
            assert not re.search(r"(^|[,;\t\n\"])[=+@]", archive.read(name).decode()), name
    kept = {mark for mark in typist.marks if mark in told}
    assert len(kept) >= 18, sorted(typist.marks - kept)
    for name, text in typist.wrote.items():
        if text.rpartition(" ")[2] in kept and name != "upload name":
            assert json.dumps(text, ensure_ascii=False)[1:-1] in told, name


@pytest.mark.invariant("INV-067")
def test_what_was_typed_is_in_no_line_of_the_trail_and_in_no_message_that_waits(world: World) -> None:
    from restride.web.db.models import AuditDetail, Outbox

    typist = Typist(world, "x")
    typist.everywhere()
    signed = {typist.wrote[one].rpartition(" ")[2] for one in typist.wrote if one.startswith("Signing.")}
    trail = [str(row) for row in AuditDetail.objects.values()]
    assert trail
    assert not [line for line in trail if _marks(line) - signed]  # who signed without an account has no other name
    assert not [row for row in map(str, Outbox.objects.values()) if _marks(row)]


def _marks(text: str) -> set[str]:
    return set(re.findall(r"\bw\d{3}x", text))
