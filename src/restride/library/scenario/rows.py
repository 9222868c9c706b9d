"""The rows of a scenario's journal: what happened on each day before today, and today before the check-in."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta

from restride.core.build import row_session
from restride.core.decision import Dose
from restride.core.events import (
    FlagClosed,
    FlagOpened,
    FoundationDone,
    IntakeAnswered,
    OperationReported,
    SessionLogged,
)
from restride.core.history import CONFIDENCE
from restride.core.measures.registry import CAUSES
from restride.core.pace import session_dose
from restride.core.self_entries import SelfRated
from restride.core.terms import PainMoment, Urgency
from restride.library.lint.finding import run_phases
from restride.library.scenario.answers import QUIET, Said, quiet, read_said
from restride.library.scenario.asked import build_position_of, in_build, position_of, says_where
from restride.library.scenario.diary import CLINICIAN, Diary, clock_of
from restride.library.scenario.files import tell_file
from restride.library.scenario.gate_results import tell_tests
from restride.library.table import Table

_MORNING = "07:00"
_EVENING = "18:00"
_DECIDED = time(7, 30)  # the session of a day stands before its run
_MOST_DAYS = 400
_ANSWERS = ("yes", "no", "unsure")
_WHY_LESS = ("symptoms", "other")


def read_days(table: Table) -> tuple[int, ...]:
    """How many days ago a row happened: `ago = 3`, `ago = [3, 5]`, or `from`, `to` and `every`."""
    if not table.has("from"):
        found = table.any("ago")
        days = found if isinstance(found, list) else [found]
        if not all(type(day) is int and 0 <= day <= _MOST_DAYS for day in days):
            table.fail("ago", "is days before today: a whole number such as 3, or a list such as [3, 5]")
        return tuple(days)
    first, last = table.whole("from", most=_MOST_DAYS), table.whole("to", most=_MOST_DAYS)
    if first < last:
        table.fail("from", "counts days before today, so it is the larger one: from = 30, to = 3")
    return tuple(range(first, last - 1, -table.whole("every", 1, least=1)))


def tell_day(diary: Diary, table: Table) -> None:
    """Add the entries of one `[[day]]`, once for each day it names."""
    for ago in read_days(table):
        morning = diary.at(table, "at", diary.day(ago), clock_of(table, "at", _MORNING))
        diary.report(PainMoment.MORNING, read_said(table, "morning", PainMoment.MORNING, diary.groups), at=morning)
        for key, tell in _ACTS.items():
            if table.has(key):
                tell(diary, table, morning)
        if table.has("run"):
            _run(diary, table.table("run"), ago)
    table.done()


def _foundation(diary: Diary, table: Table, at: datetime) -> None:
    if table.yes("foundation"):
        diary.tell(FoundationDone(), at=at)


def _operation(diary: Diary, table: Table, at: datetime) -> None:
    what = table.text("operation")
    diary.tell(OperationReported(day=diary.now(at).day, what=what), at=at)


def _flag(diary: Diary, table: Table, at: datetime) -> None:
    flag = table.name("flag")
    urgency = next((line.urgency for line in diary.protocol.lines if flag in line.flags), Urgency.CONSULT)
    diary.tell(FlagOpened(flag=flag, urgency=urgency), at=at, id=f"flag-{flag}", person=True)


def _flag_closed(diary: Diary, table: Table, at: datetime) -> None:
    flag = table.name("flag_closed")
    if not any(event.id == f"flag-{flag}" for event in diary.events):
        table.fail("flag_closed", f'no earlier day has flag = "{flag}"; write the days in their order')
    body = FlagClosed(flag_event=f"flag-{flag}", reason="examined")
    diary.tell(body, at=at + timedelta(hours=1), author=CLINICIAN, person=True)


def _causes(diary: Diary, table: Table, at: datetime) -> None:
    """Answers to why it happened: a cause and yes, no or unsure."""
    said = table.table("causes")
    answers = {cause: said.one_of(cause, _ANSWERS) for cause in CAUSES if said.has(cause)}
    said.done()
    diary.tell(IntakeAnswered(answers=answers), at=at, person=True)


def _trust(diary: Diary, table: Table, at: datetime) -> None:
    body = SelfRated(item=CONFIDENCE, value=table.whole("confidence", most=10))
    diary.tell(body, at=at, person=True)


_ACTS: Mapping[str, Callable[[Diary, Table, datetime], None]] = {
    "foundation": _foundation,
    "tests": tell_tests,
    "operation": _operation,
    "flag": _flag,
    "flag_closed": _flag_closed,
    "file": tell_file,
    "causes": _causes,
    "confidence": _trust,
}


def _run(diary: Diary, table: Table, ago: int) -> None:
    """One run with its answers, and the decision that asked for it."""
    day = diary.day(ago)
    start = diary.at(table, "at", day, clock_of(table, "at", _EVENING))
    regimen = diary.regimen_on(day)
    phase = run_phases(regimen.protocol)[0]
    dose = None
    if in_build(table):
        position = build_position_of(table, diary.protocol)
        dose = row_session(diary.protocol, position, stepping=True)
        diary.decided(position, dose, at=min(diary.at(table, "at", day, _DECIDED), start))
    elif says_where(table):
        position = position_of(table, phase, regimen.preset, ladder=regimen.ladder)
        dose = session_dose(phase, position)
        diary.decided(position, dose, at=min(diary.at(table, "at", day, _DECIDED), start))
    body = _session(table, dose)
    event = diary.tell(body, at=start)
    hour_after = start + timedelta(seconds=body.elapsed_s, hours=1)
    felt = table.one_of("felt", (QUIET,)) if table.has("felt") else ""
    moments = ((PainMoment.BEFORE_RUN, start), (PainMoment.DURING_RUN, start), (PainMoment.AFTER_60, hour_after))
    for moment, at in moments:
        said = read_said(table, moment.value, moment, diary.groups, rest_quiet=bool(felt))
        if said is None and felt:
            said = Said(answers=quiet(moment, diary.groups))
        diary.report(moment, said, at=at, run=event.id)
    next_day = diary.at(table, "next_morning", diary.day(ago - 1), clock_of(table, "next_morning_at", _MORNING))
    said = read_said(table, "next_morning", PainMoment.MORNING, diary.groups)
    diary.report(PainMoment.NEXT_MORNING, said, at=next_day, run=event.id)
    table.done()


def _session(table: Table, dose: Dose | None) -> SessionLogged:
    """What was done: the session as asked, but for what is written."""
    if dose is None and not (table.has("run_s") and table.has("longest_bout_s")):
        table.fail("stage", "is missing; name the stage or target_s that was asked, or write run_s and longest_bout_s")
    run_s = table.whole("run_s", dose.run_s if dose else 0, most=86_400)
    longest = table.whole("longest_bout_s", min(dose.longest_bout_s, run_s) if dose else 0, most=86_400)
    walk_s = table.whole("walk_s", dose.walk_s if dose else 0, most=86_400)
    if longest > run_s:
        table.fail("longest_bout_s", "is longer than all the running together")
    return SessionLogged(
        decision=None,
        run_s=run_s,
        longest_bout_s=longest,
        walk_s=walk_s,
        elapsed_s=run_s + walk_s,
        cut_short=table.yes("cut_short", False),
        why_less=table.one_of("why_less", _WHY_LESS) if table.has("why_less") else "",
    )
