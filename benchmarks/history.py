"""A made-up runner's record of one year or several, as events; built on the builders of the tests."""

import random
from dataclasses import replace
from datetime import timedelta
from functools import cache

from restride.core.context import open_flags_of
from restride.core.events import CheckIn, EpisodeOpened, Event, FlagClosed
from restride.core.moment import Moment
from restride.core.state import RunnerState
from restride.core.terms import PainMoment
from tests.story import CLINICIAN, EPISODE, Story, calm

YEAR_D = 365


@cache
def year() -> tuple[Story, tuple[RunnerState, ...]]:
    """A year of mornings and runs, quiet ones and others; and the state before each morning's decision."""
    chance, story, states = random.Random(1), Story(), []  # noqa: S311  always the same year
    story.to_walk_run()
    story.next_day()
    while len(states) < YEAR_D - 20:
        pain = chance.choice([0, 0, 0, 10, 20]) if chance.random() < 0.3 else 0
        story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm(pain_tenths=pain)))
        if story.peek().verdict == "pending":
            story.answer(story.peek())
        states.append(story.state)
        decision = story.decide()
        _seen_by_a_clinician(story)
        if decision.runs:
            story.run(decision, pain_tenths=chance.choice([0, 0, 0, 10]))
        story.next_day()
    return story, tuple(states)


def _seen_by_a_clinician(story: Story) -> None:
    """Whatever opened is closed the same day, so that the year goes on."""
    for flag in open_flags_of(story.state):
        story.tell(FlagClosed(flag_event=flag.id, reason="Examined; may go on."), author=CLINICIAN, person=True)


def events_of(years: int, *, ends: object, protocol_hash: str) -> tuple[Event, ...]:
    """The year so many times over, the last one ending `ends` (a datetime)."""
    story, _ = year()
    shift = ends - story.clock  # type: ignore[operator]
    found: list[Event] = []
    for back in range(years - 1, -1, -1):
        days = timedelta(days=shift.days - back * YEAR_D)
        for event in story.events:
            opening = isinstance(event.body, EpisodeOpened)
            if opening and back < years - 1:
                continue
            id = EPISODE if opening else f"{back}-{event.id}"
            found.append(_moved(event, days, id, protocol_hash))
    return tuple(found)


def _moved(event: Event, days: timedelta, id: str, protocol_hash: str) -> Event:
    at = Moment(at=event.at.at + days, day=event.at.day + days, zone="UTC")
    body = event.body
    if isinstance(body, EpisodeOpened):
        body = replace(body, protocol_hash=protocol_hash)
    elif event.kind == "decision_issued":
        made = body.decision  # type: ignore[union-attr]
        day = {"day": made.day + days, "issued_at": made.issued_at + days, "expires_at": made.expires_at + days}
        body = replace(body, decision=replace(made, **day), number=1 + int(id.rsplit("-", maxsplit=1)[-1]))  # type: ignore[arg-type, call-arg]
    elif event.kind == "check_in" and body.run:  # type: ignore[union-attr]
        body = replace(body, run=f"{id.split('-', maxsplit=1)[0]}-{body.run}")  # type: ignore[union-attr, arg-type, call-arg]
    elif isinstance(body, FlagClosed):
        body = replace(body, flag_event=f"{id.split('-', maxsplit=1)[0]}-{body.flag_event}")
    return replace(event, id=id, at=at, recorded_at=event.recorded_at + days, body=body)
