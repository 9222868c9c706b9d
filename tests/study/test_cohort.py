"""A cohort's result depends on the study alone: not on workers, order or machine."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from restride.study.cohort import StudyError, protocols_named, run_study, workers
from restride.study.draws import days_of
from restride.study.policies import UnknownPolicy, catalogue, literal_courses, named, policies
from tests.study.cohorts import one, outcomes, study


def test_two_processes_and_none_give_the_same_outcomes() -> None:
    asked = study(runners=18, days=4, policies="nine-weeks,default")
    with workers("processes", 1) as nobody:
        alone = run_study(asked, executor=nobody)
    with workers("processes", 2) as pool:
        spread = run_study(asked, executor=pool)
    assert alone == spread
    assert [found.runner for found in alone["default"]] == list(range(18))


def test_any_executor_of_the_standard_library_will_do_and_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    with ThreadPoolExecutor(2) as pool:
        spread = run_study(study(), executor=pool, progress=lambda done, whole: told.append((done, whole)))
    assert spread == outcomes()
    assert told == [(1, 2), (2, 2)]


def test_a_seed_tells_the_same_story_twice_and_another_seed_another() -> None:
    assert run_study(study()) == outcomes(1)
    assert outcomes(2) != outcomes(1)


def test_a_runner_is_the_same_in_a_larger_cohort_and_a_longer_study() -> None:
    larger = run_study(study(runners=5, policies="nine-weeks"))
    assert larger["nine-weeks"][:3] == outcomes()["nine-weeks"]
    assert days_of(1, 2, 30)[:10] == days_of(1, 2, 10)


def test_every_policy_meets_the_same_runners() -> None:
    styles = [[found.style for found in per] for per in outcomes().values()]
    assert styles[0] == styles[1]


def test_dask_that_is_not_installed_is_said_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dask", None)
    monkeypatch.setitem(sys.modules, "dask.distributed", None)
    with pytest.raises(StudyError, match="study extra"), workers("dask", 1):
        pass


def test_a_dask_cluster_gives_the_same_outcomes() -> None:
    pytest.importorskip("dask.distributed")
    with workers("dask", 1) as cluster:
        assert run_study(study(), executor=cluster) == outcomes()


def test_unknown_names_are_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownPolicy, match="nine-weeks"):
        named("fastest")
    with pytest.raises(StudyError, match="patellofemoral-pain"):
        protocols_named("elbow")


def test_without_a_name_the_default_meets_the_four_literal_courses() -> None:
    assert literal_courses() == ("source-001", "source-002", "delaware", "nine-weeks")
    assert [policy.name for policy in named("")] == ["default", *literal_courses()]
    assert named("all") == tuple(policies().values())


@pytest.mark.parametrize("protocol", protocols_named(""))
def test_every_shipped_protocol_takes_two_runners(protocol: str) -> None:
    for number in (0, 1):
        lived = one(protocol=protocol, number=number)
        assert lived.whole.days == 15
        assert lived.whole.runs + lived.whole.rest_days == 15
    assert any(one(protocol=protocol, number=number).whole.runs for number in (0, 1, 2))


@pytest.mark.parametrize("policy", sorted(policies()))
def test_every_policy_brings_somebody_to_run(policy: str) -> None:
    assert sum(one(policy, number=number).whole.runs for number in (0, 1)) > 0


def test_the_protocols_are_those_that_are_shipped() -> None:
    assert protocols_named("") == tuple(sorted(catalogue().protocols))
