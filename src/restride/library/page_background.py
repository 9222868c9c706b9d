"""The part of a protocol's page that decides nothing: cautions, published figures, and ladders it may be run on."""

from collections.abc import Iterator
from textwrap import fill

from restride.core.protocol import Protocol, Statement
from restride.library.lint import ladders
from restride.library.words import Phrases

_WIDTH = 100


def background(protocol: Protocol, phrases: Phrases) -> list[str]:
    """The lines of the page, a section each; none where the protocol says nothing of the kind."""
    lines: list[str] = []
    if protocol.cautions:
        lines += ["", "TO MIND", *_statements("cautions", protocol.cautions, phrases)]
    if protocol.facts:
        lines += ["", "PUBLISHED FIGURES, NO PROMISE", *_statements("facts", protocol.facts, phrases)]
    if protocol.ladders:
        lines += ["", "LADDERS IT MAY BE RUN ON", *_ladders(protocol, phrases)]
    return lines


def _statements(section: str, said: tuple[Statement, ...], phrases: Phrases) -> Iterator[str]:
    for one in said:
        text = phrases.render(f"{section}.{one.id}", "text", **dict(one.values))
        yield fill(text, _WIDTH, initial_indent=" " * 4, subsequent_indent=" " * 6)
        yield f"        {phrases.term('evidence', one.evidence.value)}; {', '.join(one.cite)}"


def _ladders(protocol: Protocol, phrases: Phrases) -> Iterator[str]:
    notes = ladders.findings(protocol.ladders)
    for ladder, note in zip(protocol.ladders, notes, strict=True):
        counted = "; it counts distance, and is run in the seconds that this comes to" if ladder.can_be_run else ""
        reading = "" if ladder.in_time else counted or "; it counts distance: for reading, not to be chosen"
        yield f"    {ladder.id}: {phrases.render(f'ladders.{ladder.id}', 'title')}; {note.key}, {note.cure}{reading}"
        yield f"        {phrases.term('evidence', ladder.evidence.value)}; {', '.join(ladder.cite)}"
