"""The cadence programme: own steps a minute, rounds of sessions with a beat that fades, a check without it.

It stands beside the run of the day and never changes it: no dose, no rule and no clearance is read from here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from statistics import median
from typing import Literal

from restride.core.cadence_entries import CadenceEnded, CadenceMeasured, CueSessionDone
from restride.core.corrections import is_withdrawn
from restride.core.decision import Decision
from restride.core.exercise.allowed import Situation, bar
from restride.core.exercise.model import Exercise, Programme, Shelf, order_of
from restride.core.protocol import Sourced
from restride.core.state import Entry, RunnerState
from restride.core.terms import Course
from restride.core.values import dataclass

Step = Literal["measure", "enough", "cue", "check", "later", "done"]
Wait = Literal["", "stopped", "condition", "phase", "not_quiet", "setback", "no_run"]
_ALL_PCT = 100
_ORDER = (CadenceMeasured, CueSessionDone, CadenceEnded)


@dataclass(frozen=True, slots=True, kw_only=True)
class CadencePlan:
    """The numbers of the programme. `programme` is that of the exercise; percents are over the runner's own cadence.

    `on_min` says for each session how many of every `block_min` minutes of running the beat is on. `mainly_to` is the
    cadence up to which the programme is offered. A check counts as kept down to `slack` steps below the target. After
    the last round it is checked again after `again_d` days. No session in `pause_d` days after a setback.
    """

    programme: Programme
    rounds_pct: tuple[int, ...]
    block_min: int
    on_min: tuple[int, ...]
    mainly_to: int
    least: int
    most: int
    slack: int
    count_s: int
    files: int
    file_run_s: int
    again_d: int
    pause_d: int
    sources: tuple[Sourced, ...] = ()

    def target(self, own: int, rounds: int) -> int:
        """Steps a minute to aim at in a round, rounded down; never a number of its own."""
        return own * (_ALL_PCT + self.rounds_pct[rounds]) // _ALL_PCT


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """Where a runner is with it. `own` None: not measured. `sessions` are those of this round; `checks` every check."""

    own: int | None = None
    how: str = ""
    since: date | None = None
    round: int = 0
    sessions: int = 0
    hurt_on: date | None = None
    finished: bool = False
    last: date | None = None  # the day of the newest session or check
    checks: tuple[tuple[date, int, bool], ...] = ()  # day, steps, kept


def cadence_of(plan: CadencePlan, state: RunnerState, today: date) -> Cadence:
    """The programme as its entries leave it, in order of time; one a day counts, and none that was taken back."""
    found = Cadence()
    for entry in _entries(state, today):
        found = _after(plan, found, entry)
    return found


def _entries(state: RunnerState, today: date) -> list[Entry]:
    shelves = (state.cadences, state.cue_sessions, state.cadences_ended)
    told = [entry for shelf in shelves for entry in shelf.values() if entry.at.day <= today]
    standing = [entry for entry in told if not is_withdrawn(state.edits.get(entry.id, ()))]
    return sorted(standing, key=_in_time)


def _in_time(entry: Entry) -> tuple[datetime, datetime, int, str]:
    """In order of time; of one instant a session follows a count, and an end both."""
    return (entry.at.at, entry.recorded_at, _ORDER.index(type(entry.body)), entry.id)


def _after(plan: CadencePlan, was: Cadence, entry: Entry) -> Cadence:
    body, day = entry.body, entry.at.day
    if isinstance(body, CadenceEnded):
        return Cadence()
    if isinstance(body, CadenceMeasured) and not (body.check and was.own):
        return Cadence(own=body.spm, how=body.how, since=day, last=None)
    if was.own is None:
        return was
    if isinstance(body, CueSessionDone):
        return _session(was, body, day)
    return _checked(plan, was, body, day)


def _session(was: Cadence, body: CueSessionDone, day: date) -> Cadence:
    counts = not body.hurt and (was.last is None or was.last < day)
    return replace(was, sessions=was.sessions + counts, hurt_on=day if body.hurt else was.hurt_on, last=day)


def _checked(plan: CadencePlan, was: Cadence, body: CadenceMeasured, day: date) -> Cadence:
    """Kept: on to the next round, or done after the last; not kept: the same round anew."""
    kept = body.spm >= plan.target(was.own or 0, was.round) - plan.slack
    checks = (*was.checks, (day, body.spm, kept))
    last_round = was.round + 1 == len(plan.rounds_pct)
    if not kept:
        return replace(was, sessions=0, finished=False, checks=checks, last=day)
    if last_round:
        return replace(was, finished=True, checks=checks, last=day)
    return replace(was, round=was.round + 1, sessions=0, checks=checks, last=day)


def step_of(plan: CadencePlan, now: Cadence, today: date) -> Step:
    """What comes next: measure, a session with the beat, a check without it, a later check, or nothing more."""
    if now.own is None:
        return "measure"
    if now.own > plan.mainly_to and not now.sessions and not now.checks:
        return "enough"
    if now.finished:
        due = now.last is not None and today >= now.last + timedelta(days=plan.again_d)
        again = sum(kept for _, _, kept in now.checks) > len(plan.rounds_pct)
        return "done" if again else "check" if due else "later"
    return "check" if now.sessions >= plan.programme.sessions else "cue"


def on_min(plan: CadencePlan, now: Cadence) -> int:
    """For how many of every `block_min` minutes of running the beat is on in the next session of the round."""
    return plan.on_min[min(now.sessions, len(plan.on_min) - 1)]


def wait_of(shelf: Shelf, drill: Exercise, situations: tuple[Situation, ...], decisions: Iterable[Decision]) -> Wait:
    """What holds the programme back today; empty where nothing does. `decisions` are those of the days of pause."""
    if not situations:
        return "phase"
    bars = [bar(shelf, drill, one) for one in situations]
    if any(one in ("excluded", "condition", "unprescribed", "clearance") for one in bars):
        return "condition"
    if "stopped" in bars:
        return "stopped"
    if any(order_of(one.phase) < order_of(drill.phase) for one in situations):
        return "phase"
    if any(made.course <= Course.STEP_BACK for made in decisions):
        return "setback"
    if any(bars) or not all(one.quiet for one in situations):
        return "not_quiet"
    return "" if any(one.runs_today for one in situations) else "no_run"


def from_recordings(plan: CadencePlan, state: RunnerState, today: date) -> tuple[int, tuple[str, ...]] | None:
    """The median steps a minute of the newest recorded runs, rounded down, and their ids. None where there are too few.

    Only stretches of running count, in runs that are believed and long enough.
    """
    fitting = list(_fitting(plan, state, today))
    newest = sorted(fitting, key=lambda entry: (entry.body.start, entry.id))[-plan.files :]
    if len(newest) < plan.files:
        return None
    return int(median(entry.body.run_cadence_spm for entry in newest)), tuple(entry.id for entry in newest)


def _fitting(plan: CadencePlan, state: RunnerState, today: date) -> Iterator[Entry]:
    refused = {one.body.activity for one in state.activities_settled.values() if not one.body.counts}
    for id, entry in state.activities.items():
        body = entry.body
        steps = body.run_cadence_spm
        usable = steps is not None and plan.least <= steps <= plan.most and body.start is not None
        if usable and body.run_s >= plan.file_run_s and not body.review and id not in refused and entry.at.day <= today:
            yield entry
