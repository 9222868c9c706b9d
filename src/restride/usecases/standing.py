"""A runner's line in a list: the lowest of the decisions in force, open flags, and the dates a list sorts by."""

from collections.abc import Iterable
from datetime import date

from restride.core.context import Context, open_flags_of
from restride.core.decision import Decision
from restride.core.events import EpisodeOpened, Event
from restride.core.measures.clearance import valid_clearances
from restride.core.moment import Now
from restride.core.progression import following_phase
from restride.core.protocol import Regimen
from restride.core.restored import is_from_backup
from restride.core.state import RunnerState
from restride.core.terms import Scope
from restride.core.told import in_order_issued
from restride.journal.port import Unit
from restride.journal.values import Refused, Standing
from restride.usecases.ports import Ports, today
from restride.usecases.recent import known_in
from restride.usecases.record import Record, read_record, regimen_of
from restride.usecases.withheld import tell

NEEDS_A_LOOK = "stop"  # what a line says that could not be worked out: it is looked at first
_ORDER = ("stop", "pending", "rest", "step_back", "hold", "progress")


def standing_of(person: str, seq: int, record: Record, regimens: Iterable[Regimen]) -> Standing:
    """The line of a person after their newest entry, number `seq`. Lists never read more than this.

    It follows from the journal alone, at the instant of its newest entry, so that it can be folded again and compared.
    """
    state, now = record.state, _as_of(record)
    open_flags = open_flags_of(state)
    newest = _lowest(record)
    injury = _injury(record, newest[0] if newest else "")
    runs = [entry.at.day for entry in state.sessions.values() if entry.body.run_s]
    return Standing(
        person=person,
        seq=seq,
        episode=newest[0] if newest else "",
        verdict=_verdict(record, newest[1] if newest else None),
        phase=newest[1].position.phase if newest else "",
        level=newest[1].position.level if newest else 0,
        target_s=newest[1].position.target_s if newest else 0,
        urgency=max((entry.body.urgency for entry in open_flags), default=None),
        open_flags=len(open_flags),
        issued_at=newest[1].issued_at if newest else None,
        expires_at=newest[1].expires_at if newest else None,
        no_run_before=newest[1].no_run_before if newest else None,
        check_in_due=newest[1].expires_at if newest and not _unasked(record) else state.latest,
        last_entry_at=state.latest,
        last_run_day=max(runs, default=None),
        clearance_until=_cleared_until(state),
        awaiting=now is not None and any(_awaits(Context(regimen, state, now)) for regimen in regimens),
        disputed=len({entry.id for entry in open_flags} & {e.body.flag_event for e in state.flags_disputed.values()}),
        protocol=injury.protocol if injury else "",
        side=str(injury.side) if injury else "",
    )


def _verdict(record: Record, lowest: Decision | None) -> str:
    """The lowest verdict; pending while an injury that is followed has none yet, since nobody runs then (INV-024)."""
    if lowest is None:
        return "pending"
    return "pending" if _unasked(record) and lowest.verdict != "stop" else lowest.verdict


def _unasked(record: Record) -> bool:
    """Whether an injury that is followed was never decided about."""
    decided = {entry.episode for entry in record.state.decisions.values()}
    return any(opened.id not in decided for opened in record.open_episodes())


def _injury(record: Record, episode: str) -> EpisodeOpened | None:
    """The injury of a line: the one that was decided about, else the first that is followed."""
    followed = [opened for opened in record.open_episodes() if not episode or opened.id == episode]
    return followed[0].body if followed else None


def keep_standing(unit: Unit, ports: Ports) -> None:
    """Store the line where nothing is decided, so that lists hold everybody."""
    unit.save_standing(line_of(ports, unit.person, unit.head, known_in(unit, ports).record))


def folded_standing(ports: Ports, person: str, events: tuple[Event, ...]) -> Standing:
    """The line that the whole journal gives."""
    return line_of(ports, person, len(events), read_record(events))


def line_of(ports: Ports, person: str, seq: int, record: Record) -> Standing:
    """The line of a person; one that asks for a look, where it can't be worked out: no entry is lost for a list."""
    try:
        regimens = [regimen_of(ports, opened, record.state) for opened in record.open_episodes()]
        return standing_of(person, seq, record, regimens)
    except Refused:
        raise
    except Exception:  # noqa: BLE001 - fail closed: what was just told has to stay stored (INV-025)
        tell("a runner's line could not be worked out: the list says stop")
        return Standing(
            person=person,
            seq=seq,
            episode="",
            verdict=NEEDS_A_LOOK,
            phase="",
            level=0,
            open_flags=len(open_flags_of(record.state)),
            last_entry_at=record.state.latest,
            awaiting=True,
        )


def _as_of(record: Record) -> Now | None:
    """The instant of the newest entry, in its zone; None for an empty journal."""
    newest = record.state.newest
    return today(newest.recorded_at, newest.zone) if newest else None


def _cleared_until(state: RunnerState) -> date | None:
    """The last day of the longest clearance to run that was confirmed and not taken back."""
    withdrawn = {entry.body.clearance for entry in state.clearances_withdrawn.values()}
    confirmed = {entry.body.clearance for entry in state.clearances_confirmed.values()}
    standing = (
        e for id, e in state.clearances.items() if id not in withdrawn and (e.body.confirmed or id in confirmed)
    )
    return max((entry.body.until for entry in standing if entry.body.scope >= Scope.RUN), default=None)


def _awaits(context: Context) -> bool:
    """Whether this phase or the next one needs a clearance that nobody has given."""
    phase = context.protocol.phase(context.held.phase)
    following = following_phase(context, phase)
    needed = [one.needs for one in (phase, following) if one is not None and one.needs is not None]
    return context.clearance_required and any(not valid_clearances(context, scope) for scope in needed)


def _lowest(record: Record) -> tuple[str, Decision] | None:
    newest = {}
    for entry in sorted(record.state.decisions.values(), key=in_order_issued):
        if entry.episode is not None and not is_from_backup(entry, record.state):
            newest[entry.episode] = entry.body.decision
    followed = {entry.id for entry in record.open_episodes()}
    mine = [(episode, made) for episode, made in newest.items() if episode in followed]
    return min(mine, key=lambda pair: (_ORDER.index(pair[1].verdict), pair[0]), default=None)
