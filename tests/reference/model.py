"""The reference model: what the invariants alone allow at most on a day. Slow, plain, and no code of the engine's.

Each function carries the id of its invariant and says what it limits; the numbers come from the protocol.
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from restride.core.activity_entries import ActivityRead, ActivitySettled
from restride.core.decision import Decision, Position
from restride.core.events import (
    CheckIn,
    ClearanceConfirmed,
    ClearanceGiven,
    ClearanceWithdrawn,
    Event,
    FlagClosed,
    FlagOpened,
    OperationReported,
    ReadinessRecorded,
)
from restride.core.protocol import Cap, Phase
from restride.core.terms import Course, PainMoment, Scope, Side, Verdict
from tests.reference import journal
from tests.reference.journal import Case

Amounts = dict[str, int]


@dataclass(frozen=True, kw_only=True)
class Limit:
    """What one invariant allows at most. None and empty: it says nothing today."""

    run: bool = True
    course: Course = Course.PROGRESS
    rank: tuple[int, int, int] | None = None
    level: int | None = None
    most: Amounts = field(default_factory=dict)  # of run_s, longest_bout_s, on_feet_s


def place(position: Position) -> tuple[int, int, int]:
    """How far on: the phase, the level in it, and the target where the pace is one of minutes."""
    return (position.order, position.level, position.target_s)


FREE = Limit()
NO_RUN = Limit(run=False)


# ---- answers of the day ----


def inv_002_pain_over_the_limit_this_morning(case: Case) -> Limit:
    worst = max(journal.pains(case, journal.today(case)), default=0)
    phases = journal.run_phases(case.protocol)
    limits = [one.bound.value for p in phases for _, one in journal.bounds(case, p, "pain_this_morning")]
    return NO_RUN if limits and worst > min(limits) else FREE


def inv_003_no_complete_check_in_today(case: Case) -> Limit:
    restored = journal.restored_at(case)
    standing = [
        event
        for event in case.mine(CheckIn)
        if event.at.day == case.now.day
        and event.body.moment is PainMoment.MORNING
        and not case.is_ahead(event.at.at)
        and not journal.taken_back(case, event.id)
        and (restored is None or event.recorded_at > restored)
    ]
    answers = list(journal.told(case, standing))
    fields = [name for name in case.protocol.required if all(_missing(one, name) for one in answers)]
    covered = {group for one in answers for group in (*one.lines_covered, *(one.flag_lines or ()))}
    asked = {line.group for line in case.protocol.lines if line.daily}
    return NO_RUN if fields or asked - covered else FREE


def _missing(answers: object, name: str) -> bool:
    value = getattr(answers, name)
    if name.endswith(("_tenths", "_min", "_h")):  # INV-026: what is out of range or no number is missing
        return type(value) is not int or value < 0 or (name == "pain_tenths" and value > 100)
    return value is None


def inv_005_a_red_flag_is_open(case: Case) -> Limit:
    closed = {event.body.flag_event for event in case.all(FlagClosed) if _closes(case, event)}
    still_open = [event for event in case.all(FlagOpened) if event.id not in closed]
    return Limit(run=False, course=Course.STOP) if still_open else FREE


def _closes(case: Case, event: Event) -> bool:
    """INV-006, INV-045: by a clinician, with a reason, and not in the future."""
    return journal.by_clinician(case, event) and journal.readable(event.body.reason) and not case.is_ahead(event.at.at)


# ---- clearance ----


def inv_007_a_required_clearance_is_missing(case: Case) -> Limit:
    operations = [event for event in case.all(OperationReported) if event.episode in (None, case.episode)]
    if not case.clearance_required and not operations:
        return FREE
    valid = [event for event in case.all(ClearanceGiven) if not inv_008_wrong_parts(case, event, operations)]
    if not valid:
        return NO_RUN
    most = {}
    for name, amount in (("run_s", "run_s_most"), ("longest_bout_s", "bout_s_most")):
        limits = [getattr(event.body, amount) for event in valid]
        if all(limit is not None for limit in limits):
            most[name] = max(limits)
    return Limit(most=most)


def inv_008_wrong_parts(case: Case, event: Event, operations: list[Event]) -> list[str]:
    """Every part of a clearance for running that does not fit."""
    given, episode = event.body, journal.opened(case)
    confirmed = {e.body.clearance for e in case.all(ClearanceConfirmed)}
    withdrawn = {e.body.clearance for e in case.all(ClearanceWithdrawn)}
    parts = {
        "giver": not journal.by_clinician(case, event),
        "episode": event.episode != case.episode or episode is None,
        "side": episode is None or given.side not in (episode.body.side, Side.BOTH),
        "scope": given.scope < Scope.RUN,
        "not begun": given.starts > case.now.day or case.is_ahead(event.at.at),
        "ended": given.until < case.now.day,
        "not confirmed": not given.confirmed and event.id not in confirmed,
        "withdrawn": event.id in withdrawn,
        "screens": episode is not None and not set(episode.body.screens) <= set(given.names),
        # INV-009: an operation or serious re-injury since
        "overtaken": any(e.recorded_at >= event.recorded_at or e.body.day >= event.at.day for e in operations),
    }
    return [name for name, wrong in parts.items() if wrong]


# ---- the last run ----


def inv_001_pain_over_the_limit_in_the_last_run(case: Case) -> Limit:
    runs, phases = journal.runs(case), journal.run_phases(case.protocol)
    if not runs or not phases:
        return FREE
    made = journal.before_today(case)
    if not made or not case.protocol.phase(made[-1].position.phase).stages:
        return FREE  # before the first run the gate asks for its tests after the run, and for calm days
    during = [e for e in journal.about(case, runs[-1]) if e.body.moment is PainMoment.DURING_RUN]
    worst = max(journal.pains(case, during), default=0)
    limits = [one.bound.value for _, one in journal.bounds(case, phases[-1], "pain_during_last_run")]
    if not limits or worst <= min(limits):
        return FREE
    return Limit(course=Course.HOLD, rank=_rank_of_run(case, runs[-1]))


def _rank_of_run(case: Case, run: journal.Ran) -> tuple[int, int, int] | None:
    """The position of the newest decision at the start of the run."""
    made = [decision for decision in journal.issued(case) if decision.issued_at <= run.event.at.at]
    return place(made[-1].position) if made and case.protocol.phase(made[-1].position.phase).stages else None


def inv_023_rest_since_every_run(case: Case) -> Limit:
    hours = [one.bound.value for p in journal.run_phases(case.protocol) for _, one in _hours(case, p)]
    rest = timedelta(hours=max(hours, default=0))
    return NO_RUN if any(case.now.at - ran.ends < rest for ran in journal.runs(case)) else FREE


def _hours(case: Case, phase: str) -> list:  # type: ignore[type-arg]
    return journal.bounds(case, phase, "hours_since_run")


def inv_046_the_morning_after_was_never_answered(case: Case) -> Limit:
    runs = journal.runs(case)
    if not runs:
        return FREE
    run = runs[-1]
    closes = run.ends + timedelta(hours=case.protocol.windows.morning_window_h)
    mornings = (PainMoment.MORNING, PainMoment.NEXT_MORNING)
    in_time = [
        event
        for event in case.mine(CheckIn)
        if event.body.moment in mornings
        and event.at.day > run.event.at.day
        and max(event.at.at, event.recorded_at) <= closes
        and not journal.taken_back(case, event.id)
    ]
    silent = not journal.pains(case, in_time)
    if not silent:
        return FREE
    if case.now.at <= closes:
        return NO_RUN  # still to come: no run before it is there
    made = journal.before_today(case)
    in_runs = bool(made and case.protocol.phase(made[-1].position.phase).stages)
    return Limit(course=Course.HOLD) if in_runs else FREE  # before the first run, the gate asks its own questions


def inv_022_a_long_gap(case: Case) -> Limit:
    runs = journal.runs(case)
    if not runs or not journal.run_phases(case.protocol):
        return FREE
    phase = case.protocol.phase(journal.run_phases(case.protocol)[-1])
    made = [d for d in journal.issued(case) if d.issued_at <= runs[-1].event.at.at and d.position.phase == phase.id]
    if not made:
        return FREE
    gap = journal.days_between(runs[-1].event.at.day, case.now.day)
    step = next(one for one in phase.restart if one.days_off_most is None or gap <= one.days_off_most)
    levels = [made[-1].position.level]
    if step.levels_down is not None and not made[-1].position.target_s:
        levels.append(max(made[-1].position.level - step.levels_down, 1))
    if step.level_most is not None:
        levels.append(step.level_most)
    tested = any(event.at.at > runs[-1].ends for event in case.mine(ReadinessRecorded))
    # Up to the first step down a run may still move on by one, which INV-020 counts.
    level = min(levels) if step.levels_down or step.level_most else None
    return Limit(run=tested or not step.gate_again, level=level)


# ---- what was decided before ----


def inv_020_one_stage_up_a_day_and_only_after_its_sessions(case: Case) -> Limit:
    made = journal.before_today(case)
    if not made:
        return NO_RUN
    last = made[-1].position
    phase = case.protocol.phase(last.phase)
    if phase.stages and not _dwelt(case, phase, last.level):
        return Limit(rank=place(last))
    following = [one for one in case.protocol.phases if one.order > last.order]
    if phase.stages:
        return Limit(rank=(last.order, last.level + 1, _a_step_on(case, phase, last.target_s)))
    return Limit(rank=(min((one.order for one in following), default=last.order), 1, 10**9))


def _a_step_on(case: Case, phase: Phase, target_s: int) -> int:
    """The longest target one step after this one; half a minute at least, as targets are whole half minutes."""
    pace = phase.pace(case.preset)
    return target_s + max(target_s * pace.step_most_pm // 1000, 30) if pace else 0


def _dwelt(case: Case, phase: Phase, level: int) -> bool:
    """Whether the sessions that the stage asks for were really run since it was reached."""
    reached = None
    last = journal.before_today(case)[-1].position
    for made in reversed(journal.before_today(case)):
        if place(made.position) != place(last):
            break
        reached = made
    days = {ran.event.at.day for ran in journal.runs(case) if reached and ran.event.at.at >= reached.issued_at}
    if last.target_s:  # by minutes: a step a good run, or two where the protocol says so
        return len(days) >= (2 if case.protocol.two_greens_per_step else 1)
    return len(days) >= phase.stages[level - 1].sessions


def inv_021_after_a_step_back_or_stop_not_above_it(case: Case) -> Limit:
    made = journal.before_today(case)
    if not made or made[-1].course > Course.STEP_BACK:
        return FREE
    ran_since = any(ran.event.at.at > made[-1].issued_at for ran in journal.runs(case))
    in_runs = bool(
        case.protocol.phase(made[-1].position.phase).stages
    )  # from the gate, the first stage is the way back
    return Limit(rank=place(made[-1].position)) if in_runs and not ran_since else FREE


def inv_054_good_news_opens_nothing_today(case: Case) -> Limit:
    """Every earlier answer of today binds; a rest whose hour has come does not."""
    binding = [d for d in journal.issued(case) if d.day >= case.now.day and d.verdict is not Verdict.PENDING]
    binding = [d for d in binding if not (d.verdict is Verdict.REST and not d.limits and _is_over(case, d))]
    if not binding:
        return FREE
    amounts = ("run_s", "longest_bout_s", "on_feet_s")
    return Limit(
        run=all(decision.runs for decision in binding),
        course=min(decision.course for decision in binding),
        rank=min(place(decision.position) for decision in binding),
        most={name: min(getattr(decision.dose, name) for decision in binding) for name in amounts},
    )


def _is_over(case: Case, decision: Decision) -> bool:
    return decision.no_run_before is not None and decision.no_run_before <= case.now.at


# ---- load ----


def inv_010_running_in_any_seven_days(case: Case) -> Limit:
    return _tightest(case, [cap for cap in _caps(case) if cap.window_d])


def inv_031_hard_limits_of_a_session(case: Case) -> Limit:
    return _tightest(case, [cap for cap in _caps(case) if not cap.window_d])


def _caps(case: Case) -> list[Cap]:
    hard = [cap for cap in case.protocol.caps if not cap.waivable and (not cap.phases or case.phase in cap.phases)]
    return [cap for cap in hard if not cap.presets or case.preset in cap.presets]


def _tightest(case: Case, caps: list[Cap]) -> Limit:
    """The lowest allowance of each quantity; the base is at most all that was run in the days it looks back."""
    most: Amounts = {}
    runs = journal.runs(case)
    for cap in caps:
        looked = [r for r in runs if r.ends > case.now.at - timedelta(days=cap.base_d)] if cap.base_d else []
        base = sum(ran.run_s for ran in looked)
        grown = base * cap.percent // 100 + cap.plus_s if base else 0
        allowed = max(cap.starter_s, grown)  # INV-011: without a base, the starter
        if cap.most_s is not None:
            allowed = min(allowed, cap.most_s) if cap.base != "none" else cap.most_s
        if cap.window_d and cap.quantity == "run_s":
            recent = [ran for ran in runs if ran.ends > case.now.at - timedelta(days=cap.window_d)]
            allowed = max(allowed - sum(ran.run_s for ran in recent), 0)
        if cap.quantity == "run_s" or cap.base == "none":
            most[cap.quantity] = min(allowed, most.get(cap.quantity, allowed))
    return Limit(most=most)


# ---- clock and files ----


def inv_044_the_clock_went_backwards(case: Case) -> Limit:
    ahead = [event for event in case.events if case.is_ahead(event.recorded_at)]
    return Limit(course=Course.HOLD) if ahead else FREE


def inv_059_a_file_waits_to_be_settled(case: Case) -> Limit:
    settled = {event.body.activity for event in case.all(ActivitySettled)}
    waiting = [e for e in case.all(ActivityRead) if e.body.review and not e.body.history and e.id not in settled]
    return Limit(course=Course.HOLD) if waiting else FREE


LAWS = (
    inv_001_pain_over_the_limit_in_the_last_run,
    inv_002_pain_over_the_limit_this_morning,
    inv_003_no_complete_check_in_today,
    inv_005_a_red_flag_is_open,
    inv_007_a_required_clearance_is_missing,
    inv_010_running_in_any_seven_days,
    inv_020_one_stage_up_a_day_and_only_after_its_sessions,
    inv_021_after_a_step_back_or_stop_not_above_it,
    inv_022_a_long_gap,
    inv_023_rest_since_every_run,
    inv_031_hard_limits_of_a_session,
    inv_044_the_clock_went_backwards,
    inv_046_the_morning_after_was_never_answered,
    inv_054_good_news_opens_nothing_today,
    inv_059_a_file_waits_to_be_settled,
)


def disagreements(case: Case, decision: Decision) -> tuple[str, ...]:
    """The invariants that the decision breaks, with what it did; empty when the model agrees."""
    case = replace(case, phase=decision.position.phase)
    found = [f"{law.__name__}: {what}" for law in LAWS for what in _over(law(case), decision)]
    if decision.day != case.now.day or decision.issued_at != case.now.at or decision.expires_at > case.now.day_ends:
        found.append("inv_040: not of this civil day")
    if decision.runs and (decision.trouble or decision.questions):
        found.append("inv_025: a run in spite of trouble or open questions")
    if decision.runs and not case.protocol.phase(decision.position.phase).has_runs:
        found.append("inv_020: a run before the phase of running")
    if decision.runs and _more_than_the_stage(case, decision):
        found.append("inv_019: more than the stage holds")
    return tuple(found)


def _more_than_the_stage(case: Case, decision: Decision) -> bool:
    phase = case.protocol.phase(decision.position.phase)
    if not phase.stages:
        return False  # a phase that goes by another table has laws of its own
    if decision.position.target_s:
        most = phase.bouts[decision.position.level - 1].run_s
        return decision.dose.run_s > decision.position.target_s or decision.dose.longest_bout_s > most
    bouts = phase.stages[decision.position.level - 1].bouts
    total, longest = sum(bout.run_s for bout in bouts), max(bout.run_s for bout in bouts)
    return decision.dose.run_s > total or decision.dose.longest_bout_s > longest


def _over(limit: Limit, decision: Decision) -> list[str]:
    over = []
    if decision.runs and not limit.run:
        over.append("a run")
    if decision.course > limit.course:
        over.append(f"course {decision.course.name} over {limit.course.name}")
    if limit.rank is not None and place(decision.position) > limit.rank:
        over.append(f"position {place(decision.position)} over {limit.rank}")
    if limit.level is not None and decision.runs and decision.position.level > limit.level:
        over.append(f"level {decision.position.level} over {limit.level}")
    if decision.runs:
        amounts = [(name, getattr(decision.dose, name), most) for name, most in limit.most.items()]
        over += [f"{name} {amount} over {most}" for name, amount, most in amounts if amount > most]
    return over
