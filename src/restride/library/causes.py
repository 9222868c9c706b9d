"""Causes that are asked about and what an answer changes by name, read from `causes.toml`. It opens nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from restride.core.terms import Evidence
from restride.library.bibliography import read_bibliography
from restride.library.learning import Cards, cards
from restride.library.rules import read_cite
from restride.library.source import ProtocolSource, packaged
from restride.library.table import Table, expect_schema, read_table
from restride.library.words import Phrases

_FILE = "causes.toml"
NO_WORRY = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A question about why it happened. A yes offers the card and adds the reminders; `holds` is in every plan.

    `changes` name what rules do because of a yes, or of not being sure.
    """

    id: str
    ask: Literal["yes_no", "words"]
    cite: tuple[str, ...]
    evidence: Evidence
    card: str = ""
    reminders: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Causes:
    """Every cause by id, and the card of each worry."""

    causes: dict[str, Cause]
    worries: dict[str, str]


def read_causes(source: ProtocolSource, known: Cards) -> Causes:
    """Every cause and worry. Raises ProtocolError, which names file, key and cure."""
    bibliography = read_bibliography(source)
    table = read_table(source.text(_FILE), file=_FILE)
    expect_schema(table, 1)
    found: dict[str, Cause] = {}
    for entry in table.tables("cause", needed=True):
        one = Cause(
            id=entry.name("id"),
            ask=entry.one_of("ask", ("yes_no", "words")),
            cite=read_cite(entry, bibliography),
            evidence=entry.member("evidence", Evidence),
            card=_card(entry, known, ""),
            reminders=entry.texts("reminders", ()),
            holds=entry.texts("holds", ()),
            changes=entry.texts("changes", ()),
        )
        if one.id in found:
            entry.fail("id", f'"{one.id}" stands here twice; keep one')
        entry.done()
        found[one.id] = one
    worries = {}
    for entry in table.tables("worry", needed=True):
        worries[entry.name("id")] = _card(entry, known)
        entry.done()
    table.done()
    return Causes(causes=found, worries=worries)


@cache
def causes() -> Causes:
    """The causes that come with Restride, read once."""
    return read_causes(packaged(), cards())


def unsaid(found: Causes, phrases: Phrases) -> Iterator[str]:
    """Sentences that are missing."""
    wanted = {
        **{f"causes.{id}": ("ask", "said") for id in found.causes},
        **{f"reminders.{one}": ("text",) for cause in found.causes.values() for one in cause.reminders},
        **{f"holds.{one}": ("text",) for cause in found.causes.values() for one in cause.holds},
        **{f"changes.{one}": ("text",) for cause in found.causes.values() for one in cause.changes},
        **{f"worries.{id}": ("ask",) for id in found.worries},
    }
    for key, forms in wanted.items():
        for form in forms:
            if key not in phrases or form not in phrases.forms(key):
                yield f'{key}: has no sentence "{form}" in words/{phrases.language}; write one'


def _card(entry: Table, known: Cards, *default: str) -> str:
    found = entry.name("card", *default)
    if found and not any(card.id == found for card in known.shown):
        entry.fail("card", f'"{found}" is no card that is shown; correct the id')
    return found
