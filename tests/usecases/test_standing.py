"""The line of a list says no more than Today: an injury that nobody asked about yet holds it back."""

import pytest

from restride.core.terms import Side
from restride.usecases.caseload import show_caseload
from restride.usecases.enrol import Enrolment, enrol
from tests.usecases.days import kneecap


@pytest.mark.invariant("INV-024")
def test_a_second_injury_that_was_not_asked_about_makes_the_line_pending() -> None:
    story = kneecap()
    story.share()
    story.morning()
    (line,) = show_caseload(story.ports, story.clinician.actor)
    assert line.standing.verdict != "pending"
    given = Enrolment(
        id=story.id(),
        condition="achilles_tendinopathy",
        side=Side.RIGHT,
        age_years=40,
        onset=None,
        operated=False,
        consent="use-1",
    )
    enrol(story.ports, story.runner, given)
    (line,) = show_caseload(story.ports, story.clinician.actor)
    assert line.standing.verdict == "pending"
