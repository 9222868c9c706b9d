"""Cards worth reading, read from `education/`, strictly. Which of them is of use to whom is the core's matter."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from restride.core.exercise.model import PHASES
from restride.core.learning import BACKINGS, OCCASIONS, Card, When
from restride.core.protocol import Citation
from restride.core.terms import Evidence
from restride.library.bibliography import Bibliography, read_bibliography
from restride.library.rules import read_cite
from restride.library.source import ProtocolSource, packaged
from restride.library.table import Table, expect_schema, read_table

FOLDER = "education"
_PLAIN = ("seed", "own")  # kinds of source that are no study


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Every card by id, in the order of the data, and the sources that they name."""

    cards: Mapping[str, Card]
    sources: Mapping[str, Citation]

    @property
    def shown(self) -> tuple[Card, ...]:
        """Those that anybody may read."""
        return tuple(card for card in self.cards.values() if card.shown)

    @property
    def topics(self) -> tuple[str, ...]:
        """Topics that have a card to read."""
        return tuple(dict.fromkeys(card.topic for card in self.shown))

    def cited(self, card: Card) -> tuple[Citation, ...]:
        """The sources of a card: studies first, then the source texts and our own opinion; what is from memory last."""
        found = (self.sources[id] for id in card.cite)
        return tuple(sorted(found, key=lambda one: (one.status == "recalled", one.kind in _PLAIN)))


def read_cards(source: ProtocolSource) -> Cards:
    """Every card of a source. Raises ProtocolError, which names file, key and cure."""
    bibliography = read_bibliography(source)
    found: dict[str, Card] = {}
    tables = [read_table(source.text(path), file=path) for path in source.names(FOLDER)]
    for table in sorted(tables, key=lambda table: table.whole("order", least=1)):
        expect_schema(table, 1)
        topic = table.name("topic")
        for entry in table.tables("card", needed=True):
            one = _card(entry, topic, bibliography)
            if one.id in found:
                entry.fail("id", f'"{one.id}" stands here twice; keep one')
            found[one.id] = one
        table.done()
    cited = {id for card in found.values() for id in card.cite}
    return Cards(cards=found, sources={id: bibliography[id] for id in sorted(cited)})


@cache
def cards() -> Cards:
    """The cards that come with Restride, read once."""
    found = read_cards(packaged())
    return Cards(cards=MappingProxyType(dict(found.cards)), sources=MappingProxyType(dict(found.sources)))


def _card(entry: Table, topic: str, bibliography: Bibliography) -> Card:
    one = Card(
        id=entry.name("id"),
        topic=topic,
        backing=entry.one_of("backing", BACKINGS),
        cite=read_cite(entry, bibliography),
        evidence=entry.member("evidence", Evidence),
        values=_values(entry),
        when=_when(entry.table("when")) if entry.has("when") else When(),
    )
    entry.done()
    return one


def _values(entry: Table) -> tuple[tuple[str, int], ...]:
    if not entry.has("values"):
        return ()
    below = entry.table("values")
    found = tuple((name, below.whole(name)) for name in below.data)
    below.done()
    return found


def _when(table: Table) -> When:
    for key, allowed in (("phases", PHASES), ("occasions", OCCASIONS)):
        for one in table.texts(key, ()):
            if one not in allowed:
                table.fail(key, f'"{one}" is not one; allowed: {", ".join(allowed)}')
    found = When(
        phases=table.texts("phases", ()),
        occasions=tuple(one for one in OCCASIONS if one in table.texts("occasions", ())),
        causes=table.texts("causes", ()),
        worries=table.texts("worries", ()),
        conditions=table.texts("conditions", ()),
        kinds=table.texts("kinds", ()),
        not_for=table.texts("not_for", ()),
    )
    table.done()
    return found
