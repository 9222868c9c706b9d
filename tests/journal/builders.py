"""Builders of entries, and generated entries of every kind."""

import dataclasses
import types
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import uuid4

from hypothesis import strategies as st

from restride.core.answers import Answers
from restride.core.decision import Bound, Decision, DecisionIssued, Dose, Position, Reason
from restride.core.events import Author, Body, CheckIn, Event, IntakeAnswered
from restride.core.moment import Moment
from restride.core.terms import Course, PainMoment, Role, Verdict
from restride.journal.codec import KINDS
from tests.storage import START


def entry(body: Body, *, who: str, id: str = "", at: datetime = START, source: str = "web") -> Event:
    """An event of the runner, right now."""
    return Event(
        id=id or uuid4().hex,
        episode=None,
        at=Moment(at=at, day=at.date(), zone="Europe/Berlin"),
        recorded_at=at,
        author=Author(role=Role.RUNNER, id=who),
        source=source,
        body=body,
    )


def check_in(who: str, *, pain: int = 20, id: str = "", at: datetime = START) -> Event:
    body = CheckIn(moment=PainMoment.MORNING, answers=Answers(pain_tenths=pain))
    return entry(body, who=who, id=id, at=at)


def note(who: str, said: str = "secret") -> Event:
    return entry(IntakeAnswered(answers={"hope": said}), who=who)


def decided(who: str, *, on: tuple[str, ...] = ()) -> Event:
    """A decision with one reason, which rests on these entries."""
    reason = Reason(
        rule="pain-during",
        measure="pain_during_last_run",
        say="pain-during",
        status="unmet",
        value=40,
        bound=Bound(op="at_most", value=20),
        course=Course.HOLD,
        no_run_before=None,
        urgency=None,
        evidence=on,
    )
    decision = Decision(
        verdict=Verdict.HOLD,
        course=Course.HOLD,
        position=Position(phase="walk-run", order=3, level=1),
        dose=Dose(),
        day=START.date(),
        issued_at=START,
        expires_at=START,
        no_run_before=None,
        urgency=None,
        reasons=(reason,),
        limits=(),
        questions=(),
    )
    body = DecisionIssued(decision=decision, protocol_hash="h", engine="1", language="en-gb", words="w")
    return entry(body, who=who)


def events() -> st.SearchStrategy[Event]:
    """Generated entries of every kind, with whatever their types allow."""
    moment = st.builds(Moment, at=_values(datetime), day=_values(date), zone=st.just("Europe/Berlin"))
    return st.builds(
        Event,
        id=st.uuids().map(str),
        episode=st.none() | st.uuids().map(str),
        at=moment,
        recorded_at=_values(datetime),
        author=_values(Author),
        source=st.sampled_from(("web", "api", "offline")),
        body=st.sampled_from(sorted(KINDS)).flatmap(lambda kind: _values(KINDS[kind])),
    )


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=8),
    int: st.integers(-(2**40), 2**40),
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.integers(86_400, 4_000_000_000_000_000).map(lambda us: _EPOCH + timedelta(microseconds=us)),
    type(None): st.none(),
}


def _values(kind: Any) -> st.SearchStrategy[Any]:
    if kind in _PLAIN:
        return _PLAIN[kind]
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return st.builds(kind, **{name: _values(one) for name, one in _hints(kind).items()})
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(kind, types.UnionType) or origin is Union:
        return st.one_of([_values(one) for one in arguments])
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        return st.lists(_values(arguments[0]), max_size=3).map(tuple)
    if origin is dict:
        return st.dictionaries(_values(arguments[0]), _values(arguments[1]), max_size=3)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    raise TypeError(f"no values for {kind!r}")


def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in dataclasses.fields(kind)}
