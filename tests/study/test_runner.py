"""The latent state: what runs do to it, how it is told, and that no policy can look at it."""

import ast
import inspect
from dataclasses import replace
from functools import cache
from importlib.resources import files
from types import ModuleType

import pytest

from restride.core.terms import PainPlace
from restride.study import asked, engine_course, paper_course, policies
from restride.study.assumptions import AssumptionError, Style, assumptions, read_assumptions
from restride.study.draws import Day, days_of
from restride.study.runner import Body, person, style_at
from restride.study.styles import Voice


@cache
def day(number: int = 0) -> Day:
    return replace(days_of(1, 0, number + 1)[number], knock=1.0, injury=1.0)


def style(name: str) -> Style:
    return next(one for one in assumptions().styles if one.id == name)


def body(number: int = 0) -> Body:
    tissue = assumptions().tissues["overuse"]
    return Body(person(1, number, tissue, assumptions()), tissue, assumptions())


def voice(name: str = "honest") -> Voice:
    return Voice(style(name), assumptions().telling, place=PainPlace.JOINT, lines=())


def told(name: str, true: float) -> float:
    answers = (voice(name).morning(true, one, ratio=0, swollen_d=0) for one in days_of(3, 0, 200))
    return sum(says.pain_tenths or 0 for says in answers) / 200


def test_an_irritated_tissue_is_told_worse_by_an_honest_runner() -> None:
    assert told("honest", 0) < told("honest", 2) < told("honest", 5)


def test_a_stoic_runner_says_less_of_the_same_pain() -> None:
    assert told("stoic", 5) < told("over-eager", 5) < told("honest", 5)


def test_an_injury_hurts_lasts_and_takes_capacity() -> None:
    well, hurt = body(), body()
    well.run(480, 60, day())
    felt = hurt.run(480, 60, replace(day(), injury=0.0))
    assert felt.injured
    assert hurt.pain > well.pain
    assert hurt.capacity < well.capacity
    assert hurt.laid_off_d > 0


def test_a_larger_run_irritates_more_and_a_night_calms() -> None:
    small, large = body(), body()
    assert small.run(480, 60, day()).added < large.run(1200, 300, day()).added
    before = large.irritation
    large.sleep(day(1))
    assert large.irritation < before


def test_the_same_minutes_in_long_bouts_weigh_more() -> None:
    assert body().weigh(600, 60, day())[0] < body().weigh(600, 600, day())[0]


def test_runs_that_are_tolerated_build_capacity_and_idleness_loses_it() -> None:
    one = body()
    first = one.capacity
    for number in range(10):
        one.run(360, 60, day(number))
        one.sleep(day(number))
        one.sleep(day(number))
    built = one.capacity
    assert built > first
    for _ in range(60):
        one.idle_d += 1
        one.sleep(day())
    assert one.capacity < built * 1.2


def test_the_styles_share_out_the_whole_cohort() -> None:
    styles = assumptions().styles
    assert [style_at(styles, share).id for share in (0.0, 0.6, 0.8, 0.9999999)] == [one.id for one in styles]


@pytest.mark.parametrize("module", [asked, engine_course, paper_course, policies])
def test_no_policy_can_look_at_the_latent_state(module: ModuleType) -> None:
    tree = ast.parse(inspect.getsource(module))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    hidden = {"runner", "days", "draws", "styles", "outcome", "cohort"}
    assert not {f"restride.study.{name}" for name in hidden} & imported


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("usual_min = 40", "usual_min = -1", "people.usual_min"),
        ("usual_min = 40", 'usual_min = "forty"', "people.usual_min"),
        ("usual_min = 40", "usual_min = nan", "people.usual_min"),
        ("usual_min = 40", "usual_mins = 40", "people.usual_min"),
        ("share = 0.5\nscale", "share = 0.4\nscale", "style"),
        ("schema = 1", "schema = 2", "schema"),
    ],
)
def test_assumptions_that_cannot_be_used_name_the_place(old: str, new: str, place: str) -> None:
    text = files("restride.study").joinpath("assumptions.toml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(AssumptionError, match=place):
        read_assumptions(text.replace(old, new, 1))
