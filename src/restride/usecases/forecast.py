"""The road ahead of each injury that is followed: the next days and a range of dates, in words. It issues nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from restride.core.context import Context
from restride.core.forecast import DateRange, PlannedDay, Waiting, date_range, forecast, longest_bout_s, runs_through
from restride.core.moment import Now
from restride.core.protocol import Phase, Regimen
from restride.core.state import Entry, RunnerState
from restride.core.terms import Course
from restride.journal.port import sees_everything
from restride.journal.values import AccessDenied
from restride.usecases.chart import rule_title
from restride.usecases.ports import Ports, Visitor, Words, today
from restride.usecases.recent import recent_record
from restride.usecases.record import read_record, regimen_of

DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """One injury: the days ahead (none where nothing may be pictured), the range of dates, and both in words."""

    opened: Entry
    today: date
    title: str
    days: tuple[PlannedDay, ...]
    dates: DateRange
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """Every injury that is followed, in the order in which they were opened."""

    now: Now
    roads: tuple[Road, ...]


def show_ahead(ports: Ports, visitor: Visitor, days: int = DAYS) -> Ahead:
    """The runner's own road ahead, today first. Raises AccessDenied."""
    now = today(ports.clock.now(), visitor.zone)
    record = recent_record(ports, visitor)
    return Ahead(now=now, roads=_roads(ports, record.state, record.open_episodes(), now, days))


def show_road(ports: Ports, visitor: Visitor, episode: str, days: int = DAYS) -> Road:
    """One injury's road as a clinician with care sees it. Raises AccessDenied unless the whole record is shared."""
    at = ports.clock.now()
    now, view = today(at, visitor.zone), ports.store.read(visitor.scope(at))
    record = read_record(view.events)
    found = _roads(ports, record.state, record.open_episodes(), now, days) if sees_everything(view.granted) else ()
    mine = next((road for road in found if road.opened.id == episode), None)
    if mine is None:
        raise AccessDenied
    return mine


def road_of(regimen: Regimen, state: RunnerState, now: Now, days: int) -> tuple[tuple[PlannedDay, ...], DateRange]:
    """The days and the range of one regimen; no days while a flag is open."""
    if Context(regimen, state, now).open_flags:
        return (), DateRange(until=now.day, waiting=(Waiting(kind="flag"),))
    ahead = forecast(regimen, state, now, days)
    if all(day.course is Course.STOP for day in ahead):
        ahead = ()
    if Context(regimen, state, now).phase.order > _runs(regimen).order:
        return ahead, DateRange(until=now.day, waiting=(Waiting(kind="reached"),))
    return ahead, date_range(regimen, state, now, reached=runs_through(regimen.protocol))


def sentences_of(ports: Ports, regimen: Regimen, dates: DateRange, now: Now) -> tuple[str, ...]:
    """The range in words: what it waits for, or its dates, what they rest on, and that they are no promise."""
    words, run_s = ports.words, longest_bout_s(_runs(regimen))
    if dates.waiting:
        return tuple(_waiting(ports, regimen, one, run_s) for one in dates.waiting)
    return tuple(_dated(words, dates, now, run_s))


def _roads(ports: Ports, state: RunnerState, opened: tuple[Entry, ...], now: Now, days: int) -> tuple[Road, ...]:
    found = []
    for one in opened:
        regimen = regimen_of(ports, one, state)
        if len(opened) > 1:
            ahead: tuple[PlannedDay, ...] = ()
            dates = DateRange(until=now.day, waiting=(Waiting(kind="several"),))
        else:
            ahead, dates = road_of(regimen, state, now, days)
        said = sentences_of(ports, regimen, dates, now)
        found.append(
            Road(opened=one, today=now.day, title=_title(ports, regimen), days=ahead, dates=dates, sentences=said)
        )
    return tuple(found)


def _title(ports: Ports, regimen: Regimen) -> str:
    key = f"protocols.{regimen.protocol.id}"
    return ports.words.render(key, "title") if key in ports.words else regimen.protocol.title


def _runs(regimen: Regimen) -> Phase:
    return next(phase for phase in regimen.protocol.phases if phase.has_runs)


def _waiting(ports: Ports, regimen: Regimen, waiting: Waiting, run_s: int) -> str:
    words, key = ports.words, "ahead.waiting"
    if waiting.kind == "item":
        return words.render(key, "item", what=words.render(f"items.{waiting.what}", "title"))
    if waiting.kind == "rule":
        return words.render(key, "rule", what=rule_title(ports, regimen, waiting.what))
    if waiting.kind == "reached":
        return words.render(key, "reached", run=run_s)
    return words.render(key, waiting.kind)


def _dated(words: Words, dates: DateRange, now: Now, run_s: int) -> Iterator[str]:
    key = "ahead.range"
    if dates.soonest is None:
        yield words.render(key, "not_by", until=dates.until)
        yield words.render(key, "picture")
        return
    if dates.soonest <= now.day:
        yield words.render(key, "there", run=run_s)
        return
    yield words.render(key, "soonest", run=run_s, soonest=dates.soonest)
    if dates.early is None:
        yield words.render(key, "neither", until=dates.until)
    elif dates.late is None:
        yield words.render(key, "open_end", early=dates.early, until=dates.until)
    else:
        yield words.render(key, "between", early=dates.early, late=dates.late)
    runs = dates.record.runs
    yield words.render(key, "known", runs=runs) if runs else words.render(key, "unknown")
    yield words.render(key, "picture")


def day_words(words: Words, day: PlannedDay) -> tuple[str, ...]:
    """What a planned day holds, in words: the run, or the rest, and what is done beside it."""
    key = "ahead.day"
    if not day.rests:
        longest = words.render(key, "bout", bout=day.dose.longest_bout_s)
        return (words.render(key, "run", run=day.run_s), longest)
    if day.course is Course.STOP:
        return (words.render(key, "stop"),)
    beside = [words.render(key, "groundwork")] if day.groundwork else []
    beside += [words.render(key, "tests")] if day.tests else []
    return tuple(beside) or (words.render(key, "rest" if day.position.level else "quiet"),)
