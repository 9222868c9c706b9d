"""Learn on the screen: a card in words with how sure it is and its sources, rows by topic, the address of each."""

from dataclasses import dataclass
from hashlib import sha256

from django.urls import reverse

from restride.core.learning import Card
from restride.library.learning import cards
from restride.usecases.learn import ReadCard
from restride.usecases.ports import Words
from restride.web.shared.reason_card import Source, source_of

_SIGNS = 10  # of the digest in an address: enough to tell the cards apart


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """A card in a list."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPage:
    """A whole card. `limits` is what its figures do not say; empty where there is none."""

    id: str
    topic: str
    title: str
    text: str
    limits: str
    backing: str
    grade: str
    sources: tuple[Source, ...]


def key_of(card: str) -> str:
    """The card in an address: no health word stands there."""
    return sha256(card.encode()).hexdigest()[:_SIGNS]


def card_with(key: str) -> str:
    """The id of the card of an address; empty where there is none."""
    return next((id for id in cards().cards if key_of(id) == key), "")


def row_of(card: Card, words: Words) -> CardRow:
    """The card as a row that leads to it."""
    return CardRow(title=words.render(f"cards.{card.id}", "title"), url=reverse("learn_card", args=[key_of(card.id)]))


def topic_of(topic: str, words: Words) -> str:
    """The name of a topic."""
    return words.render(f"topics.{topic}", "title")


def page_of(read: ReadCard, words: Words) -> CardPage:
    """Everything of a card."""
    card, key, values = read.card, f"cards.{read.card.id}", dict(read.card.values)
    forms = words.forms(key)
    return CardPage(
        id=card.id,
        topic=topic_of(card.topic, words),
        title=words.render(key, "title"),
        text=words.render(key, "text", **values),
        limits=words.render(key, "limits", **values) if "limits" in forms else "",
        backing=words.render(f"backing.{card.backing}", "text"),
        grade=words.render("terms.evidence", card.evidence),
        sources=tuple(source_of(one) for one in read.sources),
    )
