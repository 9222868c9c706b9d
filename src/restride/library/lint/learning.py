"""Whether the cards can be shown: each said, sourced, of use at some time, short enough, and promising nothing."""

import re
from collections.abc import Iterator

from restride.core.learning import Card
from restride.library.learning import Cards
from restride.library.lint.sources import carried
from restride.library.words import Phrases

_LONGEST_SENTENCE = 24  # words
_USUAL_SENTENCE = 15  # words, on average over a card
_LONG_WORDS = 0.12  # the share of words of four syllables and more
_NUMBER = re.compile(r"\d")
_SCALE = "of 10"  # the scale of pain itself
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_VOWELS = re.compile(r"[aeiouy]+")
_PLACE = re.compile(r"\{[^}]*\}")
_PROMISES = re.compile(
    r"\b(guarante\w*|we promise|will heal|cures?|safe to run|prevents? injur\w*|never be hurt|your risk|"
    r"you will be fine|risk of \w+ percent)\b",
    re.IGNORECASE,
)
_FORMS = ("title", "text")


def findings(cards: Cards, phrases: Phrases) -> tuple[str, ...]:
    """What is wrong, one line each with its cure."""
    said = (line for card in cards.shown for line in _card(cards, card, phrases))
    hidden = (line for card in cards.cards.values() if not card.shown for line in _unshown(card, phrases))
    topics = (
        f'topics.{topic}: has no sentence "title" in words/{phrases.language}; write one'
        for topic in cards.topics
        if "title" not in _forms(phrases, f"topics.{topic}")
    )
    return (*said, *hidden, *topics)


def _forms(phrases: Phrases, key: str) -> tuple[str, ...]:
    return tuple(phrases.forms(key)) if key in phrases else ()


def _unshown(card: Card, phrases: Phrases) -> Iterator[str]:
    if f"cards.{card.id}" in phrases:
        yield f"{card.id}: nobody has verified it, and it has a sentence; take the sentence out"


def _card(cards: Cards, card: Card, phrases: Phrases) -> Iterator[str]:
    there, key = _forms(phrases, f"cards.{card.id}"), f"cards.{card.id}"
    yield from (
        f'{key}: has no sentence "{form}" in words/{phrases.language}; write one'
        for form in _FORMS
        if form not in there
    )
    cited = list(cards.cited(card))
    if not carried(card.evidence, cited):
        yield f'{card.id}: is shown as "{card.evidence.value}", and no found source of that kind stands behind it'
    if all(one.status == "recalled" for one in cited):
        yield f"{card.id}: rests on memory alone; cite a source that was seen, or mark it unverified"
    when = card.when
    if not (when.phases or when.occasions or when.causes or when.worries):
        yield f"{card.id}: is of use at no time; name a phase, an occasion, a cause or a worry"
    places = {name for form in there for name in phrases.places(key, form)}
    if places != {name for name, _ in card.values}:
        yield f"{key}: shows {sorted(places)}, and the data gives {sorted(name for name, _ in card.values)}"
    for form in there:
        yield from _sentence(f"{key}.{form}", phrases.forms(key)[form])


def _sentence(key: str, text: str) -> Iterator[str]:
    plain = _PLACE.sub("", text).replace(_SCALE, "")
    if _NUMBER.search(plain):
        yield f"{key}: has a number typed in; write {{name:kind}} and put it in values"
    if found := _PROMISES.search(plain):
        yield f'{key}: says "{found[0]}", which nobody can promise; say what is known'
    lengths = [len(_WORD.findall(one)) for one in re.split(r"[.?!:]", _PLACE.sub("number", text)) if one.strip()]
    if max(lengths) > _LONGEST_SENTENCE or sum(lengths) / len(lengths) > _USUAL_SENTENCE:
        yield f"{key}: has long sentences; keep each under {_LONGEST_SENTENCE} words, and short ones between"
    words = _WORD.findall(plain)
    hard = [word for word in words if _syllables(word) > 3]  # four and more
    if len(words) > 12 and len(hard) > _LONG_WORDS * len(words):
        yield f"{key}: has long words ({', '.join(hard)}); say it more simply"


def _syllables(word: str) -> int:
    groups = len(_VOWELS.findall(word.lower()))
    return groups - (word.lower().endswith("e") and groups > 1)
