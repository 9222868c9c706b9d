"""What today's screen shows: the decisions in force, or the questions that are open. A read; it decides nothing."""

from dataclasses import dataclass
from datetime import datetime

from restride.core.combine import lowest
from restride.core.context import Context, open_flags_of
from restride.core.decide import open_questions
from restride.core.decision import Decision
from restride.core.moment import Now
from restride.core.protocol import Regimen
from restride.core.state import Entry
from restride.usecases.issue import current
from restride.usecases.ports import Ports, Visitor, today
from restride.usecases.recent import recent_record
from restride.usecases.record import Record, read_record
from restride.usecases.withheld import loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeToday:
    """One episode: its opening, its regimen, the decision in force (None: check in first), what is still asked."""

    opened: Entry
    regimen: Regimen
    context: Context
    issued: Entry | None
    questions: tuple[str, ...]

    @property
    def decision(self) -> Decision | None:
        return self.issued.body.decision if self.issued else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """Everything for one screen. `decision` is the combined answer; None means that a question is open.

    `lost` are injuries whose plan can't be read; while there is one, no run is shown for any injury (INV-025).
    """

    now: Now
    record: Record
    episodes: tuple[EpisodeToday, ...]
    decision: Decision | None
    open_flags: tuple[Entry, ...]
    lost: tuple[Entry, ...] = ()


def show_today(ports: Ports, visitor: Visitor) -> Today:
    """The screen of this moment, on the whole record. Raises AccessDenied; StorageDown rather than an older answer."""
    at = ports.clock.now()
    return _today(ports, visitor, at, read_record(ports.store.read(visitor.scope(at)).events))


def glance_at_today(ports: Ports, visitor: Visitor) -> Today:
    """The same from the checkpoint, however long the record is: old entries are not in it, nor all events."""
    return _today(ports, visitor, ports.clock.now(), recent_record(ports, visitor))


def glance_with(ports: Ports, visitor: Visitor, id: str) -> Today:
    """The glance, where this run or these answers are in it; else the whole record, which may hold them."""
    now = glance_at_today(ports, visitor)
    state = now.record.state
    return now if id in state.reports or id in state.sessions else show_today(ports, visitor)


def _today(ports: Ports, visitor: Visitor, at: datetime, record: Record) -> Today:
    now = today(at, visitor.zone)
    found = tuple(loaded(ports, record.open_episodes(), record.state))
    episodes = tuple(_episode(record, opened, regimen, now) for opened, regimen in found if regimen)
    lost = tuple(opened for opened, regimen in found if regimen is None)
    made = [episode.decision for episode in episodes]
    complete = [decision for decision in made if decision is not None]
    whole = lowest(tuple(complete)) if complete and len(complete) == len(made) and not lost else None
    flags = episodes[0].context.open_flags if episodes else open_flags_of(record.state, now.at) if lost else ()
    if flags and whole is not None and whole.runs:
        whole = None  # a second lock: no run is shown beside an open flag (INV-005)
    kept = [entry.body.decision for one in lost if (entry := current(record.state, one.id, now))]
    stops = [decision for decision in (*complete, *kept) if decision.verdict == "stop"]
    return Today(
        now=now,
        record=record,
        episodes=episodes,
        decision=lowest(tuple(stops)) if stops else whole,
        open_flags=flags,
        lost=lost,
    )


def runs_in_force(ports: Ports, visitor: Visitor) -> frozenset[str]:
    """Ids of the decisions whose run may be shown at this moment; none where any injury or a red flag forbids one."""
    return runs_allowed(ports, recent_record(ports, visitor), today(ports.clock.now(), visitor.zone))


def runs_allowed(ports: Ports, record: Record, now: Now) -> frozenset[str]:
    """The same of a record that was read already."""
    found = [current(record.state, opened.id, now) for opened in record.open_episodes()]
    running = [entry for entry in found if entry is not None and entry.body.decision.runs]
    if open_flags_of(record.state, now.at) or len(running) < len(found):
        return frozenset()
    if running and any(regimen is None for _, regimen in loaded(ports, record.open_episodes(), record.state)):
        return frozenset()
    return frozenset(entry.id for entry in running)


def _episode(record: Record, opened: Entry, regimen: Regimen, now: Now) -> EpisodeToday:
    context = Context(regimen, record.state, now)
    issued = current(record.state, opened.id, now)
    return EpisodeToday(
        opened=opened, regimen=regimen, context=context, issued=issued, questions=open_questions(context)
    )
