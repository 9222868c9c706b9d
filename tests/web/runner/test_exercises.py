"""The screens of exercises: a list, one exercise, its log, what hurts, the plan; and nothing that is not open."""

import re
from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest

from restride.library.exercises import exercises
from restride.library.words import phrases
from restride.web.runner.drawings import drawing
from restride.web.runner.poses.catalogue import PICTURES
from restride.web.runner.poses.skeleton import joints_of
from tests.web.runner.story import Runner, text_of

ADDRESS = re.compile(r'href="/exercise/([a-z0-9_]+)"')
PAGES = ("/exercise", "/exercise/plan", "/exercise/kit", "/exercise/own")


@pytest.fixture(autouse=True)
def enrolled(runner: Runner) -> None:
    runner.intake()


def offered(runner: Runner) -> list[str]:
    """Every exercise that the list leads to."""
    return [id for id in ADDRESS.findall(runner.page("/exercise")) if id not in ("plan", "kit", "own")]


def session(runner: Runner) -> list[str]:
    page = runner.page("/exercise").partition("Before each run")[0]
    return list(dict.fromkeys(ADDRESS.findall(page)))


def fields(runner: Runner, exercise: str) -> dict[str, str]:
    """The form of an exercise as it stands, with no pain."""
    page = runner.page(f"/exercise/{exercise}")
    numbers = re.findall(r'name="((?:left|right|one)-\d+)" id="[^"]+" value="(\d*)"', page)
    pains = dict.fromkeys(re.findall(r'name="(pain-[a-z]+)"', page), "0")
    return {"id": str(uuid4()), **dict(numbers), **pains}


def test_before_the_check_in_the_list_asks_for_it(runner: Runner) -> None:
    assert "First, how is it today?" in text_of(runner.get("/exercise"))
    assert offered(runner) == []
    for one in exercises().exercises:
        assert runner.get(f"/exercise/{one}").status_code == 404


def test_today_leads_to_the_session(runner: Runner) -> None:
    assert 'href="/exercise"' not in runner.page("/")
    runner.check_in()
    assert 'href="/exercise"' in runner.page("/")
    assert len(session(runner)) >= 3


def test_only_what_is_part_of_today_has_a_page(runner: Runner) -> None:
    runner.check_in()
    there = set(offered(runner))
    for one in exercises().exercises:
        assert (runner.get(f"/exercise/{one}").status_code == 200) is (one in there), one
        assert (runner.get(f"/exercise/{one}/hurts").status_code == 200) is (one in there), one
        if one not in there:
            assert runner.post(f"/exercise/{one}", id=str(uuid4()), leave="1").status_code == 404
            assert runner.post(f"/exercise/{one}/hurts", id=str(uuid4()), sharp="no").status_code == 404
    assert "exercise_logged" not in runner.kinds()


def test_no_page_names_an_exercise_with_landings_while_calming_down(runner: Runner) -> None:
    runner.check_in()
    said = " ".join(
        text_of(runner.get(page)) for page in (*PAGES, "/", *(f"/exercise/{one}" for one in offered(runner)))
    )
    for id, one in exercises().exercises.items():
        if one.impact:
            assert f"/exercise/{id}" not in said
    for word in ("hop", "jump", "Bounding", "Strides"):
        assert word not in said, word


def test_a_stop_takes_every_exercise_away(runner: Runner) -> None:
    runner.check_in()
    before = offered(runner)
    sent = {"id": str(uuid4()), "flags": ["locked_knee"], "confirming": "1", "sure-locked_knee": "yes"}
    assert runner.post("/wrong", **sent).status_code == 302
    assert offered(runner) == []
    assert "Exercises wait, too" in text_of(runner.get("/exercise"))
    assert "Nothing is open now" in text_of(runner.get("/exercise/plan"))
    assert {runner.get(f"/exercise/{one}").status_code for one in before} == {404}


def test_an_exercise_shows_its_drawing_amount_and_cues(runner: Runner) -> None:
    runner.check_in()
    page = runner.get(f"/exercise/{session(runner)[0]}")
    assert '<svg class="drawing"' in page.content.decode()
    assert "Exercise 1 of" in text_of(page)
    assert "Worst pain" in text_of(page)


def test_doing_the_whole_session_is_logged_side_by_side_and_counts(runner: Runner) -> None:
    runner.check_in()
    todo = session(runner)
    for one in todo:
        assert runner.post(f"/exercise/{one}", **fields(runner, one)).status_code == 302
    assert runner.kinds().count("exercise_logged") == len(todo)
    assert runner.kinds().count("foundation_done") == 1
    sided = [event for event in runner.events() if event.kind == "exercise_logged"]
    assert any({one.side for one in event.body.sets} == {"left", "right"} for event in sided)
    assert "Done" in text_of(runner.get("/exercise"))


def test_after_one_comes_the_next(runner: Runner) -> None:
    runner.check_in()
    first, second, *_ = session(runner)
    assert runner.post(f"/exercise/{first}", **fields(runner, first))["Location"] == f"/exercise/{second}"


def test_pain_left_open_is_unknown_and_a_number_is_asked_for(runner: Runner) -> None:
    runner.check_in()
    one = session(runner)[0]
    told = fields(runner, one)
    without = {name: value for name, value in told.items() if not name.startswith("pain")}
    assert runner.post(f"/exercise/{one}", **without).status_code == 422
    skipped = {**told, **{name: "" for name in told if name.startswith("pain")}}
    assert runner.post(f"/exercise/{one}", **skipped).status_code == 302
    assert {each.pain_tenths for each in runner.newest("exercise_logged").body.sets} == {None}


@pytest.mark.parametrize("value", ["-1", "ten", "99999", "1e3"])
def test_a_number_that_cannot_be_is_refused_beside_its_field(runner: Runner, value: str) -> None:
    runner.check_in()
    one = session(runner)[0]
    told = fields(runner, one)
    first = next(name for name in told if name.endswith("-1"))
    assert runner.post(f"/exercise/{one}", **{**told, first: value}).status_code == 422
    assert "exercise_logged" not in runner.kinds()


def test_leaving_out_is_kept_and_shown(runner: Runner) -> None:
    runner.check_in()
    one = session(runner)[0]
    assert runner.post(f"/exercise/{one}", id=str(uuid4()), leave="1").status_code == 302
    assert runner.newest("exercise_logged").body.sets == ()
    assert "Left out" in text_of(runner.get("/exercise"))


def test_what_hurts_becomes_easier_and_what_is_sharp_goes_to_the_door(runner: Runner) -> None:
    runner.check_in()
    one = next(id for id in session(runner) if exercises().exercises[id].easier)
    page = runner.page(f"/exercise/{one}/hurts")
    pains = dict.fromkeys(re.findall(r'name="(pain-[a-z]+)"', page), "4")
    answer = runner.post(f"/exercise/{one}/hurts", id=str(uuid4()), sharp="no", **pains)
    assert answer["Location"] == f"/exercise/{one}"
    assert "Here is the easier way" in text_of(runner.get(f"/exercise/{one}"))
    assert runner.newest("exercise_logged").body.hurt
    assert runner.post(f"/exercise/{one}/hurts", id=str(uuid4()), sharp="yes", **pains)["Location"] == "/wrong"


def test_what_is_at_hand_is_asked_once_and_changes_the_choice(runner: Runner) -> None:
    runner.check_in()
    assert "cycling" not in offered(runner)
    assert runner.post("/exercise/kit", id=str(uuid4()), kit=["bike", "none"], weaker="none").status_code == 422
    assert runner.post("/exercise/kit", id=str(uuid4()), kit=["bike", "band"], weaker="right").status_code == 302
    assert "cycling" in offered(runner)
    assert runner.post("/exercise/cycling", **{**fields(runner, "cycling"), "one-1": "30"}).status_code == 302
    assert runner.newest("exercise_logged").body.sets[0].seconds == 1800


def test_an_exercise_of_ones_own_is_added_logged_and_taken_off(runner: Runner) -> None:
    runner.check_in()
    assert runner.post("/exercise/own", id=str(uuid4()), name="", dose="3 x 10").status_code == 422
    told = {"id": str(uuid4()), "name": "Ball <b>squeeze", "dose": "3 x 10", "given_by": "my physio"}
    assert runner.post("/exercise/own", **told).status_code == 302
    assert "Ball &lt;b&gt;squeeze" in runner.page("/exercise")
    own = f"/exercise/own/{told['id']}"
    assert runner.post(own, id=str(uuid4()), times="30", pain="1").status_code == 302
    assert runner.newest("exercise_logged").body.exercise == told["id"]
    assert runner.post(own, id=str(uuid4()), end="1").status_code == 302
    assert runner.get(own).status_code == 404


@pytest.mark.mission("M02")
def test_the_plan_names_what_is_open_with_drawing_and_dose(runner: Runner) -> None:
    runner.check_in()
    page = runner.get("/exercise/plan")
    for one in session(runner):
        assert phrases().render(f"exercises.{one}", "name") in text_of(page)
    assert "print this page" in text_of(page)
    assert page.content.decode().count('<svg class="drawing"') >= 6


def test_the_plan_grows_with_the_phase(runner: Runner) -> None:
    for _ in range(4):
        runner.check_in()
        calm = text_of(runner.get("/exercise/plan"))
        runner.clock.move(days=1)
    runner.check_in()
    later = text_of(runner.get("/exercise/plan"))
    assert "Split squat" not in calm or "Split squat" in later
    assert "Split squat" in later


def test_another_persons_own_exercise_is_as_missing_as_an_unknown_one(runner: Runner) -> None:
    runner.check_in()
    assert runner.get(f"/exercise/own/{uuid4()}").status_code == 404
    assert runner.post(f"/exercise/own/{uuid4()}", id=str(uuid4()), end="1").status_code == 404


def test_there_is_a_drawing_with_words_for_every_exercise() -> None:
    assert set(PICTURES) == set(exercises().exercises)
    for id in PICTURES:
        drawn = drawing(id, 'a <title> & "more"')
        assert "<title>a &lt;title&gt; &amp; &quot;more&quot;</title>" in drawn
        assert "style=" not in drawn
        assert "nan" not in drawn
    assert drawing("no_such_exercise", "") == ""


@pytest.mark.parametrize("id", sorted(PICTURES))
def test_every_drawing_stays_in_its_frame_above_the_floor(id: str) -> None:
    for frame in (PICTURES[id].start, PICTURES[id].end):
        joints = joints_of(frame.pose)
        points = [point for limb in (*joints.legs, *joints.arms, joints.trunk) for point in limb]
        assert min(y for _, y in points) > -7.5
        assert max(x for x, _ in points) - min(x for x, _ in points) < 126
    drawn = drawing(id, id)
    xs = [float(x) for path in re.findall(r'd="M([^"]+)"', drawn) for x in re.findall(r"(-?\d+\.\d) -?\d", path)]
    assert all(-2 <= x <= 322 for x in xs)


def test_weeks_of_work_through_the_screens_reach_the_foundation(runner: Runner) -> None:
    for _ in range(5):
        runner.check_in()
        for one in session(runner):
            runner.post(f"/exercise/{one}", **fields(runner, one))
        runner.clock.at += timedelta(days=1)
    assert runner.kinds().count("foundation_done") >= 2


@pytest.mark.parametrize("id", ["bird_dog", "single_leg_rdl", "askling_diver", "swimming", "squat"])
def test_the_arrow_between_the_poses_crosses_no_limb(id: str) -> None:
    drawn = drawing(id, id)
    (height,) = [float(found) for found in re.findall(r'class="way" d="M151 (-?[\d.]+)h18', drawn)]
    for path in re.findall(r'<path(?! class="(?:floor|thing|way))[^>]* d="M([^"]+)"', drawn):
        points = [tuple(map(float, one.split())) for one in path.split("L")]
        for (ax, ay), (bx, by) in pairwise(points):
            for n in range(11):
                x, y = ax + (bx - ax) * n / 10, ay + (by - ay) * n / 10
                assert not (150 < x < 170 and abs(y - height) < 7), id
