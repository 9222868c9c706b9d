"""What the clinic's templates are given: names, words and lines out of what use cases return. It decides nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from restride.core.context import Context
from restride.core.events import Event, FlagOpened, LimitGiven
from restride.core.readiness import open_items
from restride.core.terms import Urgency
from restride.usecases.caseload import Line, Need
from restride.usecases.chart import Chart, EpisodeChart
from restride.usecases.clearance_words import say_clearance
from restride.usecases.ports import Ports, Words
from restride.usecases.third_person import AboutTheRunner


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Person, side and condition, as they stand above every act (HZ-15)."""

    person: str
    name: str
    side: str
    condition: str
    operation: date | None

    @property
    def line(self) -> str:
        """Side and condition in one line."""
        return f"{self.condition}, {self.side}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """A test and its newest results."""

    id: str
    title: str
    clinician_only: bool
    open: bool
    results: tuple[tuple[str, str, date], ...]


def who(ports: Ports, name: str, person: str, episode: EpisodeChart) -> Who:
    """The person and the injury that an act is about."""
    body = episode.opened.body
    return Who(
        person=person,
        name=name,
        side=ports.words.render("terms.side", body.side),
        condition=condition(ports.words, episode),
        operation=body.operation,
    )


def condition(words: Words, episode: EpisodeChart) -> str:
    """What the injury is called on screens."""
    protocol = episode.regimen.protocol
    return protocol_words(words, protocol.id) or protocol.title


def protocol_words(words: Words, protocol: str) -> str:
    """What a protocol's injury is called; empty where the catalogue has no name for it."""
    key = f"protocols.{protocol}"
    return words.render(key, "title") if key in words else ""


def phase_words(words: Words, phase: str) -> str:
    """What a phase is called; empty where there is none."""
    key = f"phases.{phase}"
    return words.render(key, "title") if key in words else ""


def need_words(line: Line) -> str:
    """Why a runner stands where they do in the list."""
    standing = line.standing
    if line.need is Need.FLAG:
        urgency = Urgency(standing.urgency or Urgency.CONSULT)
        return _URGENCY[urgency]()
    return {
        Need.STOP: gettext("Stopped by a rule"),
        Need.DISPUTED: gettext("Says the warning was a mistake"),
        Need.CLEARANCE: gettext("Waits for a clearance"),
        Need.OVERDUE: gettext("No check-in"),
        Need.NONE: "",
    }[line.need]


_URGENCY = {
    Urgency.NOW: lambda: gettext("Warning: emergency"),
    Urgency.SAME_DAY: lambda: gettext("Warning: to be seen today"),
    Urgency.DAYS: lambda: gettext("Warning: to be seen within days"),
    Urgency.CONSULT: lambda: gettext("Warning: waits for your answer"),
}


def warning_words(words: Words, flag: str) -> str:
    """What the runner said when they said yes; the flag's name where the catalogue has no sentence."""
    for key in (f"flags.{flag}", f"soft_flags.{flag}"):
        if key in words:
            forms = words.forms(key)
            return str(forms.get("confirm") or forms.get("title") or forms.get("why") or flag)
    return flag


def warning_lines(words: Words, opened: FlagOpened) -> tuple[str, str]:
    """What the runner said yes to, and the question as it was asked; empty where that is the same."""
    said = warning_words(words, opened.flag)
    return said, "" if opened.wording == said else opened.wording


def clearance_lines(words: Words, episode: EpisodeChart) -> list[dict[str, Any]]:
    """Each clearance in the words the runner reads, and whether it counts."""
    return [
        {
            "id": one.given.id,
            "counts": one.counts,
            "confirmed": one.confirmed,
            "withdrawn": one.withdrawn,
            "words": say_clearance(AboutTheRunner(words=words), one.given.body, one.given.author),
            "verified": one.given.author.verified,
        }
        for one in episode.clearances
    ]


def limit_words(words: Words, given: LimitGiven) -> list[str]:
    """What a limit leaves, until when, and why, line by line."""
    parts = [
        (gettext("%(much)s of running in a session at most."), given.run_s_most),
        (gettext("No stretch longer than %(much)s."), given.bout_s_most),
    ]
    said = [text % {"much": words.amount("duration", most)} for text, most in parts if most is not None]
    if given.no_run_before:
        said.append(gettext("No run before %(day)s.") % {"day": _day(given.no_run_before)})
    return [*said, gettext("Until %(day)s.") % {"day": _day(given.until)}, given.reason]


def limit_lines(words: Words, episode: EpisodeChart) -> list[dict[str, Any]]:
    """Each limit with its words, and whether it counts now."""
    return [
        {
            "id": one.given.id,
            "words": limit_words(words, one.given.body),
            "by": one.given.author.name,
            "in_force": one.in_force,
        }
        for one in episode.limits
    ]


def _day(day: date) -> str:
    return day.strftime("%-d %b %Y")


def item_lines(words: Words, chart: Chart, episode: EpisodeChart) -> list[ItemLine]:
    """The tests of the protocol; `open` is whether one may be recorded now."""
    context = Context(episode.regimen, chart.record.state, chart.now)
    now_open = {item.id for item in open_items(context)}
    return [
        ItemLine(
            id=item.id,
            title=words.render(f"items.{item.id}", "title"),
            clinician_only=item.clinician_only,
            open=item.id in now_open,
            results=tuple(
                (
                    words.render("terms.side", entry.body.side) if entry.body.side else "",
                    _value(item, entry),
                    entry.at.day,
                )
                for key, entry in episode.results.items()
                if key.split("/")[0] == item.id
            ),
        )
        for item in episode.regimen.protocol.items
    ]


def _value(item: Any, entry: Any) -> str:
    value: int = entry.body.value
    if item.unit == "nrs":
        return gettext("pain %(value)s of 10") % {"value": f"{value / 10:g}"}
    if item.unit == "yes_no":
        return gettext("yes") if value else gettext("no")
    return f"{value} {item.unit}"


def entry_lines(events: Iterable[Event]) -> list[tuple[datetime, str, str, str]]:
    """When, what, and by whom, of the newest entries, and the id of a decision; values stay on their own pages."""
    return [(event.at.at, entry_name(event.kind), _author(event), _decision(event)) for event in events]


def _decision(event: Event) -> str:
    return event.id if event.kind == "decision_issued" else ""


def entry_name(kind: str) -> str:
    """The plain name of a kind of entry."""
    return _NAMES[kind]() if kind in _NAMES else kind.replace("_", " ")


def _author(event: Event) -> str:
    if event.author.name:
        return event.author.name
    return {"runner": gettext("the runner"), "system": "Restride"}.get(event.author.role, str(event.author.role))


_NAMES = {
    "episode_opened": lambda: gettext("Injury begun"),
    "episode_closed": lambda: gettext("Injury ended"),
    "intake_answered": lambda: gettext("Intake answered"),
    "goal_set": lambda: gettext("Goal set"),
    "goal_answered": lambda: gettext("Goal talked through"),
    "consent_given": lambda: gettext("Consent given"),
    "consent_withdrawn": lambda: gettext("Consent withdrawn"),
    "check_in": lambda: gettext("Check-in"),
    "session_logged": lambda: gettext("Run logged"),
    "activity_read": lambda: gettext("File read"),
    "activity_settled": lambda: gettext("File settled"),
    "readiness_recorded": lambda: gettext("Test recorded"),
    "foundation_done": lambda: gettext("Strength session"),
    "exercise_logged": lambda: gettext("Exercise done"),
    "self_rated": lambda: gettext("Question of the week answered"),
    "easy_heart_rate": lambda: gettext("Own easy heart rate"),
    "card_put_away": lambda: gettext("Card of Learn read"),
    "cadence_measured": lambda: gettext("Steps counted"),
    "cue_session_done": lambda: gettext("Run with the beat"),
    "cadence_ended": lambda: gettext("Cadence programme put away"),
    "exercise_prescribed": lambda: gettext("Exercise prescribed"),
    "prescription_withdrawn": lambda: gettext("Prescription ended"),
    "own_exercise_added": lambda: gettext("Own exercise added"),
    "own_exercise_ended": lambda: gettext("Own exercise ended"),
    "clearance_given": lambda: gettext("Clearance"),
    "clearance_confirmed": lambda: gettext("Clearance confirmed"),
    "clearance_withdrawn": lambda: gettext("Clearance taken back"),
    "flag_opened": lambda: gettext("Warning opened"),
    "flag_declined": lambda: gettext("Warning tapped and taken back"),
    "flag_disputed": lambda: gettext("Warning disputed"),
    "flag_closed": lambda: gettext("Warning closed"),
    "operation_reported": lambda: gettext("Operation or injury reported"),
    "waiver_given": lambda: gettext("Rule set aside"),
    "waiver_withdrawn": lambda: gettext("Rule in force again"),
    "limit_given": lambda: gettext("Limit set"),
    "pace_chosen": lambda: gettext("Way of building up chosen"),
    "limit_withdrawn": lambda: gettext("Limit ended"),
    "corrected": lambda: gettext("Entry corrected"),
    "withdrawn": lambda: gettext("Entry taken back"),
    "restored": lambda: gettext("Put back from a backup"),
    "decision_issued": lambda: gettext("Decision"),
}
