"""Entries of the journal as JSON: check-ins, runs, recorded runs, injuries, and what a write has led to."""

import json
from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Any, Literal

from restride.core.events import Event
from restride.journal.values import Entry
from restride.web.api.shapes.answers import AnswersOut, answers_out
from restride.web.api.shapes.decisions import DecisionShort, short, without_run
from restride.web.api.shapes.values import Shown


class Happened(Shown):
    """What every entry says: `day` is the runner's civil day, `at` the instant, `recorded_at` when it was taken in."""

    id: str
    episode: str | None
    day: date
    zone: str
    at: datetime
    recorded_at: datetime
    by: str


class CheckInOut(Happened):
    """Answers at one of the fixed moments."""

    moment: Literal["morning", "before_run", "during_run", "after_60", "next_morning"]
    run: str | None
    given_up: bool
    answers: AnswersOut


class SessionOut(Happened):
    """A run as it was done; whole seconds and metres; null is not measured."""

    run_s: int
    longest_bout_s: int
    walk_s: int
    elapsed_s: int
    distance_m: int | None
    cut_short: bool | None
    why_less: str
    activities: tuple[str, ...]


class ActivityOut(Happened):
    """A run as a file tells it. `review` says why it waits for the runner; `history` is older than sign-up."""

    sport: str
    start: datetime | None
    elapsed_s: int
    timer_s: int
    run_s: int
    longest_bout_s: int
    walk_s: int
    distance_m: int | None
    avg_hr: int | None
    max_hr: int | None
    cadence_spm: int | None
    device: str
    reader: str
    digest: str
    review: tuple[str, ...]
    history: bool


class EpisodeOut(Happened):
    """An injury that is followed, under a protocol that does not change."""

    condition: str
    side: str
    onset: date | None
    operation: date | None
    operated: bool
    protocol: str
    protocol_hash: str
    clearance_required: bool
    open: bool


class CheckInPage(Shown):
    """Newest first. Give `older` as `before` for the next page; null is the end."""

    items: tuple[CheckInOut, ...]
    older: int | None


class SessionPage(Shown):
    """Newest first. Give `older` as `before` for the next page; null is the end."""

    items: tuple[SessionOut, ...]
    older: int | None


class ActivityPage(Shown):
    """Newest first. Give `older` as `before` for the next page; null is the end."""

    items: tuple[ActivityOut, ...]
    older: int | None


class EpisodeList(Shown):
    """All injuries that were entered, newest first."""

    items: tuple[EpisodeOut, ...]


class FlagOut(Shown):
    """A warning that stops the runner until a clinician closes it."""

    id: str
    flag: str
    urgency: str
    by_rule: str
    opened_at: datetime


class Stored(Shown):
    """The entry that was stored, and what it led to: decisions that changed, and warnings that rules opened.

    `superseded` names those of the decisions whose run is not allowed now, because another injury forbids it or they
    hold no longer: their run is not shown.
    """

    id: str
    decisions: tuple[DecisionShort, ...]
    flags: tuple[FlagOut, ...]
    superseded: tuple[str, ...] = ()


def as_of_now(told: str, running: Callable[[], Collection[str]]) -> str:
    """A stored answer as it may be shown now, else word for word; `running` gives decisions whose run is allowed."""
    answer = json.loads(told)
    decisions = answer.get("decisions", ())
    asked = [one for one in decisions if isinstance(one, dict) and one["session"]["bouts"]]
    allowed = running() if asked else ()
    gone = [one["id"] for one in asked if one["id"] not in allowed]
    if not gone:
        return told
    whole = Stored.model_validate_json(told)
    held = tuple(without_run(one) if one.id in gone else one for one in whole.decisions)
    return whole.model_copy(update={"decisions": held, "superseded": tuple(gone)}).model_dump_json()


def stored(id: str, issued: tuple[Event, ...]) -> Stored:
    """The answer to a write."""
    return Stored(
        id=id,
        decisions=tuple(short(event) for event in issued if event.kind == "decision_issued"),
        flags=tuple(
            flag_out(event.id, event.body, event.recorded_at) for event in issued if event.kind == "flag_opened"
        ),
    )


def flag_out(id: str, body: Any, opened_at: datetime) -> FlagOut:
    """A warning as it is sent."""
    return FlagOut(id=id, flag=body.flag, urgency=body.urgency.name.lower(), by_rule=body.by_rule, opened_at=opened_at)


def _happened(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "episode": event.episode,
        "day": event.at.day,
        "zone": event.at.zone,
        "at": event.at.at,
        "recorded_at": event.recorded_at,
        "by": event.author.role.value,
    }


def check_in_out(event: Event) -> CheckInOut:
    """A stored check-in."""
    body: Any = event.body
    return CheckInOut(
        **_happened(event),
        moment=body.moment.value,
        run=body.run,
        given_up=body.given_up,
        answers=answers_out(body.answers),
    )


def session_entry(event: Event) -> SessionOut:
    """A stored run."""
    body: Any = event.body
    names = ("run_s", "longest_bout_s", "walk_s", "elapsed_s", "distance_m", "cut_short", "why_less", "activities")
    return SessionOut(**_happened(event), **{name: getattr(body, name) for name in names})


_READ = (
    "sport start elapsed_s timer_s run_s longest_bout_s walk_s distance_m avg_hr max_hr cadence_spm device reader "
    "digest review history"
).split()


def activity_out(event: Event) -> ActivityOut:
    """A recorded run."""
    body: Any = event.body
    return ActivityOut(**_happened(event), **{name: getattr(body, name) for name in _READ})


def episode_out(event: Event, *, still: bool) -> EpisodeOut:
    """An injury; `still` is whether it is followed."""
    body: Any = event.body
    names = ("condition", "onset", "operation", "operated", "protocol", "protocol_hash", "clearance_required")
    return EpisodeOut(
        **_happened(event), side=body.side.value, open=still, **{name: getattr(body, name) for name in names}
    )


def newest(entries: tuple[Entry, ...]) -> tuple[Event, ...]:
    """The events of a page."""
    return tuple(entry.event for entry in entries)
