"""The page for the visit: the facts that a doctor or physiotherapist asks first, and what to ask them."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from restride.core.state import Entry
from restride.usecases.ports import Ports
from restride.usecases.today import Today
from restride.web.runner.shown.answers import Line, answer_lines

_NEWEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Injury:
    """One injury in the words of the record."""

    title: str
    side: str
    onset: date | None
    operated: bool
    operation: date | None
    needs_clearance: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Everything of the page. `mornings` are the newest check-ins with what was answered."""

    injuries: tuple[Injury, ...]
    mornings: tuple[tuple[date, str, tuple[Line, ...]], ...]
    questions: tuple[str, ...]


def visit_of(now: Today, room: Ports) -> Visit:
    """The page of this moment."""
    injuries = tuple(
        _injury(one.opened, one.regimen.protocol.id, one.regimen.clearance_required, room) for one in now.episodes
    )
    reports = sorted(now.record.state.reports.values(), key=lambda entry: entry.at.at, reverse=True)[:_NEWEST]
    mornings = tuple(_answered(one, room) for one in reports)
    asked = [_("What is it, and what is it not?"), _("May I run, and from when? What may I do until then?")]
    if now.open_flags:
        asked.insert(0, _("I was told to stop for what stands above. What does it mean?"))
    if any(injury.needs_clearance for injury in injuries):
        asked.append(_("Can you clear me for walk-run: for this side, until which day, with which limits?"))
    asked.append(_("When shall I come back, and what should make me come earlier?"))
    return Visit(injuries=injuries, mornings=mornings, questions=tuple(asked))


def _answered(entry: Entry, room: Ports) -> tuple[date, str, tuple[Line, ...]]:
    moment = room.words.render("terms.moment", entry.body.moment)
    return entry.at.day, moment, answer_lines(entry.body.answers, room.words, all=False)


def _injury(opened: Entry, protocol: str, needs_clearance: bool, room: Ports) -> Injury:
    body = opened.body
    return Injury(
        title=room.words.render(f"protocols.{protocol}", "title"),
        side=room.words.render("terms.side", body.side),
        onset=body.onset,
        operated=body.operated,
        operation=body.operation,
        needs_clearance=needs_clearance,
    )
