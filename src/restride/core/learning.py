"""Cards worth reading, and which of them is of use to a runner now. They decide nothing; their words are elsewhere."""

from collections.abc import Iterable
from typing import Literal, get_args

from restride.core.terms import Evidence
from restride.core.values import dataclass

Backing = Literal["supported", "partly", "overstated", "opinion", "unverified"]
Occasion = Literal["first_run", "flare", "sore", "rest", "progress", "low_confidence"]
BACKINGS: tuple[Backing, ...] = get_args(Backing)
OCCASIONS: tuple[Occasion, ...] = get_args(Occasion)
_FIRST = frozenset({"first_run", "flare", "sore"})  # of use on this very day, before anything else


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When a card is of use. Any one of phase, occasion, cause and worry is enough; conditions and kinds narrow it.

    An empty `conditions` or `kinds` narrows nothing; `not_for` are conditions that never get the card.
    """

    phases: tuple[str, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    causes: tuple[str, ...] = ()
    worries: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One statement and how far its sources carry it. `values` fill its sentence. What is unverified is not shown."""

    id: str
    topic: str
    backing: Backing
    cite: tuple[str, ...]
    evidence: Evidence
    values: tuple[tuple[str, int], ...] = ()
    when: When = When()

    @property
    def shown(self) -> bool:
        """Whether anybody may read it."""
        return self.backing != "unverified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A runner as cards see one: injuries, phases, what today is like, what was said about causes and worries."""

    conditions: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    phases: frozenset[str] = frozenset()
    occasions: frozenset[Occasion] = frozenset()
    causes: frozenset[str] = frozenset()
    worries: frozenset[str] = frozenset()


def suits(card: Card, reader: Reader) -> bool:
    """Whether the card may be read with these injuries at all."""
    when = card.when
    if not card.shown or reader.conditions & set(when.not_for):
        return False
    if when.conditions and not reader.conditions & set(when.conditions):
        return False
    return not when.kinds or bool(reader.kinds & set(when.kinds))


def is_useful(card: Card, reader: Reader) -> bool:
    """Whether the card is of use now."""
    return suits(card, reader) and _rank(card, reader) is not None


def in_order_of_use(cards: Iterable[Card], reader: Reader) -> tuple[Card, ...]:
    """The cards that are of use now: this day's, then a worry's, a cause's, a phase's; else in the data's order."""
    useful = ((rank, card) for card in cards if suits(card, reader) and (rank := _rank(card, reader)) is not None)
    return tuple(card for _, card in sorted(useful, key=lambda pair: pair[0]))


def _rank(card: Card, reader: Reader) -> int | None:
    """Smaller is sooner; None where nothing makes the card useful."""
    when = card.when
    today = reader.occasions & set(when.occasions)
    reasons = (
        bool(today & _FIRST),
        bool(reader.worries & set(when.worries)),
        "low_confidence" in today,
        bool(reader.causes & set(when.causes)),
        bool(today),
        bool(reader.phases & set(when.phases)),
    )
    return reasons.index(True) if True in reasons else None
