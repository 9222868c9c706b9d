"""The screens of a clinician without an account: sign one act, and confirm it from the mail. No sign-in is asked."""

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from restride.usecases.clearance import ClearanceForm, check_clearance
from restride.usecases.clearance_words import say_clearance
from restride.usecases.entry import author_of
from restride.usecases.external import (
    ActKind,
    Closing,
    Opened,
    Policy,
    Signed,
    Terms,
    confirm_act,
    open_confirmation,
    open_link,
    sign,
    signing,
)
from restride.usecases.refused import NotPossible
from restride.web.accounts.models import User
from restride.web.clinic import shown
from restride.web.clinic.desk import names_of, ports, put_into
from restride.web.clinic.forms.acts import Because
from restride.web.clinic.forms.clearance import Clearance
from restride.web.clinic.forms.outside import Paper, Signing
from restride.web.clinic.views.clearance import previewed
from restride.web.shared import errors
from restride.web.shared.throttle import address_of, counted

METHODS = ["GET", "HEAD", "POST"]
TRIES = 20  # wrong ones, from one address
WITHIN_S = 3600


@require_http_methods(METHODS)
def show_paper(request: HttpRequest) -> HttpResponseBase:
    """Ask for the code that is printed on the runner's paper."""
    form = Paper(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("act", form.cleaned_data["code"].strip().replace(" ", "").replace("/", ""))
    return render(request, "clinic/outside/paper.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(METHODS)
def show_act(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show what the link is for, and take in what the clinician signs."""
    if _is_runner(request):
        return render(request, "clinic/outside/hand_over.html", status=200 if request.method != "POST" else 403)
    opened = _opened(request, lambda: open_link(ports(), token))
    if opened is None:
        return errors.too_many(request)
    page = _page(opened)
    signing_form = Signing(request.POST or None)
    act_form = _act_form(request, opened)
    both = {**page, "signing": signing_form, "form": act_form, "policy": _policy().value}
    if request.method == "POST" and all([signing_form.is_valid(), act_form.is_valid()]):
        answer = _taken_in(request, opened, both, signing_form.signed())
        if answer is not None:
            return answer
    wrong = signing_form.errors or act_form.errors
    return render(request, "clinic/outside/act.html", both, status=422 if wrong else 200)


def _taken_in(request: HttpRequest, opened: Opened, page: dict[str, Any], signed: Signed) -> HttpResponseBase | None:
    """The preview, the end, or None where something has to be corrected first."""
    form: Any = page["form"]
    given = _given(form)
    step = request.POST.get("step")
    try:
        if step == "save":
            counts = sign(ports(), opened, signed, given, _terms(opened))
            return redirect("act_done" if counts else "act_waits")
        if isinstance(given, ClearanceForm):
            check_clearance(ports(), signing(opened.visitor, signed), given, opened.chart.record)
    except NotPossible as refusal:
        _put_into_either(page["signing"], form, refusal)
        return None
    if step == "change":
        return None
    words = page["words"]
    if isinstance(given, ClearanceForm):
        visitor = signing(opened.visitor, signed)
        words = say_clearance(ports().words, previewed(ports(), visitor, given), author_of(visitor))
    return render(request, "clinic/outside/preview.html", {**page, "words": words, "reason": given.reason})


@require_http_methods(METHODS)
def show_confirmation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show what was signed; count it only when the button is pressed, as mail programs open links by themselves."""
    if _is_runner(request):
        return render(request, "clinic/outside/hand_over.html", status=200 if request.method != "POST" else 403)
    opened = _opened(request, lambda: open_confirmation(ports(), token))
    if opened is None:
        return errors.too_many(request)
    page = {**_page(opened), "signer": opened.visitor}
    if request.method == "POST":
        try:
            confirm_act(ports(), opened, _terms(opened))
            return redirect("act_done")
        except NotPossible as refusal:
            page["problems"] = refusal.problems
    status = 422 if "problems" in page else 200
    return render(request, "clinic/outside/confirm.html", page, status=status)


@require_safe
def show_done(request: HttpRequest) -> HttpResponseBase:
    """Say that it counts."""
    return render(request, "clinic/outside/done.html", {"waits": False})


@require_safe
def show_waits(request: HttpRequest) -> HttpResponseBase:
    """Say that it counts only after the mail was answered."""
    return render(request, "clinic/outside/done.html", {"waits": True})


def _page(opened: Opened) -> dict[str, Any]:
    """Person, side and condition, and what the act is about. Raises Http404 where it is over."""
    name = names_of([opened.visitor.person]).get(opened.visitor.person, "")
    room, chart = ports(), opened.chart
    if opened.act.kind is ActKind.CLEARANCE:
        injury = chart.episode(opened.act.target)
        if injury is None:
            raise Http404
        about = [shown.who(room, name, opened.visitor.person, injury)]
        return {"name": name, "about": about, "clearance": True, "words": [injury.headline] if injury.headline else []}
    warning = next((one for one in chart.open_warnings if one.opened.id == opened.act.target), None)
    if warning is None:
        raise Http404
    about = [shown.who(room, name, opened.visitor.person, one) for one in chart.episodes]
    disputes = [gettext("The runner says it was a mistake: %(why)s") % {"why": e.body.reason} for e in warning.disputes]
    said = shown.warning_words(room.words, warning.opened.body.flag)
    return {"name": name, "about": about, "clearance": False, "words": [said, *disputes]}


def _act_form(request: HttpRequest, opened: Opened) -> forms.Form:
    if opened.act.kind is ActKind.FLAG:
        return Because(request.POST or None)
    injury = opened.chart.episode(opened.act.target)
    if injury is None:
        raise Http404
    return Clearance(request.POST or None, words=ports().words, episode=injury)


def _given(form: forms.Form) -> ClearanceForm | Closing:
    if isinstance(form, Clearance):
        return form.given()
    return Closing(id=form.cleaned_data["id"], reason=form.cleaned_data["reason"])


def _put_into_either(signing_form: Signing, act_form: forms.Form, refusal: NotPossible) -> None:
    for problem in refusal.problems:
        mine = signing_form if problem.field in signing_form.fields else act_form
        put_into(mine, NotPossible(problem))


def _policy() -> Policy:
    return Policy(settings.RESTRIDE_EXTERNAL)


def _terms(opened: Opened) -> Terms:
    """The operator's policy, and every address that the runner's account has when it is asked for."""
    person = opened.visitor.person

    def own_addresses() -> set[str]:
        own = {*EmailAddress.objects.filter(user_id=person).values_list("email", flat=True)}
        return own | {*User.objects.filter(pk=person).values_list("email", flat=True)}

    return Terms(policy=_policy(), own_addresses=own_addresses)


def _is_runner(request: HttpRequest) -> bool:
    """Whether a runner's session shows the link: nobody signs for themselves, so it has to be handed on."""
    return getattr(request.user, "is_runner", False)


def _opened(request: HttpRequest, look: Callable[[], Opened]) -> Opened | None:
    """What the link opens; None after too many wrong ones. A right one is no guess and doesn't count."""
    tried = counted("act", address_of(request), most=TRIES, within_s=WITHIN_S)
    if tried is None:
        return None
    opened = look()
    tried.rollback()
    return opened
