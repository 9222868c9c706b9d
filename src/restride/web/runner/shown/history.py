"""The record as a list, newest first: what was said, run and decided, with corrections beside the old values."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from restride.core.cadence_entries import CadenceEnded, CadenceMeasured, CueSessionDone
from restride.core.decision import DecisionIssued
from restride.core.events import (
    CheckIn,
    ClearanceGiven,
    ClearanceWithdrawn,
    Corrected,
    EpisodeOpened,
    Event,
    FlagClosed,
    FlagDeclined,
    FlagDisputed,
    FlagOpened,
    FoundationDone,
    LimitGiven,
    LimitWithdrawn,
    PaceChosen,
    ReadinessRecorded,
    SessionLogged,
    Withdrawn,
)
from restride.core.exercise_entries import ExerciseLogged, ExercisePrescribed, OwnExerciseAdded, PrescriptionWithdrawn
from restride.core.goal_entries import GoalAnswered, GoalSet
from restride.core.self_entries import CardPutAway, EasyHeartRate, SelfRated
from restride.usecases.issue import current
from restride.usecases.ports import Words
from restride.usecases.today import Today
from restride.web.runner.shown.answers import Line, answer_lines
from restride.web.runner.shown.injuries import injury_names

_NEWEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What one version of an entry said, when it was written, and why it was changed."""

    lines: tuple[Line, ...]
    written: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry: its title, its versions (the newest first), whether it was taken back, and where it leads.

    An `old` one is of a day before the newest: its answers are one tap away.
    """

    id: str
    at: datetime
    title: str
    verdict: str = ""
    past: bool = False
    versions: tuple[Version, ...] = ()
    taken_back: bool = False
    may_change: bool = False
    url: str = ""
    by: str = ""
    injury: str = ""
    old: bool = False

    @property
    def day(self) -> date:
        """The civil day that it belongs to."""
        return timezone.localtime(self.at).date()


def history_of(now: Today, words: Words) -> tuple[Item, ...]:
    """Every entry that a runner made or may read, newest first."""
    events = now.record.events
    live = {entry.id for one in now.episodes if (entry := current(now.record.state, one.opened.id, now.now))}
    names = injury_names(now, words)
    order = sorted(enumerate(events), key=lambda one: (one[1].at.at, one[1].recorded_at, one[0]), reverse=True)
    shown = ((event, _line(event, events, live, words)) for _, event in order)
    named = (replace(line, injury=names.get(event.episode or "", "")) for event, line in shown if line is not None)
    found = tuple(islice(named, _NEWEST))
    return tuple(replace(one, old=one.day < found[0].day) for one in found)


def _line(event: Event, events: tuple[Event, ...], live: set[str], words: Words) -> Item | None:
    body = event.body
    title = _title(body, words)
    if not title:
        return None
    line = Item(id=event.id, at=event.at.at, title=title, by=event.author.name if event.author.profession else "")
    if isinstance(body, DecisionIssued):
        return replace(
            line, verdict=body.decision.verdict, past=event.id not in live, url=reverse("why", args=[event.id])
        )
    if not isinstance(body, CheckIn | SessionLogged):
        return line
    edits = [one for one in events if isinstance(one.body, Corrected) and one.body.target == event.id]
    taken = any(isinstance(one.body, Withdrawn) and one.body.target == event.id for one in events)
    versions = [_version(body, event, words), *(_version(one.body, one, words) for one in edits)]
    return replace(line, versions=tuple(reversed(versions)), taken_back=taken, may_change=not taken)


def _version(body: Any, event: Event, words: Words) -> Version:
    answers = body.answers if isinstance(body, CheckIn | Corrected) else None
    session = body if isinstance(body, SessionLogged) else getattr(body, "session", None)
    lines = answer_lines(answers, words, all=False) if answers is not None else ()
    if session is not None:
        amounts = (
            (_("Running"), session.run_s),
            (_("Longest stretch"), session.longest_bout_s),
            (_("Walking"), session.walk_s),
        )
        lines = (*lines, *((name, words.amount("duration", seconds)) for name, seconds in amounts))
    return Version(lines=lines, written=event.recorded_at, reason=getattr(body, "reason", ""))


def _title(body: Any, words: Words) -> str:
    if isinstance(body, CheckIn):
        return _("Answers, %(moment)s") % {"moment": words.render("terms.moment", body.moment)}
    if isinstance(body, SessionLogged):
        return _("Run") if body.run_s else _("Run left out")
    if isinstance(body, ExerciseLogged):
        key = f"exercises.{body.exercise}"
        return _("Exercise: %(name)s") % {"name": words.render(key, "name") if key in words else _("one of your own")}
    if isinstance(body, ReadinessRecorded):
        return _("Test: %(name)s") % {"name": words.render(f"items.{body.item}", "title")}
    if isinstance(body, SelfRated):
        said = {"name": words.render(f"ratings.{body.item}", "title"), "value": body.value}
        return _("%(name)s: %(value)d") % said
    if isinstance(body, CadenceMeasured):
        return _("Steps a minute: %(steps)d") % {"steps": body.spm}
    if isinstance(body, FlagOpened):
        return _("Warning: %(said)s") % {"said": body.wording or words.render(f"flags.{body.flag}", "confirm")}
    return _PLAIN.get(type(body), lambda: "")()


_PLAIN: dict[type, Any] = {
    EpisodeOpened: lambda: _("Intake answered"),
    DecisionIssued: lambda: _("Decision"),
    FoundationDone: lambda: _("Strength and mobility session"),
    ExercisePrescribed: lambda: _("Exercise prescribed"),
    PrescriptionWithdrawn: lambda: _("Prescribed exercise taken back"),
    OwnExerciseAdded: lambda: _("Exercise of my own added"),
    CardPutAway: lambda: _("Card read"),
    EasyHeartRate: lambda: _("My easy heart rate"),
    GoalSet: lambda: _("Goal set"),
    GoalAnswered: lambda: _("Goal answered by a clinician"),
    CueSessionDone: lambda: _("Run with the beat"),
    CadenceEnded: lambda: _("Cadence programme put away"),
    FlagDeclined: lambda: _("Warning ticked by mistake, taken back before it was stored"),
    FlagDisputed: lambda: _("Warning disputed"),
    FlagClosed: lambda: _("Warning closed"),
    ClearanceGiven: lambda: _("Clearance given"),
    ClearanceWithdrawn: lambda: _("Clearance taken back"),
    LimitGiven: lambda: _("Limit set by a clinician"),
    PaceChosen: lambda: _("Way of building up chosen by a clinician"),
    LimitWithdrawn: lambda: _("Limit ended"),
}
