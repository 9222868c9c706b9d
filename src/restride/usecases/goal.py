"""The runner's goal: a distance, perhaps a race day, and whether it is realistic, in words. It speeds nothing up."""

from dataclasses import dataclass
from datetime import date, timedelta

from restride.core.build import build_phase, goal_entry
from restride.core.build_table import BuildTable
from restride.core.context import Context
from restride.core.forecast import DateRange
from restride.core.goal import GoalCheck, Lacking, goal_check, goal_of
from restride.core.goal_entries import GoalSet
from restride.core.moment import Now
from restride.core.protocol import Protocol
from restride.journal.port import sees_everything
from restride.usecases.chart import Chart
from restride.usecases.entry import Stamp, entry
from restride.usecases.forecast import DAYS, goal_sentences
from restride.usecases.picture import Picture, kept_picture
from restride.usecases.ports import Ports, Visitor, Words, today
from restride.usecases.recent import recent_record
from restride.usecases.record import Record, read_record, regimen_of
from restride.usecases.refused import NotPossible, refuse
from restride.usecases.third_person import AboutTheRunner

_FARTHEST_D = 3 * 365  # a race further away is a slip of the keyboard


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedGoal:
    """What the runner fills in. An empty table takes the goal back."""

    id: str
    table: str
    race_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalShown:
    """The goal as it stands: every distance to choose from, the check of the one chosen, and that in words."""

    day: date
    tables: tuple[tuple[str, str], ...]
    goal: GoalSet | None
    check: GoalCheck | None
    sentences: tuple[str, ...]


def show_goal(ports: Ports, visitor: Visitor) -> GoalShown:
    """The runner's goal and how it stands today; of several injuries, the one with most still to do. AccessDenied."""
    return _shown(ports, visitor.person, recent_record(ports, visitor), today(ports.clock.now(), visitor.zone))


def goal_facts(ports: Ports, person: str, chart: Chart) -> tuple[str, ...]:
    """What the runner reads about the goal, for a clinician at the chart; empty unless all is shared and read."""
    if not sees_everything(chart.granted) or chart.lost:
        return ()
    about = AboutTheRunner(words=ports.words)
    return tuple(about.said(one) for one in _shown(ports, person, chart.record, chart.now).sentences)


def _shown(ports: Ports, person: str, record: Record, now: Now) -> GoalShown:
    contexts = _contexts(ports, record, now)
    goal = goal_of(contexts[0]) if contexts else None
    regimens = tuple(context.regimen for context in contexts)
    picture = kept_picture(person, regimens, record.state, now, DAYS) if goal else None
    checks = [(goal_check(one, goal.table, goal.race_day), one) for one in contexts] if goal else []
    check, context = max(checks, key=lambda pair: (bool(pair[0].no_range), pair[0].days_least), default=(None, None))
    return GoalShown(
        day=now.day,
        tables=tuple((table.id, name_of(table, ports.words)) for table in _tables(contexts)),
        goal=goal,
        check=check,
        sentences=tuple(_said(ports.words, check, context, picture)) if check and context and picture else (),
    )


def set_goal(ports: Ports, visitor: Visitor, wanted: WantedGoal) -> None:
    """Store the goal; it counts from tomorrow. Raises NotPossible for an unknown distance and a day that can't be."""
    if not visitor.is_runner:
        raise refuse("", "only-the-runner", "Only the runner can set a goal.")
    now = today(ports.clock.now(), visitor.zone)
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        contexts = _contexts(ports, read_record(unit.events()), now)
        _refuse_what_cannot_be(contexts, wanted, now)
        body = GoalSet(table=wanted.table, race_day=wanted.race_day if wanted.table else None)
        unit.append(entry(visitor, body, Stamp(id=wanted.id, recorded_at=ports.clock.now())))


def name_of(table: BuildTable, words: Words) -> str:
    """The distance in words."""
    return words.render(f"goals.{table.id}", "name")


def _refuse_what_cannot_be(contexts: tuple[Context, ...], wanted: WantedGoal, now: Now) -> None:
    tables = {table.id for table in _tables(contexts)}
    if wanted.table and wanted.table not in tables:
        raise refuse("table", "unknown-distance", "Choose one of the distances in the list.")
    if wanted.race_day is None or not wanted.table:
        return
    if wanted.race_day <= now.day:
        raise refuse("race_day", "day-past", "Give a day that is still to come, or leave it open.")
    if wanted.race_day > now.day + timedelta(days=_FARTHEST_D):
        raise refuse("race_day", "too-far", "Give a day within the next three years, or leave it open.")
    checks = [goal_check(one, wanted.table) for one in contexts]
    earliest = now.day + timedelta(days=max(check.days_least for check in checks))
    if wanted.race_day < earliest:
        raise _too_soon(earliest, told=not any(check.no_range for check in checks))


def _too_soon(earliest: date, *, told: bool) -> NotPossible:
    """What can be done instead; no date where none may be told."""
    cure = "The way there takes longer, even if every run goes well."
    if told:
        cure = f"{cure} {earliest.day} {earliest:%B %Y} is the earliest that it could be."
    return refuse("race_day", "too-soon", f"{cure} Choose a later day, a shorter distance, or leave the day open.")


def _contexts(ports: Ports, record: Record, now: Now) -> tuple[Context, ...]:
    """A view of each injury that is followed and whose protocol has tables."""
    regimens = [regimen_of(ports, opened, record.state) for opened in record.open_episodes()]
    return tuple(Context(one, record.state, now) for one in regimens if build_phase(one.protocol) is not None)


def _tables(contexts: tuple[Context, ...]) -> tuple[BuildTable, ...]:
    """The tables that every injury's protocol has, in the order of the first."""
    named = [_of(context.protocol) for context in contexts]
    return tuple(table for table in (named[0] if named else ()) if all(table.id in {t.id for t in n} for n in named))


def _of(protocol: Protocol) -> tuple[BuildTable, ...]:
    phase = build_phase(protocol)
    return phase.tables if phase else ()


def _said(words: Words, check: GoalCheck, context: Context, picture: Picture) -> list[str]:
    """Realistic or not yet, what is missing, and a range of dates where one may be told."""
    key = "goals.check"
    said = [words.render(key, "realistic" if check.realistic else "not_yet", goal=name_of(check.table, words))]
    said += [_lacking(words, one) for one in check.lacking]
    said += [words.render(key, f"no_range_{why}") for why in check.no_range]
    if not check.no_range:
        said += _dates(words, check, context, picture)
    newest = goal_entry(context, until=context.now.day)
    if newest is not None and newest.at.day == context.now.day:
        said.append(words.render(key, "tomorrow"))
    return [*said, words.render(key, "no_hurry")]


def _lacking(words: Words, one: Lacking) -> str:
    values = {"need": one.need_s, "have": one.have_s, "times": one.need_times, "so_far": one.have_times}
    many = one.need_times > 1
    form = f"{one.what}_times" if many else one.what
    wanted = ("need", "times", "so_far") if many else ("need", "have")
    return words.render("goals.check", form, **{name: values[name] for name in wanted})


def _dates(words: Words, check: GoalCheck, context: Context, picture: Picture) -> list[str]:
    """When the way to it is done, with every run good and with setbacks, and how a race day lies to that."""
    dates = picture.goal
    if dates is None or dates.waiting:
        return [words.render("goals.check", "no_range_yet")]
    said = [*goal_sentences(words, picture, context.now), words.render("ahead.range", "picture")]
    if check.race_day is not None:
        said.append(words.render("goals.check", _race(check.race_day, dates), day=check.race_day))
    return said


def _race(day: date, dates: DateRange) -> str:
    """Which sentence says how a race lies to the range of its goal."""
    if dates.soonest is None:
        return "race_too_soon" if day <= dates.until else "race_far"
    if day < dates.soonest:
        return "race_too_soon"
    return "race_tight" if dates.late is None or day < dates.late else "race_fits"
