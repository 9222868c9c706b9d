"""Acts that need a reason: closing a warning, setting a rule aside, settling an entry, ending an injury or the care."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from restride.usecases.chart import Chart, EpisodeChart, rule_title, show_chart
from restride.usecases.flags import close_flag
from restride.usecases.override import Waiver, give_waiver, waivable, withdraw_waiver
from restride.usecases.ports import Ports, Visitor
from restride.usecases.refused import NotPossible
from restride.usecases.settle import close_episode, settle_entry
from restride.usecases.share import stop_sharing
from restride.web.accounts.doors import clinicians_only
from restride.web.accounts.proof import recently_proved
from restride.web.clinic import shown
from restride.web.clinic.desk import names_of, ports, put_into, visitor_of
from restride.web.clinic.forms.acts import Because, RuleWaiver

METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every act starts from: ports, visitor, the chart, and the injuries it is about."""

    room: Ports
    visitor: Visitor
    chart: Chart
    person: UUID

    def page(self, injuries: Iterable[EpisodeChart], **more: Any) -> dict[str, Any]:
        """Person, side and condition at the top of the page, and whatever the act shows."""
        name = names_of([str(self.person)])[str(self.person)]
        about = [shown.who(self.room, name, str(self.person), one) for one in injuries]
        return {"person": self.person, "name": name, "about": about, "here": "person", **more}

    def injury(self, id: str) -> EpisodeChart:
        """The open injury of this id. Raises Http404."""
        found = self.chart.episode(id)
        if found is None:
            raise Http404
        return found


def sit_down(request: HttpRequest, person: UUID) -> Desk:
    """The desk of one request. Raises AccessDenied without care."""
    room, visitor = ports(), visitor_of(request, person)
    return Desk(room=room, visitor=visitor, chart=show_chart(room, visitor), person=person)


def carry_out(
    request: HttpRequest, form: forms.Form, page: dict[str, Any], act: Callable[[dict[str, Any]], object]
) -> HttpResponseBase:
    """Show the form; do the act with what a valid form holds; lead back to the runner's page."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
            messages.success(request, page["done"])
            return redirect("clinic") if page.get("leaves") else redirect("clinic_person", page["person"])
        except NotPossible as refusal:
            put_into(form, refusal)
    return render(request, "clinic/act.html", {**page, "form": form}, status=422 if form.errors else 200)


@clinicians_only
@recently_proved
@require_http_methods(METHODS)
def show_flag(request: HttpRequest, person: UUID, flag: str) -> HttpResponseBase:
    """Close one open warning."""
    desk = sit_down(request, person)
    found = next((one for one in desk.chart.open_warnings if one.opened.id == flag), None)
    if found is None:
        raise Http404
    said = shown.warning_words(desk.room.words, found.opened.body.flag)
    disputes = [gettext("The runner says it was a mistake: %(why)s") % {"why": e.body.reason} for e in found.disputes]
    page = desk.page(
        desk.chart.episodes,
        title=gettext("Close a warning"),
        words=[said, *disputes],
        hint=gettext("Close it only after you have examined the person. They may run again as their plan allows."),
        act=gettext("Close the warning"),
        done=gettext("Closed. The plan decides anew."),
    )
    return carry_out(
        request,
        Because(request.POST or None),
        page,
        lambda said: close_flag(desk.room, desk.visitor, flag, said["reason"], id=said["id"]),
    )


@clinicians_only
@recently_proved
@require_http_methods(METHODS)
def show_waiver(request: HttpRequest, person: UUID, episode: str) -> HttpResponseBase:
    """Set one rule aside until a day."""
    desk = sit_down(request, person)
    injury = desk.injury(episode)
    waived = waivable(injury.regimen.protocol)
    rules = [(rule, f"{rule_title(desk.room, injury.regimen, rule)} ({rule})") for rule in waived]
    page = desk.page(
        [injury],
        title=gettext("Set a rule aside"),
        hint=gettext("Warnings, rest days and hard limits are not in this list: they can't be set aside."),
        act=gettext("Set it aside"),
        done=gettext("Saved. Your name stands beside the rule until it is over."),
    )

    def give(said: dict[str, Any]) -> None:
        given = Waiver(id=said["id"], episode=episode, rule=said["rule"], until=said["until"], reason=said["reason"])
        give_waiver(desk.room, desk.visitor, given)

    return carry_out(request, RuleWaiver(request.POST or None, rules=rules), page, give)


@clinicians_only
@require_http_methods(METHODS)
def show_waiver_end(request: HttpRequest, person: UUID, waiver: str) -> HttpResponseBase:
    """Put a rule back in force."""
    desk = sit_down(request, person)
    found = [(i, w) for i in desk.chart.episodes for w in i.waivers if w.given.id == waiver and w.in_force]
    if not found:
        raise Http404
    injury, waived = found[0]
    page = desk.page(
        [injury],
        title=gettext("Put a rule back in force"),
        words=[waived.title, waived.given.body.reason],
        act=gettext("In force again"),
        done=gettext("The rule is in force again."),
    )
    form = Because(request.POST or None)
    del form.fields["reason"]
    return carry_out(request, form, page, lambda said: withdraw_waiver(desk.room, desk.visitor, waiver, id=said["id"]))


@clinicians_only
@recently_proved
@require_http_methods(METHODS)
def show_settling(request: HttpRequest, person: UUID, entry: str) -> HttpResponseBase:
    """Agree that an entry which the runner took back was wrong."""
    desk = sit_down(request, person)
    found = next((one for one in desk.chart.unsettled if one.id == entry), None)
    if found is None:
        raise Http404
    page = desk.page(
        [one for one in desk.chart.episodes if one.opened.id == found.episode],
        title=gettext("Settle an entry"),
        words=[gettext("%(what)s of %(day)s") % {"what": shown.entry_name(found.body.kind), "day": found.at.day}],
        hint=gettext("The runner took this entry back. Until you agree, its bad news still counts."),
        act=gettext("It was wrong"),
        done=gettext("Settled. The entry counts no longer."),
    )
    return carry_out(
        request,
        Because(request.POST or None),
        page,
        lambda said: settle_entry(desk.room, desk.visitor, entry, said["reason"], id=said["id"]),
    )


@clinicians_only
@recently_proved
@require_http_methods(METHODS)
def show_closing(request: HttpRequest, person: UUID, episode: str) -> HttpResponseBase:
    """End an injury that was begun on wrong facts."""
    desk = sit_down(request, person)
    injury = desk.injury(episode)
    page = desk.page(
        [injury],
        title=gettext("End this injury's plan"),
        hint=gettext(
            "For a plan that was begun on a wrong operation, side or answer. The runner answers the intake again; "
            "what was written stays."
        ),
        act=gettext("End the plan"),
        danger=True,
        done=gettext("Ended. The runner can begin anew."),
    )
    return carry_out(
        request,
        Because(request.POST or None),
        page,
        lambda said: close_episode(desk.room, desk.visitor, episode, said["reason"], id=said["id"]),
    )


@clinicians_only
@require_http_methods(METHODS)
def show_ending(request: HttpRequest, person: UUID) -> HttpResponseBase:
    """End the care: this clinician sees nothing of the runner any more."""
    desk = sit_down(request, person)
    page = desk.page(
        desk.chart.episodes,
        title=gettext("Stop seeing this runner"),
        hint=gettext("You see nothing of this record from then on. What you wrote stays in it."),
        act=gettext("Stop seeing"),
        danger=True,
        leaves=True,
        done=gettext("Done. This runner is no longer in your list."),
    )
    form = Because(request.POST or None)
    del form.fields["reason"]
    me = desk.visitor.actor.id
    return carry_out(request, form, page, lambda said: stop_sharing(desk.room, desk.visitor, me, id=said["id"]))
