"""The exercises as data: each condition and body part covered, every sentence there, every mistake named."""

from dataclasses import replace

import pytest

from restride.core.terms import Evidence, Scope
from restride.library.catalogue import catalogue
from restride.library.errors import ProtocolError
from restride.library.exercises import exercises, read_exercises
from restride.library.lint.exercises import coverage, findings
from restride.library.source import packaged
from restride.library.words import phrases
from tests.library.planted import with_fault

HIPS, JUMPING, TRUNK = (f"exercises/{name}.toml" for name in ("hips", "jumping", "trunk"))
DOSING, CONDITIONS = "exercises/dosing.toml", "exercises/conditions.toml"


def test_every_condition_has_an_exercise_or_a_written_reason_for_each_part() -> None:
    cells = coverage(exercises())
    assert len(cells) == len(exercises().policies) * len(exercises().areas_required)
    assert [cell for cell in cells if not cell.covered] == []


def test_the_data_hang_together_and_every_sentence_is_there() -> None:
    assert findings(exercises(), phrases()) == ()


def test_a_part_without_exercise_or_reason_is_found() -> None:
    shelf = exercises()
    without = replace(shelf.exercises["arm_swing_drill"], areas=("trunk",))
    lines = findings(replace(shelf, exercises={**shelf.exercises, without.id: without}))
    assert "mtss, arm_swing: has neither exercise nor reason; keep one of the two" in lines


def test_an_exercise_without_its_sentence_is_found() -> None:
    shelf = exercises()
    more = {**shelf.exercises, "nameless": replace(shelf.exercises["plank"], id="nameless")}
    assert any(line.startswith("exercises.nameless") for line in findings(replace(shelf, exercises=more), phrases()))


def test_nothing_with_landings_is_open_before_impact_is_cleared_or_while_calming_down() -> None:
    landing = [one for one in exercises().exercises.values() if one.impact]
    assert len(landing) > 10
    assert all(one.needs == Scope.IMPACT and one.phase != "calm" for one in landing)


def test_what_is_from_memory_counts_as_expert_opinion() -> None:
    shelf = exercises()
    recalled = [one for one in shelf.exercises.values() if one.dose.recalled]
    assert {one.id for one in recalled} == {"spanish_squat", "nordic", "askling_diver", "plantar_stretch"}
    assert all(one.dose.evidence is Evidence.EXPERT for one in recalled)
    assert [part.recalled for part in shelf.exercises["heavy_slow_calf"].dose.schedule].count(True) == 1


def test_every_shipped_protocol_agrees_about_the_clearance() -> None:
    policies = exercises().policies
    for protocol in catalogue().protocols.values():
        for condition in protocol.conditions:
            if policies[condition].clearance == "required":
                assert protocol.clearance == "required", condition


@pytest.mark.parametrize(
    ("path", "old", "new", "key"),
    [
        (JUMPING, 'needs = "impact"\n', "", "needs"),
        (JUMPING, 'phase = "foundation"', 'phase = "calm"', "phase"),
        (JUMPING, 'prepared_by = "calf_ankle"\n', "", "prepared_by"),
        (JUMPING, 'ladder = "two_leg"\n', "", "landings"),
        (JUMPING, "contacts = 60, sets = 4", "contacts = 30, sets = 4", "contacts"),
        (JUMPING, "landings = [\n    { contacts = 40, sets = 4, amount = 10 },\n]\n", "", "landings"),
        (HIPS, 'id = "glute_bridge"', 'id = "hip_thrust"', "id"),
        (HIPS, 'phase = "calm"', 'phase = "soon"', "phase"),
        (HIPS, "sets = [3, 3]", "sets = [3, 2]", "sets"),
        (HIPS, "reps = [10, 15]\n", "", "reps"),
        (HIPS, 'progression = ["single_leg_bridge"', 'progression = ["no_such_bridge"', "progression"),
        (HIPS, 'conditions = ["all", "bsi_high_risk"', 'conditions = ["all", "no_such_injury"', "conditions"),
        (HIPS, 'cite = ["seed_001"', 'cite = ["nobody_2020"', "cite"),
        (HIPS, 'category = "strength"', 'category = "strength"\nkitt = ["band"]', "kitt"),
        (HIPS, 'kit = ["band"]', 'kit = ["trampoline"]', "kit"),
        (TRUNK, 'evidence = "expert"', 'evidence = "trial"', "evidence"),
        (DOSING, "two_leg = [40, 60, 80, 100]", "two_leg = [40, 30]", "two_leg"),
        (DOSING, 'phase = "keep"', 'phase = "build"', "per_week"),
        (CONDITIONS, 'key = ["step_down"', 'key = ["step_sideways"', "key"),
        (CONDITIONS, "pain_most = 2", "pain_most = 11", "pain_most"),
    ],
)
def test_a_mistake_is_refused_with_its_file_its_key_and_a_cure(path: str, old: str, new: str, key: str) -> None:
    with pytest.raises(ProtocolError) as refused:
        read_exercises(with_fault(path, old, new))
    assert refused.value.file == path
    assert key in refused.value.key
    assert refused.value.cure


def test_exercises_listed_one_by_one_always_need_a_clearance() -> None:
    text = packaged().text(CONDITIONS)
    before, after = text.split('id = "fracture_other"')
    broken = before + 'id = "fracture_other"' + after.replace("required", "recommended", 1)
    with pytest.raises(ProtocolError, match="listed one by one"):
        read_exercises(with_fault(CONDITIONS, text, broken))


def test_the_digest_names_exactly_this_data() -> None:
    changed = read_exercises(with_fault(HIPS, "reps = [10, 15]", "reps = [10, 14]"))
    assert changed.digest != exercises().digest == read_exercises(packaged()).digest
