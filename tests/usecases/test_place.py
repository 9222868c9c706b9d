"""Where a runner stands, in words: minutes of a pace, a stage of ours, a stage of a published ladder."""

from restride.core.build import at_level, table_named
from restride.core.decision import Position
from restride.core.protocol import Regimen
from restride.core.regimen import under
from restride.usecases.place import place_of
from restride.usecases.regimens import packaged_words
from tests.story import EPISODE, protocol

WORDS = packaged_words()


def said(position: Position, regimen: Regimen) -> str:
    place = place_of(position, regimen, WORDS)
    assert place is not None
    return place.text


def general() -> Regimen:
    return Regimen(protocol=protocol("general"), episode=EPISODE)


def at(**where: object) -> Position:
    walk_run = protocol("general").phase("walk-run")
    return Position(phase="walk-run", order=walk_run.order, **where)  # type: ignore[arg-type]


def test_a_target_is_said_in_minutes_with_its_bouts_and_the_way_to_thirty() -> None:
    place = place_of(at(level=2, target_s=720, step_pm=100), general(), WORDS)
    assert place is not None
    assert place.text == "12 minutes of running, in bouts of 2 minutes"
    assert (place.reached, place.top) == (720, 1800)
    assert place.far == "12 minutes of running, on the way to 30 minutes"


def test_thirty_minutes_in_one_go_are_said_without_bouts() -> None:
    assert said(at(level=10, target_s=1800, step_pm=100), general()) == "30 minutes of running, without a break"


def test_a_stage_is_said_by_its_number() -> None:
    assert said(at(level=3), under(general(), "literal")) == "Stage 3 of 12"


def test_a_stage_of_a_published_ladder_names_the_ladder() -> None:
    regimen = under(general(), "literal", "osu-advanced")
    assert said(at(level=1, ladder="osu-advanced"), regimen).startswith("Stage 1 of ")
    assert said(at(level=1, ladder="osu-advanced"), regimen).endswith(WORDS.render("ladders.osu-advanced", "title"))


def test_before_walk_run_there_is_no_such_place() -> None:
    assert place_of(Position(phase="gate", order=2), general(), WORDS) is None


def test_build_is_said_by_goal_week_and_run_and_a_week_is_none_of_the_calendar() -> None:
    regimen = general()
    table = table_named(regimen.protocol, "to-10km")
    place = place_of(at_level(regimen.protocol, table, table.first_of(7) + 1), regimen, WORDS)
    assert place is not None
    assert place.text.startswith("10 km: week 7 of 18, run 2 of 3.")
    assert (place.reached, place.top, place.short) == (7, 18, "Week 7 of 18, run 2 of 3")
    assert "Even easy running" in said(at_level(regimen.protocol, table, table.steady), regimen)
