"""A yes to a stopping line of the daily question is a red flag, also where nobody sent the flag beside it."""

from collections.abc import Iterable

from restride.core.answers import Answers
from restride.core.protocol import FlagLine
from restride.usecases.flags import FlagSaid
from restride.usecases.ports import Ports
from restride.usecases.record import Record
from restride.usecases.withheld import lines_without_plan, loaded


def said_with_lines(
    ports: Ports, record: Record, episode: str, reports: Iterable[Answers], said: tuple[FlagSaid, ...]
) -> tuple[FlagSaid, ...]:
    """What was said about flags, and of each line answered yes with no flag confirmed its strictest one.

    Taking back one flag on its confirming sentence takes back no other of the line: of those that are left, the
    strictest is opened. The lines are those of this episode's pinned protocol, of every open one where it isn't
    followed; those that stand in for it where it can't be read.
    """
    followed = record.open_episodes()
    named = [opened for opened in followed if opened.id == episode] or followed
    told = {one.flag for one in said if not one.declined}
    taken_back = {one.flag for one in said if one.declined} - told
    yes = {group for answers in reports for group in answers.flag_lines or ()}
    for opened, regimen in loaded(ports, named if yes else (), record.state):
        lines = regimen.protocol.lines if regimen else lines_without_plan(ports, opened)
        for line in _stopping(lines, yes):
            left = [flag for flag in line.flags if flag not in taken_back]
            if left and not told & set(line.flags):
                said = (*said, _strictest(ports, left))
                told.add(said[-1].flag)
    return said


def _stopping(lines: Iterable[FlagLine], groups: set[str]) -> list[FlagLine]:
    return [line for line in lines if line.stops and line.group in groups]


def _strictest(ports: Ports, flags: Iterable[str]) -> FlagSaid:
    return FlagSaid(flag=max(flags, key=lambda flag: ports.protocols.flag_urgency(flag) or 0))
