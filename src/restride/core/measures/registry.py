"""Every measure by its name: what protocols may ask. Adding one is a function and a line here."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from restride.core.context import Context
from restride.core.measures import (
    clearance,
    execution,
    history,
    load,
    pain,
    race,
    readiness,
    redflag,
    soreness,
    spells,
    time,
)
from restride.core.measures.measure import Measure, ParamKind, Params, Reading, Unit
from restride.core.terms import Category, PainPattern, PainPlace

_SCOPES = ("strength", "impact", "run", "speed")
_SYMPTOMS = ("limp", "sharp")
_SPELLS = ("limp", "sharp", "swelling_h", "soreness_h", "stiffness_min")
CAUSES = ("weakness", "same_before", "gives_way")
_DECISIONS = {"clearance_given", "levels_up", "clock_behind_s", "weeks_since_operation", "weeks_since_onset"}
_FILES = {"activities_in_review", "unconfirmed_activities"}


Read = Callable[[Context, Params], Reading]
Asks = Mapping[str, ParamKind | tuple[str, ...]]


def _one(name: str, unit: Unit, read: Read, asks: Asks | None = None, *, needs_run: bool = False) -> Measure:
    category = Category.DECISIONS if name in _DECISIONS else Category.FILES if name in _FILES else Category.SYMPTOMS
    asked = asks or {}
    return Measure(
        name=name,
        unit=unit,
        category=category,
        read=read,
        params=MappingProxyType({key: "word" if isinstance(kind, tuple) else kind for key, kind in asked.items()}),
        words=MappingProxyType({key: kind for key, kind in asked.items() if isinstance(kind, tuple)}),
        needs_run=needs_run,
    )


_ALL = (
    _one("open_red_flags", "count", redflag.open_red_flags),
    _one("clearance_given", "yes_no", clearance.clearance_given, {"scope": _SCOPES}),
    _one("clock_behind_s", "s", time.clock_behind_s),
    _one("activities_in_review", "count", execution.activities_in_review),
    _one("unconfirmed_activities", "count", execution.unconfirmed_activities),
    _one("pain_this_morning", "nrs", pain.pain_this_morning),
    _one("rise_this_morning", "nrs", pain.rise_this_morning),
    _one("woken_last_night", "yes_no", pain.woken_last_night),
    _one("nights_woken", "count", pain.nights_woken, {"days": "int"}),
    _one("nights_woken_in_pain", "count", pain.nights_woken_in_pain, {"days": "int", "pain": "nrs"}),
    _one("calm_days", "d", pain.calm_days, {"pain": "nrs"}),
    _one("symptom_now", "yes_no", soreness.symptom_now, {"what": _SYMPTOMS}),
    _one("symptom_spells", "count", soreness.symptom_spells, {"what": _SPELLS, "over": "int", "days": "int"}),
    _one("swelling_h", "h", soreness.swelling_h),
    _one("swelling_rise", "count", soreness.swelling_rise, needs_run=True),
    _one("stiffness_min", "min", soreness.stiffness_min),
    _one("muscle_soreness_h", "h", soreness.muscle_soreness_h),
    _one("joint_pain_lasting_h", "h", pain.joint_pain_lasting_h, needs_run=True),
    _one("joint_pain_risen_h", "h", pain.joint_pain_risen_h, {"rise": "nrs"}, needs_run=True),
    _one("pain_during_last_run", "nrs", pain.pain_during_last_run, needs_run=True),
    _one("pain_before_last_run", "nrs", pain.pain_before_last_run, needs_run=True),
    _one("pain_hour_after_run", "nrs", pain.pain_hour_after_run, needs_run=True),
    _one("pain_60min_over_before", "nrs", pain.pain_60min_over_before, needs_run=True),
    _one("morning_answered", "yes_no", pain.morning_answered, needs_run=True),
    _one("morning_rise", "nrs", pain.morning_rise_after_run, {"place": ("muscle", "not_muscle")}, needs_run=True),
    _one("morning_rise_still", "nrs", pain.morning_rise_still, needs_run=True),
    _one("stiff_and_sore_min", "min", pain.stiff_and_sore_min, needs_run=True),
    _one("pain_told_at", "yes_no", pain.pain_told_at, {"place": tuple(PainPlace)}),
    _one("pain_pattern", "yes_no", pain.pain_pattern, {"is": tuple(PainPattern)}, needs_run=True),
    _one("pain_rising", "yes_no", pain.pain_rising, {"runs": "int", "rise": "nrs", "over": "nrs"}, needs_run=True),
    _one("painkiller_last_run", "yes_no", execution.painkiller_last_run, needs_run=True),
    _one("last_run_over_issued_s", "s", execution.last_run_over_issued_s, needs_run=True),
    _one("last_run_done_pct", "pct", execution.last_run_done_pct, needs_run=True),
    _one("run_colour", "count", execution.run_colour, needs_run=True),
    _one("red_runs", "count", spells.red_runs, {"days": "int"}, needs_run=True),
    _one("weeks_held_back", "weeks", spells.weeks_held_back, needs_run=True),
    _one("week_pain_rise", "nrs", spells.week_pain_rise, needs_run=True),
    _one("too_much_in_a_row", "count", execution.too_much_in_a_row, {"pain": "nrs", "rise": "nrs"}),
    _one("good_runs_at_level", "count", execution.good_runs_at_level, {"pain": "nrs", "noise": "nrs"}, needs_run=True),
    _one("long_good_runs", "count", execution.long_good_runs, {"bout_s": "int"}, needs_run=True),
    _one(
        "good_runs_wanting",
        "count",
        history.good_runs_wanting,
        {"cause": CAUSES, "runs": "int"},
        needs_run=True,
    ),
    _one(
        "good_runs_to_trust",
        "count",
        history.good_runs_to_trust,
        {"below": "int", "fall": "int", "days": "int", "times": "int"},
        needs_run=True,
    ),
    _one("told_cause", "yes_no", history.told_cause, {"cause": CAUSES}),
    _one("levels_up", "count", load.levels_up, {"days": "int"}),
    _one("hours_since_run", "h", load.hours_since_run, needs_run=True),
    _one("days_since_run", "d", load.days_since_run, needs_run=True),
    _one("hours_since_short_bouts", "h", load.hours_since_short_bouts, {"bout_s": "int"}, needs_run=True),
    _one("days_since_short_bouts", "d", load.days_since_short_bouts, {"bout_s": "int"}, needs_run=True),
    _one("runs_in_days", "count", load.runs_in_days, {"days": "int"}),
    _one("days_off", "d", load.days_off, needs_run=True),
    _one("easy_days_after_race", "d", race.easy_days_after_race),
    _one("foundation_weeks", "weeks", time.foundation_weeks, {"per_week": "int"}),
    _one("foundation_days", "count", time.foundation_days, {"days": "int"}),
    _one("weeks_since_onset", "weeks", time.weeks_since_onset),
    _one("weeks_since_operation", "weeks", time.weeks_since_operation),
    _one("gate_tests_lost", "count", readiness.gate_tests_lost),
    _one("readiness", "item", readiness.readiness, {"item": "item"}),
    _one("test_result", "item", readiness.newest_result, {"item": "item"}),
)

MEASURES = MappingProxyType({measure.name: measure for measure in _ALL})
