"""The road ahead of the injuries that are followed: the next days and ranges of dates, in words. It issues nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from restride.core.forecast import DateRange, PlannedDay, Waiting, longest_bout_s
from restride.core.moment import Now
from restride.core.protocol import Regimen
from restride.core.state import Entry
from restride.core.terms import Course, Verdict
from restride.journal.port import sees_everything
from restride.journal.values import AccessDenied
from restride.usecases.chart import rule_title
from restride.usecases.issue import current
from restride.usecases.picture import Picture, first_runs, kept_picture
from restride.usecases.ports import Ports, Visitor, Words, today
from restride.usecases.recent import recent_record
from restride.usecases.record import Record, read_record, regimen_of

DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """The way of the injuries that are followed: the days ahead, the ranges of dates, and all of it in words.

    No days where nothing may be pictured; `held` says that it is for today's own answer, which comes first.
    """

    opened: tuple[Entry, ...]
    today: date
    title: str
    days: tuple[PlannedDay, ...]
    dates: DateRange
    goal: DateRange | None
    goal_table: str
    goal_name: str
    sentences: tuple[str, ...]
    goal_sentences: tuple[str, ...]
    held: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """The one road of all injuries together; none where nothing is followed."""

    now: Now
    roads: tuple[Road, ...]


def show_ahead(ports: Ports, visitor: Visitor, days: int = DAYS) -> Ahead:
    """The runner's own road ahead, today first. Raises AccessDenied; PlanLost."""
    now = today(ports.clock.now(), visitor.zone)
    record = recent_record(ports, visitor)
    return Ahead(now=now, roads=_roads(ports, visitor.person, record, now, days))


def show_road(ports: Ports, visitor: Visitor, episode: str, days: int = DAYS) -> Road:
    """The road that an injury is part of, as a clinician with care sees it. AccessDenied unless all is shared."""
    at = ports.clock.now()
    now, view = today(at, visitor.zone), ports.store.read(visitor.scope(at))
    record = read_record(view.events)
    found = _roads(ports, visitor.person, record, now, days) if sees_everything(view.granted) else ()
    mine = next((road for road in found if episode in {one.id for one in road.opened}), None)
    if mine is None:
        raise AccessDenied
    return mine


def _roads(ports: Ports, person: str, record: Record, now: Now, days: int) -> tuple[Road, ...]:
    opened = record.open_episodes()
    if not opened:
        return ()
    regimens = tuple(regimen_of(ports, one, record.state) for one in opened)
    picture = kept_picture(person, regimens, record.state, now, days)
    held = bool(picture.days) and _comes_first(record, opened, now, runs=not picture.days[0].rests)
    if held:
        picture = replace(picture, days=())
    titles = [_title(ports, one) for one in regimens]
    road = Road(
        opened=opened,
        today=now.day,
        title=ports.words.render("ahead.title", "several") if len(opened) > 1 else titles[0],
        days=picture.days,
        dates=picture.thirty,
        goal=picture.goal,
        goal_table=picture.table.id if picture.table else "",
        goal_name=_goal_name(ports.words, picture),
        sentences=sentences_of(ports, regimens, picture, now, held=held),
        goal_sentences=goal_sentences(ports.words, picture, now),
        held=held,
    )
    return (road,)


def _comes_first(record: Record, opened: tuple[Entry, ...], now: Now, *, runs: bool) -> bool:
    """Whether today has no answer that holds, or forbids the run that the picture begins with: then it has no days."""
    found = [current(record.state, one.id, now) for one in opened]
    made = [entry.body.decision for entry in found if entry is not None]
    if len(made) < len(opened) or any(one.verdict is Verdict.PENDING or one.trouble for one in made):
        return True
    ran = any(entry.at.day == now.day for entry in record.state.sessions.values())
    return any(one.course is Course.STOP for one in made) or (runs and not ran and not all(one.runs for one in made))


def sentences_of(
    ports: Ports, regimens: tuple[Regimen, ...], picture: Picture, now: Now, *, held: bool = False
) -> tuple[str, ...]:
    """The range of thirty minutes in words: what it waits for, or its dates, what they rest on; no promise."""
    words = ports.words
    run_s = max(longest_bout_s(first_runs(one)) for one in regimens)
    said = [words.render("ahead.title", "together")] if len(regimens) > 1 else []
    if picture.thirty.waiting:
        said += [_waiting(ports, regimens, one, run_s) for one in picture.thirty.waiting]
    else:
        said += _dated(words, picture.thirty, now, run_s)
    if held:
        said.append(words.render("ahead.waiting", "today"))
    return tuple(said)


def goal_sentences(words: Words, picture: Picture, now: Now) -> tuple[str, ...]:
    """The range of the goal in words; none without a goal, or while nothing can be said of it."""
    dates, key = picture.goal, "ahead.goal"
    if dates is None or dates.waiting or picture.table is None:
        return ()
    name = _goal_name(words, picture)
    if dates.soonest is None:
        return (words.render(key, "not_by", goal=name, until=dates.until),)
    if dates.soonest <= now.day:
        return (words.render(key, "there", goal=name),)
    return (words.render(key, "soonest", goal=name, soonest=dates.soonest), _with_setbacks(words, dates))


def _goal_name(words: Words, picture: Picture) -> str:
    return words.render(f"goals.{picture.table.id}", "name") if picture.table else ""


def _title(ports: Ports, regimen: Regimen) -> str:
    key = f"protocols.{regimen.protocol.id}"
    return ports.words.render(key, "title") if key in ports.words else regimen.protocol.title


def _waiting(ports: Ports, regimens: tuple[Regimen, ...], waiting: Waiting, run_s: int) -> str:
    words, key = ports.words, "ahead.waiting"
    if waiting.kind == "item":
        return words.render(key, "item", what=words.render(f"items.{waiting.what}", "title"))
    if waiting.kind == "rule":
        return words.render(key, "rule", what=rule_title(ports, _with_rule(regimens, waiting.what), waiting.what))
    if waiting.kind == "reached":
        return words.render(key, "reached", run=run_s)
    return words.render(key, waiting.kind)


def _with_rule(regimens: tuple[Regimen, ...], rule: str) -> Regimen:
    """The first of the regimens whose protocol has this rule."""
    for one in regimens:
        phases = one.protocol.phases
        rules = (*one.protocol.rules, *(r for phase in phases for r in (*phase.rules, *phase.gate)))
        if any(found.id == rule for found in rules):
            return one
    return regimens[0]


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
    yield _with_setbacks(words, dates)
    runs = dates.record.runs
    yield words.render(key, "known", runs=runs) if runs else words.render(key, "unknown")
    yield words.render(key, "picture")


def _with_setbacks(words: Words, dates: DateRange) -> str:
    key = "ahead.range"
    if dates.early is None:
        return words.render(key, "neither", until=dates.until)
    if dates.late is None:
        return words.render(key, "open_end", early=dates.early, until=dates.until)
    return words.render(key, "between", early=dates.early, late=dates.late)


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
