"""What a runner's record says about exercises at this moment: conditions, phase, clearance, today's answers."""

from collections.abc import Iterable
from datetime import date

from restride.core.answers import Answers, join_all
from restride.core.context import Context
from restride.core.corrections import answers_on, is_settled, is_withdrawn
from restride.core.decision import Decision
from restride.core.events import CLINICAL, CheckIn
from restride.core.exercise.allowed import Asked, Situation
from restride.core.exercise.log import Done
from restride.core.exercise.model import Shelf
from restride.core.measures.clearance import valid_clearances
from restride.core.missing import missing
from restride.core.runs import was_good
from restride.core.state import Entry, Morning, RunnerState
from restride.core.terms import PainMoment, Scope, Side, Swelling, Verdict

_OPEN = (Verdict.REST, Verdict.STEP_BACK, Verdict.HOLD, Verdict.PROGRESS)
_MONTHS = 12


def situation_of(shelf: Shelf, context: Context, decision: Decision | None) -> Situation:
    """One episode as exercises see it. `decision` is the one in force today; None: there is none yet."""
    opened, today = context.opened, context.today
    conditions = conditions_of(shelf, context)
    most = shelf.pain_most_tenths(conditions)
    answered = decision is not None and decision.verdict in _OPEN and not missing(context)
    return Situation(
        episode=context.regimen.episode,
        conditions=conditions,
        phase=decision.position.phase if decision else context.held.phase,
        day=context.now.day,
        side=opened.side if opened else Side.BOTH,
        clearance_required=context.regimen.clearance_required,
        scope=max((scope for scope in Scope if valid_clearances(context, scope)), default=None),
        prescribed=frozenset(entry.body.exercise for entry in prescriptions_in_force(context)),
        asked=_asked(context),
        stopped=_stopped(context, decision),
        checked_in=answered,
        irritated=_irritated(today, most),
        quiet=answered and _quiet(today, context.baseline) and not _irritated(today, most),
        runs_today=decision is not None and decision.runs,
        quiet_long_runs=_quiet_long_runs(shelf, context, most),
    )


def conditions_of(shelf: Shelf, context: Context) -> tuple[str, ...]:
    """The condition of the episode, and that of operations besides where one of the region was recent or is undated."""
    opened = context.opened
    if opened is None:
        return ("",)
    policy = shelf.policies.get(opened.condition)
    days = [entry.body.day for entry in _operations(context)]
    if opened.operated and not (policy and policy.operation):
        days.append(opened.operation or context.now.day)
    recent = any(_months(day, context.now.day) < shelf.session.operation_months for day in days)
    return (opened.condition, shelf.session.operation_policy) if recent else (opened.condition,)


def prescriptions_in_force(context: Context) -> tuple[Entry, ...]:
    """Exercises that a clinician prescribes by name: in time, not taken back, no operation since."""
    state = context.state
    back = {entry.body.prescription for entry in state.prescriptions_withdrawn.values()}
    return tuple(
        entry
        for id, entry in sorted(state.prescriptions.items())
        if id not in back
        and entry.episode == context.regimen.episode
        and entry.author.role in CLINICAL
        and entry.at.at <= context.soon
        and context.now.day <= entry.body.until
        and not any(later.recorded_at >= entry.recorded_at for later in _operations(context, reinjury=True))
    )


def _asked(context: Context) -> dict[str, Asked]:
    """The dose of each exercise of which a clinician set one; of several the newest."""
    given = sorted(prescriptions_in_force(context), key=lambda entry: (entry.recorded_at, entry.id))
    doses = ((one.body.exercise, one.body.sets, one.body.amount) for one in given)
    return {id: Asked(sets=sets, amount=amount) for id, sets, amount in doses if sets and amount}


def log_of(state: RunnerState, today: date, episodes: tuple[str, ...]) -> tuple[Done, ...]:
    """What was done, oldest first, with the morning after it. What is dated ahead counts only where it hurt."""
    found = []
    for entry in sorted(state.exercises.values(), key=lambda one: (one.at.day, one.at.at, one.recorded_at, one.id)):
        edits = state.edits.get(entry.id, ())
        if is_settled(edits):
            continue
        doubtful = is_withdrawn(edits) or entry.at.day > today
        morning = morning_of(state, entry, today, episodes)
        found.append(Done(day=min(entry.at.day, today), body=entry.body, morning=morning, doubtful=doubtful))
    return tuple(found)


def morning_of(state: RunnerState, entry: Entry, today: date, episodes: tuple[str, ...]) -> Morning:
    """How the morning after an exercise was, the worst over the episodes followed."""
    known = state.mornings_after.get(entry.id)
    if known is not None:
        return known
    day = min(entry.at.day, today)
    return _worst([_morning_after(state, day, today, episode) for episode in episodes])


def _morning_after(state: RunnerState, day: date, today: date, episode: str) -> Morning:
    following = date.fromordinal(day.toordinal() + 1)
    if following > today:
        return "unknown"
    before, after = _morning(state, day, episode, today), _morning(state, following, episode, today)
    if after.limp or after.sharp or (after.swelling or Swelling.NONE) > Swelling.TRACE:
        return "warning"
    if after.pain_tenths is None or after.painkiller is not False:
        return "unknown"
    if before.pain_tenths is None:
        return "quiet" if after.pain_tenths == 0 else "unknown"
    return "rise" if after.pain_tenths > before.pain_tenths else "quiet"


def _morning(state: RunnerState, day: date, episode: str, today: date) -> Answers:
    """The morning answers of a day, joined, with their corrections; withdrawn ones count on."""
    entries = [
        entry
        for entry in state.calendar.get(day, ())
        if isinstance(entry.body, CheckIn)
        and entry.body.moment is PainMoment.MORNING
        and entry.episode == episode
        and not is_settled(state.edits.get(entry.id, ()))
    ]
    return join_all(answers_on(entry.body.answers, state.edits.get(entry.id, ()), today) for entry in entries)


def _worst(mornings: list[Morning]) -> Morning:
    order: tuple[Morning, ...] = ("warning", "unknown", "rise", "quiet")
    return next((one for one in order if one in mornings), "unknown")


def _stopped(context: Context, decision: Decision | None) -> bool:
    stop = decision is not None and (decision.verdict is Verdict.STOP or bool(decision.trouble))
    return stop or bool(context.open_flags)


def _irritated(today: Answers, most_tenths: int) -> bool:
    over = today.pain_tenths is not None and today.pain_tenths > most_tenths
    return over or bool(today.sharp or today.limp) or (today.swelling or Swelling.NONE) > Swelling.TRACE


def _quiet(today: Answers, baseline_tenths: int) -> bool:
    """No more than the own usual level, and nothing hidden by a painkiller. Not told is not quiet."""
    pain = today.pain_tenths
    return pain is not None and pain <= baseline_tenths and today.painkiller is False and not today.swelling


def _quiet_long_runs(shelf: Shelf, context: Context, most_tenths: int) -> int:
    needed = max((one.enters.run_s for one in shelf.exercises.values() if one.enters), default=0)
    excess, baseline = context.windows.run_excess_s, context.baseline
    good = (
        run
        for run in context.runs
        if was_good(run, most_tenths=most_tenths, most_excess_s=excess, baseline_tenths=baseline)
    )
    return sum(run.bout_s_base >= needed for run in good)


def _operations(context: Context, *, reinjury: bool = False) -> Iterable[Entry]:
    for entry in context.state.operations.values():
        if entry.episode in (None, context.regimen.episode) and (entry.body.operation or reinjury):
            yield entry


def _months(earlier: date, later: date) -> int:
    months = (later.year - earlier.year) * _MONTHS + later.month - earlier.month
    return months - (later.day < earlier.day)
