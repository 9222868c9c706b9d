"""A journal read the slow, plain way, from its raw entries: no fold, no index. For the reference model only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from restride.core.answers import Answers
from restride.core.decision import Decision, DecisionIssued
from restride.core.events import CheckIn, Corrected, EpisodeOpened, Event, Restored, SessionLogged, Withdrawn
from restride.core.moment import Now
from restride.core.protocol import Condition, Protocol, Rule
from restride.core.terms import Role

WHO_MAY_CLEAR = (Role.CLINICIAN, Role.EXTERNAL)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One question to the engine: these entries, this protocol, now."""

    protocol: Protocol
    preset: str
    episode: str
    clearance_required: bool
    events: tuple[Event, ...]
    now: Now
    phase: str = ""
    """The phase of the session that is looked at; some limits hold in some phases alone."""

    def all(self, kind: Any) -> list[Event]:
        """Every entry of a kind, each id once."""
        return list({event.id: event for event in self.events if isinstance(event.body, kind)}.values())

    def mine(self, kind: Any) -> list[Event]:
        """Those of this episode."""
        return [event for event in self.all(kind) if event.episode == self.episode]

    def is_ahead(self, at: datetime) -> bool:
        """Later than now by more than the tolerance of the clock."""
        return at > self.now.at + timedelta(seconds=self.protocol.windows.clock_tolerance_s)


def opened(case: Case) -> Event | None:
    return next((event for event in case.all(EpisodeOpened) if event.id == case.episode), None)


def by_clinician(case: Case, event: Event) -> bool:
    """Written in a clinician's role by somebody who is not the runner of this journal."""
    runners = {one.author.id for one in case.events if one.author.role is Role.RUNNER}
    return event.author.role in WHO_MAY_CLEAR and event.author.id not in runners


def readable(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


# ---- entries and their edits ----


def settled(case: Case, id: str) -> bool:
    """A clinician agreed that the entry was wrong."""
    marks = [e for e in case.all(Withdrawn) if e.body.target == id and e.body.settled]
    return any(event.author.role in WHO_MAY_CLEAR for event in marks)


def taken_back(case: Case, id: str) -> bool:
    return any(event.body.target == id for event in case.all(Withdrawn))


def versions(case: Case, event: Event) -> list[Any]:
    """What the entry says today: its newest version, and each that was replaced only today or later."""
    edits = [e for e in case.all(Corrected) if e.body.target == event.id]
    edits.sort(key=lambda e: (e.recorded_at, e.id))
    what = "answers" if isinstance(event.body, CheckIn) else "session"
    first = event.body.answers if isinstance(event.body, CheckIn) else event.body
    said = [(event.at.day, first)] + [(e.at.day, getattr(e.body, what)) for e in edits if getattr(e.body, what)]
    return [
        version
        for place, (_, version) in enumerate(said)
        if place == len(said) - 1 or said[place + 1][0] >= case.now.day
    ]


def told(case: Case, events: list[Event]) -> Iterator[Answers]:
    """Each version of each report that counts; a settled one says nothing."""
    for event in events:
        if not settled(case, event.id):
            yield from versions(case, event)


def pains(case: Case, events: list[Event]) -> list[int]:
    """Every pain answer in range among these reports, in tenths."""
    said = [answers.pain_tenths for answers in told(case, events)]
    return [pain for pain in said if type(pain) is int and 0 <= pain <= 100]


def today(case: Case) -> list[Event]:
    """Check-ins of today that are about no run."""
    return [e for e in case.mine(CheckIn) if e.at.day == case.now.day and e.body.run is None]


def restored_at(case: Case) -> datetime | None:
    return max((event.recorded_at for event in case.all(Restored)), default=None)


# ---- runs ----


@dataclass(frozen=True, kw_only=True)
class Ran:
    """One run as its newest version with any running tells it."""

    event: Event
    ends: datetime
    run_s: int


def runs(case: Case) -> list[Ran]:
    """Every run of the person that was really run, by its start. What lies ahead of the clock is left out."""
    found = []
    for event in case.all(SessionLogged):
        if settled(case, event.id) or case.is_ahead(event.at.at):
            continue
        said = [version for version in versions(case, event) if version.run_s]
        if said:
            ends = event.at.at + timedelta(seconds=said[-1].elapsed_s)
            found.append(Ran(event=event, ends=ends, run_s=said[-1].run_s))
    return sorted(found, key=lambda ran: (ran.event.at.at, ran.event.id))


def about(case: Case, run: Ran) -> list[Event]:
    return [event for event in case.mine(CheckIn) if event.body.run == run.event.id]


# ---- decisions ----


def issued(case: Case) -> list[Decision]:
    """Decisions of this episode in the order in which they were made."""
    made = case.mine(DecisionIssued)
    made.sort(key=lambda e: (e.body.number, e.body.decision.issued_at, e.recorded_at, e.id))
    return [event.body.decision for event in made]


def before_today(case: Case) -> list[Decision]:
    return [decision for decision in issued(case) if decision.day < case.now.day]


# ---- the protocol's own numbers ----


def rules_in_force(case: Case, phase: str) -> list[Rule]:
    """Rules that hold in this phase under this preset and that nobody can set aside."""
    rules = [*case.protocol.rules, *case.protocol.phase(phase).rules]
    return [rule for rule in rules if not rule.waivable and (not rule.presets or case.preset in rule.presets)]


def only_bound(rule: Rule) -> Condition | None:
    """The rule's one condition; None where it has several to choose from."""
    return rule.any_of[0] if len(rule.any_of) == 1 else None


def bounds(case: Case, phase: str, measure: str) -> list[tuple[Rule, Condition]]:
    """The rules of this phase that ask for this measure alone."""
    asked = [(rule, only_bound(rule)) for rule in rules_in_force(case, phase)]
    return [(rule, one) for rule, one in asked if one is not None and one.measure == measure]


def run_phases(protocol: Protocol) -> list[str]:
    return [phase.id for phase in protocol.phases if phase.stages]


def days_between(earlier: date, later: date) -> int:
    return (later - earlier).days
