"""Every story in tests/scenarios leads to the decision that it expects, and every rule decides in at least one."""

from pathlib import Path

import pytest

from restride.core.decision import Decision
from restride.library.catalogue import catalogue
from restride.library.every_rule import every_rule
from restride.library.scenario.expect import differences
from restride.library.scenario.read import Scenario, read_scenario
from restride.usecases.act_out import act_out, stopped_clock
from restride.wiring import ports_in_memory

FOLDER = Path(__file__).parent / "scenarios"
FILES = tuple(sorted(FOLDER.rglob("*.toml")))


def decided(scenario: Scenario) -> Decision:
    """As `restride today` and a server decide it."""
    return act_out(ports_in_memory(stopped_clock(scenario)), scenario).decision


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_story_leads_to_its_decision(path: Path) -> None:
    scenario = read_scenario(path)
    assert scenario.expect is not None, "a story that expects nothing tests nothing"
    assert differences(scenario.expect, decided(scenario)) == (), scenario.story


def test_every_rule_decides_in_at_least_one_story() -> None:
    deciding = {reason.rule for path in FILES for reason in decided(read_scenario(path)).reasons if reason.deciding}
    rules = {rule.id for protocol in catalogue().protocols.values() for rule, _, _ in every_rule(protocol)}
    assert rules - deciding == set()


def test_each_story_stands_in_the_folder_of_its_protocol() -> None:
    assert FILES
    for path in FILES:
        assert read_scenario(path).regimen.protocol.id == path.parent.name
