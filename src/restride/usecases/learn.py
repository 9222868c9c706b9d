"""Cards worth reading: which are of use to this runner now, which one is offered today, and putting one away."""

from collections.abc import Iterator
from dataclasses import dataclass

from restride.core.learning import Card, Occasion, Reader, in_order_of_use, suits
from restride.core.protocol import Citation
from restride.core.self_entries import CardPutAway
from restride.core.small_wins import setback_of
from restride.core.terms import Verdict
from restride.library.learning import cards
from restride.usecases.entry import Stamp, entry
from restride.usecases.ports import Ports, Visitor
from restride.usecases.refused import refuse
from restride.usecases.self_report import self_report_of
from restride.usecases.today import EpisodeToday, Today, show_today
from restride.usecases.why_it_happened import YES, said_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Learn:
    """The cards for one runner: those of use now, and by topic all that fit the injuries followed."""

    useful: tuple[Card, ...]
    topics: tuple[tuple[str, tuple[Card, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCard:
    """One card with its sources."""

    card: Card
    sources: tuple[Citation, ...]
    put_away: bool


def show_learn(ports: Ports, visitor: Visitor) -> Learn:
    """Every card that this runner may read. Raises AccessDenied."""
    now = show_today(ports, visitor)
    reader, shelf = reader_of(now), cards()
    fit = [card for card in shelf.shown if suits(card, reader)]
    return Learn(
        useful=in_order_of_use(shelf.shown, reader),
        topics=tuple((topic, tuple(card for card in fit if card.topic == topic)) for topic in shelf.topics),
    )


def show_card(ports: Ports, visitor: Visitor, id: str) -> ReadCard:
    """One card. Raises AccessDenied; NotPossible where there is none that may be shown for these injuries."""
    now = show_today(ports, visitor)
    card = cards().cards.get(id)
    if card is None or not suits(card, reader_of(now)):
        raise _unknown()
    return ReadCard(card=card, sources=cards().cited(card), put_away=card.id in _put_away(now))


def offered(now: Today) -> Card | None:
    """The one card that Today offers: of use now, not put away. None while a flag is open, or one was read today."""
    if now.open_flags or (now.decision is not None and now.decision.verdict is Verdict.STOP):
        return None
    away = _put_away(now)
    if any(entry.at.day == now.now.day for entry in now.record.state.cards_put_away.values()):
        return None
    return next((card for card in in_order_of_use(cards().shown, reader_of(now)) if card.id not in away), None)


def put_away(ports: Ports, visitor: Visitor, card: str, *, id: str) -> None:
    """The runner has read a card: it is not offered again. A re-send changes nothing."""
    if not visitor.is_runner:
        raise refuse("", "not-yours", "Only the runner can put a card away.")
    known = cards().cards.get(card)
    if known is None or not known.shown:
        raise _unknown()
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        unit.append(entry(visitor, CardPutAway(card=card), Stamp(id=id, recorded_at=ports.clock.now())))


def reader_of(now: Today) -> Reader:
    """The runner of a screen of today as cards see one."""
    said = said_in(now.record)
    protocols = [one.regimen.protocol for one in now.episodes]
    return Reader(
        conditions=frozenset(one.opened.body.condition for one in now.episodes),
        kinds=frozenset(one.kind for one in protocols if one.kind is not None),
        phases=frozenset(_phase(one) for one in now.episodes),
        occasions=frozenset(_occasions(now)),
        causes=frozenset(id for id, answer in said.answers.items() if answer == YES),
        worries=frozenset({said.worry} - {""}),
    )


def _phase(episode: EpisodeToday) -> str:
    return episode.decision.position.phase if episode.decision else episode.context.held.phase


def _occasions(now: Today) -> Iterator[Occasion]:
    """What today is like. Without a decision only what was told counts."""
    decision = now.decision
    if decision is not None:
        if any(_set_back(one) for one in now.episodes):
            yield "flare"
        if decision.verdict is Verdict.REST:
            yield "rest"
        if decision.verdict is Verdict.PROGRESS:
            yield "progress"
        if decision.runs and not any(one.context.runs for one in now.episodes):
            yield "first_run"
    if any(one.context.today.soreness_h for one in now.episodes):
        yield "sore"
    if self_report_of(now.record.state, now.now.day).low:
        yield "low_confidence"


def _set_back(episode: EpisodeToday) -> bool:
    return episode.decision is not None and setback_of(episode.context, episode.decision) is not None


def _put_away(now: Today) -> frozenset[str]:
    return frozenset(entry.body.card for entry in now.record.state.cards_put_away.values())


def _unknown() -> Exception:
    return refuse("card", "unknown-entry", "There is no such card.")
