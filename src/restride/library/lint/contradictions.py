"""Two rules in force at once that nobody can meet together, and not knowing that is looser than a bad answer."""

from collections.abc import Iterator
from itertools import combinations

from restride.core.decision import Bound
from restride.core.protocol import Protocol, Rule
from restride.library.every_rule import every_rule
from restride.library.lint.finding import Finding, refused
from restride.library.rules import looser


def findings(protocol: Protocol) -> Iterator[Finding]:
    for rule, _, _ in every_rule(protocol):
        if looser(rule.unknown, rule.orelse):
            cure = "unknown is looser than else; not knowing must be at least as strict as a bad answer"
            yield refused(protocol, rule.id, cure)
    for phase in protocol.phases:
        for group in ((*protocol.rules, *phase.rules), (*protocol.rules, *phase.gate)):
            yield from _clashes(protocol, group)


def _clashes(protocol: Protocol, rules: tuple[Rule, ...]) -> Iterator[Finding]:
    single = [rule for rule in rules if len(rule.any_of) == 1]
    for one, other in combinations(single, 2):
        mine, theirs = one.any_of[0], other.any_of[0]
        same_question = (mine.measure, mine.params) == (theirs.measure, theirs.params)
        if same_question and _together(one, other) and _exclude(mine.bound, theirs.bound):
            cure = f'contradicts rule "{other.id}": no answer meets both; change one bound'
            yield refused(protocol, one.id, cure)


def _together(one: Rule, other: Rule) -> bool:
    return not one.presets or not other.presets or bool(set(one.presets) & set(other.presets))


def _exclude(one: Bound, other: Bound) -> bool:
    if one.op == "equals" or other.op == "equals":
        fixed, bound = (one, other) if one.op == "equals" else (other, one)
        return not bound.admits(fixed.value)
    if one.op == other.op:
        return False
    most, least = (one, other) if one.op == "at_most" else (other, one)
    return least.value > most.value
