"""The cadence programme in words: what comes next, why it waits, what was reached. No number is worked out here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from restride.library.cadence import cadence_sources
from restride.usecases.cadence import CadenceToday
from restride.usecases.ports import Words
from restride.web.runner.shown.today import Act
from restride.web.shared.reason_card import Source, source_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The page: its title and text, why it waits, own steps, goal, checks by day, and the sources."""

    title: str
    text: str
    wait: str
    own: str
    goal: str
    checks: tuple[tuple[date, str], ...]
    sources: tuple[Source, ...]


def shown(now: CadenceToday, words: Words) -> Shown:
    """The programme as its page shows it."""
    plan, found = now.plan, now.now
    said = {
        "length": plan.count_s,
        "own": found.own or 0,
        "mainly": plan.mainly_to,
        "number": found.sessions + 1,
        "sessions": plan.programme.sessions,
        "target": now.target or 0,
        "block": plan.block_min,
        "on": now.beat_min,
        "wait": plan.again_d,
    }
    forms = words.forms(f"cadence.{now.step}")
    form = _form(now)
    return Shown(
        title=words.render(f"cadence.{now.step}", "title", **_asked(forms["title"], said)),
        text=words.render(f"cadence.{now.step}", form, **_asked(forms[form], said)),
        wait=_wait(now, words),
        own=words.render("cadence.own", found.how, own=found.own) if found.own else "",
        goal=_goal(now, words),
        checks=tuple(_checks(now, words)),
        sources=tuple(source_of(one) for one in cadence_sources()),
    )


def row_of_today(now: CadenceToday, words: Words) -> Act | None:
    """The row beside today's run; None where the run is without the beat."""
    if not now.cues_today or now.target is None:
        return None
    sessions = {"number": now.now.sessions + 1, "sessions": now.plan.programme.sessions}
    return Act(
        word=words.render("cadence.today", "title", target=now.target),
        url=reverse("cadence"),
        sign="runner",
        note=words.render("cadence.today", "note", **sessions),
    )


def _form(now: CadenceToday) -> str:
    if now.step != "cue" or 0 < now.beat_min < now.plan.block_min:
        return "text"
    return "whole" if now.beat_min else "none"


def _asked(form: str, said: dict[str, int]) -> dict[str, int]:
    """The values that a sentence asks for."""
    return {name: value for name, value in said.items() if f"{{{name}:" in form}


def _wait(now: CadenceToday, words: Words) -> str:
    if not now.wait:
        return ""
    pause = {"pause": now.plan.pause_d} if now.wait == "setback" else {}
    return words.render("cadence.wait", now.wait, **pause)


def _goal(now: CadenceToday, words: Words) -> str:
    if now.step not in ("cue", "check") or now.target is None:
        return ""
    return words.render("cadence.round", "text", percent=now.plan.rounds_pct[now.now.round])


def _checks(now: CadenceToday, words: Words) -> Iterator[tuple[date, str]]:
    for day, steps, kept in reversed(now.now.checks):
        yield day, words.render("cadence.round", "kept" if kept else "lost", steps=steps)
