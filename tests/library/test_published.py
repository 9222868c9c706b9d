"""Published ladders: as printed, in seconds or in distance, and never hiding how steep they are."""

import pytest

from restride.core.ladder import PublishedLadder, PublishedStage
from restride.library.catalogue import catalogue
from restride.library.errors import ProtocolError
from restride.library.lint import ladders
from restride.library.read import read_library
from tests.library.planted import KNEE, refused, with_fault

LADDERS = catalogue().library.ladders
JONES = "ladders/jones-twelve-weeks.toml"
TRACK = "ladders/delaware-track.toml"


def running_min(stage: PublishedStage) -> float:
    return sum(bout.run_s for bout in stage.bouts) / 60


@pytest.mark.parametrize(
    ("id", "minutes"),
    [
        ("seed-week-one", [7, 12, 18]),
        ("nwachukwu-five-weeks", [3, 6, 9, 16, 15, 18, 21, 16, 20, 12, 15, 18, 20]),
        ("jones-twelve-weeks", [10, 15, 10, 16, 18, 20, 20, 24, 24, 20, 24, 20]),
        ("moen-shin-pain", [8, 8, 12, 12, 16, 18]),
        ("arc-five-steps", [10, 15, 20, 28, 30]),
        ("osu-advanced", [3, 9, 15, 24, 30]),
    ],
)
def test_the_running_of_each_stage_is_that_of_the_source(id: str, minutes: list[float]) -> None:
    assert [running_min(stage) for stage in LADDERS[id].stages] == minutes


def test_the_first_week_of_the_half_hours_fills_half_an_hour() -> None:
    for stage in LADDERS["seed-week-one"].stages:
        assert sum(bout.run_s + bout.walk_s for bout in stage.bouts) == 30 * 60


def test_distances_keep_their_unit_in_thousandths() -> None:
    track = LADDERS["delaware-track"]
    assert (track.unit, track.in_time) == ("mi", False)
    assert (track.stages[0].run, track.stages[0].between, track.stages[0].repeats) == (100, 100, 10)
    assert track.stages[-1].jogged
    timed = LADDERS["crowell-phases"].stages[0]
    assert (timed.timed, timed.run, timed.total) == (True, 180, 1000)


def test_a_distance_is_run_in_the_seconds_that_it_comes_to() -> None:
    track = {stage.id: stage.bouts for stage in LADDERS["delaware-track"].stages}
    assert [(len(track[id]), track[id][0].run_s, track[id][0].walk_s) for id in ("p1", "p2", "p5")] == [
        (10, 60, 100),
        (7, 120, 100),
        (1, 1280, 0),
    ]
    assert LADDERS["toledo-track"].stages[0].bouts == ()  # a mile of walking is behind whoever runs


@pytest.mark.parametrize("ladder", LADDERS.values(), ids=lambda one: one.id)
def test_every_whole_table_can_be_chosen(ladder: PublishedLadder) -> None:
    assert ladder.can_be_run
    walked = [stage.id for stage in ladder.stages if not stage.bouts]
    assert walked in ([], ["p1"])
    assert all(bout.run_s > 0 for stage in ladder.stages for bout in stage.bouts)


def test_seconds_for_a_ladder_that_counts_seconds_are_refused() -> None:
    table = '[in_seconds]\nkm_run_s = 400\nkm_walk_s = 600\ncite = ["restride_expert"]\nevidence = "expert"\n\n'
    with pytest.raises(ProtocolError) as refusal:
        read_library(with_fault("ladders/osu-advanced.toml", "[[stage]]", f"{table}[[stage]]"))
    assert "in_seconds" in refusal.value.key


@pytest.mark.parametrize("ladder", LADDERS.values(), ids=lambda one: one.id)
def test_each_ladder_tells_its_largest_step(ladder: PublishedLadder) -> None:
    (found,) = ladders.findings([ladder])
    assert found.severity == "note"
    assert "the largest step is" in found.cure


def test_a_ladder_that_begins_harder_than_the_gentle_stage_says_so() -> None:
    own = catalogue().library.sets["ladder-default"].ladder
    assert own is not None
    said = {one.file: one.cure for one in ladders.findings(LADDERS.values(), own.stages[0])}
    assert "begins harder" in said["ladders/arc-five-steps.toml"]
    assert "begins harder" not in said["ladders/osu-advanced.toml"]


def test_a_ladder_and_a_protocol_name_each_other() -> None:
    named = {(ladder.id, c) for p in catalogue().protocols.values() for ladder in p.ladders for c in p.conditions}
    assert named == {(ladder.id, c) for ladder in LADDERS.values() for c in ladder.conditions}


WRONG = [
    (KNEE, '"crowell-phases"', '"crowel-phases"', "ladders", "not a ladder"),
    (KNEE, '"crowell-phases"', '"toledo-track"', "ladders", "take it out"),
    (JONES, "run_s = 60\n", "", "run_s", "is missing"),
    (JONES, 'id = "p2"', 'id = "p1"', "id", "twice"),
    (JONES, 'unit = "s"', 'unit = "km"', "unit", "is not allowed"),
    (JONES, 'cite = ["jones_backtotri"]', "cite = []", "cite", "is empty"),
    (TRACK, "run = 0.1\n", "run = 0.1234\n", "run", "three decimals"),
    (TRACK, "run = 0.1\n", 'run = "a lap"\n', "run", "a distance"),
    (TRACK, "run = 0.1\n", "run = nan\n", "run", "a distance"),
]


@pytest.mark.parametrize(("path", "old", "new", "key", "cure"), WRONG)
def test_a_planted_fault_is_refused_with_its_place(path: str, old: str, new: str, key: str, cure: str) -> None:
    found = refused(path, old, new)
    assert found.file == path
    assert key in found.key
    assert cure in found.cure
