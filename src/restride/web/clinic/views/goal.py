"""The runner's goal: how it stands, and the clinician's word about it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from restride.usecases.agree_goal import answer_goal, goal_talk
from restride.usecases.goal import goal_facts
from restride.web.accounts.doors import clinicians_only
from restride.web.clinic.forms.goal import GoalAnswer
from restride.web.clinic.shown_goal import goal_name
from restride.web.clinic.views.acts import METHODS, carry_out, sit_down


@clinicians_only
@require_http_methods(METHODS)
def show_goal_answer(request: HttpRequest, person: UUID, goal: str) -> HttpResponseBase:
    """Agree with the goal that stands, or say why not."""
    desk = sit_down(request, person)
    talk = goal_talk(desk.chart.record.state)
    if talk is None or talk.goal.id != goal:
        raise Http404
    said = talk.said(desk.room.words)
    facts = goal_facts(desk.room, str(person), desk.chart)
    page = desk.page(
        desk.chart.episodes,
        title=gettext("The runner's goal"),
        words=[goal_name(talk, desk.room.words), *facts, *([said] if said else [])],
        hint=gettext("Your answer stands beside the goal with your name. It opens nothing and speeds nothing up."),
        act=gettext("Save"),
        done=gettext("Saved. The runner reads it beside the goal."),
    )
    form = GoalAnswer(request.POST or None)
    return carry_out(request, form, page, lambda _said: answer_goal(desk.room, desk.visitor, form.given(goal)))
