"""One runner as a clinician with care sees them: decisions with reasons, warnings, clearances, tests. A read."""

from dataclasses import dataclass
from datetime import datetime

from restride.core.caps import limits_in_force
from restride.core.context import Context
from restride.core.corrections import is_settled, is_withdrawn
from restride.core.decision import Decision
from restride.core.events import CLINICAL, Event
from restride.core.exercise.situation import prescriptions_in_force
from restride.core.explain import Sentence, explain
from restride.core.measures.clearance import valid_clearances
from restride.core.moment import Now
from restride.core.protocol import Regimen
from restride.core.state import Entry
from restride.core.terms import Category
from restride.usecases.issue import current
from restride.usecases.ports import Ports, Visitor, today
from restride.usecases.record import Record, read_record
from restride.usecases.third_person import AboutTheRunner
from restride.usecases.why import headline
from restride.usecases.withheld import loaded

_NEWEST = 20  # entries on the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning:
    """A flag that was opened, with what was said about it; `closed` is None while it stops the runner."""

    opened: Entry
    disputes: tuple[Entry, ...]
    closed: Entry | None
    age_since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """A clearance and whether every part of it counts now; `withdrawn` and `confirmed` say why it might not."""

    given: Entry
    counts: bool
    confirmed: bool
    withdrawn: Entry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waived:
    """A rule that was set aside, and whether it still is."""

    given: Entry
    title: str
    in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Limited:
    """A limit that a clinician set, and whether it counts now."""

    given: Entry
    in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescribed:
    """An exercise that was prescribed by name, and whether it counts now."""

    given: Entry
    in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeChart:
    """One injury: its newest decision in words, what was cleared and waived, and the newest result of each test."""

    opened: Entry
    regimen: Regimen
    issued: Entry | None
    current: bool
    headline: str
    sentences: tuple[Sentence, ...]
    clearances: tuple[Cleared, ...]
    waivers: tuple[Waived, ...]
    limits: tuple[Limited, ...]
    prescriptions: tuple[Prescribed, ...]
    results: dict[str, Entry]

    @property
    def decision(self) -> Decision | None:
        return self.issued.body.decision if self.issued else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Everything for the page of one runner, narrowed to what the clinician may see.

    `lost` are injuries whose plan can't be read: their runner gets no run, and their acts wait (INV-025).
    """

    now: Now
    record: Record
    granted: frozenset[Category]
    episodes: tuple[EpisodeChart, ...]
    warnings: tuple[Warning, ...]
    declined: tuple[Event, ...]
    unsettled: tuple[Entry, ...]
    newest: tuple[Event, ...]
    lost: tuple[Entry, ...] = ()

    @property
    def open_warnings(self) -> tuple[Warning, ...]:
        return tuple(warning for warning in self.warnings if warning.closed is None)

    def episode(self, id: str) -> EpisodeChart | None:
        """The open injury of this id."""
        return next((one for one in self.episodes if one.opened.id == id), None)


def show_chart(ports: Ports, visitor: Visitor) -> Chart:
    """The page of one runner. Raises AccessDenied without care; each look leaves one line in the trail."""
    at = ports.clock.now()
    now = today(at, visitor.zone)
    view = ports.store.read(visitor.scope(at))
    record = read_record(view.events)
    declined = [event for event in view.events if event.kind == "flag_declined"]
    found = tuple(loaded(ports, record.open_episodes(), record.state))
    return Chart(
        now=now,
        record=record,
        granted=view.granted,
        episodes=tuple(_episode(ports, record, opened, regimen, now) for opened, regimen in found if regimen),
        warnings=_warnings(record),
        declined=tuple(declined[::-1]),
        unsettled=_unsettled(record),
        newest=view.events[: -_NEWEST - 1 : -1],
        lost=tuple(opened for opened, regimen in found if regimen is None),
    )


def _warnings(record: Record) -> tuple[Warning, ...]:
    """Open ones first, the most urgent and oldest before; closed ones after, the newest first."""
    state = record.state
    closings = {e.body.flag_event: e for e in state.flags_closed.values() if _closes(e)}
    found = [
        Warning(
            opened=entry,
            disputes=tuple(e for e in state.flags_disputed.values() if e.body.flag_event == id),
            closed=closings.get(id),
            age_since=entry.recorded_at,
        )
        for id, entry in state.flags.items()
    ]
    still = sorted(
        (one for one in found if not one.closed), key=lambda one: (-one.opened.body.urgency, one.opened.recorded_at)
    )
    past = sorted((one for one in found if one.closed), key=lambda one: one.opened.recorded_at, reverse=True)
    return (*still, *past)


def _closes(entry: Entry) -> bool:
    return entry.author.role in CLINICAL and bool(entry.body.reason.strip())


def _unsettled(record: Record) -> tuple[Entry, ...]:
    """Entries that the runner took back and nobody has settled."""
    told = {**record.state.reports, **record.state.sessions}
    edits = record.state.edits
    return tuple(told[id] for id in edits if id in told and is_withdrawn(edits[id]) and not is_settled(edits[id]))


def _episode(ports: Ports, record: Record, opened: Entry, regimen: Regimen, now: Now) -> EpisodeChart:
    context = Context(regimen, record.state, now)
    mine = [entry for entry in record.state.decisions.values() if entry.episode == opened.id]
    issued = max(mine, key=lambda e: (e.body.decision.issued_at, e.recorded_at), default=None)
    in_force = current(record.state, opened.id, now)
    decision, words = issued.body.decision if issued else None, AboutTheRunner(words=ports.words)
    return EpisodeChart(
        opened=opened,
        regimen=regimen,
        issued=issued,
        current=in_force is not None and issued is not None and in_force.id == issued.id,
        headline=headline(decision, words) if decision else "",
        sentences=explain(decision, words) if decision else (),
        clearances=_clearances(context),
        waivers=_waivers(ports, context),
        limits=_limits(context),
        prescriptions=_prescriptions(context),
        results=_results(context),
    )


def _clearances(context: Context) -> tuple[Cleared, ...]:
    state = context.state
    withdrawn = {entry.body.clearance: entry for entry in state.clearances_withdrawn.values()}
    confirmed = {entry.body.clearance for entry in state.clearances_confirmed.values()}
    mine = [entry for entry in state.clearances.values() if entry.episode == context.regimen.episode]
    return tuple(
        Cleared(
            given=entry,
            counts=entry in valid_clearances(context, entry.body.scope),
            confirmed=entry.body.confirmed or entry.id in confirmed,
            withdrawn=withdrawn.get(entry.id),
        )
        for entry in sorted(mine, key=lambda entry: entry.recorded_at, reverse=True)
    )


def _waivers(ports: Ports, context: Context) -> tuple[Waived, ...]:
    gone = {entry.body.waiver for entry in context.state.waivers_withdrawn.values()}
    mine = [entry for entry in context.state.waivers.values() if entry.episode == context.regimen.episode]
    return tuple(
        Waived(
            given=entry,
            title=rule_title(ports, context.regimen, entry.body.rule),
            in_force=entry.id not in gone and context.now.day <= entry.body.until,
        )
        for entry in sorted(mine, key=lambda entry: entry.recorded_at, reverse=True)
    )


def _limits(context: Context) -> tuple[Limited, ...]:
    counting = {entry.id for entry in limits_in_force(context)}
    mine = [entry for entry in context.state.limits.values() if entry.episode == context.regimen.episode]
    return tuple(
        Limited(given=entry, in_force=entry.id in counting)
        for entry in sorted(mine, key=lambda entry: entry.recorded_at, reverse=True)
    )


def _prescriptions(context: Context) -> tuple[Prescribed, ...]:
    counting = {entry.id for entry in prescriptions_in_force(context)}
    mine = [entry for entry in context.state.prescriptions.values() if entry.episode == context.regimen.episode]
    return tuple(
        Prescribed(given=entry, in_force=entry.id in counting)
        for entry in sorted(mine, key=lambda entry: entry.recorded_at, reverse=True)
    )


def rule_title(ports: Ports, regimen: Regimen, rule: str) -> str:
    """What a rule or cap asks for: the sentence of a rule that is just met; its id where the catalogue has none."""
    protocol = regimen.protocol
    for cap in protocol.caps:
        if cap.id == rule and f"caps.{cap.say}" in ports.words:
            return AboutTheRunner(words=ports.words).render(f"caps.{cap.say}", "title")
    rules = [*protocol.rules, *(one for phase in protocol.phases for one in (*phase.gate, *phase.rules))]
    found = next((one for one in rules if one.id == rule), None)
    if found is None or f"rules.{found.say}" not in ports.words:
        return rule
    bound = found.any_of[0].bound.value
    words = AboutTheRunner(words=ports.words)
    return words.render(f"rules.{found.say}", "met", value=bound, bound=bound)


def _results(context: Context) -> dict[str, Entry]:
    """The newest result of each item and side."""
    mine = [entry for entry in context.state.readiness.values() if entry.episode == context.regimen.episode]
    ordered = sorted(mine, key=lambda entry: (entry.at.at, entry.recorded_at))
    return {f"{entry.body.item}/{entry.body.side or ''}": entry for entry in ordered}
