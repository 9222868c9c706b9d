"""Where you are: the place in walk-run, what follows good runs, what follows one that was too much."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from restride.usecases.course import show_courses
from restride.web.accounts.doors import runners_only
from restride.web.runner.room import ports, visitor_of


@runners_only
@require_safe
def show_course(request: HttpRequest) -> HttpResponseBase:
    """The course of each injury that is in walk-run."""
    courses = show_courses(ports(), visitor_of(request))
    return render(request, "runner/course.html", {"courses": courses.found, "held": courses.held, "tab": "today"})
