"""A waiver ends with the state of the body it was judged on, and only a clinician with an account gives one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from restride.core.events import OperationReported, WaiverGiven
from restride.core.terms import Role
from tests.properties.histories import begun
from tests.story import CLINICIAN, Story, calm

RULE = "stiff-ten-minutes"


def waived_by(story: Story) -> str:
    reasons = {reason.rule: reason for reason in story.told(calm(stiffness_min=15)).peek().reasons}
    return reasons[RULE].waived_by


def given(story: Story, reason: str = "knows the course") -> WaiverGiven:
    return WaiverGiven(rule=RULE, until=story.day + timedelta(days=60), reason=reason)


@pytest.mark.invariant("INV-009", "INV-029")
@pytest.mark.parametrize("operation", [True, False], ids=["operation", "re-injury"])
def test_a_new_operation_ends_a_waiver_until_it_is_given_anew(operation: bool) -> None:
    story = begun()
    story.tell(given(story), author=CLINICIAN)
    assert waived_by(story) == CLINICIAN.name
    story.next_day()
    story.tell(OperationReported(day=story.day, what="knee", operation=operation), person=True)
    assert waived_by(story) == ""
    story.next_day()
    story.tell(given(story), author=CLINICIAN)
    assert waived_by(story) == CLINICIAN.name


@pytest.mark.invariant("INV-029")
def test_a_reason_of_signs_that_nobody_sees_is_none() -> None:
    story = begun()
    story.tell(given(story, reason="\u200b\u2060"), author=CLINICIAN)
    assert waived_by(story) == ""


@pytest.mark.invariant("INV-029")
def test_one_act_of_a_stranger_sets_no_rule_aside() -> None:
    story = begun()
    story.tell(given(story), author=replace(CLINICIAN, role=Role.EXTERNAL, verified=False))
    assert waived_by(story) == ""
