"""The engine, the second opinion and the reference model agree on seeded lives of every kind."""

import os

import pytest

from restride.core.check import check
from tests.reference.lives import lives
from tests.reference.model import disagreements

NIGHTLY = bool(os.environ.get("RESTRIDE_NIGHTLY"))
CASES = 100_000 if NIGHTLY else 1_500
SEED = int(os.environ.get("RESTRIDE_SEED", "1"))
SHARES = 10


@pytest.mark.invariant(
    "INV-001", "INV-002", "INV-003", "INV-005", "INV-006", "INV-007", "INV-008", "INV-009", "INV-010", "INV-011"
)
@pytest.mark.invariant("INV-019", "INV-020", "INV-021", "INV-022", "INV-023", "INV-031", "INV-035", "INV-040")
@pytest.mark.invariant("INV-043", "INV-044", "INV-045", "INV-046", "INV-054", "INV-059")
@pytest.mark.parametrize("share", range(SHARES))
def test_engine_second_opinion_and_reference_model_agree(share: int) -> None:
    runs = 0
    for life, decision in lives(SEED + share * 100_000, CASES // SHARES):
        found = (*disagreements(life.case(), decision), *check(decision, life.regimen, life.state, life.now))
        assert not found, f"{life.protocol.id}, {len(life.events)} events: {found}"
        assert not decision.trouble
        runs += decision.runs
    assert runs, "agreement on nothing but days without a run proves nothing"
