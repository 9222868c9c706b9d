"""What a study says: labelled as a simulation everywhere, the same for the same study, honest about what it loses."""

from dataclasses import replace
from xml.etree import ElementTree

import msgspec
import pytest

from restride.library.words import phrases
from restride.study.cohort import Outcomes, run_study
from restride.study.figures import difference, mean, median, share
from restride.study.outcome import Counts, Outcome
from restride.study.plot import as_svg
from restride.study.report import as_json, compared, report
from restride.study.table import as_text, losses
from tests.study.cohorts import outcomes, study


def made_up(**injuries: list[int]) -> Outcomes:
    """Outcomes of so many injuries a runner; nobody is hurt otherwise, and everybody gets there on day 50."""
    return {
        policy.replace("_", "-"): tuple(
            Outcome(runner=n, protocol="general", style="honest", goal_day=50, before=Counts(injuries=many))
            for n, many in enumerate(counts)
        )
        for policy, counts in injuries.items()
    }


def test_every_form_of_the_report_says_that_it_is_a_simulation() -> None:
    said = report(study(), outcomes())
    text, svg = as_text(said, phrases()), as_svg(said, phrases())
    assert text.startswith("SIMULATION")
    assert msgspec.json.decode(as_json(said))["label"] == "SIMULATION"
    drawing = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
    assert drawing[0].text == "SIMULATION"
    assert "SIMULATION" in (drawing[1].text or "")
    assert svg.count("<polyline") == 2


def test_the_report_of_a_study_is_the_same_to_the_byte() -> None:
    again = run_study(study())
    assert as_json(report(study(), again)) == as_json(report(study(), outcomes()))
    assert report(study(), outcomes(2)).result != report(study(), outcomes(1)).result


def test_a_report_of_papers_alone_compares_nothing() -> None:
    only = {"nine-weeks": outcomes()["nine-weeks"]}
    said = report(replace(study(), policies=("nine-weeks",)), only)
    assert said.compared == ()
    assert "nine-weeks" in as_text(said, phrases())


def test_the_default_is_compared_with_the_best_paper_and_losses_are_named() -> None:
    found = compared(made_up(default=[1] * 20, delaware=[1, 0] * 10, nine_weeks=[3] * 20), 100)
    assert found[0].best == "delaware"
    assert found[0].says == "more"
    assert losses(found, phrases())[0] == "The default loses in: injuries before 30 min."
    better = compared(made_up(default=[0] * 20, delaware=[1, 1, 0, 1] * 5), 100)
    assert better[0].says == "fewer"
    assert "none" in losses(better, phrases())[0]


def test_a_difference_that_chance_explains_is_called_none() -> None:
    found = compared(made_up(default=[1, 0, 0, 0], delaware=[0, 0, 0, 1]), 100)
    assert found[0].says == "level"


def test_what_happens_after_the_goal_counts_over_all_days_alone() -> None:
    one = Outcome(runner=0, protocol="general", style="honest")
    one.add("flares")
    one.goal_day = 3
    one.add("flares")
    one.new_day()
    assert (one.before.flares, one.whole.flares, one.before.days, one.whole.days) == (1, 2, 0, 1)


def test_figures_carry_their_interval() -> None:
    assert mean([2, 2, 2]).low == 2
    assert mean([5]).low is None
    half = share([True, False] * 50)
    assert half.low == pytest.approx(0.404, abs=0.001)
    assert half.high == pytest.approx(0.596, abs=0.001)
    assert difference([3, 3], [1, 1]).value == 2


def test_a_median_counts_those_who_never_got_there_as_last() -> None:
    assert median([10, None, 20, 30, None]).value == 30
    assert median([10, None, None]).value is None
    assert median([10, None, None]).low == 10
