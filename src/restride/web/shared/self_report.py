"""A runner's own numbers over time, ready to draw: dots, line, the days of setbacks. For both faces."""

from dataclasses import dataclass
from datetime import date

from restride.core.self_report import Point
from restride.usecases.ports import Words
from restride.usecases.self_report import Answered, SelfReport

WIDE, HIGH = 320, 96  # of the drawing, in its own units
_EDGE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A place in the drawing."""

    x: str
    y: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One question over time. `path` joins the dots; `setbacks` are the places of days of a step back or a stop."""

    title: str
    asked: str
    latest: int
    most: int
    low: bool
    points: tuple[Point, ...]
    dots: tuple[Dot, ...]
    path: str
    setbacks: tuple[str, ...]
    first: date
    last: date


def lines_of(report: SelfReport, words: Words) -> tuple[Line, ...]:
    """Every question that was answered."""
    return tuple(_line(one, report, words) for one in report.answered)


def _line(one: Answered, report: SelfReport, words: Words) -> Line:
    first, last, most = one.points[0].day, one.points[-1].day, one.question.most
    dots = tuple(Dot(x=_x(point.day, first, last), y=_y(point.value, most)) for point in one.points)
    return Line(
        title=words.render(f"ratings.{one.question.id}", "title"),
        asked=words.render(f"ratings.{one.question.id}", "ask"),
        latest=one.points[-1].value,
        most=most,
        low=one.low,
        points=one.points,
        dots=dots,
        path=" ".join(f"{'L' if n else 'M'}{dot.x} {dot.y}" for n, dot in enumerate(dots)),
        setbacks=tuple(_x(day, first, last) for day in report.setbacks if first <= day <= last),
        first=first,
        last=last,
    )


def _x(day: date, first: date, last: date) -> str:
    share = (day - first).days / (last - first).days if last > first else 0.5
    return f"{_EDGE + share * (WIDE - 2 * _EDGE):.1f}"


def _y(value: int, most: int) -> str:
    return f"{HIGH - _EDGE - value / most * (HIGH - 2 * _EDGE):.1f}"
