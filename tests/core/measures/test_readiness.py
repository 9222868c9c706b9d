"""Results of the tests of the gate: the newest that counts, the weaker side, and what was passed once and is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from restride.core.decision import Bound, Op
from restride.core.events import ReadinessRecorded, Withdrawn
from restride.core.measures.measure import Reading
from restride.core.protocol import Condition, Rule
from restride.core.terms import Side
from tests.core.measures.reading import bare_run, read, value
from tests.core.second_opinion import limit
from tests.story import Story

LEFT, RIGHT = Side.LEFT, Side.RIGHT
BOTH_NAMES = pytest.mark.parametrize("name", ["readiness", "test_result"])


def with_item(*, unit: str = "count", sides: bool = False) -> Story:
    """A runner whose gate has one test of this unit."""
    story = Story()
    item = replace(story.protocol.items[0], id="a-test", unit=unit, sides=sides)
    story.regimen = replace(story.regimen, protocol=replace(story.protocol, items=(item,)))
    story.next_day(60)
    return story


def tried(story: Story, result: int, *, days: float = 0, side: Side | None = None, **other: object) -> str:
    """A result of so many days ago; its id."""
    body = ReadinessRecorded(item="a-test", value=result, side=side, painkiller=False)
    return story.tell(replace(body, **other), at=story.clock - timedelta(days=days)).id


@BOTH_NAMES
def test_without_a_result_the_test_is_unknown(name: str) -> None:
    assert read(with_item(), name, item="a-test") == Reading(value=None)
    assert read(with_item(sides=True), name, item="a-test") == Reading(value=None)


@BOTH_NAMES
def test_the_newest_result_counts_however_it_compares(name: str) -> None:
    story = with_item()
    tried(story, 25, days=1)
    id = tried(story, 10)
    tried(story, 30, days=2)
    assert read(story, name, item="a-test") == Reading(value=10, evidence=(id,))


def test_a_result_before_the_last_run_opens_no_gate_but_is_still_a_result() -> None:
    story = with_item()
    id = tried(story, 20, days=2)
    bare_run(story, hours=1)
    assert read(story, "readiness", item="a-test") == Reading(value=None)
    assert read(story, "test_result", item="a-test") == Reading(value=20, evidence=(id,))
    after = tried(story, 21)
    assert read(story, "readiness", item="a-test") == Reading(value=21, evidence=(after,))


def test_a_result_at_the_very_end_of_a_run_is_not_after_it() -> None:
    story = with_item()
    bare_run(story, hours=2)
    end = 2 / 24 - 600 / 86400
    tried(story, 20, days=end)
    assert value(story, "readiness", item="a-test") is None
    tried(story, 21, days=end - 1 / 86400)
    assert value(story, "readiness", item="a-test") == 21


# ---- two sides ----


@pytest.mark.parametrize(
    ("unit", "expected"), [("count", 10), ("pct", 10), ("s", 10), ("nrs", 30), ("grade", 30), ("cm", 30)]
)
def test_of_two_sides_the_weaker_counts(unit: str, expected: int) -> None:
    for left, right in ((10, 30), (30, 10)):
        story = with_item(unit=unit, sides=True)
        second, first = tried(story, right, side=RIGHT), tried(story, left, side=LEFT)
        assert read(story, "readiness", item="a-test") == Reading(value=expected, evidence=(first, second))


def test_one_side_alone_is_unknown_and_says_which_was_tried() -> None:
    story = with_item(sides=True)
    id = tried(story, 20, side=RIGHT)
    assert read(story, "readiness", item="a-test") == Reading(value=None, evidence=(id,))


def test_of_each_side_the_newest_result_counts() -> None:
    story = with_item(sides=True)
    left, right = tried(story, 20, days=1, side=LEFT), tried(story, 18, side=RIGHT)
    tried(story, 30, days=3, side=LEFT)
    tried(story, 5, days=2, side=RIGHT)
    assert read(story, "readiness", item="a-test") == Reading(value=18, evidence=(left, right))


def test_without_sides_a_result_filed_under_one_counts_as_the_newest() -> None:
    story = with_item()
    tried(story, 20, days=1, side=LEFT)
    id = tried(story, 18, side=RIGHT)
    assert read(story, "readiness", item="a-test") == Reading(value=18, evidence=(id,))


# ---- what counts ----


@pytest.mark.parametrize(
    ("other", "counts"),
    [({}, True), ({"painkiller": True}, False), ({"painkiller": None}, False), ({"item": "another"}, False)],
    ids=str,
)
def test_a_result_counts_for_its_test_and_without_a_painkiller(other: dict[str, object], counts: bool) -> None:
    story = with_item()
    tried(story, 20, **other)
    assert value(story, "readiness", item="a-test") == (20 if counts else None)


def test_a_result_stays_fresh_for_as_many_days_as_the_protocol_says() -> None:
    story = with_item()
    days = story.protocol.windows.tests_valid_d
    tried(story, 20, days=days)
    assert value(story, "readiness", item="a-test") is None
    tried(story, 19, days=days - 1)
    assert value(story, "readiness", item="a-test") == 19


def test_a_result_that_was_taken_back_of_another_injury_or_of_a_time_to_come_does_not_count() -> None:
    story = with_item()
    id = tried(story, 20)
    entry = story.state.readiness[id]
    story.state = replace(story.state, readiness={id: replace(entry, episode="episode-2")})
    assert value(story, "readiness", item="a-test") is None
    story.state = replace(story.state, readiness={id: entry})
    story.tell(Withdrawn(target=id))
    assert value(story, "readiness", item="a-test") is None
    tolerance = story.protocol.windows.clock_tolerance_s
    tried(story, 21, days=-(tolerance + 1) / 86400)
    assert value(story, "readiness", item="a-test") is None
    tried(story, 22, days=-tolerance / 86400)
    assert value(story, "readiness", item="a-test") == 22


# ---- lost again ----


def asks(value: int, item: str = "a-test", op: Op = "at_least") -> Condition:
    return Condition(measure="readiness", bound=Bound(op=op, value=value), params=(("item", item),))


def gated(*rules: Rule) -> Story:
    """A runner whose first run waits for these rules."""
    story = with_item(sides=True)
    phases = tuple(replace(one, gate=rules if one.id == "walk-run" else ()) for one in story.protocol.phases)
    story.regimen = replace(story.regimen, protocol=replace(story.regimen.protocol, phases=phases))
    return story


def asking(*conditions: Condition) -> Rule:
    return replace(limit("a-rule", "readiness", 0), any_of=conditions)


def test_a_test_that_was_passed_and_is_not_any_more_is_lost() -> None:
    story = gated(asking(asks(15)))
    assert read(story, "gate_tests_lost") == Reading(value=0)
    ids = [tried(story, 20, days=30, side=LEFT), tried(story, 20, days=30, side=RIGHT)]
    assert read(story, "gate_tests_lost") == Reading(value=0, evidence=tuple(ids))
    ids.append(tried(story, 14, side=LEFT))
    assert read(story, "gate_tests_lost") == Reading(value=1, evidence=tuple(ids))
    ids.append(tried(story, 15, side=LEFT))
    assert read(story, "gate_tests_lost") == Reading(value=0, evidence=tuple(ids))


def test_each_lost_test_counts_and_one_that_was_never_tried_is_not_lost() -> None:
    story = gated(asking(asks(15)), asking(asks(15, "another")), asking(asks(15, "a-third")))
    ids = {tried(story, 1), tried(story, 1, item="another")}
    assert read(story, "gate_tests_lost") == Reading(value=2, evidence=tuple(sorted(ids)))


def test_one_of_several_ways_to_pass_is_enough() -> None:
    story = gated(asking(asks(15), asks(15, "another")))
    tried(story, 1)
    tried(story, 15, item="another")
    assert value(story, "gate_tests_lost") == 0
    tried(story, 1, item="another")
    assert value(story, "gate_tests_lost") == 1


def test_a_rule_of_the_gate_that_is_no_test_is_never_lost() -> None:
    story = gated(limit("pain", "pain_this_morning", 0), asking(asks(15)))
    tried(story, 20)
    assert value(story, "gate_tests_lost") == 0


def test_a_result_that_was_taken_back_leaves_the_one_before_it_to_count() -> None:
    story = gated(asking(asks(15)))
    tried(story, 20, days=2)
    id = tried(story, 1)
    assert value(story, "gate_tests_lost") == 1
    story.tell(Withdrawn(target=id))
    assert value(story, "gate_tests_lost") == 0
    only = gated(asking(asks(15)))
    only.tell(Withdrawn(target=tried(only, 20)))
    assert value(only, "gate_tests_lost") == 1


def test_results_of_another_injury_or_of_a_time_to_come_lose_nothing() -> None:
    story = gated(asking(asks(15)))
    tolerance = story.protocol.windows.clock_tolerance_s
    tried(story, 1, days=-(tolerance + 1) / 86400)
    assert read(story, "gate_tests_lost") == Reading(value=0)
    id = tried(story, 1, days=-tolerance / 86400)
    assert read(story, "gate_tests_lost") == Reading(value=1, evidence=(id,))
    entry = story.state.readiness[id]
    story.state = replace(story.state, readiness={id: replace(entry, episode="episode-2")})
    assert value(story, "gate_tests_lost") == 0


def test_a_result_dated_ahead_counts_when_its_time_has_come_and_not_while_the_clock_is_behind_it() -> None:
    story = gated(asking(asks(15)))
    tried(story, 20)
    tried(story, 1, days=-1)
    assert value(story, "gate_tests_lost") == 0
    story.clock += timedelta(days=2)
    assert value(story, "gate_tests_lost") == 1
    story.clock -= timedelta(days=2)
    assert value(story, "gate_tests_lost") == 0


def test_where_no_phase_has_runs_no_test_is_lost() -> None:
    story = gated(asking(asks(15)))
    tried(story, 1)
    phases = tuple(one for one in story.regimen.protocol.phases if not one.has_runs)
    story.regimen = replace(story.regimen, protocol=replace(story.regimen.protocol, phases=phases))
    assert read(story, "gate_tests_lost") == Reading(value=0)
