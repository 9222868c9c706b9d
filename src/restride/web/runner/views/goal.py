"""The runner's goal: how it stands, and another one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from restride.usecases.agree_goal import show_goal_talk
from restride.usecases.goal import WantedGoal, set_goal, show_goal
from restride.usecases.refused import NotPossible
from restride.web.accounts.doors import runners_only
from restride.web.runner.forms.goal import NONE, Goal
from restride.web.runner.room import ports, posted, put_into, visitor_of


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_goals(request: HttpRequest) -> HttpResponseBase:
    """The goal with its check, and the form for another one."""
    shown = show_goal(ports(), visitor_of(request))
    now = {"table": shown.goal.table, "race_day": shown.goal.race_day} if shown.goal else {}
    form = Goal(posted(request), tables=shown.tables, initial=now)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        table = "" if said["table"] == NONE else said["table"]
        try:
            set_goal(ports(), visitor_of(request), WantedGoal(id=said["id"], table=table, race_day=said["race_day"]))
            messages.success(request, _("Saved."))
            return redirect("goal")
        except NotPossible as refusal:
            put_into(form, refusal)
    talk = show_goal_talk(ports(), visitor_of(request))
    words = ports().words
    answer = (talk.said(words) or words.render("goals.talk", "open")) if talk else ""
    page = {"form": form, "shown": shown, "talk": answer}
    return render(request, "runner/goal.html", page, status=422 if form.errors else 200)
