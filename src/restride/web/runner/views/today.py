"""Today: a stop before anything else, then the questions that are open, then the one decision of the day."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from restride.usecases import today as usecase
from restride.usecases.asking import is_free_of_questions
from restride.usecases.cadence import cadence_today
from restride.usecases.exercise_today import exercises_of
from restride.usecases.learn import offered
from restride.usecases.ports import Words
from restride.usecases.race import race_note
from restride.web.accounts.doors import runners_only
from restride.web.runner.room import ports, visitor_of
from restride.web.runner.shown import today as shown
from restride.web.runner.shown.beside_today import beside_today
from restride.web.runner.shown.cadence import row_of_today as row_of_cadence
from restride.web.runner.shown.exercise import row_of_today
from restride.web.runner.shown.hidden import hidden_pain
from restride.web.runner.shown.injuries import injury_lines
from restride.web.runner.shown.run_advice import run_advice_of
from restride.web.runner.shown.stop import stop_of


@runners_only
@require_safe
def show_today(request: HttpRequest) -> HttpResponseBase:
    """The one screen of the day."""
    room = ports()
    words = room.words
    now = usecase.glance_at_today(room, visitor_of(request))
    if not now.episodes and not now.lost and not now.open_flags:
        return render(request, "runner/today/begin.html", _page(now))
    stop = stop_of(now, words)
    if stop is not None:
        return render(request, "runner/stop/screen.html", {**_page(now), "stop": stop})
    acts, hidden = shown.open_acts(now, words), hidden_pain(now, words)
    page = {
        **_page(now),
        "lead": shown.lead(now, words),
        "phase": shown.phase_card(now, words),
        "acts": acts,
        "files": shown.files_waiting(now, words),
        "hidden": hidden,
        "later": acts if hidden else acts[1:],
        "injuries": injury_lines(now, words),
        "missing": shown.missing_answers(now, words),
        "needs_clearance": shown.needs_clearance(now),
        "exercises": row_of_today(exercises_of(room, now), words),
        "pending": words.render("verdicts.pending", "text"),
        "free": _free(now, words),
        "race": race_note(now, words),
        "cadence": _cadence(now, words),
        "advice": run_advice_of(now, words),
        **beside_today(now, offered(now), words),
    }
    return render(request, "runner/today/day.html", page)


def _free(now: usecase.Today, words: Words) -> dict[str, str] | None:
    """What is said on a day that asks nothing, because weeks went well and nobody runs; None on any other."""
    if not is_free_of_questions(now):
        return None
    return {part: words.render("verdicts.free", part) for part in ("title", "text")}


def _cadence(now: usecase.Today, words: Words) -> shown.Act | None:
    """The beat of today's run, where there is a run and the programme is under way."""
    runs = now.decision is not None and now.decision.runs
    return row_of_cadence(cadence_today(ports(), now.record, now.now), words) if runs else None


def _page(now: usecase.Today) -> dict[str, object]:
    return {"tab": "today", "day": now.now.day}
