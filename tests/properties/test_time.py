"""Laws of time and of late news: days fixed at entry, rest in elapsed hours, bad news at once, good news tomorrow."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from restride.core.answers import Answers
from restride.core.combine import ORDER
from restride.core.decide import decide
from restride.core.events import CheckIn, Corrected, Withdrawn
from restride.core.moment import civil_days, local_moment_exists, moment_in, now_in
from restride.core.terms import Course, PainMoment, Scope, Verdict
from tests.properties.histories import MORNINGS, PLANS, WAYS, Way, begun, hours_of_rest, live
from tests.story import CLINICIAN, calm

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Antarctica/Troll",
)
INSTANTS = st.datetimes(datetime(2005, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 bounds are naive


@pytest.mark.invariant("INV-042")
@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("year", [2011, 2026])
def test_each_existing_civil_date_comes_once_and_a_skipped_one_never(zone: str, year: int) -> None:
    rules = ZoneInfo(zone)
    days = civil_days(date(year, 1, 1), date(year, 12, 31), rules)
    seen, at = [], datetime(year, 1, 1, tzinfo=rules).astimezone(UTC)
    while at.astimezone(rules).year == year:
        day = at.astimezone(rules).date()
        if not seen or seen[-1] != day:
            seen.append(day)
        at += timedelta(minutes=30)
    assert list(days) == seen
    assert (date(2011, 12, 30) in days) is (year == 2011 and zone != "Pacific/Apia")


@pytest.mark.invariant("INV-042", "INV-047")
@given(INSTANTS, st.sampled_from(ZONES))
def test_a_decision_day_begins_and_ends_where_the_civil_date_changes(at: datetime, zone: str) -> None:
    rules = ZoneInfo(zone)
    now = now_in(at, zone, rules)
    assert now.day_starts <= now.at < now.day_ends
    second = timedelta(seconds=1)
    assert now.day_starts.astimezone(rules).date() == now.day == (now.day_ends - second).astimezone(rules).date()
    assert (now.day_starts - second).astimezone(rules).date() != now.day
    assert now.day_ends.astimezone(rules).date() != now.day


def test_a_wall_time_in_the_skipped_hour_does_not_exist() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert not local_moment_exists(datetime(2026, 3, 29, 2, 30), berlin)  # noqa: DTZ001 a wall time
    assert local_moment_exists(datetime(2026, 3, 29, 3, 30), berlin)  # noqa: DTZ001 a wall time
    assert local_moment_exists(datetime(2026, 10, 25, 2, 30), berlin)  # noqa: DTZ001 a wall time


@pytest.mark.invariant("INV-041")
@given(WAYS, PLANS, st.sampled_from(ZONES))
def test_an_entry_keeps_its_day_when_the_runner_moves(way: Way, plan, zone: str) -> None:
    story = live(begun(*way), plan)
    days = {event.id: event.at.day for event in story.events}
    moved = now_in(story.clock, zone, ZoneInfo(zone))
    decide(story.regimen, story.state, moved)
    assert {entry.id: entry.at.day for entry in story.state.reports.values()}.items() <= days.items()


@pytest.mark.invariant("INV-043", "INV-023")
@given(WAYS, st.sampled_from(ZONES), st.integers(0, 80))
def test_crossing_zones_never_shortens_the_rest(way: Way, zone: str, hours: int) -> None:
    story = begun(*way)
    story.run(story.to_a_run())
    run = max(story.state.sessions.values(), key=lambda entry: entry.at.at)
    ends = run.at.at + timedelta(seconds=run.body.elapsed_s)
    at = ends + timedelta(hours=hours)
    there = now_in(at, zone, ZoneInfo(zone))
    morning = CheckIn(moment=PainMoment.MORNING, answers=calm())
    story.clock = at
    event = story.tell(morning)
    moved = replace(story.state.reports[event.id], at=moment_in(at, zone, ZoneInfo(zone)))
    state = replace(story.state, reports={**story.state.reports, event.id: moved})
    if decide(story.regimen, state, there).runs:
        assert hours >= hours_of_rest(story)


@pytest.mark.invariant("INV-044")
@given(WAYS, st.integers(1, 400))
def test_when_time_went_backwards_nobody_progresses(way: Way, hours: int) -> None:
    story = begun(*way)
    assert story.told(calm()).peek().runs
    later = story.copy()
    later.clock += timedelta(hours=hours)
    later.tell(Withdrawn(target="nothing"))
    later.clock = story.clock
    decision = later.told(calm()).peek()
    assert decision.course <= Course.HOLD
    assert decision.verdict is not Verdict.PROGRESS


@pytest.mark.invariant("INV-045")
def test_entries_from_the_future_satisfy_nothing() -> None:
    story = begun("knee-arthroscopy")
    ahead = story.copy()
    ahead.tell(CheckIn(moment=PainMoment.MORNING, answers=calm()), at=ahead.clock + timedelta(hours=3))
    assert ahead.peek().verdict is Verdict.PENDING
    uncleared = story.copy()
    uncleared.state = replace(uncleared.state, clearances={})
    body = next(iter(story.state.clearances.values())).body
    uncleared.tell(replace(body, scope=Scope.SPEED), author=CLINICIAN, at=story.clock + timedelta(hours=3))
    assert uncleared.told(calm()).peek().verdict is Verdict.STOP


@pytest.mark.invariant("INV-046")
@pytest.mark.parametrize(("days_late", "pain", "answered"), [(1, 0, True), (3, 0, False), (3, 60, False)])
def test_a_next_morning_answer_counts_as_good_only_in_its_window(days_late: int, pain: int, answered: bool) -> None:
    story = begun()
    run = story.run(story.to_a_run())
    story.next_day(days_late)
    story.tell(CheckIn(moment=PainMoment.NEXT_MORNING, answers=Answers(pain_tenths=pain, painkiller=False), run=run.id))
    decision = story.told(calm()).peek()
    in_time = next(reason for reason in decision.reasons if reason.measure == "morning_answered")
    assert (in_time.status == "met") is answered
    rise = next(reason for reason in decision.reasons if reason.rule == "morning-rise-two")
    assert (rise.status == "unmet") is (pain > 0)


@pytest.mark.invariant("INV-040")
@given(WAYS, PLANS)
def test_a_decision_ends_with_its_civil_day(way: Way, plan) -> None:
    story = live(begun(*way), plan)
    decision = story.told(calm()).peek()
    assert decision.day == story.day
    assert decision.issued_at < decision.expires_at == story.now.day_ends


@pytest.mark.invariant("INV-053")
@given(WAYS, PLANS, MORNINGS)
def test_late_bad_news_takes_effect_at_once_and_only_downward(way: Way, plan, news: Answers) -> None:
    story = live(begun(*way), plan)
    first = story.to_a_run()
    story.clock += timedelta(hours=2)
    story.tell(CheckIn(moment=PainMoment.MORNING, answers=news))
    second = story.peek()
    assert ORDER.index(second.verdict) <= ORDER.index(first.verdict) or second.course <= first.course
    assert second.dose.run_s <= first.dose.run_s
    assert second.position.rank <= first.position.rank


@pytest.mark.invariant("INV-054", "INV-055")
@given(WAYS, PLANS, MORNINGS)
def test_easing_an_answer_never_unlocks_the_day(way: Way, plan, told: Answers) -> None:
    story = live(begun(*way), plan)
    first = story.morning(told)
    assume(first.verdict is not Verdict.PENDING)
    report = list(story.state.reports.values())[-1]
    story.clock += timedelta(hours=1)
    story.tell(Corrected(target=report.id, answers=calm(), reason="I meant less"))
    second = story.peek()
    assert second.course <= first.course
    assert second.dose.run_s <= first.dose.run_s
    assert story.state.reports[report.id].body.answers == report.body.answers


@pytest.mark.invariant("INV-054")
@given(WAYS, PLANS, MORNINGS)
def test_good_news_after_the_decision_counts_from_the_next_day_at_the_earliest(way: Way, plan, told: Answers) -> None:
    story = live(begun(*way), plan)
    first = story.morning(told)
    assume(first.verdict is not Verdict.PENDING and not first.runs)
    story.clock += timedelta(hours=1)
    story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm()))
    story.pass_tests()
    assert not story.peek().runs


@pytest.mark.invariant("INV-056")
@given(WAYS, PLANS, st.integers(0, 15))
def test_taking_an_entry_back_never_makes_a_session_harder(way: Way, plan, place: int) -> None:
    story = live(begun(*way), plan)
    kept = story.told(calm()).peek()
    reports = list(story.state.reports)
    story.tell(Withdrawn(target=reports[-1 - place % len(reports)], reason="not right"))
    taken_back = story.told(calm()).peek()
    assert taken_back.dose.run_s <= kept.dose.run_s
    assert taken_back.course <= kept.course
    assert taken_back.position.rank <= kept.position.rank


@pytest.mark.invariant("INV-055")
def test_an_eased_answer_counts_from_the_next_day_on() -> None:
    story = begun()
    run = story.run(story.to_a_run(), pain_tenths=40)
    during = next(
        e for e in story.state.reports.values() if e.body.run == run.id and e.body.moment is PainMoment.DURING_RUN
    )
    story.next_day()
    assert story.morning(calm()).course is Course.STEP_BACK
    story.tell(Corrected(target=during.id, answers=replace(during.body.answers, pain_tenths=0), reason="slip"))
    story.next_day()
    assert story.told(calm()).peek().course is not Course.STEP_BACK
