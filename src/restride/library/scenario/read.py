"""A scenario file into journal entries, a moment, a regimen and what is expected."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from restride.core.build import build_phase
from restride.core.events import (
    ClearanceGiven,
    ClearanceWithdrawn,
    EpisodeOpened,
    Event,
    IntakeAnswered,
    PaceChosen,
    WaiverGiven,
)
from restride.core.goal_entries import GoalSet
from restride.core.moment import Now
from restride.core.on_ladder import ladders_to_run
from restride.core.protocol import Protocol, Regimen
from restride.core.regimen import ON_A_LADDER, may_be_chosen, regimen_for
from restride.core.state import fold
from restride.core.terms import PainMoment, Scope, Side
from restride.library.catalogue import Catalogue, catalogue
from restride.library.errors import ScenarioError
from restride.library.every_rule import every_rule
from restride.library.rules import PRESETS
from restride.library.scenario.answers import read_said
from restride.library.scenario.asked import position_of
from restride.library.scenario.diary import CLINICIAN, EPISODE, Diary, clock_of
from restride.library.scenario.expect import Expectation, read_expectation
from restride.library.scenario.rows import tell_day
from restride.library.source import within_size
from restride.library.table import Table, expect_schema, read_table

_UNKNOWN = "unknown"
_YEAR_D = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A story, told up to now, and the decision that it should lead to."""

    story: str
    events: tuple[Event, ...]
    now: Now
    regimen: Regimen
    expect: Expectation | None


def read_scenario(path: Path, *, protocols: Catalogue | None = None) -> Scenario:
    """The scenario of a file. Raises ScenarioError, which names the file, the key and the cure."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ScenarioError(file=str(path), key="", cure="there is no such file; check the name") from None
    except (UnicodeDecodeError, IsADirectoryError):
        raise ScenarioError(file=str(path), key="", cure="is no text file; save it as UTF-8") from None
    return scenario_from(within_size(str(path), text), file=str(path), protocols=protocols or catalogue())


def scenario_from(text: str, *, file: str, protocols: Catalogue) -> Scenario:
    """The scenario of a text. Raises ScenarioError."""
    table = read_table(text, file=file, error=ScenarioError)
    expect_schema(table, 1)
    story = table.text("story")
    protocol = protocols.protocols[table.one_of("protocol", sorted(protocols.protocols))]
    today = table.table("today")
    preset = table.one_of("preset", PRESETS, "cautious")
    diary = _diary(today, protocol, preset)
    _episode(diary, table.table("episode"))
    for entry in table.tables("clearance"):
        _clearance(diary, entry)
    for entry in table.tables("waiver"):
        _waiver(diary, entry)
    for entry in table.tables("goal"):
        _goal(diary, entry)
    for entry in table.tables("pace"):
        _pace(diary, entry)
    _standing(diary, table)
    for day in table.tables("day"):
        tell_day(diary, day)
    now = _today(diary, today)
    regimen = regimen_for(protocol, diary.events[0], fold(diary.events))
    expect = read_expectation(table.table("expect"), regimen.protocol) if table.has("expect") else None
    table.done()
    return Scenario(story=story, events=tuple(diary.events), now=now, regimen=regimen, expect=expect)


def _diary(today: Table, protocol: Protocol, preset: str) -> Diary:
    zone = today.text("zone", "Europe/London")
    try:
        rules = ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        today.fail("zone", f'"{zone}" is no time zone; write one such as "Europe/London"')
    return Diary(protocol, preset, today=today.day("day"), zone=zone, rules=rules)


def _today(diary: Diary, today: Table) -> Now:
    """The check-in of today, and the moment of the decision."""
    at = diary.at(today, "at", diary.today, clock_of(today, "at", "07:30"))
    said = read_said(today, "morning", PainMoment.MORNING, diary.groups)
    diary.report(PainMoment.MORNING, said, at=at)
    if today.has("clock_behind_s"):
        later = at + timedelta(seconds=today.whole("clock_behind_s"))
        diary.tell(IntakeAnswered(answers={}), at=later, person=True)
    today.done()
    return diary.now(at)


def _episode(diary: Diary, table: Table) -> None:
    """The opening of the episode."""
    operated = table.has("operation")
    operation = _operation(table) if operated else None
    required = table.yes("clearance_required", diary.protocol.clearance == "required" or operated)
    opened = table.whole("opened_days_ago", _YEAR_D // 2, most=2 * _YEAR_D)
    body = EpisodeOpened(
        condition=diary.protocol.conditions[0],
        side=table.member("side", Side),
        onset=table.day("onset") if table.has("onset") else None,
        operation=operation,
        operated=operated,
        protocol=diary.protocol.id,
        protocol_hash=diary.protocol.hash,
        clearance_required=required,
        rehab_weeks=table.whole("rehab_weeks", 0, most=104),
        usual_session_s=table.maybe_whole("usual_session_s"),
        last_run=table.day("last_run") if table.has("last_run") else None,
        preset=diary.preset,
    )
    at = diary.at(table, "opened_days_ago", diary.day(opened), clock_of(table, "opened_at", "12:00"))
    diary.tell(body, at=at, id=EPISODE)
    table.done()


def _operation(table: Table) -> date | None:
    """The date of the operation, or None for `operation = "unknown"`."""
    if table.data.get("operation") == _UNKNOWN:
        table.one_of("operation", (_UNKNOWN,))
        return None
    return table.day("operation")


def _clearance(diary: Diary, table: Table) -> None:
    ago = table.whole("ago", most=2 * _YEAR_D)
    opened = diary.events[0].body
    side = table.member("side", Side) if table.has("side") else None
    body = ClearanceGiven(
        scope=table.level("scope", Scope),
        side=side or (opened.side if isinstance(opened, EpisodeOpened) else Side.BOTH),
        starts=diary.day(ago),
        until=diary.day(-table.whole("days_left", 90, most=2 * _YEAR_D)),
        run_s_most=table.maybe_whole("run_s_most"),
        bout_s_most=table.maybe_whole("longest_bout_s_most"),
        reason="examined",
    )
    at = diary.at(table, "ago", diary.day(ago), clock_of(table, "at", "12:30"))
    event = diary.tell(body, at=at, author=CLINICIAN)
    if table.has("withdrawn_ago"):
        gone = diary.at(table, "withdrawn_ago", diary.day(table.whole("withdrawn_ago")), clock_of(table, "at", "12:30"))
        diary.tell(ClearanceWithdrawn(clearance=event.id, reason="seen again"), at=gone, author=CLINICIAN)
    table.done()


def _waiver(diary: Diary, table: Table) -> None:
    rule = table.one_of("rule", [rule.id for rule, _, _ in every_rule(diary.protocol)])
    ago = table.whole("ago", 1, most=_YEAR_D)
    body = WaiverGiven(rule=rule, until=diary.day(-table.whole("days_left", 14)), reason=table.text("reason"))
    at = diary.at(table, "ago", diary.day(ago), clock_of(table, "at", "12:30"))
    diary.tell(body, at=at, author=CLINICIAN)
    table.done()


def _goal(diary: Diary, table: Table) -> None:
    """A goal that the runner set, and perhaps a race so many days ahead or ago; it counts from the day after."""
    phase = build_phase(diary.protocol)
    ago = table.whole("ago", 1, most=_YEAR_D)
    ahead, past = table.maybe_whole("race_in_days"), table.maybe_whole("race_ago")
    days = past if past is not None else None if ahead is None else -ahead
    body = GoalSet(
        table=table.one_of("table", [one.id for one in phase.tables] if phase else []),
        race_day=None if days is None else diary.day(days),
    )
    diary.tell(body, at=diary.at(table, "ago", diary.day(ago), clock_of(table, "at", "12:15")), person=True)
    table.done()


def _pace(diary: Diary, table: Table) -> None:
    """A clinician's choice of how the running is built up; it counts from the day after."""
    protocol = diary.protocol
    preset = table.one_of("preset", PRESETS)
    ladder = table.one_of("ladder", [one.id for one in ladders_to_run(protocol)]) if table.has("ladder") else ""
    if not may_be_chosen(protocol, preset, ladder):
        table.fail("preset", f'can\'t be chosen here; a ladder asks for preset = "{ON_A_LADDER}"')
    ago = table.whole("ago", 1, least=1, most=_YEAR_D)
    at = diary.at(table, "ago", diary.day(ago), clock_of(table, "at", "12:30"))
    diary.chosen.append((diary.day(ago), preset, ladder))
    diary.tell(PaceChosen(preset=preset, ladder=ladder, reason=table.text("reason")), at=at, author=CLINICIAN)
    table.done()


def _standing(diary: Diary, table: Table) -> None:
    """Where the runner stood before any run of the story: the phase, and since how many days."""
    if not table.has("standing"):
        return
    entry = table.table("standing")
    phase = diary.protocol.phase(entry.one_of("phase", [one.id for one in diary.protocol.phases]))
    ago = entry.whole("ago", 1, least=1, most=_YEAR_D)
    regimen = diary.regimen_on(diary.day(ago))
    position = position_of(entry, regimen.protocol.phase(phase.id), regimen.preset, ladder=regimen.ladder)
    at = diary.at(entry, "ago", diary.day(ago), clock_of(entry, "at", "07:15"))
    diary.decided(position, at=at)
    entry.done()
