"""The codec: read back equal, the same bytes each time, and every wrong text refused with its place."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import get_args

import pytest
from hypothesis import given

from restride.core.answers import Answers
from restride.core.events import Body, CheckIn, Event
from restride.core.terms import PainMoment
from restride.journal import codec
from restride.journal.codec import (
    KINDS,
    SCHEMA,
    Unreadable,
    canonical,
    event_digest,
    from_dict,
    read_body,
    same_entry,
    to_dict,
    write_event,
)
from tests.journal.builders import check_in, entry, events


@given(events())
def test_every_kind_of_entry_is_read_back_equal(event: Event) -> None:
    assert from_dict(to_dict(event)) == event
    assert from_dict(json.loads(json.dumps(to_dict(event)))) == event


@given(events())
def test_the_same_entry_has_the_same_canonical_bytes(event: Event) -> None:
    again = from_dict(to_dict(event))
    assert write_event(again) == write_event(event)
    assert event_digest(again) == event_digest(event)


def test_every_kind_of_the_journal_can_be_written() -> None:
    assert set(KINDS.values()) == set(get_args(Body))
    assert all(kind == body.kind for kind, body in KINDS.items())


def test_canonical_bytes_have_sorted_keys_and_instants_in_utc() -> None:
    berlin = datetime(2026, 11, 20, 8, tzinfo=timezone(timedelta(hours=1)))
    assert canonical({"b": berlin, "a": 1}) == b'{"a":1,"b":"2026-11-20T07:00:00Z"}'


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"kind": "check-in"}, "'check-in'"),
        ({"colour": "red"}, "colour"),
        ({"schema": SCHEMA + 1}, "newer Restride"),
        ({"recorded_at": "2026-11-20T07:00:00"}, "recorded_at"),
        ({"at": {"at": "2026-11-20T07:00:00", "day": "2026-11-20", "zone": "UTC"}}, "at"),
        ({"at": {"at": "2026-11-20T07:00:00Z", "day": "20.11.2026", "zone": "UTC"}}, "day"),
        ({"at": {"at": "2026-11-20T07:00:00Z", "day": "2026-11-20", "zone": ""}}, "zone"),
        ({"body": {"moment": "morning"}}, "answers"),
        ({"body": {"moment": "noon", "answers": {}}}, "$.moment"),
        ({"body": {"moment": "morning", "answers": {"pain": 3}}}, "pain"),
        ({"body": {"moment": "morning", "answers": {"pain_tenths": 2.55}}}, "$.answers.pain_tenths"),
        ({"body": {"moment": "morning", "answers": {"pain_tenths": "3"}}}, "$.answers.pain_tenths"),
        ({"body": {"moment": "morning", "answers": {"pain_tenths": True}}}, "$.answers.pain_tenths"),
        ({"author": {"role": "runner"}}, "id"),
        ({"id": "../etc/passwd"}, "id"),
        ({"id": 7}, "$.id"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(change: dict[str, object], place: str) -> None:
    with pytest.raises(Unreadable) as refused:
        from_dict(to_dict(check_in("r")) | change)
    assert place in str(refused.value)


@pytest.mark.parametrize("pain", [float("nan"), float("inf"), "3", 2.5])
def test_what_would_not_be_read_back_is_never_written(pain: object) -> None:
    answers = Answers(pain_tenths=pain)  # type: ignore[arg-type]
    with pytest.raises(Unreadable):
        write_event(entry(CheckIn(moment=PainMoment.MORNING, answers=answers), who="r"))


def test_a_naive_instant_is_never_written() -> None:
    with pytest.raises(Unreadable, match="zone"):
        write_event(check_in("r", at=datetime(2026, 11, 20)))  # noqa: DTZ001


def test_an_older_schema_is_brought_up_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "SCHEMA", 3)
    steps = {
        ("check_in", 1): lambda body: {"when": body["when"], "answers": {}},
        ("check_in", 2): lambda body: {"moment": body["when"], "answers": body["answers"]},
    }
    monkeypatch.setattr(codec, "UPCASTERS", steps)
    assert read_body("check_in", 1, '{"when": "morning"}') == CheckIn(moment=PainMoment.MORNING, answers=Answers())


def test_a_resent_entry_is_the_same_though_the_server_stamped_it_anew() -> None:
    first = check_in("r", id="e1", at=datetime(2026, 11, 20, 7, tzinfo=UTC))
    again = check_in("r", id="e1", at=datetime(2026, 11, 20, 7, 1, tzinfo=UTC))
    assert same_entry(first, again)
    assert not same_entry(first, check_in("r", id="e1", pain=30))
    assert not same_entry(first, check_in("another", id="e1"))
