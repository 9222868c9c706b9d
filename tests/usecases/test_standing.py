"""The line of a list says no more than Today: an injury that nobody asked about yet holds it back."""

import pytest

from restride.usecases.caseload import show_caseload
from tests.usecases.days import enrol_again, kneecap


@pytest.mark.invariant("INV-024")
def test_a_second_injury_that_was_not_asked_about_makes_the_line_pending() -> None:
    story = kneecap()
    story.share()
    story.morning()
    (line,) = show_caseload(story.ports, story.clinician.actor)
    assert line.standing.verdict != "pending"
    enrol_again(story.ports, story.runner, story.id())
    (line,) = show_caseload(story.ports, story.clinician.actor)
    assert line.standing.verdict == "pending"
