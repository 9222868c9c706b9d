"""Whether a run was cut short: what nobody answered counts as yes, and a correction eases it from the next day on."""

from dataclasses import replace

import pytest

from restride.core.context import Context
from restride.core.events import Corrected, SessionLogged
from restride.core.run_reading import Run
from tests.properties.histories import begun
from tests.story import Story


def after_a_run(cut_short: bool | None, why_less: str = "") -> tuple[Story, SessionLogged, str]:
    """A story on the evening of a run that was asked for."""
    story = begun()
    asked = story.to_a_run()
    body = SessionLogged(
        decision=None,
        run_s=asked.dose.run_s,
        longest_bout_s=asked.dose.longest_bout_s,
        walk_s=asked.dose.walk_s,
        elapsed_s=asked.dose.on_feet_s,
        cut_short=cut_short,
        why_less=why_less,
    )
    return story, body, story.tell(body).id


def last_run(story: Story) -> Run:
    run = Context(story.regimen, story.state, story.now).last_run
    assert run is not None
    return run


@pytest.mark.invariant("INV-004", "INV-016")
@pytest.mark.parametrize(("told", "counts"), [(True, True), (None, True), (False, False)])
def test_a_run_of_which_nobody_said_so_counts_as_cut_short(told: bool | None, counts: bool) -> None:
    story, _, _ = after_a_run(told)
    assert last_run(story).cut_short is counts


@pytest.mark.invariant("INV-055")
def test_a_correction_eases_it_from_the_next_day_on() -> None:
    story, body, id = after_a_run(True, "symptoms")
    story.tell(Corrected(target=id, session=replace(body, cut_short=False, why_less="")))
    run = last_run(story)
    assert (run.cut_short, run.why_less) == (True, "symptoms")
    story.next_day()
    run = last_run(story)
    assert (run.cut_short, run.why_less) == (False, "")
