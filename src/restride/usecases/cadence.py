"""The cadence programme of a runner: where it stands, counting, sessions with the beat, putting it away.

It stands beside the plan. Nothing here is read by a rule, and no decision follows from it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from restride.core.cadence import (
    Cadence,
    CadencePlan,
    Step,
    Wait,
    cadence_of,
    from_recordings,
    on_min,
    step_of,
    wait_of,
)
from restride.core.cadence_entries import CadenceEnded, CadenceMeasured, CueSessionDone
from restride.core.context import Context
from restride.core.decision import Decision
from restride.core.events import Body
from restride.core.exercise.situation import situation_of
from restride.core.moment import Now
from restride.library.cadence import cadence
from restride.library.exercises import exercises
from restride.usecases.entry import Stamp, entry
from restride.usecases.issue import current
from restride.usecases.ports import Ports, Visitor, today
from restride.usecases.record import Record, read_record, regimen_of
from restride.usecases.refused import refuse

_MINUTE_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class CadenceToday:
    """The programme today. `wait` says what holds it back; `target` and `beat_min` are those of the next session.

    `recorded` is the median of recordings and their ids, None where there are too few.
    """

    plan: CadencePlan
    now: Cadence
    step: Step
    wait: Wait
    target: int | None
    beat_min: int
    recorded: tuple[int, tuple[str, ...]] | None
    done_today: bool
    day: date

    @property
    def cues_today(self) -> bool:
        """Whether today's run is one with the beat."""
        return self.step == "cue" and not self.wait and not self.done_today

    @property
    def active(self) -> bool:
        """Whether a programme is under way: then no other cue stands beside it."""
        return self.now.own is not None and self.step in ("cue", "check")


def show_cadence(ports: Ports, visitor: Visitor) -> CadenceToday:
    """The programme on the whole record. Raises AccessDenied; StorageDown rather than an older answer."""
    at = ports.clock.now()
    return cadence_today(ports, read_record(ports.store.read(visitor.scope(at)).events), today(at, visitor.zone))


def cadence_today(ports: Ports, record: Record, now: Now) -> CadenceToday:
    """The programme of a record that was read already; from a short one it knows no old recordings."""
    plan, _ = cadence()
    found = cadence_of(plan, record.state, now.day)
    step = step_of(plan, found, now.day)
    return CadenceToday(
        plan=plan,
        now=found,
        step=step,
        wait=_wait(ports, record, now, found),
        target=plan.target(found.own, found.round) if found.own else None,
        beat_min=on_min(plan, found),
        recorded=from_recordings(plan, record.state, now.day),
        done_today=found.last == now.day,
        day=now.day,
    )


def _wait(ports: Ports, record: Record, now: Now, found: Cadence) -> Wait:
    plan, drill = cadence()
    shelf, first = exercises(), now.day - timedelta(days=plan.pause_d)
    situations, lately = [], []
    for opened in record.open_episodes():
        issued = current(record.state, opened.id, now)
        decision: Decision | None = issued.body.decision if issued else None
        context = Context(regimen_of(ports, opened, record.state), record.state, now)
        situations.append(situation_of(shelf, context, decision))
        lately += [made for made in context.decisions if made.day > first]
    waits = wait_of(shelf, drill, tuple(situations), lately)
    hurt = found.hurt_on is not None and found.hurt_on > first
    return "setback" if hurt and waits in ("", "not_quiet", "no_run") else waits


def count_steps(ports: Ports, visitor: Visitor, counted: int, *, id: str) -> None:
    """Store steps counted over the plan's seconds, as steps a minute: a beginning, or a check where one is due.

    Raises NotPossible for a number that can't be, and where the programme is held back; nothing is stored then.
    """
    plan, _ = cadence()
    spm = counted * _MINUTE_S // plan.count_s
    if not plan.least <= spm <= plan.most:
        least, most = -(-plan.least * plan.count_s // _MINUTE_S), plan.most * plan.count_s // _MINUTE_S
        cure = f"Count both feet for {plan.count_s} seconds of easy running: {least} to {most} steps can be."
        raise refuse("steps", "out-of-range", cure)
    now = _open(ports, visitor)
    _store(ports, visitor, CadenceMeasured(spm=spm, how="counted", check=_is_check(now)), id)


def take_recorded(ports: Ports, visitor: Visitor, *, id: str) -> None:
    """Store the median of the newest recordings as a beginning. Raises NotPossible where there are too few.

    A check is counted in a run without the beat: a recording doesn't tell whether there was one.
    """
    now = _open(ports, visitor)
    if now.recorded is None or now.step != "measure":
        raise refuse("steps", "too-few", "There are too few recorded runs. Count your steps instead.")
    spm, ids = now.recorded
    _store(ports, visitor, CadenceMeasured(spm=spm, how="watch", activities=ids), id)


def record_cue_session(ports: Ports, visitor: Visitor, *, hurt: bool, id: str) -> None:
    """Store that today's run was done with the beat, or that it was left out because it hurt. Once a day."""
    now = show_cadence(ports, visitor)
    if now.step != "cue" or now.target is None or now.wait in ("stopped", "condition", "phase"):
        raise refuse("", "not-now", "There is no session with the beat today.")
    if now.done_today:
        return
    _store(ports, visitor, CueSessionDone(target_spm=now.target, hurt=hurt), id)


def end_cadence(ports: Ports, visitor: Visitor, *, id: str) -> None:
    """Put the programme away. What was done stays in the record."""
    _store(ports, visitor, CadenceEnded(), id)


def _open(ports: Ports, visitor: Visitor) -> CadenceToday:
    """The programme, where counting may begin at all."""
    now = show_cadence(ports, visitor)
    if now.wait in ("stopped", "condition", "phase"):
        raise refuse("", "not-now", "This waits for now. The page says why.")
    return now


def _is_check(now: CadenceToday) -> bool:
    return now.step == "check"


def _store(ports: Ports, visitor: Visitor, body: Body, id: str) -> None:
    if not visitor.is_runner:
        raise refuse("", "not-yours", "Only the runner can change this.")
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        unit.append(entry(visitor, body, Stamp(id=id, recorded_at=ports.clock.now())))
