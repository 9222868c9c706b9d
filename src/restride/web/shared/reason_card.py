"""The reason card: what was looked at, the rule that decided with its source, all rules by strength."""

import re
from dataclasses import dataclass
from datetime import date

from restride.core.decision import Reason
from restride.core.explain import Sentence
from restride.core.protocol import Citation
from restride.usecases.ports import Words
from restride.usecases.why import Why
from restride.web.shared.session import Session, session

_SHOWN = {"authors", "year", "title"}  # what a card shows of a source
_ADDRESS = re.compile(r"https?://[^\s;]+")  # a plan that was begun earlier may hold a note in its place
_FEW = 4  # checks that stand open on the card; the others are one tap away
_MARKS = {"met": "met", "unmet": "missing", "unknown": "unknown", "not_yet": "unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source as it is cited: what it is, its address where there is one, and how much of it is from memory."""

    text: str
    url: str
    recalled: bool
    partly_recalled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One rule or limit: its mark, sentence, name, grade, sources, and who set it aside."""

    mark: str
    text: str
    name: str
    grade: str
    waived_by: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything of the reason card, ready to show. `rule` is the strongest deciding one.

    `looked_at` is what was not fine, and a few that were; `fine` are the others. `limits` are those that made the
    session shorter, `room` those that did not. `first` is what holds the answer and what the next phase still asks for:
    that comes before any other answer. Of limits of the very same thing only the one that counts is shown.
    """

    verdict: str
    headline: str
    day: date
    current: bool
    session: Session | None
    looked_at: tuple[Found, ...]
    fine: tuple[Found, ...]
    limits: tuple[Found, ...]
    room: tuple[Found, ...]
    rule: Found | None
    everything: tuple[Found, ...]
    waived: tuple[Found, ...]
    first: tuple[Found, ...]
    changes: tuple[tuple[str, str], ...]


def card_of(why: Why, words: Words) -> Card:
    """The card of a decision."""
    everything = tuple(_found(sentence, why, words) for sentence in why.sentences)
    pairs = list(zip(why.sentences, everything, strict=True))
    deciding = [found for sentence, found in pairs if sentence.deciding]
    counting = _counting(why)
    looked_at = [pair for pair in pairs if pair[0].status != "not_yet" and pair[0].id in counting]
    open_ones = [found for sentence, found in looked_at if sentence.status != "met"]
    fine = [found for sentence, found in looked_at if sentence.status == "met"]
    shown = max(_FEW - len(open_ones), 0)
    return Card(
        verdict=why.decision.verdict,
        headline=why.headline,
        day=why.decision.day,
        current=why.current,
        session=session(why.session, words),
        looked_at=(*open_ones, *fine[:shown]),
        fine=tuple(fine[shown:]),
        limits=tuple(found for sentence, found in pairs if sentence.kind == "limit" and sentence.deciding),
        room=tuple(found for sentence, found in pairs if sentence.kind == "limit" and not sentence.deciding),
        rule=deciding[0] if deciding else None,
        everything=everything,
        waived=tuple(found for found in everything if found.waived_by),
        first=tuple(found for sentence, found in pairs if sentence.id in counting and _comes_first(sentence, why)),
        changes=tuple((str(line.verdict), line.text) for line in why.changes),
    )


def _counting(why: Why) -> set[str]:
    """Ids of the rules without those that only repeat another: of rules about the very same thing, the one that counts.

    That is the one that decides, then the one with the lowest course, then the one with the tightest bound.
    """
    protocol = why.protocol
    rules = [*protocol.rules, *(rule for phase in protocol.phases for rule in (*phase.gate, *phase.rules))]
    about = {rule.id: (rule.any_of[0].measure, rule.any_of[0].params) for rule in rules if len(rule.any_of) == 1}
    best: dict[object, Reason] = {}
    for reason in why.decision.reasons:
        same = (about.get(reason.rule, reason.rule), reason.status)
        best[same] = min(best.get(same, reason), reason, key=_weight)
    return {reason.rule for reason in best.values()}


def _weight(reason: Reason) -> tuple[bool, int, int]:
    tight = reason.bound.value if reason.bound.op == "at_most" else -reason.bound.value
    return (not reason.deciding, reason.course, tight)


def _comes_first(sentence: Sentence, why: Why) -> bool:
    """Whether a rule stands in the way now: it decided, or it is a step of a gate that is not met yet."""
    open_one = sentence.kind == "rule" and sentence.status in ("unmet", "unknown") and not sentence.waived_by
    return open_one and (sentence.deciding or sentence.id in _gates(why))


def _gates(why: Why) -> set[str]:
    return {rule.id for phase in why.protocol.phases for rule in phase.gate}


def _found(sentence: Sentence, why: Why, words: Words) -> Found:
    cited = [why.citations[id] for id in sentence.cite if id in why.citations]
    return Found(
        mark=_MARKS.get(sentence.status, "unknown"),
        text=sentence.text,
        name=sentence.id,
        grade=_grade(sentence, cited, words),
        waived_by=sentence.waived_by,
        sources=tuple(source_of(citation) for citation in cited),
    )


def _grade(sentence: Sentence, cited: list[Citation], words: Words) -> str:
    """How sure it is; what rests on memory alone is never more than expert opinion, whatever the rule says."""
    if cited and all(citation.status == "recalled" for citation in cited):
        return words.render("terms.source", "recalled")
    return words.render("terms.evidence", sentence.grade)


def source_of(citation: Citation) -> Source:
    """A source as people read it."""
    parts = (citation.authors, str(citation.year or ""), citation.title)
    recalled = citation.status == "recalled"
    return Source(
        text=", ".join(part for part in parts if part),
        url=citation.url if _ADDRESS.fullmatch(citation.url) else "",
        recalled=recalled,
        partly_recalled=not recalled and bool(_SHOWN & set(citation.recalled_parts)),
    )
