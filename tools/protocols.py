"""The page docs/generated/protocols.md: every course at a glance, and every published ladder with its largest step."""

from collections.abc import Iterator

from restride.core.decision import Bound
from restride.core.protocol import Protocol
from restride.core.quantity import PainScore
from restride.core.terms import Course
from restride.library.catalogue import catalogue
from restride.library.every_rule import every_rule
from restride.library.lint import ladders
from restride.library.words import phrases

_HEAD = """\
# Protocols

Written by `./run python -m tools.generate` from `src/restride/protocols/`; do not edit by hand.
One course a condition, a draft until a clinician has reviewed it. `./run restride protocol show ID` prints one whole.

- **Pain in a run**, of 10: up to the first figure the next may grow, up to the second the same comes again, above it an
  easier one. A single figure is both. "Stops" means that any pain does.
- **Weeks**: a floor since the operation, or of groundwork, below which only a clinician's word opens a run. "Clinician"
  means that no number of weeks does.
- **Own tests** come beside those of everybody.

| Course | Clearance | Weeks | Pain in a run | Own tests of the gate | Ladders |
|---|---|---|---|---|---|
"""
_LADDERS = """
## Published ladders

As printed in their sources; the limits of a course hold whatever a ladder asks.

| Ladder | Unit | Stages | Steepness | Sources |
|---|---|---|---|---|
"""
_FLOORS = ("gate-weeks-since-operation", "gate-weeks-since-onset", "gate-weeks-of-groundwork")
_EVERYBODY = "general"  # the course without tests of its own


def render() -> str:
    """The whole page, courses and ladders in order of their ids."""
    found = catalogue()
    common = {rule.id for rule, _, in_gate in every_rule(found.protocol(_EVERYBODY)) if in_gate}
    rows = "".join(_row(one, common) for _, one in sorted(found.protocols.items()))
    return _HEAD + rows + _LADDERS + "".join(_ladder_rows())


def _row(protocol: Protocol, common: set[str]) -> str:
    own = [rule for rule, _, in_gate in every_rule(protocol) if in_gate and rule.id not in common]
    floors = [str(rule.any_of[0].bound.value) for rule in own if rule.id in _FLOORS]
    only = "clinician" if protocol.clearance == "required" else ""
    tests = ", ".join(f"`{rule.id}`" for rule in own if rule.id not in _FLOORS)
    listed = " (listed exercises only)" if protocol.exercise_policy == "listed_only" else ""
    cells = (
        f"**{protocol.id}**: {phrases().render(f'protocols.{protocol.id}', 'title')}",
        f"{protocol.clearance}{listed}",
        ", ".join(floors) or only,
        _pain(protocol),
        tests,
        ", ".join(f"`{ladder.id}`" for ladder in protocol.ladders),
    )
    return f"| {' | '.join(cells)} |\n"


def _pain(protocol: Protocol) -> str:
    """The bounds of the rules on pain in the last run, from the mildest outcome down."""
    every = dict.fromkeys(rule for rule, _, _ in every_rule(protocol))  # a rule that two phases share, once
    asked = [rule for rule in every if rule.any_of[0].measure == "pain_during_last_run"]
    if any(rule.orelse.course is Course.STOP for rule in asked):
        return "stops"
    limits = [_bound(rule.any_of[0].bound) for rule in asked if not rule.orelse.rest_h]
    return " / ".join(limits)


def _bound(bound: Bound) -> str:
    return str(PainScore(bound.value))


def _ladder_rows() -> Iterator[str]:
    library = catalogue().library
    own = library.sets["ladder-default"].ladder
    notes = ladders.findings(library.ladders.values(), own.stages[0] if own else None)
    for (id, ladder), note in zip(sorted(library.ladders.items()), notes, strict=True):
        title = phrases().render(f"ladders.{id}", "title")
        sources = ", ".join(ladder.cite)
        yield f"| `{id}`: {title} | {ladder.unit} | {len(ladder.stages)} | {note.cure} | {sources} |\n"
