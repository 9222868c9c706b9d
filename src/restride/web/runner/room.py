"""Who stands at the runner's door: the ports, the visitor of a request, and refusals turned into answers of a page."""

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, QueryDict

from restride import wiring
from restride.core.terms import Role
from restride.journal.values import Actor
from restride.usecases.external import Policy
from restride.usecases.ports import Ports, Visitor
from restride.usecases.record import PlanLost
from restride.usecases.refused import NotPossible
from restride.usecases.today import EpisodeToday, Today

_NOT_THERE = ("unknown-episode", "unknown-run", "unknown-entry", "unknown-item", "unknown-activity")


def ports() -> Ports:
    """Everything that use cases are given."""
    return wiring.ports()


def visitor_of(request: HttpRequest) -> Visitor:
    """The runner who is signed in, acting on the own record."""
    user = request.user
    id = str(user.pk)
    return Visitor(actor=Actor(role=Role.RUNNER, id=id), person=id, zone=user.zone, name=user.name)  # type: ignore[union-attr]


def signature_policy() -> Policy:
    """What this server takes from clinicians without an account."""
    return Policy(settings.RESTRIDE_EXTERNAL)


def takes_signatures() -> bool:
    """Whether a clinician without an account can sign at all: where not, no screen offers it."""
    return signature_policy() is not Policy.REFUSE


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the answers that were sent, even none at all; None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def not_there(refusal: NotPossible) -> Exception:
    """The 404 of an object that is unknown or another person's; any other refusal stays what it is."""
    unknown = any(problem.code in _NOT_THERE for problem in refusal.problems)
    return Http404(str(refusal)) if unknown else refusal


def put_into(form: forms.Form, refusal: NotPossible) -> None:
    """Show what a use case refused beside its field. Raises Http404 where the object is unknown or another person's."""
    for problem in refusal.problems:
        if problem.code in _NOT_THERE:
            raise Http404(problem.cure)
        form.add_error(problem.field if problem.field in form.fields else None, problem.cure)


def episode_of(now: Today, id: str | None = None) -> EpisodeToday:
    """The episode with this id, or the first. Raises Http404 where the runner has no such episode; PlanLost."""
    for episode in now.episodes:
        if id in (None, episode.opened.id):
            return episode
    for lost in now.lost:
        if id in (None, lost.id):
            raise PlanLost(lost.id)
    raise Http404
