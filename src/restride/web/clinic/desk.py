"""Who sits at the clinic's desk: the ports, the visitor of a request, names, and refusals shown beside their fields."""

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest

from restride import wiring
from restride.core.terms import Role
from restride.journal.values import Actor, Purpose
from restride.usecases.ports import Ports, Visitor
from restride.usecases.refused import NotPossible
from restride.web.accounts.models import User

_NOT_THERE = (
    "unknown-episode",
    "unknown-flag",
    "unknown-item",
    "unknown-clearance",
    "unknown-waiver",
    "not-taken-back",
)


def ports() -> Ports:
    """Everything that use cases are given."""
    return wiring.ports()


def clinician_of(request: HttpRequest) -> Actor:
    """The clinician who is signed in."""
    return Actor(id=str(request.user.pk), role=Role.CLINICIAN)


def visitor_of(request: HttpRequest, person: UUID) -> Visitor:
    """The clinician acting on one runner's record, in that runner's zone: days are the runner's days."""
    user = User.objects.select_related("clinician").get(pk=str(request.user.pk))
    stated = getattr(user, "clinician", None)  # none was stated: what needs a name and a profession is refused
    runner = User.objects.filter(pk=person).only("zone").first()
    return Visitor(
        actor=clinician_of(request),
        person=str(person),
        zone=runner.zone if runner else "UTC",
        name=user.name,
        profession=stated.profession if stated else "",
        registration=stated.registration if stated else "",
        purpose=Purpose.CARE,
    )


def names_of(people: Iterable[str]) -> dict[str, str]:
    """What these people want to be called, by id. Ask only for those whom the viewer may see."""
    return {str(pk): name for pk, name in User.objects.filter(pk__in=list(people)).values_list("pk", "name")}


def put_into(form: forms.Form, refusal: NotPossible) -> None:
    """Show what a use case refused beside its field. Raises Http404 where the object is not there."""
    for problem in refusal.problems:
        if problem.code in _NOT_THERE:
            raise Http404(problem.cure)
        form.add_error(problem.field if problem.field in form.fields else None, problem.cure)
