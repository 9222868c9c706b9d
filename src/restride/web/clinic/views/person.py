"""The page of one runner: decision and reasons, warnings, clearances, tests, newest entries."""

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from restride.core.terms import Category
from restride.journal.port import sees_everything
from restride.usecases.chart import EpisodeChart, show_chart
from restride.usecases.clearance import missing_to_sign
from restride.usecases.override import waivable
from restride.usecases.place import place_of
from restride.web.accounts.doors import clinicians_only
from restride.web.clinic import shown
from restride.web.clinic.desk import names_of, ports, visitor_of
from restride.web.clinic.shown_exercise import prescription_lines
from restride.web.clinic.shown_goal import goal_line
from restride.web.clinic.shown_pace import pace_line
from restride.web.clinic.shown_said import said_beside
from restride.web.shared.session import session


@clinicians_only
@require_safe
def show_person(request: HttpRequest, person: UUID) -> HttpResponseBase:
    """Everything that this clinician may see of one runner."""
    room = ports()
    visitor = visitor_of(request, person)
    chart = show_chart(room, visitor)
    name = names_of([str(person)])[str(person)]

    def session_title(episode: EpisodeChart) -> str:
        if episode.decision is None or not episode.current or chart.open_warnings:
            return ""  # no run is shown beside an open warning (INV-005)
        asked = session(episode.decision.dose, room.words)
        return asked.title if asked else ""

    def one(episode: EpisodeChart) -> dict[str, object]:
        return {
            "chart": episode,
            "session": session_title(episode),
            "place": place_of(episode.decision.position, episode.regimen, room.words) if episode.decision else None,
            "pace": pace_line(room.words, chart.record.state, episode),
            "who": shown.who(room, name, str(person), episode),
            "clearances": shown.clearance_lines(room.words, episode),
            "limits": shown.limit_lines(room.words, episode),
            "prescriptions": prescription_lines(room.words, episode.prescriptions),
            "items": shown.item_lines(room.words, chart, episode),
            "may_see_ahead": sees_everything(chart.granted),
            "may_waive": bool(waivable(episode.regimen.protocol)),
        }

    return render(
        request,
        "clinic/person.html",
        {
            "person": person,
            "name": name,
            "chart": chart,
            "episodes": [one(episode) for episode in chart.episodes],
            "warnings": [(w, *shown.warning_lines(room.words, w.opened.body)) for w in chart.warnings],
            "declined": [(e, shown.warning_words(room.words, e.body.flag)) for e in chart.declined],  # type: ignore[union-attr]
            "entries": shown.entry_lines(chart.newest),
            "said": said_beside(chart, room.words),
            "goal": goal_line(chart, room.words),
            "sees_symptoms": Category.SYMPTOMS in chart.granted,
            "lacks": missing_to_sign(visitor),
            "here": "person",
        },
    )
