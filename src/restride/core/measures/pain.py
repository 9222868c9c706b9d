"""Pain this morning, in the night, in the last run and after it."""

from datetime import timedelta
from itertools import pairwise

from restride.core.context import Context
from restride.core.measures.measure import NOT_YET, Params, Reading, number, of_run, of_today, reading, word
from restride.core.runs import in_muscle, morning_rise, rise_over_before
from restride.core.terms import PainPattern, PainPlace
from restride.core.windows import hours_between

_DAY = timedelta(days=1)


def pain_this_morning(context: Context, params: Params) -> Reading:
    """Your pain this morning, 0 to 10."""
    return of_today(context, context.today.pain_tenths)


def rise_this_morning(context: Context, params: Params) -> Reading:
    """How far this morning's pain stands above your usual quiet morning."""
    pain = context.today.pain_tenths
    rise = None if pain is None else max(pain - context.baseline, 0)
    return of_today(context, rise)


def woken_last_night(context: Context, params: Params) -> Reading:
    """Whether the pain woke you last night."""
    woken = context.woken(context.now.day)
    return of_today(context, None if woken is None else int(woken))


def nights_woken(context: Context, params: Params) -> Reading:
    """In how many of the last nights the pain woke you."""
    return _nights(context, number(params, "days"), 0)


def nights_woken_in_pain(context: Context, params: Params) -> Reading:
    """In how many of the last nights the pain woke you and was still there in the morning."""
    return _nights(context, number(params, "days"), number(params, "pain"))


def _nights(context: Context, days: int, pain: int) -> Reading:
    nights, evidence = 0, []
    first, today = context.now.day - timedelta(days=days - 1), context.now.day
    for told in reversed(context.told.values()):
        if told.day < first:
            break
        if told.woken and told.day <= today and (told.joined.pain_tenths or 0) >= pain:
            nights += 1
            evidence += [entry.id for entry in told.mornings]
    return reading(value=nights, evidence=tuple(sorted(set(evidence)))) if evidence else of_today(context, nights)


def calm_days(context: Context, params: Params) -> Reading:
    """For how many days in a row pain stayed low, was not sharp, and you walked without a limp."""
    limit, days, evidence, day = number(params, "pain"), 0, [], context.now.day
    while (told := context.told.get(day)) is not None:
        says = told.joined
        quiet = says.pain_tenths is not None and says.pain_tenths <= limit and any(map(context.stands, told.mornings))
        if not quiet or says.sharp is not False or says.limp is not False:
            break
        days += 1
        evidence += [entry.id for entry in told.mornings]
        day -= _DAY
    return reading(value=days, evidence=tuple(evidence))


def pain_during_last_run(context: Context, params: Params) -> Reading:
    """The worst pain in your last run, 0 to 10."""
    run = context.last_run
    return of_run(run, run.during.pain_tenths) if run else NOT_YET


def pain_before_last_run(context: Context, params: Params) -> Reading:
    """Your pain just before your last run, 0 to 10."""
    run = context.last_run
    return of_run(run, run.before.pain_tenths) if run else NOT_YET


def pain_hour_after_run(context: Context, params: Params) -> Reading:
    """Your pain an hour after your last run, 0 to 10."""
    run = context.last_run
    if run is None or (run.after_60.pain_tenths is None and context.now.at < run.ends_at + timedelta(hours=1)):
        return NOT_YET
    return of_run(run, run.after_60.pain_tenths)


def pain_60min_over_before(context: Context, params: Params) -> Reading:
    """How far the pain an hour after your last run stood above the pain before it."""
    run = context.last_run
    if run is None or (run.after_60.pain_tenths is None and context.now.at < run.ends_at + timedelta(hours=1)):
        return NOT_YET
    return of_run(run, rise_over_before(run))


def morning_answered(context: Context, params: Params) -> Reading:
    """Whether you told us in time how it felt the morning after your last run."""
    run = context.last_run
    if run is None or run.morning in ("not_due", "pending"):
        return NOT_YET
    return of_run(run, int(run.morning == "answered"))


def morning_rise_after_run(context: Context, params: Params) -> Reading:
    """How far the pain the morning after your last run stood above your usual quiet morning."""
    run, muscle = context.last_run, word(params, "place") == "muscle"
    if run is None or run.morning == "not_due":
        return NOT_YET
    rise = morning_rise(run, context.baseline)
    if rise is None:
        return NOT_YET if muscle else of_run(run, None)
    return of_run(run, rise if in_muscle(run.next_morning) is muscle else 0)


def morning_rise_still(context: Context, params: Params) -> Reading:
    """How far pain stands above your usual, the morning after your last run and still this morning."""
    run = context.last_run
    if run is None or run.morning == "not_due":
        return NOT_YET
    rise, now = morning_rise(run, context.baseline), context.today.pain_tenths
    if rise is None:
        return of_run(run, None)
    still = rise if now is None else min(rise, max(now - context.baseline, 0))
    return of_run(run, 0 if in_muscle(run.next_morning) else still)


def stiff_and_sore_min(context: Context, params: Params) -> Reading:
    """How long the joint was stiff the morning after your last run, where pain stood above your usual as well."""
    run = context.last_run
    if run is None or run.morning == "not_due":
        return NOT_YET
    rise = morning_rise(run, context.baseline)
    if rise is None:
        return of_run(run, None)
    quiet = not rise or in_muscle(run.next_morning)
    return of_run(run, 0 if quiet else run.next_morning.stiffness_min)


def pain_told_at(context: Context, params: Params) -> Reading:
    """Whether you told us of pain in this place since your last run, or today."""
    wanted, first = PainPlace(word(params, "place")), context.since
    recent = (entry for entry in context.reports if entry.at.day >= first)
    told = [entry for entry in recent if context.said(entry).place is wanted]
    at = max((entry.at.at for entry in told), default=None)
    evidence = tuple(sorted(entry.id for entry in told)) or context.today_ids
    return reading(value=int(bool(told)), evidence=evidence, at=at)


def joint_pain_lasting_h(context: Context, params: Params) -> Reading:
    """For how many hours joint pain stayed above your usual after your last run."""
    return _lasting(context, 1)


def joint_pain_risen_h(context: Context, params: Params) -> Reading:
    """For how many hours joint pain stayed clearly above your usual after your last run."""
    return _lasting(context, number(params, "rise"))


def _lasting(context: Context, rise_tenths: int) -> Reading:
    """Hours from the last run to the latest of the mornings in a row that stood so far above the baseline."""
    run = context.last_run
    if run is None or run.morning == "not_due":
        return NOT_YET
    lasted, evidence = 0, list(run.evidence)
    day = run.at.day + timedelta(days=1)
    while day <= context.now.day:
        says = run.next_morning if day == run.at.day + timedelta(days=1) else context.morning(day)
        if says.pain_tenths is not None and (says.pain_tenths < context.baseline + rise_tenths or in_muscle(says)):
            break
        if says.pain_tenths is not None:
            told = [entry for entry in context.mornings.get(day, []) if entry.at.at > run.ends_at]
            lasted = max((hours_between(run.ends_at, entry.at.at) for entry in told), default=lasted)
            evidence += [entry.id for entry in told]
        day += timedelta(days=1)
    return reading(value=lasted, evidence=tuple(evidence), at=run.ends_at)


def pain_pattern(context: Context, params: Params) -> Reading:
    """Whether the pain in your last run behaved in this way."""
    run, wanted = context.last_run, PainPattern(word(params, "is"))
    if run is None:
        return NOT_YET
    pattern = run.during.pattern
    if pattern is None and run.during.pain_tenths == 0:
        pattern = PainPattern.NONE
    return of_run(run, None if pattern is None else int(pattern is wanted))


def pain_rising(context: Context, params: Params) -> Reading:
    """Whether pain climbed from run to run and ended over the limit."""
    wanted = number(params, "runs")
    runs = context.runs[-wanted:]
    if len(runs) < wanted:
        return NOT_YET
    evidence = tuple(id for run in runs for id in run.evidence)
    pains = [run.during.pain_tenths for run in runs]
    known = [pain for pain in pains if pain is not None]
    if len(known) < len(pains):
        return reading(value=None, evidence=evidence, at=runs[-1].ends_at)
    climbs = all(later > earlier for earlier, later in pairwise(known))
    rising = climbs and known[-1] - known[0] >= number(params, "rise") and known[-1] > number(params, "over")
    return reading(value=int(rising), evidence=evidence, at=runs[-1].ends_at)
