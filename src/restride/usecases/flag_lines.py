"""A yes to a stopping line of the daily question is a red flag, also where nobody sent the flag beside it."""

from collections.abc import Iterable

from restride.core.answers import Answers
from restride.core.protocol import FlagLine, Protocol
from restride.usecases.flags import FlagSaid
from restride.usecases.ports import Ports
from restride.usecases.record import Record
from restride.usecases.withheld import loaded


def said_with_lines(
    ports: Ports, record: Record, episode: str, reports: Iterable[Answers], said: tuple[FlagSaid, ...]
) -> tuple[FlagSaid, ...]:
    """What was said about flags, and the strictest flag of each line answered yes that nothing was said of.

    The lines are those of this episode's pinned protocol; of every open episode where it isn't followed.
    """
    followed = record.open_episodes()
    named = [opened for opened in followed if opened.id == episode] or followed
    told = {one.flag for one in said}
    yes = {group for answers in reports for group in answers.flag_lines or ()}
    for _, regimen in loaded(ports, named if yes else (), record.state):
        for line in _stopping(regimen.protocol, yes) if regimen else ():
            if not told & set(line.flags):
                said = (*said, _strictest(ports, line))
                told.add(said[-1].flag)
    return said


def _stopping(protocol: Protocol, groups: set[str]) -> list[FlagLine]:
    return [line for line in protocol.lines if line.stops and line.group in groups]


def _strictest(ports: Ports, line: FlagLine) -> FlagSaid:
    return FlagSaid(flag=max(line.flags, key=lambda flag: ports.protocols.flag_urgency(flag) or 0))
