"""Starts to follow an injury: consent, intake, red flags, and the protocol that is pinned to the episode."""

from dataclasses import dataclass, field
from datetime import date

from restride.core.events import (
    ConsentGiven,
    EpisodeOpened,
    Event,
    IntakeAnswered,
    OperationReported,
)
from restride.core.protocol import Protocol
from restride.core.terms import Side
from restride.journal.port import Unit
from restride.journal.values import IdTaken
from restride.usecases.again import keep
from restride.usecases.entry import Stamp, derived_id, entry
from restride.usecases.flags import FlagSaid, flag_events
from restride.usecases.issue import issue
from restride.usecases.ports import IntakeRules, Ports, Visitor, today
from restride.usecases.refused import NotPossible, Problem, refuse

_LONGEST_RUN_S = 24 * 3600
_EARLIEST_YEAR = 1940  # an operation or onset before this is a typing slip


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """The answers of the intake. `operated` True with `operation` None is an operation at an unknown date."""

    id: str
    condition: str
    side: Side
    age_years: int
    onset: date | None
    operated: bool
    operation: date | None = None
    screens: tuple[str, ...] = ()
    flags: tuple[FlagSaid, ...] = ()
    rehab_weeks: int = 0
    usual_session_s: int | None = None  # seconds of an ordinary run before the injury; None: not said
    last_run: date | None = None
    answers: dict[str, str] = field(default_factory=dict)
    consent: str = ""  # id and digest of the text that was agreed to


def enrol(ports: Ports, visitor: Visitor, given: Enrolment) -> tuple[Event, ...]:
    """Open an episode with its pinned protocol. Gives what was issued: a stop at once, where a red flag was said.

    Raises NotPossible when an answer is missing or bars a plan; nothing is stored then. Raises IdTaken for an intake
    that was stored with other answers: of it the red flags alone are kept, because they stop.
    """
    try:
        return _enrolled(ports, visitor, given)
    except IdTaken:
        with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
            if any(event.id == given.id for event in unit.events()):
                flags = keep(unit, flag_events(ports, visitor, given.flags, given.id, ports.clock.now()))
                if flags:
                    issue(unit, ports, flags[-1])
        raise


def _enrolled(ports: Ports, visitor: Visitor, given: Enrolment) -> tuple[Event, ...]:
    rules = ports.protocols.intake()
    protocol = _checked(ports, visitor, given, rules)
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        now = ports.clock.now()
        unit.put_protocol_text(protocol.hash, ports.protocols.text(protocol))
        body = EpisodeOpened(
            condition=given.condition,
            side=given.side,
            onset=given.onset,
            operation=given.operation,
            operated=given.operated,
            protocol=protocol.id,
            protocol_hash=protocol.hash,
            clearance_required=clearance_required(protocol, given, rules, today(now, visitor.zone).day),
            screens=tuple(screen for screen in given.screens if screen in rules.clearance_screens),
            usual_session_s=given.usual_session_s,
            last_run=given.last_run,
            rehab_weeks=given.rehab_weeks if given.rehab_weeks >= rules.rehab_weeks_least else 0,
        )
        opened = entry(visitor, body, Stamp(id=given.id, recorded_at=now, episode=given.id))
        fresh = unit.append(opened).fresh
        if fresh:
            _beside(unit, visitor, given, opened)
        flags = keep(unit, flag_events(ports, visitor, given.flags, given.id, now))
        if not (fresh or flags):
            return ()
        return issue(unit, ports, flags[-1] if flags else opened)


def _beside(unit: Unit, visitor: Visitor, given: Enrolment, opened: Event) -> None:
    """Consent and answers, in the same transaction as the episode."""
    for part, body in (
        ("consent", ConsentGiven(text=given.consent)),
        ("intake", IntakeAnswered(answers=given.answers)),
    ):
        stamp = Stamp(id=derived_id(given.id, part), recorded_at=opened.recorded_at, episode=given.id)
        unit.append(entry(visitor, body, stamp))


def clearance_required(protocol: Protocol, given: Enrolment, rules: IntakeRules, day: date) -> bool:
    """By the condition, by an operation that is recent or of unknown date, or by a screen answered yes."""
    if protocol.clearance == "required" or set(given.screens) & set(rules.clearance_screens):
        return True
    if not given.operated:
        return False
    return given.operation is None or months_between(given.operation, day) < rules.operation_months


def months_between(earlier: date, later: date) -> int:
    """Whole months passed, rounded down."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)


def _checked(ports: Ports, visitor: Visitor, given: Enrolment, rules: IntakeRules) -> Protocol:
    day = today(ports.clock.now(), visitor.zone).day
    problems = []
    if given.condition not in ports.protocols.conditions():
        problems.append(Problem(field="condition", code="unknown", cure="Choose the injury from the list."))
    if given.age_years < rules.age_least:
        cure = f"Restride is for people of {rules.age_least} and over. Please see a physiotherapist or doctor."
        problems.append(Problem(field="age_years", code="too-young", cure=cure))
    for name, when in (("onset", given.onset), ("operation", given.operation), ("last_run", given.last_run)):
        if when is not None and not can_have_been(when, day):
            problems.append(Problem(field=name, code="impossible-date", cure="Give a date that has passed."))
    if given.usual_session_s is not None and not 0 <= given.usual_session_s <= _LONGEST_RUN_S:
        cure = "Give the minutes of an ordinary run, from 0 to one day."
        problems.append(Problem(field="usual_session_s", code="impossible", cure=cure))
    if not given.consent:
        problems.append(Problem(field="consent", code="missing", cure="Read what Restride is for, and agree to go on."))
    unknown = [screen for screen in given.screens if screen not in rules.screens]
    if unknown:
        problems.append(Problem(field="screens", code="unknown", cure="Choose from the list."))
    if problems:
        raise NotPossible(*problems)
    return ports.protocols.current(given.condition)


def can_have_been(when: date, day: date) -> bool:
    """Whether an injury or operation can have been on a day: it has passed, and somebody alive may have lived it."""
    return date(_EARLIEST_YEAR, 1, 1) <= when <= day


def report_operation(ports: Ports, visitor: Visitor, reported: OperationReported, *, id: str) -> tuple[Event, ...]:
    """A new operation or serious re-injury: clearances given before it no longer count (INV-009)."""
    if not can_have_been(reported.day, today(ports.clock.now(), visitor.zone).day):
        raise refuse("day", "impossible-date", "Give a date that has passed.")
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        event = entry(visitor, reported, Stamp(id=id, recorded_at=ports.clock.now()))
        return issue(unit, ports, event) if unit.append(event).fresh else ()
