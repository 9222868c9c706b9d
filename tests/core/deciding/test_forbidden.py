"""A run that another injury forbade was never asked for, so nobody is asked whether it was done (INV-016, INV-024)."""

from dataclasses import replace

import pytest

from restride.core.decide import RUN_OUTCOME
from restride.core.decision import NO_RUN, Dose, RunWalk
from restride.core.terms import Verdict
from tests.core.deciding.mornings import CALM, on
from tests.core.standing_at import story_of
from tests.story import EPISODE, Story

OTHER = "episode-2"
SESSION = Dose(bouts=(RunWalk(run_s=60, walk_s=120),) * 8, warmup_s=300, cooldown_s=300)
pytestmark = pytest.mark.invariant("INV-016", "INV-024")


def asked_yesterday(*others: tuple[str, bool, int]) -> Story:
    """The day after a run was asked for. Of others: the injury, whether it let run, and how many days before today."""
    story = on(story_of("standard"), CALM)
    run = replace(story.morning(), verdict=Verdict.HOLD, dose=SESSION)
    rest = replace(run, verdict=Verdict.REST, dose=NO_RUN)
    story.state = replace(story.state, decisions={})
    story.keep(run)
    mine = next(iter(story.state.decisions.values()))
    opened = story.state.episodes[EPISODE]
    decisions, episodes = {mine.id: mine}, {EPISODE: opened}
    for number, (episode, runs, days) in enumerate(others):
        made = run if runs else rest
        body = replace(mine.body, decision=replace(made, day=run.day.replace(day=run.day.day + 1 - days)))
        decisions[f"other-{number}"] = replace(mine, id=f"other-{number}", episode=episode, body=body)
        if episode is not None:
            episodes[episode] = replace(opened, id=episode, episode=episode)
    story.state = replace(story.state, decisions=decisions, episodes=episodes)
    story.next_day()
    return story


@pytest.mark.parametrize(
    ("others", "wanted"),
    [
        pytest.param([], True, id="one injury"),
        pytest.param([(OTHER, False, 1)], False, id="the other had no run"),
        pytest.param([(OTHER, True, 1)], True, id="the other had one as well"),
        pytest.param([(OTHER, True, 1), (OTHER, False, 1)], True, id="one was there before the other forbade it"),
        pytest.param([(OTHER, False, 1), (OTHER, True, 1)], True, id="one came when the other let run again"),
        pytest.param([(OTHER, False, 2)], True, id="the other had none on another day"),
        pytest.param([(OTHER, True, 1), ("episode-3", False, 1)], False, id="one of three had no run"),
        pytest.param([(OTHER, True, 1), ("episode-3", True, 1)], True, id="all three had one"),
    ],
)
def test_whether_a_run_was_done_is_asked_where_every_injury_let_run(
    others: list[tuple[str, bool, int]], wanted: bool
) -> None:
    story = asked_yesterday(*others)
    assert (RUN_OUTCOME in story.peek().questions) is wanted


def test_an_older_rest_of_this_injury_itself_forbids_nothing() -> None:
    story = asked_yesterday((EPISODE, False, 1), (OTHER, True, 1))
    assert RUN_OUTCOME in story.peek().questions
