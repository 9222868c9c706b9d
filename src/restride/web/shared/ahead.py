"""The road ahead ready to show: a line for each day, and the range as places on a bar. Dates come from the use case."""

from dataclasses import dataclass
from datetime import date

from restride.core.forecast import DateRange, PlannedDay
from restride.usecases.forecast import Road, day_words
from restride.usecases.ports import Words
from restride.web.shared.session import pieces

_MARGIN_D = 7  # after the last date, so that its end is seen


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """One day: its date, whether it is a run, its words, and the pieces of its bar."""

    day: date
    today: bool
    run: bool
    title: str
    note: str
    pieces: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeBar:
    """Days from today: the soonest date, the likely stretch, and the length of the bar. `open` has no late end."""

    soonest: int
    early: int
    late: int
    length: int
    open: bool
    dates: DateRange


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadShown:
    """The road: its sentences, the bar (None without a range) and its days; of the goal its name, sentences and bar."""

    title: str
    sentences: tuple[str, ...]
    label: str
    bar: RangeBar | None
    goal: str
    goal_sentences: tuple[str, ...]
    goal_label: str
    goal_bar: RangeBar | None
    days: tuple[DayLine, ...]


def road_shown(road: Road, words: Words) -> RoadShown:
    """A road as both faces draw it."""
    return RoadShown(
        title=road.title,
        sentences=road.sentences,
        label=" ".join(road.sentences[:2]),
        bar=_bar(road.dates, road.today),
        goal=road.goal_name if road.goal_sentences else "",
        goal_sentences=road.goal_sentences,
        goal_label=" ".join(road.goal_sentences),
        goal_bar=_bar(road.goal, road.today) if road.goal and road.goal_sentences else None,
        days=tuple(_line(day, road.today, words) for day in road.days),
    )


def _line(day: PlannedDay, today: date, words: Words) -> DayLine:
    title, *more = day_words(words, day)
    return DayLine(
        day=day.day,
        today=day.day == today,
        run=not day.rests,
        title=title,
        note=", ".join(more),
        pieces=pieces(day.dose),
    )


def _bar(dates: DateRange, today: date) -> RangeBar | None:
    """None where there is no range, or its first date is today."""
    if dates.soonest is None or dates.early is None or dates.soonest <= today:
        return None
    soonest, early = (dates.soonest - today).days, (dates.early - today).days
    open_end = dates.late is None
    late = ((dates.late or dates.until) - today).days
    return RangeBar(
        soonest=soonest,
        early=early,
        late=late,
        length=late if open_end else late + _MARGIN_D,
        open=open_end,
        dates=dates,
    )
