"""A waiver sets one rule aside when every part of it fits, and a reason carries what its rule rests on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from restride.core.decision import Reason
from restride.core.events import Author, Corrected, FlagClosed, OperationReported, WaiverGiven, WaiverWithdrawn
from restride.core.terms import Course, Role, Verdict
from tests.properties.histories import begun
from tests.story import CLINICIAN, RUNNER, Story, calm

STIFF = "stiff-ten-minutes"
NAMELESS = Author(role=Role.CLINICIAN, id="clinician-7")


def stiff(story: Story) -> Reason:
    """What the rule about stiffness says of a stiff morning."""
    return next(reason for reason in story.told(calm(stiffness_min=15)).peek().reasons if reason.rule == STIFF)


def waived(story: Story, *, author: Author = CLINICIAN, hours: int = 0, episode: str = "", **other: object) -> Reason:
    """The same after a waiver, given so many hours from now."""
    body = WaiverGiven(rule=STIFF, until=story.day + timedelta(days=30), reason="knows the course")
    given = story.tell(replace(body, **other), author=author, at=story.clock + timedelta(hours=hours))
    if episode:
        elsewhere = replace(given, episode=episode)
        story.state = replace(story.state, waivers={elsewhere.id: elsewhere})
    return stiff(story)


@pytest.mark.invariant("INV-029")
def test_a_waiver_in_every_part_right_sets_the_rule_aside_and_names_who() -> None:
    reason = waived(begun())
    assert (reason.status, reason.course, reason.waived_by) == ("unmet", Course.PROGRESS, CLINICIAN.name)


@pytest.mark.invariant("INV-029", "INV-030")
def test_a_clinician_without_a_name_is_named_by_id() -> None:
    assert waived(begun(), author=NAMELESS).waived_by == NAMELESS.id


@pytest.mark.invariant("INV-029")
@pytest.mark.parametrize(
    "wrong",
    [
        {"rule": "limp-again"},
        {"episode": "episode-2"},
        {"hours": 1},
        {"author": RUNNER},
        {"author": replace(CLINICIAN, role=Role.EXTERNAL)},
        {"reason": " … "},
    ],
    ids=str,
)
def test_a_waiver_with_one_wrong_part_sets_nothing_aside(wrong: dict[str, object]) -> None:
    assert waived(begun(), **wrong).waived_by == ""  # type: ignore[arg-type]


@pytest.mark.invariant("INV-029")
def test_a_waiver_holds_through_its_last_day_and_no_longer() -> None:
    story = begun()
    assert waived(story, until=story.day).waived_by
    story.next_day()
    assert not stiff(story).waived_by


@pytest.mark.invariant("INV-029")
def test_a_waiver_given_within_the_tolerance_of_the_clock_counts() -> None:
    story = begun()
    tolerance = story.protocol.windows.clock_tolerance_s
    body = WaiverGiven(rule=STIFF, until=story.day, reason="knows the course")
    story.tell(body, author=CLINICIAN, at=story.clock + timedelta(seconds=tolerance))
    assert stiff(story).waived_by


@pytest.mark.invariant("INV-029")
def test_a_waiver_taken_back_counts_no_longer_and_another_still_does() -> None:
    story = begun()
    waived(story)
    first = next(iter(story.state.waivers))
    story.tell(WaiverWithdrawn(waiver=first), author=CLINICIAN)
    assert not stiff(story).waived_by
    assert waived(story, author=NAMELESS).waived_by == NAMELESS.id


@pytest.mark.invariant("INV-009", "INV-029")
def test_an_operation_ends_a_waiver() -> None:
    story = begun("knee-arthroscopy")
    assert waived(story).waived_by
    story.tell(OperationReported(day=story.day, what="knee"))
    assert not stiff(story).waived_by


@pytest.mark.invariant("INV-030", "INV-032")
def test_a_reason_carries_the_entry_it_rests_on_its_sources_and_its_grade() -> None:
    story = begun().told(calm(stiffness_min=15))
    rule = next(one for phase in story.protocol.phases for one in phase.rules if one.id == STIFF)
    reason = next(reason for reason in story.peek().reasons if reason.rule == STIFF)
    assert reason.evidence == (list(story.state.reports)[-1],)
    assert (reason.cite, reason.grade, reason.say) == (rule.cite, rule.evidence, rule.say)
    assert reason.evidence[0] in story.peek().evidence


def limped_twice_and_seen() -> Story:
    """A limp and a limp again, and the morning after a clinician closed the flag that they opened."""
    story = begun()
    story.morning(calm(limp=True))
    story.next_day(4)
    story.morning(calm(limp=True))
    story.next_day()
    flag = next(iter(story.state.flags))
    story.tell(FlagClosed(flag_event=flag, reason="examined, may go on"), author=CLINICIAN, person=True)
    return story


@pytest.mark.invariant("INV-006")
def test_an_entry_made_worse_after_a_clinician_saw_it_stops_again() -> None:
    story = limped_twice_and_seen()
    assert story.told(calm()).peek().verdict is not Verdict.STOP
    limp = next(id for id, entry in story.state.reports.items() if entry.body.answers.limp)
    story.clock += timedelta(minutes=5)
    story.tell(Corrected(target=limp, answers=calm(limp=True, sharp=True), reason="there was more"))
    assert story.told(calm()).peek().verdict is Verdict.STOP


@pytest.mark.invariant("INV-006")
def test_closing_another_flag_does_not_answer_this_one() -> None:
    story = begun()
    story.morning(calm(limp=True))
    story.next_day(4)
    told = story.told(calm(limp=True))
    told.tell(FlagClosed(flag_event="some-other-flag", reason="examined"), author=CLINICIAN, person=True)
    again = next(reason for reason in told.peek().reasons if reason.rule == "limp-again")
    assert (again.course, again.waived_by) == (Course.STOP, "")
    assert again.opens_flag == "warning_repeated"
