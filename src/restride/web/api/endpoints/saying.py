"""Checks of what was said that need the plan: lines and warning signs have to be known ones."""

from restride.usecases.ports import Ports
from restride.web.api.problems import Fault, Problem, pointer
from restride.web.api.shapes.answers import AnswersIn, FlagIn


def check_said(
    room: Ports, known: frozenset[str], answers: AnswersIn, flags: tuple[FlagIn, ...], *, at: str = "answers"
) -> None:
    """Raises Problem for a line or a warning sign that nobody knows, and for a yes to a line that was not asked."""
    faults = [*_lines(known, answers, at), *unknown_flags(room, flags)]
    if faults:
        raise Problem(code="not-valid", faults=faults)


def unknown_flags(room: Ports, flags: tuple[FlagIn, ...]) -> list[Fault]:
    """The warning signs that nobody knows."""
    return [
        Fault(at=pointer("flags", place, "flag"), code="unknown", detail="There is no such warning sign.")
        for place, one in enumerate(flags)
        if room.protocols.flag_urgency(one.flag) is None
    ]


def _lines(known: frozenset[str], answers: AnswersIn, at: str) -> list[Fault]:
    faults = [
        Fault(at=pointer(at, name, place), code="unknown", detail="There is no such line; today's `lines` has them.")
        for name, groups in (("flag_lines", answers.flag_lines or ()), ("lines_covered", answers.lines_covered))
        for place, group in enumerate(groups)
        if group not in known
    ]
    not_asked = set(answers.flag_lines or ()) - set(answers.lines_covered)
    if not faults and not_asked:
        detail = "A line that was answered has to be in `lines_covered` too."
        faults.append(Fault(at=pointer(at, "lines_covered"), code="not-covered", detail=detail))
    return faults
