"""What we write, others read: workouts and activities read back by two independent libraries and by ourselves."""

import io
from datetime import UTC, datetime
from typing import Any

import fitdecode
import pytest
from fit_tool.fit_file import FitFile
from fit_tool.profile.messages.workout_step_message import WorkoutStepMessage

from restride.formats.fit.write import Repeat, Step, write_activity, write_workout
from restride.formats.parsed import parse
from tests.fixtures_activity.legs import START, pause, run, walk, walk_run

CREATED = datetime(2026, 3, 14, 6, 0, tzinfo=UTC)
PLAN = [
    Step(kind="warm_up", seconds=300),
    Repeat(steps=(Step(kind="run", seconds=60), Step(kind="walk", seconds=120)), times=8),
    Step(kind="cool_down", seconds=240),
]


def messages(data: bytes, name: str) -> list[dict[str, Any]]:
    with fitdecode.FitReader(io.BytesIO(data), check_crc=fitdecode.CrcCheck.RAISE) as reader:
        return [
            {field.name: field.value for field in frame.fields}
            for frame in reader
            if isinstance(frame, fitdecode.FitDataMessage) and frame.name == name
        ]


def test_a_workout_is_read_back_step_by_step() -> None:
    data = write_workout("Walk-run 8", PLAN, CREATED)
    steps = messages(data, "workout_step")
    assert [(one["duration_type"], one["intensity"]) for one in steps] == [
        ("time", "warmup"),
        ("time", "active"),
        ("time", "rest"),
        ("repeat_until_steps_cmplt", None),
        ("time", "cooldown"),
    ]
    assert [one.get("duration_time") for one in steps] == [300, 60, 120, None, 240]
    assert (steps[3]["duration_step"], steps[3]["repeat_steps"]) == (1, 8)
    (workout,) = messages(data, "workout")
    assert (workout["sport"], workout["num_valid_steps"], workout["wkt_name"]) == ("running", 5, "Walk-run 8")
    assert messages(data, "file_id")[0]["type"] == "workout"


@pytest.mark.filterwarnings("ignore")
def test_a_second_library_reads_the_same_workout() -> None:
    file = FitFile.from_bytes(write_workout("Walk-run 8", PLAN, CREATED))
    steps = [one.message for one in file.records if isinstance(one.message, WorkoutStepMessage)]
    assert [step.duration_value for step in steps] == [300, 60, 120, 1, 240]


@pytest.mark.invariant("INV-019")
def test_a_workout_file_asks_for_no_second_more_than_was_issued() -> None:
    steps = messages(write_workout("Walk-run 8", PLAN, CREATED), "workout_step")
    assert 8 * next(one["duration_time"] for one in steps if one["intensity"] == "active") == 480


def test_a_long_workout_name_is_cut_between_letters() -> None:
    (workout,) = messages(write_workout("Gehen und Laufen für Ängstliche", PLAN, CREATED), "workout")
    assert workout["wkt_name"] == "Gehen und Laufen für "  # the next letter takes two bytes, one is left


def test_a_workout_is_no_run() -> None:
    result = parse(write_workout("Walk-run 8", PLAN, CREATED), "plan.fit")
    assert (result.status, result.problems[0].code) == ("refused", "not-an-activity")


def test_a_written_activity_is_what_was_done() -> None:
    data = write_activity(walk_run(8), START)
    result = parse(data, "run.fit")
    (done,) = result.activities
    assert (result.status, result.problems) == ("readable", ())
    assert (done.start, done.elapsed_s, done.timer_s, done.laps, done.records) == (START, 1740, 1740, 17, 1741)
    assert (done.run_s, done.longest_bout_s, done.walk_s) == (480, 60, 1260)
    assert (done.max_hr, done.run_cadence_spm, done.run_distance_m) == (150, 164, 1248)


def test_a_written_activity_is_read_alike_by_another_library() -> None:
    data = write_activity(walk_run(8), START)
    (session,) = messages(data, "session")
    assert (session["start_time"], session["total_elapsed_time"], session["sport"]) == (START, 1740, "running")
    records = messages(data, "record")
    assert (len(records), records[-1]["distance"]) == (1741, pytest.approx(480 * 2.6 + 1260 * 1.4))


def test_a_pause_stops_the_timer_and_splits_a_run() -> None:
    (done,) = parse(write_activity([run(120), pause(60), run(90), walk(60)], START), "run.fit").activities
    assert (done.elapsed_s, done.timer_s) == (330, 270)
    assert [(one.kind, one.duration_s) for one in done.bouts] == [("run", 120), ("run", 90), ("walk", 60)]


def test_a_start_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="aware"):
        write_activity([run(10)], datetime(2026, 1, 1))  # noqa: DTZ001
