"""Questions that a runner answers from time to time, read from `self_report.toml`. What the answers say: core."""

from functools import cache

from restride.core.self_report import Question
from restride.core.terms import Evidence
from restride.library.bibliography import read_bibliography
from restride.library.learning import Cards, cards
from restride.library.rules import read_cite
from restride.library.source import ProtocolSource, packaged
from restride.library.table import expect_schema, read_table

_FILE = "self_report.toml"


def read_questions(source: ProtocolSource, known: Cards) -> tuple[Question, ...]:
    """Every question in its order. Raises ProtocolError, which names file, key and cure."""
    bibliography = read_bibliography(source)
    table = read_table(source.text(_FILE), file=_FILE)
    expect_schema(table, 1)
    found: dict[str, Question] = {}
    for entry in table.tables("question", needed=True):
        one = Question(
            id=entry.name("id"),
            every_d=entry.whole("every_d", least=1, most=366),
            most=entry.whole("most", least=1, most=100),
            step=entry.whole("step", least=1, most=100),
            better=entry.one_of("better", ("high", "low")),
            cite=read_cite(entry, bibliography),
            evidence=entry.member("evidence", Evidence),
            low_below=entry.maybe_whole("low_below"),
            fall=entry.maybe_whole("fall", least=1),
            card=entry.name("card", ""),
        )
        if one.id in found:
            entry.fail("id", f'"{one.id}" stands here twice; keep one')
        if one.most % one.step:
            entry.fail("step", f"must divide {one.most} without a rest")
        if one.card and one.card not in {card.id for card in known.shown}:
            entry.fail("card", f'"{one.card}" is no card that is shown; correct the id')
        entry.done()
        found[one.id] = one
    table.done()
    return tuple(found.values())


@cache
def questions() -> tuple[Question, ...]:
    """The questions that come with Restride, read once."""
    return read_questions(packaged(), cards())
