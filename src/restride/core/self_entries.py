"""What the journal keeps of a runner's own view: how it is going by a question of the week, and cards put away."""

from typing import ClassVar

from restride.core.terms import Category
from restride.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfRated:
    """A runner's own number for a question that is asked from time to time, such as confidence.

    Low confidence asks for more good runs a step (`measures/history.py`); the others decide nothing.

    `value` is a whole number on the question's own scale; `wording` is the question as it was shown.
    """

    kind: ClassVar[str] = "self_rated"
    category: ClassVar[Category] = Category.SYMPTOMS
    item: str
    value: int
    wording: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPutAway:
    """The runner has read a card of Learn and doesn't want to be offered it again."""

    kind: ClassVar[str] = "card_put_away"
    category: ClassVar[Category] = Category.NOTES
    card: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EasyHeartRate:
    """The runner's own easy limit in beats a minute, from a test that was measured; None takes it back.

    It stands beside the talk test, which wins where they disagree. It decides nothing.
    """

    kind: ClassVar[str] = "easy_heart_rate"
    category: ClassVar[Category] = Category.SYMPTOMS
    beats: int | None
    test: str = ""
