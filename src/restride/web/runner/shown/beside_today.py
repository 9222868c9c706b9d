"""What stands beside the card of the day: a small victory or what comes next, reminders, a question, a card to read."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from restride.core.learning import Card
from restride.core.small_wins import Setback, Win, setback_of, win_of
from restride.usecases.ports import Words
from restride.usecases.self_report import self_report_of
from restride.usecases.today import Today
from restride.usecases.why_it_happened import said_in
from restride.web.runner.forms.asking import new_id
from restride.web.runner.shown.causes import reminders_of
from restride.web.runner.shown.learn import row_of
from restride.web.runner.shown.today import Act, deciding_episode


def beside_today(now: Today, card: Card | None, words: Words) -> dict[str, Any]:
    """The values of `runner/today/beside.html`. Each may be missing; none of them changes the decision."""
    runs = now.decision is not None and now.decision.runs
    return {
        "spirit": _spirit(now, words),
        "reminders": reminders_of(said_in(now.record), words) if runs else (),
        "week": _week(now),
        "why": _why(now),
        "card": row_of(card, words) if card else None,
        "put_away": new_id(),
    }


def _spirit(now: Today, words: Words) -> str:
    episode = deciding_episode(now)
    if episode is None or now.decision is None:
        return ""
    setback = setback_of(episode.context, now.decision)
    if setback is not None:
        return _what_next(setback, words)
    win = win_of(episode.context, now.decision)
    return _victory(win, words) if win else ""


def _what_next(setback: Setback, words: Words) -> str:
    if setback.rest_until is not None:
        until = timezone.localtime(setback.rest_until)
        return words.render("setback.rest", "text", day=until.date(), time=until.time())
    return words.render("setback.easier" if setback.runs_again else "setback.no_run", "text")


def _victory(win: Win, words: Words) -> str:
    phase = words.render(f"phases.{win.phase}", "title") if win.phase else ""
    return words.render(f"wins.{win.kind}", "text", phase=phase, time=win.seconds)


def _why(now: Today) -> Act | None:
    """The row that asks why it happened, before the first run and until anything of it was answered."""
    phases = [one.regimen.protocol.phase(one.decision.position.phase) for one in now.episodes if one.decision]
    if now.decision is None or said_in(now.record).asked or any(phase.has_runs for phase in phases):
        return None
    return Act(
        word=_("Why did it happen?"),
        url=reverse("causes_ask"),
        sign="question",
        note=_("Two minutes; a few answers change your plan"),
    )


def _week(now: Today) -> Act | None:
    """The row that asks; only once today's check-in is done, so that it is never in its way."""
    if now.decision is None or not self_report_of(now.record.state, now.now.day).due:
        return None
    return Act(
        word=_("How is it going?"), url=reverse("week"), sign="chart", note=_("A few buttons, skip what you like")
    )
