"""How fast a condition may be at most, step by step: rising, one a step, and never a sprint for a hamstring."""

import pytest

from restride.core.decision import Quality
from restride.library.errors import ProtocolError
from tests.build_story import tables
from tests.library.planted import findings, with_fault
from tests.story import protocol, shipped

HAMSTRING = "conditions/hamstring-strain.toml"
NAMES = ("hamstring-strain", "proximal-hamstring-tendinopathy")
STRIDES = "speeds = [{ most_pct = 70 }, { most_pct = 70 }, { most_pct = 90 }, { most_pct = 90 }]"


def speeds(name: str) -> dict[str, list[int]]:
    return {kind.id: [step.most_pct for step in kind.steps] for table in tables(protocol(name)) for kind in table.kinds}


@pytest.mark.parametrize("name", NAMES)
def test_speed_rises_in_steps_that_begin_at_seventy_and_never_reach_a_sprint(name: str) -> None:
    found = speeds(name)
    assert set(found) == {"strides", "hills", "intervals", "tempo"}
    for steps in found.values():
        assert steps == sorted(steps)
        assert steps[0] == 70
        assert max(steps) <= 90


@pytest.mark.parametrize("name", NAMES)
def test_every_faster_session_that_is_issued_says_how_fast_at_most(name: str) -> None:
    fast = [one.quality for table in tables(protocol(name)) for one in table.sessions if one.quality]
    assert fast
    assert all(isinstance(one, Quality) and 0 < one.most_pct <= 90 for one in fast)


def test_other_conditions_go_by_effort_alone() -> None:
    others = [one.id for one in shipped() if one.id not in NAMES and tables(one)]
    assert all(not any(steps) for name in others for steps in speeds(name).values())


@pytest.mark.parametrize(
    "wrong",
    ["speeds = [{ most_pct = 70 }]", STRIDES.replace("90 }]", "60 }]"), STRIDES.replace("70", "101", 1)],
)
def test_speeds_that_fall_or_are_not_one_a_step_are_refused(wrong: str) -> None:
    with pytest.raises(ProtocolError) as refusal:
        findings(with_fault(HAMSTRING, STRIDES, wrong), HAMSTRING)
    assert "speeds" in refusal.value.key
