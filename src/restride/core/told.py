"""What one civil day tells of one episode, sorted and joined once. What rules make of it isn't here.

A record's days rarely change, so what was read of one is kept with the state for the next decision.
"""

from collections.abc import Callable
from datetime import date, datetime

from restride.core.answers import Answers, join_all, names_symptom
from restride.core.corrections import answers_on, is_settled
from restride.core.decision import Decision, DecisionIssued
from restride.core.events import CheckIn, SessionLogged
from restride.core.state import Entry, RunnerState
from restride.core.terms import PainMoment

Complaint = tuple[date, Answers, tuple[str, ...]]
Rank = tuple[int, int, int, bool]
Issued = tuple[tuple[int, datetime, datetime, str], Decision, Rank]  # in which order it was made, it, and its rank
Said = Callable[[Entry], Answers]
_MORNING = PainMoment.MORNING
_NIGHT = "night"  # the line of the daily question about waking with pain


class ToldDay:
    """Reports of the episode but for those a clinician took out, sessions of the person, decisions of the episode.

    `complaint` is everything told on a day on which a symptom was named; `woken` whether pain woke the runner in the
    night to this day, None when nobody said; `about` the reports that name a run, by that run. `decided` are the
    decisions that were made for this very day, in order.
    """

    __slots__ = (
        "about",
        "by_day",
        "complaint",
        "day",
        "decided",
        "entries",
        "issued",
        "joined",
        "mornings",
        "reports",
        "sessions",
        "woken",
    )

    def __init__(self, day: date, entries: tuple[Entry, ...], episode: str, *, said: Said) -> None:
        self.day = day
        self.entries = entries
        self.reports: list[Entry] = []
        self.sessions: list[Entry] = []
        self.issued: list[Issued] = []
        for entry in entries:
            kind = type(entry.body)
            if kind is SessionLogged:
                self.sessions.append(entry)
            elif entry.episode != episode:
                continue
            elif kind is CheckIn:
                self.reports.append(entry)
            elif kind is DecisionIssued:
                self.issued.append(issued_as(entry))
        self.decided = [made for _, made, _ in sorted(self.issued) if made.day == day]
        self._sort(said)

    def _sort(self, said: Said) -> None:
        reports = self.reports
        self.mornings = [entry for entry in reports if entry.body.moment is _MORNING]
        self.about: dict[str, list[Entry]] = {}
        for entry in reports:
            if entry.body.run is not None:
                self.about.setdefault(entry.body.run, []).append(entry)
        self.by_day = [entry for entry in self.mornings if entry.body.run is None]
        self.joined = join_all(map(said, self.mornings))
        self.woken = _woken(self.joined)
        self.complaint: Complaint | None = None
        if any(names_symptom(said(entry)) for entry in reports):
            self.complaint = (self.day, join_all(map(said, reports)), tuple(entry.id for entry in reports))


def in_order_issued(entry: Entry) -> tuple[int, datetime, datetime, str]:
    """Decisions in the order in which they were made: by their number, then by the clock."""
    return (entry.body.number, entry.body.decision.issued_at, entry.recorded_at, entry.id)


def issued_as(entry: Entry) -> Issued:
    """A decision's entry as what it is looked through by."""
    made: Decision = entry.body.decision
    return (in_order_issued(entry), made, made.position.rank)


def told_since(first: date, episode: str, state: RunnerState, *, today: date) -> dict[date, ToldDay]:
    """What each civil day from the first one on tells, as it reads today, in order; days on which nothing was told
    are left out.
    """
    edits, kept = state.edits, state.kept.setdefault(("days", episode), {})
    found: list[ToldDay] = []
    for day, entries in reversed(state.calendar.items()):
        if day < first:
            break
        told: ToldDay | None = kept.get(day)
        if edits and any(entry.id in edits for entry in entries):
            told = _edited(day, entries, episode, state=state, today=today)
        elif told is None or told.entries is not entries:
            told = kept[day] = ToldDay(day, entries, episode, said=_first)
        found.append(told)
    return {told.day: told for told in reversed(found)}


def _edited(day: date, entries: tuple[Entry, ...], episode: str, *, state: RunnerState, today: date) -> ToldDay:
    """A day of which something was corrected or taken back: how it reads changes with the day, so it is not kept."""
    edits = state.edits

    def said(entry: Entry) -> Answers:
        return answers_on(entry.body.answers, edits.get(entry.id, ()), today)

    standing = tuple(e for e in entries if not (type(e.body) is CheckIn and is_settled(edits.get(e.id, ()))))
    return ToldDay(day, standing, episode, said=said)


def _first(entry: Entry) -> Answers:
    said: Answers = entry.body.answers
    return said


def _woken(says: Answers) -> bool | None:
    if says.woken or _NIGHT in (says.flag_lines or ()):
        return True
    if says.woken is None and _NIGHT not in says.lines_covered:
        return None
    return False
