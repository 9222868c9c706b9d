"""The reference model can fail: each fault planted in the engine is caught, and named by the invariant it breaks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import islice
from typing import Any

import pytest

from restride.core import context, decide, progression
from restride.core.answers import Answers
from restride.core.events import CheckIn, ClearanceGiven
from restride.core.measures import clearance
from restride.core.protocol import Condition, Protocol, Rule
from restride.core.state import fold
from restride.core.terms import PainMoment, Side
from tests import story
from tests.properties.histories import begun
from tests.reference.lives import Life, lives
from tests.reference.model import disagreements
from tests.story import calm

MOST_CASES = 4_000


def first_caught(law: str) -> str:
    """What the model says of the first decision that breaks this law; empty when none of them does."""
    for life, decision in islice(lives(7, MOST_CASES), MOST_CASES):
        for found in disagreements(life.case(), decision):
            if found.startswith(law):
                return found
    return ""


Spoil = Callable[[Rule], Rule | None]


def told_wrong_rules(monkeypatch: pytest.MonkeyPatch, spoil: Spoil) -> None:
    """The engine reads rules that this function spoilt (None: left out); the model reads the true ones."""
    true = decide.decide

    @cache
    def wrong(protocol: Protocol) -> Protocol:
        phases = tuple(replace(p, rules=_spoilt(p.rules, spoil), gate=_spoilt(p.gate, spoil)) for p in protocol.phases)
        return replace(protocol, rules=_spoilt(protocol.rules, spoil), phases=phases)

    monkeypatch.setattr(
        story, "decide", lambda regimen, *rest: true(replace(regimen, protocol=wrong(regimen.protocol)), *rest)
    )


def _spoilt(rules: tuple[Rule, ...], spoil: Spoil) -> tuple[Rule, ...]:
    return tuple(found for rule in rules if (found := spoil(rule)) is not None)


def asks(rule: Rule, *measures: str) -> bool:
    return any(condition.measure in measures for condition in rule.any_of)


def shifted(rule: Rule, by: int, *measures: str) -> Rule:
    def one(condition: Condition) -> Condition:
        if condition.measure not in measures:
            return condition
        return replace(condition, bound=replace(condition.bound, value=condition.bound.value + by))

    return replace(rule, any_of=tuple(map(one, rule.any_of))) if asks(rule, *measures) else rule


IN_RUN = ("pain_during_last_run", "good_runs_at_level", "run_colour", "too_much_in_a_row")
RULES: dict[str, tuple[str, Spoil]] = {
    "pain in the run left out": ("inv_001", lambda rule: None if asks(rule, *IN_RUN) else rule),
    "rest left out": (
        "inv_023",
        lambda rule: None if asks(rule, "hours_since_run", "days_since_run") else rule,
    ),
    "sessions at a stage left out": ("inv_020", lambda rule: None if asks(rule, "good_runs_at_level") else rule),
    "files in review left out": ("inv_059", lambda rule: None if asks(rule, "activities_in_review") else rule),
    "no clearance asked for": ("inv_007", lambda rule: None if asks(rule, "clearance_given") else rule),
}


@pytest.mark.invariant("INV-035")
@pytest.mark.parametrize("fault", RULES)
def test_a_rule_that_the_engine_reads_wrong_is_caught(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    law, spoil = RULES[fault]
    told_wrong_rules(monkeypatch, spoil)
    assert first_caught(law)


def two_levels(asked: Any, phase: Any) -> Any:
    held = asked.held
    return replace(held, level=held.level + 2) if held.level + 1 < len(phase.stages) else None


CODE: dict[str, tuple[str, object, str, object]] = {
    "anybody closes a red flag": ("inv_005", context, "closes", lambda *_: True),
    "an operation voids nothing": ("inv_007", clearance, "overtaken", lambda *_: False),
    "two stages at once": ("inv_020", progression, "_higher", two_levels),
    "a break that lowers nothing": ("inv_022", progression, "_after_gap", lambda asked: asked.held),
    "a check-in that nobody misses": ("inv_003", decide, "open_questions", lambda *_: ()),
    "good news that opens the day": ("inv_054", decide, "_earlier_today", lambda *_: []),
}


@pytest.mark.invariant("INV-035")
@pytest.mark.parametrize("fault", CODE)
def test_a_part_of_the_engine_that_is_broken_is_caught(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    law, place, name, broken = CODE[fault]
    monkeypatch.setattr(place, name, broken)
    assert first_caught(law)


def caught(life: Life) -> tuple[str, ...]:
    """The invariants that today's decision of this life breaks."""
    return tuple(found.split(":")[0] for found in disagreements(life.case(), life.peek()))


def at_the_door(name: str, answers: Answers, *, operated: bool = False) -> Life:
    """The morning on which the next run is asked for, with these answers."""
    life = begun(name, operated=operated).told(answers)
    life.__class__ = Life
    assert isinstance(life, Life)
    return life


@pytest.mark.invariant("INV-035", "INV-002")
def test_a_limit_read_one_tenth_too_high_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    life = at_the_door("patellofemoral-pain", calm(pain_tenths=21))
    assert caught(life) == ()
    told_wrong_rules(monkeypatch, lambda rule: shifted(rule, 21, "pain_this_morning", "rise_this_morning"))
    assert "inv_002_pain_over_the_limit_this_morning" in caught(life)


@pytest.mark.invariant("INV-035", "INV-023")
def test_an_hour_of_rest_too_few_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    life = at_the_door("patellofemoral-pain", calm())
    life.run(life.decide())
    life.next_day()
    life.tell(CheckIn(moment=PainMoment.MORNING, answers=calm()))
    life.clock = max(e.at.at + timedelta(seconds=e.body.elapsed_s) for e in life.state.sessions.values())
    life.clock += timedelta(hours=35)
    life.tell(CheckIn(moment=PainMoment.MORNING, answers=calm()))
    assert caught(life) == ()
    told_wrong_rules(monkeypatch, lambda rule: None if asks(rule, "days_since_run") else one_hour_less(rule))
    assert "inv_023_rest_since_every_run" in caught(life)


def one_hour_less(rule: Rule) -> Rule:
    less = shifted(rule, -1, "hours_since_run")
    return less if less is rule else replace(less, orelse=replace(less.orelse, rest_h=less.orelse.rest_h - 1))


@pytest.mark.invariant("INV-035", "INV-008")
def test_a_clearance_of_the_other_side_that_counts_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    life = at_the_door("knee-arthroscopy", calm(), operated=True)
    given = next(event for event in life.events if isinstance(event.body, ClearanceGiven))
    other = replace(given, body=replace(given.body, side=Side.RIGHT))
    life.events = [other if event is given else event for event in life.events]
    life.state = fold(life.events)
    assert caught(life) == ()
    monkeypatch.setattr(clearance, "_side_fits", lambda *_: True)
    assert "inv_007_a_required_clearance_is_missing" in caught(life)
