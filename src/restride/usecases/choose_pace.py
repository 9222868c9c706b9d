"""A clinician chooses how the running is built up: a pace of minutes, our stages, or a published ladder; with a reason.

What the choice would change can be looked at before. It allows nothing by itself: every rule and limit goes on.
"""

from dataclasses import dataclass

from restride.core.context import Context
from restride.core.decide import decide
from restride.core.decision import Decision, Position
from restride.core.events import Event, PaceChosen
from restride.core.ladder import PublishedLadder
from restride.core.neighbour import session_of
from restride.core.on_ladder import ladders_to_run, stage_phase
from restride.core.protocol import Protocol, Regimen
from restride.core.regimen import ON_A_LADDER, may_be_chosen, under
from restride.core.state import Entry
from restride.core.terms import Role
from restride.journal.port import sees_everything
from restride.library.rules import PRESETS
from restride.usecases.entry import Stamp, entry
from restride.usecases.issue import issue
from restride.usecases.ports import Ports, Visitor, today
from restride.usecases.record import Record, read_record, regimen_of
from restride.usecases.refused import NotPossible, Problem, has_words, is_blank, refuse

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the clinician fills in. `ladder` is empty for a pace of minutes and for the protocol's own stages."""

    id: str
    episode: str
    preset: str
    reason: str
    ladder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way of building up that can be chosen; `ladder` is None for those without a source's own stages."""

    preset: str
    ladder: PublishedLadder | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """How it stands under one regimen: what the position asks for in seconds, None before the runs, and today."""

    position: Position
    session: tuple[int, int] | None
    today: Decision | None  # None for who may not see all that it rests on
    stages: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What stands now beside what the choice would make of it."""

    before: Side
    after: Side


def ways(protocol: Protocol) -> tuple[Way, ...]:
    """Every way that may be chosen, the gentlest first."""
    own = (Way(preset=preset) for preset in PRESETS if may_be_chosen(protocol, preset, ""))
    return (*own, *(Way(preset=ON_A_LADDER, ladder=one) for one in ladders_to_run(protocol)))


def ladders_to_read(protocol: Protocol) -> tuple[PublishedLadder, ...]:
    """Listed ladders without a session in seconds: sessions here are asked for in time, so these are for reading."""
    return tuple(one for one in protocol.ladders if not one.can_be_run)


def choose_pace(ports: Ports, visitor: Visitor, given: Choice) -> tuple[Event, ...]:
    """Store a choice and decide anew. Gives what was issued. Raises NotPossible."""
    _by_right(visitor)
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        now = ports.clock.now()
        if not any(event.id == given.id for event in unit.events()):
            _checked(ports, read_record(unit.events()), given)
        body = PaceChosen(preset=given.preset, ladder=given.ladder, reason=given.reason.strip())
        event = entry(visitor, body, Stamp(id=given.id, recorded_at=now, episode=given.episode))
        return issue(unit, ports, event) if unit.append(event).fresh else ()


def preview_pace(ports: Ports, visitor: Visitor, given: Choice) -> Preview:
    """What the choice would change today. Stores nothing. Raises NotPossible where it couldn't be made."""
    _by_right(visitor)
    at = ports.clock.now()
    view = ports.store.read(visitor.scope(at))
    record, whole = read_record(view.events), sees_everything(view.granted)
    opened = _checked(ports, record, given)
    regimen = regimen_of(ports, opened, record.state)
    zone = record.events[-1].at.zone if record.events else visitor.zone
    own = [event for event in record.events if event.author.role is Role.RUNNER]
    now = today(at, own[-1].at.zone if own else zone)
    chosen = under(regimen, given.preset, given.ladder)
    return Preview(
        before=_side(Context(regimen, record.state, now), whole=whole),
        after=_side(Context(chosen, record.state, now), whole=whole),
    )


def _side(context: Context, *, whole: bool) -> Side:
    regimen = context.regimen
    made = decide(regimen, context.state, context.now) if whole else None
    position = made.position if made else context.anchor
    phase = stage_phase(regimen.protocol)
    return Side(
        position=position,
        session=session_of(position, regimen) if position.level and phase and position.order <= phase.order else None,
        today=made,
        stages=len(phase.stages) if phase and not phase.pace(regimen.preset) else 0,
    )


def _by_right(visitor: Visitor) -> None:
    if visitor.actor.role is not Role.CLINICIAN or visitor.actor.id == visitor.person:
        cure = "Only a clinician who works with this runner can choose how the running is built up."
        raise refuse("", "not-yours-to-choose", cure)
    if is_blank(visitor.name) or is_blank(visitor.profession):
        raise refuse("name", "who-is-missing", "Give your name and profession.")


def _checked(ports: Ports, record: Record, given: Choice) -> Entry:
    opened = next((opened for opened in record.open_episodes() if opened.id == given.episode), None)
    if opened is None:
        raise refuse("episode", "unknown-episode", "There is no such injury in this record.")
    regimen = regimen_of(ports, opened, record.state)
    problems = list(_wrong(regimen, given))
    if not has_words(given.reason):
        problems.append(Problem(field="reason", code="reason-missing", cure="Write the reason in a few words."))
    if len(given.reason) > LONGEST_REASON:
        cure = f"Write the reason in {LONGEST_REASON} characters at most."
        problems.append(Problem(field="reason", code="too-long", cure=cure))
    if problems:
        raise NotPossible(*problems)
    return opened


def _wrong(regimen: Regimen, given: Choice) -> list[Problem]:
    listed = {one.id: one for one in regimen.own.ladders}
    if given.ladder in listed and not listed[given.ladder].can_be_run:
        cure = "This ladder counts distance, and a session here is asked for in time. It can be read, but not chosen."
        return [Problem(field="way", code="in-distance", cure=cure)]
    if not may_be_chosen(regimen.own, given.preset, given.ladder):
        return [Problem(field="way", code="unknown-pace", cure="Choose a way of building up from the list.")]
    if (given.preset, given.ladder) == (regimen.preset, regimen.ladder):
        return [Problem(field="way", code="as-it-is", cure="It is built up in this way already. Choose another one.")]
    return []
