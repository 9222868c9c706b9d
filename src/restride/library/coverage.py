"""Which rules have to decide in a story, and which do. A rule that several protocols share is one and the same rule."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from restride.core.protocol import Condition, Outcome, Protocol, Rule
from restride.core.terms import Urgency
from restride.library.every_rule import every_rule


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a rule says, whoever takes it in and whatever it cites."""

    id: str
    any_of: tuple[Condition, ...]
    orelse: Outcome
    unknown: Outcome
    urgency: Urgency | None
    presets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Every meaning with the protocols that hold it, those that decided in a story, and protocols without a story."""

    held_by: Mapping[Meaning, tuple[str, ...]]
    decided: frozenset[Meaning]
    without_story: tuple[str, ...]

    def missing(self) -> tuple[tuple[Meaning, tuple[str, ...]], ...]:
        """Rules that decide in no story, with the protocols that hold them, by id."""
        left = ((one, held) for one, held in self.held_by.items() if one not in self.decided)
        return tuple(sorted(left, key=lambda pair: (pair[0].id, pair[1])))


def coverage(protocols: Iterable[Protocol], decided: Iterable[tuple[str, str]]) -> Coverage:
    """`decided` are pairs of a protocol's id and a rule that decided in a story of it; other pairs count as a story."""
    by_rule: dict[tuple[str, str], Meaning] = {}
    held: dict[Meaning, list[str]] = {}
    names = []
    for protocol in protocols:
        names.append(protocol.id)
        for meaning in _meanings(protocol):
            by_rule[protocol.id, meaning.id] = meaning
            held.setdefault(meaning, []).append(protocol.id)
    told = tuple(decided)
    return Coverage(
        held_by={meaning: tuple(sorted(ids)) for meaning, ids in held.items()},
        decided=frozenset(by_rule[pair] for pair in told if pair in by_rule),
        without_story=tuple(sorted(set(names) - {protocol for protocol, _ in told})),
    )


def _meanings(protocol: Protocol) -> Iterator[Meaning]:
    for rule, _, _ in every_rule(protocol):
        yield _meaning(rule)


def _meaning(rule: Rule) -> Meaning:
    return Meaning(rule.id, rule.any_of, rule.orelse, rule.unknown, rule.urgency, rule.presets)
