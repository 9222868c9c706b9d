"""Every safety invariant has a test or is on a list that only shrinks; every hazard has its controls."""

from pathlib import Path

from tools import safety


def test_every_invariant_has_a_test_or_is_listed_as_uncovered() -> None:
    known = {one.id for one in safety.invariants()}
    silent = known - set(safety.guards()) - set(safety.uncovered())
    assert not silent, f"neither a test nor a line in {safety.UNCOVERED.name}: {sorted(silent)}"


def test_an_invariant_with_a_test_is_struck_from_the_list() -> None:
    stale = set(safety.uncovered()) & set(safety.guards())
    assert not stale, f"has a test by now, run `./run python -m tools.generate`: {sorted(stale)}"


def test_ids_in_tests_and_in_the_list_exist() -> None:
    known = {one.id for one in safety.invariants()}
    unknown = (set(safety.guards()) | set(safety.uncovered())) - known
    assert not unknown, f"no such invariant in docs/safety/invariants: {sorted(unknown)}"
    assert len(safety.uncovered()) == len(set(safety.uncovered()))


def test_hazards_and_invariants_name_each_other() -> None:
    invariants = {one.id: one for one in safety.invariants()}
    hazards = {one.id: one for one in safety.hazards()}
    for hazard in hazards.values():
        assert hazard.controls, f"{hazard.id} has no control"
        for name in (name for control in hazard.controls for name in control.by):
            assert hazard.id in invariants[name].hazards, f"{name} does not name {hazard.id} back"
    for one in invariants.values():
        assert one.hazards, f"{one.id} keeps no hazard away"
        assert set(one.hazards) <= set(hazards), f"{one.id} names an unknown hazard"


def test_what_remains_of_every_hazard_is_acceptable() -> None:
    for hazard in safety.hazards():
        assert hazard.residual_risk <= min(2, hazard.risk), f"{hazard.id} remains at {hazard.residual_risk}"


def test_a_guard_is_found_by_name_by_marker_by_class_and_by_module(tmp_path: Path) -> None:
    tests = tmp_path / "tests"
    tests.mkdir()
    (tests / "test_sample.py").write_text(
        "pytestmark = [pytest.mark.db, pytest.mark.invariant('INV-004')]\n"
        "def test_inv_001_and_inv_002_hold(): ...\n"
        "class Story:\n"
        "    @pytest.mark.invariant('INV-003')\n"
        "    def test_told(self): ...\n"
        "def builder_inv_009(): ...\n"
    )
    found = {one: [guard.test for guard in guards] for one, guards in safety.guards(tests).items()}
    assert found == {
        "INV-001": ["test_inv_001_and_inv_002_hold"],
        "INV-002": ["test_inv_001_and_inv_002_hold"],
        "INV-003": ["test_told"],
        "INV-004": ["test_inv_001_and_inv_002_hold", "test_told"],
    }
