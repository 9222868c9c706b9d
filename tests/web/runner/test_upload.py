"""A file from a watch: proposed, confirmed with what was felt, counted once."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from restride.formats.fit.write import Leg, write_activity
from tests.web.runner.story import Runner, text_of
from tests.web.runner.test_whole_story import to_the_first_run

WARM = Leg(kind="walk", seconds=300, speed_mps=1.6, cadence_spm=110)
RUN = Leg(kind="run", seconds=60, speed_mps=2.6, cadence_spm=164)
WALK = Leg(kind="walk", seconds=120, speed_mps=1.5, cadence_spm=108)


def a_file(start: datetime, *, runs: int = 8) -> bytes:
    return write_activity([WARM, *([RUN, WALK] * runs), WARM], start)


def send(runner: Runner, data: bytes, name: str = "run.fit") -> Any:
    return runner.client.post("/runs/upload", {"file": SimpleUploadedFile(name, data)})


def felt(runner: Runner, **other: str) -> dict[str, str]:
    said = {"before": "0", "pain": "1", "pattern": "steady", "sharp": "no", "limp": "no", "swelling": "0"}
    return {"id": str(uuid4()), "episode": runner.episode, "painkiller": "no", "cut_short": "no", **said, **other}


@pytest.fixture
def ran(runner: Runner) -> bytes:
    """The file of a first run, half an hour after the check-in that asked for it."""
    to_the_first_run(runner)
    start = runner.clock.at + timedelta(minutes=30)
    runner.clock.move(hours=2)
    return a_file(start)


def test_a_run_from_a_file_waits_for_the_runners_word(runner: Runner, ran: bytes) -> None:
    answer = send(runner, ran)
    assert answer.status_code == 302, text_of(answer)
    page = text_of(runner.get(answer["Location"]))
    assert "Is this your run?" in page
    assert "Asked: 8 minutes of running" in page
    assert "session_logged" not in runner.kinds()


def test_a_confirmed_run_is_the_one_that_was_asked_for(runner: Runner, ran: bytes) -> None:
    place = send(runner, ran)["Location"]
    assert runner.post(place, **felt(runner)).status_code == 302
    run = runner.newest("session_logged").body
    assert 400 <= run.run_s <= 560
    assert "How is it an hour after?" in text_of(runner.get("/"))


def test_pain_is_never_guessed(runner: Runner, ran: bytes) -> None:
    place = send(runner, ran)["Location"]
    answers = felt(runner)
    del answers["pain"]
    assert runner.post(place, **answers).status_code == 422
    assert "session_logged" not in runner.kinds()


def test_the_same_file_under_another_name_counts_once(runner: Runner, ran: bytes) -> None:
    place = send(runner, ran)["Location"]
    runner.post(place, **felt(runner))
    again = send(runner, ran, "copy-of-run.fit")
    assert "This run is in your record already." in text_of(again if again.status_code == 200 else runner.get(place))
    assert runner.kinds().count("session_logged") == 1


def test_a_run_from_before_the_first_day_changes_nothing(runner: Runner, ran: bytes) -> None:
    answer = send(runner, a_file(datetime.fromisoformat("2026-01-10T08:00:00+00:00")))
    assert "This run is from before you joined." in text_of(answer)


def test_a_file_that_is_not_the_runners_own_is_settled(runner: Runner, ran: bytes) -> None:
    place = send(runner, ran)["Location"]
    assert runner.post(f"{place}/not-mine", id=str(uuid4()), reason="A ride").status_code == 302
    assert "activity_settled" in runner.kinds()


def test_a_file_nobody_sent_is_a_missing_page(runner: Runner) -> None:
    for tail in ("", "/date", "/not-mine"):
        assert runner.get(f"/runs/file/{uuid4()}{tail}").status_code == 404
