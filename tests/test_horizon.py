"""The engine keeps a horizon of days; no rule or cap of any protocol looks further."""

import pytest

from restride.core.context import HORIZON_D
from tests.properties.histories import PROTOCOLS
from tests.story import protocol


@pytest.mark.parametrize("name", PROTOCOLS)
def test_no_rule_or_cap_looks_past_the_horizon(name: str) -> None:
    one = protocol(name)
    rules = [*one.rules, *(rule for phase in one.phases for rule in (*phase.rules, *phase.gate))]
    spans = [dict(c.params).get("days") for rule in rules for c in rule.any_of]
    spans += [cap.base_d for cap in one.caps] + [cap.window_d for cap in one.caps]
    spans += [one.windows.tests_valid_d, one.windows.warning_window_d]
    assert max(span for span in spans if isinstance(span, int)) < HORIZON_D
