"""Pages and lists of long records on SQLite: statements and CPU, in this process."""

import logging
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.history import events_of
from benchmarks.rows import Row, cpu_ms, sampled

_BATCH = 2_000


def rows() -> Iterator[Row]:
    _ready()
    yield from _today(1, 8)
    yield from _today(10, 20)
    small = yield from _list(1_000)
    large = yield from _list(100_000)
    yield Row(name="API list, 100,000 entries over 1,000", unit="x", value=large / small, target=1.3)
    yield from _entry()
    yield from _uploads()


def _ready() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "restride.web.settings")
    Path(os.environ["RESTRIDE_DATA"]).mkdir(parents=True, exist_ok=True)
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    from restride.web.rare_collection import collect_rarely

    call_command("migrate", verbosity=0)
    setup_test_environment()
    collect_rarely()  # as a server does
    logging.disable(logging.WARNING)
    settings.RESTRIDE_CLOCK = _Clock(datetime(2026, 11, 20, 7, 30, tzinfo=UTC))


class _Clock:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def _now() -> datetime:
    from django.conf import settings

    at: datetime = settings.RESTRIDE_CLOCK.now()
    return at


@contextmanager
def _statements() -> Iterator[Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        yield queries


def _runner(years: int) -> Any:
    """A signed-in runner with a record of so many years, and this morning's check-in still to come."""
    from tests.web.api.programs import a_runner, ports

    program = a_runner(enrolled=False)
    room = ports()
    protocol = room.protocols.current("patellofemoral_pain")
    told = events_of(years, ends=_now() - timedelta(days=1), protocol_hash=protocol.hash)
    prefix = uuid.uuid4().hex[:6]
    with room.units.begin(program.visitor.person, program.visitor.actor, program.visitor.purpose) as unit:
        unit.put_protocol_text(protocol.hash, room.protocols.text(protocol))
    renamed = [_named(event, prefix) for event in told]
    program.episode = renamed[0].id
    _insert(program.visitor.person, renamed)
    program.check_in()
    program.client.force_login(program.user)
    return program


def _named(event: Any, prefix: str) -> Any:
    """The entry with ids of its own, so that several runners can have the same year."""
    body = event.body
    if getattr(body, "run", None):
        body = replace(body, run=f"{prefix}-{body.run}")
    return replace(event, id=f"{prefix}-{event.id}", episode=event.episode and f"{prefix}-{event.episode}", body=body)


def _insert(person: str, events: list[Any]) -> None:
    """Straight into the table, many at a time: the writer would decide after each."""
    from django.db import transaction

    from restride.journal.codec import write_event
    from restride.journal.values import Entry
    from restride.web.db.models import Head, Journal
    from restride.web.db.rows import _row, uuid_of

    head, _ = Head.objects.get_or_create(person=uuid_of(person))
    for first in range(0, len(events), _BATCH):
        with transaction.atomic():
            part = events[first : first + _BATCH]
            numbered = enumerate(part, start=head.seq + 1)
            Journal.objects.bulk_create(
                [Journal(**_row(person, Entry(seq=seq, event=event), write_event(event))) for seq, event in numbered]
            )
            head.seq += len(part)
            head.save(update_fields=["seq"])


def _measured(name: str, ask: Callable[[], Any], most: tuple[int, float | None], tries: int = 40) -> Iterator[Row]:
    ask()
    with _statements() as queries:
        answer = ask()
    if answer.status_code >= 300:
        raise RuntimeError(f"{name}: {answer.status_code} {answer.content[:300]!r}")
    yield Row(name=f"{name}: statements", unit="", value=len(queries), target=most[0])
    yield sampled(f"{name}: CPU", cpu_ms(ask, tries), "ms", most[1])


def _today(years: int, most_ms: float) -> Iterator[Row]:
    program = _runner(years)
    yield from _measured(f"Today, {years} years of entries", lambda: program.client.get("/"), (6, most_ms))


def _list(entries: int) -> Any:
    from tests.journal.builders import check_in
    from tests.web.api.programs import a_runner

    program = a_runner()
    _insert(program.visitor.person, [check_in(program.visitor.person) for _ in range(entries)])
    found = list(_measured(f"API list of 20, {entries} entries", lambda: program.get("/check-ins"), (5, 5)))
    yield from found
    return found[1].value


def _entry() -> Iterator[Row]:
    from django.conf import settings
    from django.test import Client

    program = _runner(1)
    program.client = Client()  # a program has its token, and no session beside it
    lines = program.morning()

    def write() -> None:
        settings.RESTRIDE_CLOCK.at += timedelta(seconds=20)
        answer = program.post("/check-ins", lines)
        if answer.status_code >= 300:
            raise RuntimeError(answer.content)

    yield sampled("durable entry by the API, a year: CPU", cpu_ms(write, 20), "ms", 6)


def _uploads() -> Iterator[Row]:
    from benchmarks.uploads import rows as uploads

    yield from uploads(_runner(1), _now())
