"""What the runner says beside the check-ins, on the chart: only what is shared, in the same words, deciding nothing."""

import pytest

from restride.core.terms import Category
from restride.usecases.self_report import record_ratings
from restride.usecases.why_it_happened import record_causes
from tests.web.clinic.people import Clinic


def told(clinic: Clinic) -> None:
    """The runner answers causes, history and the questions of the week."""
    scene = clinic.scene
    answers = {
        "same_before": "yes",
        "gives_way": "yes",
        "weakness": "unsure",
        "shoes": "no",
        "other_problems": "Old sprain of the right ankle.",
        "worry_most": "joints",
    }
    record_causes(scene.ports, scene.me, answers, id=scene.id())
    record_ratings(scene.ports, scene.me, {"confidence": 3, "normal": 40}, id=scene.id())


def page(clinic: Clinic) -> str:
    return str(clinic.at_desk.get(clinic.page).content.decode())


@pytest.mark.mission("M01")
def test_the_chart_shows_history_instability_and_weakness_in_the_runners_words(clinic: Clinic) -> None:
    told(clinic)
    clinic.link()
    said = page(clinic)
    for words in (
        "Had the same problem in the last year",
        "The joint feels as if it gives way",
        "Weak hips, glutes or thighs: not sure",
        "Old sprain of the right ankle.",
        "Does running ruin my joints?",
    ):
        assert words in said
    assert said.index("Answered no") < said.index("Worn shoes, or a change of shoes")


@pytest.mark.mission("M30")
def test_the_chart_shows_confidence_over_time_beside_the_course(clinic: Clinic) -> None:
    told(clinic)
    clinic.link()
    said = page(clinic)
    assert "3 of 10" in said
    assert "40 of 100" in said
    assert "the others decide nothing" in said


def test_what_is_not_shared_is_not_on_the_chart(clinic: Clinic) -> None:
    told(clinic)
    clinic.scene.share(Category.DECISIONS)
    said = page(clinic)
    for words in ("gives way", "Old sprain", "3 of 10", "own numbers"):
        assert words not in said


def test_without_answers_there_is_no_such_card(clinic: Clinic) -> None:
    clinic.link()
    assert "Why it happened" not in page(clinic)
