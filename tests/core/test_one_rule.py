"""One rule put to one morning: the edge of its bound, what silence does, the first condition met, the strictest run."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from restride.core.context import Context
from restride.core.decision import Bound, Op, Reason
from restride.core.events import Author, CheckIn, FlagClosed, FlagOpened, OperationReported, WaiverGiven
from restride.core.judge import about_a_run, judge
from restride.core.protocol import Condition, Outcome, Rule
from restride.core.terms import Course, Evidence, PainMoment, Role, Urgency
from tests.core.standing_at import held, stage, story_of, view
from tests.properties.histories import begun
from tests.story import CLINICIAN, EPISODE, SYSTEM, Story, calm

PAIN, STIFF, LAST_RUN = "pain_this_morning", "stiffness_min", "pain_during_last_run"
BACK = Outcome(course=Course.STEP_BACK, rest_h=10)
ASK = Outcome(course=Course.HOLD, rest_h=5)


def at_most(measure: str, value: int, op: Op = "at_most", **params: object) -> Condition:
    return Condition(measure=measure, bound=Bound(op=op, value=value), params=tuple(params.items()))


def rule(*conditions: Condition, **other: object) -> Rule:
    given: Mapping[str, object] = {
        "id": "a-rule",
        "any_of": conditions or (at_most(PAIN, 20),),
        "orelse": BACK,
        "unknown": ASK,
        "say": "a-sentence",
        "cite": ("a-source",),
        "evidence": Evidence.COHORT,
        **other,
    }
    return Rule(**given)  # type: ignore[arg-type]


def morning(**told: object) -> Context:
    return view(begun().told(calm(**told)))


# ---- the bound ----


@pytest.mark.parametrize(
    ("op", "pain", "status"),
    [
        ("at_most", 19, "met"),
        ("at_most", 20, "met"),
        ("at_most", 21, "unmet"),
        ("at_most", 0, "met"),
        ("at_least", 19, "unmet"),
        ("at_least", 20, "met"),
        ("at_least", 100, "met"),
        ("equals", 19, "unmet"),
        ("equals", 20, "met"),
        ("equals", 21, "unmet"),
    ],
)
def test_a_bound_is_met_at_its_edge(op: Op, pain: int, status: str) -> None:
    reason = judge(rule(at_most(PAIN, 20, op)), morning(pain_tenths=pain))
    assert (reason.status, reason.value, reason.bound) == (status, pain, Bound(op=op, value=20))


def test_a_rule_that_is_met_asks_for_nothing_and_says_what_it_rests_on() -> None:
    context = morning(pain_tenths=10)
    assert judge(rule(urgency=Urgency.NOW, opens_flag="a-flag"), context) == Reason(
        rule="a-rule",
        measure=PAIN,
        say="a-sentence",
        status="met",
        value=10,
        bound=Bound(op="at_most", value=20),
        course=Course.PROGRESS,
        no_run_before=None,
        urgency=None,
        evidence=context.today_ids,
        cite=("a-source",),
        grade=Evidence.COHORT,
    )
    assert context.today_ids


def test_a_rule_that_is_not_met_asks_for_its_course_and_its_rest() -> None:
    context = morning(pain_tenths=30)
    assert judge(rule(urgency=Urgency.NOW, opens_flag="a-flag"), context) == Reason(
        rule="a-rule",
        measure=PAIN,
        say="a-sentence",
        status="unmet",
        value=30,
        bound=Bound(op="at_most", value=20),
        course=Course.STEP_BACK,
        no_run_before=context.now.at + timedelta(hours=10),
        urgency=None,
        opens_flag="a-flag",
        evidence=context.today_ids,
        cite=("a-source",),
        grade=Evidence.COHORT,
    )


@pytest.mark.invariant("INV-004", "INV-016")
def test_what_nobody_told_asks_for_the_course_of_the_unknown() -> None:
    context = morning(pain_tenths=None)
    reason = judge(rule(opens_flag="a-flag"), context)
    assert (reason.status, reason.value, reason.course) == ("unknown", None, Course.HOLD)
    assert reason.no_run_before == context.now.at + timedelta(hours=5)
    assert reason.opens_flag == "a-flag"


def test_what_does_not_arise_asks_for_nothing() -> None:
    story = story_of()
    held(story, stage(1))
    reason = judge(rule(at_most(LAST_RUN, 20)), view(story))
    assert (reason.status, reason.value, reason.course) == ("not_yet", None, Course.PROGRESS)
    assert reason.no_run_before is None


@pytest.mark.parametrize(("course", "urgency"), [(Course.STOP, Urgency.SAME_DAY), (Course.STEP_BACK, None)])
def test_only_a_stop_has_an_urgency(course: Course, urgency: Urgency | None) -> None:
    stop = rule(orelse=Outcome(course=course), urgency=Urgency.SAME_DAY)
    assert judge(stop, morning(pain_tenths=30)).urgency is urgency


# ---- rest ----


def test_rest_counts_from_what_was_told_and_ends_no_earlier_than_the_day_where_the_rule_says_so() -> None:
    story = begun().told(calm())
    story.ran(run_s=240, bout_s=60, walk_s=240, pain_tenths=50)
    ended = story.clock - timedelta(hours=1)
    story.next_day()
    context = view(story)
    hours = rule(at_most(LAST_RUN, 20), orelse=Outcome(course=Course.HOLD, rest_h=20))
    today = rule(at_most(LAST_RUN, 20), orelse=Outcome(course=Course.HOLD, rest_today=True))
    both = rule(at_most(LAST_RUN, 20), orelse=Outcome(course=Course.HOLD, rest_today=True, rest_h=60))
    short = rule(at_most(LAST_RUN, 20), orelse=Outcome(course=Course.HOLD, rest_today=True, rest_h=20))
    none = rule(at_most(LAST_RUN, 20), orelse=Outcome(course=Course.HOLD))
    assert judge(hours, context).no_run_before == ended + timedelta(hours=20)
    assert judge(today, context).no_run_before == context.now.day_ends
    assert judge(both, context).no_run_before == ended + timedelta(hours=60)
    assert judge(short, context).no_run_before == context.now.day_ends
    assert judge(none, context).no_run_before is None


# ---- several conditions ----


@pytest.mark.parametrize(
    ("told", "status", "measure"),
    [
        ({"pain_tenths": 30, "stiffness_min": 0}, "met", STIFF),
        ({"pain_tenths": 0, "stiffness_min": 30}, "met", PAIN),
        ({"pain_tenths": 0, "stiffness_min": 0}, "met", PAIN),
        ({"pain_tenths": 30, "stiffness_min": 30}, "unmet", PAIN),
        ({"pain_tenths": 30, "stiffness_min": None}, "unknown", STIFF),
        ({"pain_tenths": None, "stiffness_min": 30}, "unknown", PAIN),
        ({"pain_tenths": None, "stiffness_min": 0}, "met", STIFF),
    ],
    ids=str,
)
@pytest.mark.invariant("INV-004")
def test_of_several_conditions_one_met_is_enough_and_silence_comes_before_failure(told, status, measure) -> None:
    reason = judge(rule(at_most(PAIN, 20), at_most(STIFF, 10)), morning(**told))
    assert (reason.status, reason.measure) == (status, measure)


def test_each_of_several_conditions_is_put_with_what_the_protocol_tells_it() -> None:
    nights = rule(at_most(PAIN, 20), at_most("nights_woken", 0, days=3))
    assert judge(nights, morning(pain_tenths=30, woken=False)).status == "met"
    assert judge(nights, morning(pain_tenths=30, woken=True)).status == "unmet"


def test_a_condition_that_does_not_arise_is_neither_met_nor_in_the_way() -> None:
    story = story_of()
    held(story, stage(1))
    both = rule(at_most(LAST_RUN, 20), at_most(PAIN, 20))
    assert judge(both, view(story.told(calm(pain_tenths=0)))).status == "met"
    assert judge(both, view(story.told(calm(pain_tenths=30)))).status == "unmet"
    assert judge(both, view(story.told(calm(pain_tenths=None)))).status == "unknown"


def test_a_rule_is_about_a_run_where_any_of_its_conditions_is() -> None:
    assert about_a_run(rule(at_most(PAIN, 20), at_most(LAST_RUN, 20)))
    assert not about_a_run(rule(at_most(PAIN, 20), at_most(STIFF, 20)))


def test_the_same_rule_on_another_morning_says_what_that_morning_told() -> None:
    mine = rule()
    first, second = (judge(mine, morning(pain_tenths=pain)) for pain in (0, 10))
    assert (first.value, second.value) == (0, 10)
    either = rule(at_most(PAIN, 20), at_most(STIFF, 20))
    one, other = judge(either, morning()), judge(either, morning(pain_tenths=30))
    assert (one.measure, other.measure) == (PAIN, STIFF)
    later = begun().told(calm()).told(calm(pain_tenths=10))
    assert judge(mine, view(later)).evidence == view(later).today_ids != second.evidence
    run = rule(at_most(LAST_RUN, 20))
    story = story_of()
    held(story, stage(1))
    assert judge(run, view(story)).status == "not_yet"
    story.ran(run_s=60, bout_s=60, walk_s=0)
    assert judge(run, view(story)).status == "met"


@pytest.mark.invariant("INV-004")
def test_what_did_not_arise_before_and_nobody_knows_now_is_unknown() -> None:
    mine = rule(at_most("weeks_since_operation", 4, "at_least"))
    said = []
    for operated in (False, True, False):
        story = story_of()
        opened = story.state.episodes[EPISODE]
        told = replace(opened, body=replace(opened.body, operated=operated, operation=None))
        story.state = replace(story.state, episodes={EPISODE: told})
        said.append(judge(mine, view(story)).status)
    assert said == ["not_yet", "unknown", "not_yet"]


# ---- several runs ----


def two_runs(first: int | None, second: int | None) -> Context:
    """The morning after two runs that no decision has weighed, with the pain of each."""
    story = story_of()
    held(story, stage(1))
    story.ran(run_s=60, bout_s=60, walk_s=0, pain_tenths=first)
    story.next_day()
    story.ran(run_s=60, bout_s=60, walk_s=0, pain_tenths=second)
    story.next_day()
    context = view(story)
    assert len(context.unanswered_runs) == 2
    return context


@pytest.mark.invariant("INV-016", "INV-018")
@pytest.mark.parametrize(("first", "second", "value"), [(0, 50, 50), (50, 0, 50), (None, 0, None), (None, 50, 50)])
def test_a_rule_about_a_run_is_put_to_each_run_that_was_not_weighed_and_the_strictest_counts(
    first: int | None, second: int | None, value: int | None
) -> None:
    assert judge(rule(at_most(LAST_RUN, 20)), two_runs(first, second)).value == value


@pytest.mark.invariant("INV-018", "INV-023")
def test_of_two_runs_that_are_as_bad_the_rest_counts_from_the_later_one() -> None:
    context = two_runs(50, 50)
    reason = judge(rule(at_most(LAST_RUN, 20)), context)
    assert reason.no_run_before == context.runs[-1].ends_at + timedelta(hours=10)
    assert context.runs[-1].id in reason.evidence


@pytest.mark.invariant("INV-018")
def test_of_two_runs_that_are_as_bad_one_with_a_rest_is_stricter_than_one_without() -> None:
    quiet = Outcome(course=Course.HOLD)
    for orelse, unknown, value in ((ASK, quiet, 50), (quiet, ASK, None)):
        mine = rule(at_most(LAST_RUN, 20), orelse=orelse, unknown=unknown)
        for pains in ((50, None), (None, 50)):
            reason = judge(mine, two_runs(*pains))
            assert reason.value == value
            assert reason.no_run_before is not None


def test_a_rule_about_this_morning_is_put_once() -> None:
    story = story_of()
    held(story, stage(1))
    for _ in range(2):
        story.ran(run_s=60, bout_s=60, walk_s=0)
        story.next_day()
    told = view(story.told(calm(pain_tenths=30)))
    assert judge(rule(), told).evidence == told.today_ids


# ---- what a clinician answered ----


def flagged(*, flag: str = "a-flag") -> Story:
    """A morning with pain, and the flag that the rule opened on it."""
    story = begun()
    story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm(pain_tenths=30)))
    story.clock += timedelta(minutes=1)
    body = FlagOpened(flag=flag, urgency=Urgency.CONSULT, by_rule="a-rule")
    story.tell(body, id="flag-1", author=SYSTEM, person=True)
    return story


def closed(story: Story, *, author: Author = CLINICIAN, reason: str = "seen") -> str:
    """Who answered the rule, after this closing of the flag."""
    story.tell(FlagClosed(flag_event="flag-1", reason=reason), author=author, person=True)
    return judge(rule(opens_flag="a-flag"), view(story)).waived_by


@pytest.mark.invariant("INV-006")
def test_a_flag_that_was_closed_after_all_that_it_rests_on_asks_for_nothing_more() -> None:
    assert closed(flagged()) == CLINICIAN.name
    assert closed(flagged(), author=replace(CLINICIAN, name="")) == CLINICIAN.id
    reason = judge(rule(opens_flag="a-flag"), view(flagged()))
    assert (reason.waived_by, reason.course) == ("", Course.STEP_BACK)


@pytest.mark.invariant("INV-006")
def test_an_answered_rule_says_so_and_opens_no_flag_again() -> None:
    story = flagged()
    assert closed(story)
    reason = judge(rule(opens_flag="a-flag", urgency=Urgency.NOW), view(story))
    assert (reason.status, reason.course, reason.no_run_before) == ("unmet", Course.PROGRESS, None)
    assert (reason.opens_flag, reason.urgency, reason.value) == ("", None, 30)


@pytest.mark.invariant("INV-006")
def test_a_rule_that_opens_no_flag_and_one_of_another_flag_are_not_answered() -> None:
    story = flagged()
    assert closed(story)
    assert judge(rule(), view(story)).waived_by == ""
    assert judge(rule(opens_flag="another"), view(story)).waived_by == ""
    assert closed(flagged(flag="another")) == ""


@pytest.mark.invariant("INV-005", "INV-006")
def test_a_closing_that_does_not_count_answers_nothing() -> None:
    assert closed(flagged(), reason=" – ") == ""
    assert closed(flagged(), author=replace(CLINICIAN, role=Role.RUNNER)) == ""


@pytest.mark.invariant("INV-006")
@pytest.mark.parametrize(("minutes", "answered"), [(-1, True), (0, True), (1, False)])
def test_news_told_up_to_the_closing_is_answered_and_what_comes_after_it_is_not(minutes: int, answered: bool) -> None:
    story = flagged()
    story.clock += timedelta(minutes=30)
    closing = story.clock
    story.tell(FlagClosed(flag_event="flag-1", reason="seen"), author=CLINICIAN, person=True)
    story.clock = closing + timedelta(minutes=minutes)
    story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm(pain_tenths=40)))
    story.clock = closing + timedelta(minutes=5)
    assert bool(judge(rule(opens_flag="a-flag"), view(story)).waived_by) is answered


@pytest.mark.invariant("INV-006")
def test_the_latest_of_several_closings_is_the_answer() -> None:
    story = flagged()
    closed(story)
    story.clock += timedelta(minutes=10)
    story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm(pain_tenths=40)))
    assert judge(rule(opens_flag="a-flag"), view(story)).waived_by == ""
    story.clock += timedelta(minutes=10)
    other = replace(CLINICIAN, id="clinician-2", name="Therapist 2")
    assert closed(story, author=other) == other.name


@pytest.mark.invariant("INV-006")
def test_silence_rests_on_nothing_and_is_never_answered() -> None:
    story = flagged()
    closed(story)
    story.next_day()
    assert judge(rule(opens_flag="a-flag"), view(story)).status == "unknown"
    assert judge(rule(opens_flag="a-flag"), view(story)).waived_by == ""


# ---- waivers ----


def given(story: Story, author: Author = CLINICIAN, **other: object) -> Story:
    body = WaiverGiven(rule="a-rule", until=story.day, reason="knows the course")
    story.tell(replace(body, **other), author=author)
    return story


@pytest.mark.invariant("INV-029")
def test_a_waiver_sets_aside_what_may_be_waived_and_nothing_else() -> None:
    story = given(begun().told(calm(pain_tenths=30)))
    reason = judge(rule(waivable=True, opens_flag="a-flag"), view(story))
    assert (reason.waived_by, reason.course, reason.no_run_before) == (CLINICIAN.name, Course.PROGRESS, None)
    assert (reason.status, reason.opens_flag) == ("unmet", "")
    assert judge(rule(), view(story)).waived_by == ""
    assert judge(rule(id="another", waivable=True), view(story)).waived_by == ""


@pytest.mark.invariant("INV-029")
def test_a_waiver_sets_aside_the_unknown_too() -> None:
    story = given(begun().told(calm(pain_tenths=None)))
    reason = judge(rule(waivable=True), view(story))
    assert (reason.status, reason.waived_by, reason.course) == ("unknown", CLINICIAN.name, Course.PROGRESS)


@pytest.mark.invariant("INV-009", "INV-029")
def test_of_two_waivers_the_one_that_an_operation_did_not_end_counts() -> None:
    story = given(begun().told(calm(pain_tenths=30)))
    story.clock += timedelta(minutes=1)
    story.tell(OperationReported(day=story.day - timedelta(days=1), what="knee"))
    assert judge(rule(waivable=True), view(story)).waived_by == ""
    story.clock += timedelta(minutes=1)
    other = replace(CLINICIAN, name="", id="clinician-2")
    assert judge(rule(waivable=True), view(given(story, author=other))).waived_by == other.id
