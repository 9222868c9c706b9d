"""People: who sees the runner's record, a code for a clinician, a link for one act, and the end of sharing."""

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from restride.usecases.codes import Handed
from restride.usecases.entry import derived_id
from restride.usecases.external import Policy, make_link
from restride.usecases.ports import Ports
from restride.usecases.refused import NotPossible
from restride.usecases.share import offer_sharing, show_sharing, stop_sharing
from restride.usecases.today import Today, show_today
from restride.web.accounts.doors import runners_only
from restride.web.accounts.models import User
from restride.web.accounts.proof import recently_proved
from restride.web.runner.forms.people import CONSENT, PARTS, OneAct, Share
from restride.web.runner.room import ports, posted, put_into, signature_policy, takes_signatures, visitor_of

METHODS = ["GET", "HEAD", "POST"]
CONSENT_ID = "sharing-1"


@runners_only
@require_safe
def show_people(request: HttpRequest) -> HttpResponseBase:
    """Who sees which parts, and the ways to let somebody in."""
    sharing = show_sharing(ports(), visitor_of(request))
    live = [care for care in sharing.care if care.ended is None]
    known = {str(user.pk): user for user in User.objects.select_related("clinician").filter(pk__in=_ids(live))}
    words = dict(PARTS)
    people = [
        {
            "id": care.clinician,
            "user": known.get(care.clinician),
            "parts": [words[part] for part in sorted(care.categories)],
            "since": care.since,
        }
        for care in live
    ]
    page = {"tab": "me", "people": people, "signatures": takes_signatures()}
    return render(request, "runner/people.html", page)


def _ids(care: list[Any]) -> list[str]:
    return [one.clinician for one in care]


@runners_only
@recently_proved
@require_http_methods(METHODS)
def show_share(request: HttpRequest) -> HttpResponseBase:
    """Ask what a clinician may see, and show the code that lets them in. It is shown once."""
    form = Share(posted(request))
    if request.method == "POST" and form.is_valid():
        consent = f"{CONSENT_ID}/{sha256(str(CONSENT).encode()).hexdigest()[:16]}"
        try:
            handed = offer_sharing(ports(), visitor_of(request), form.parts(), consent)
            link = reverse("clinic_link_shown", args=[handed.token])
            return _show_code(request, handed, link, {"what": "share", "sharing": True})
        except NotPossible as refusal:
            put_into(form, refusal)
    page = {"tab": "me", "form": form}
    return render(request, "runner/people_share.html", page, status=422 if form.errors else 200)


@runners_only
@recently_proved
@require_http_methods(METHODS)
def show_act_link(request: HttpRequest) -> HttpResponseBase:
    """Ask which one act it is for, and show the link and the paper. They are shown once."""
    room, visitor, policy = ports(), visitor_of(request), signature_policy()
    now = show_today(room, visitor)
    form = OneAct(posted(request), choices=_acts(room, now))
    if request.method == "POST" and form.is_valid():
        try:
            handed = make_link(room, visitor, form.act_wanted(), policy)
            return _show_code(request, handed, reverse("act", args=[handed.token]), {"sharing": False})
        except NotPossible as refusal:
            put_into(form, refusal)
    page = {
        "tab": "me",
        "form": form,
        "nothing": not _acts(room, now),
        "refused": policy is Policy.REFUSE,
        "mails": policy is Policy.CONFIRM,
    }
    return render(request, "runner/people_act.html", page, status=422 if form.errors else 200)


@runners_only
@require_http_methods(METHODS)
def show_stop(request: HttpRequest, clinician: str) -> HttpResponseBase:
    """Ask once more, then end what a clinician sees."""
    room, visitor = ports(), visitor_of(request)
    care = [one for one in show_sharing(room, visitor).care if one.clinician == clinician and one.ended is None]
    if not care:
        raise Http404
    if request.method == "POST":
        stop_sharing(room, visitor, clinician, id=derived_id(care[0].consent, "ended"))
        messages.success(request, _("Ended. They see nothing from now on."))
        return redirect("people")
    user = User.objects.filter(pk=clinician).first()
    return render(request, "runner/people_stop.html", {"tab": "me", "name": user.name if user else ""})


def _acts(room: Ports, now: Today) -> list[tuple[str, str]]:
    """A clearance of each injury, and the closing of each open warning, in words."""
    words = room.words
    clear = []
    for episode in now.episodes:
        key = f"protocols.{episode.regimen.protocol.id}"
        title = words.render(key, "title") if key in words else episode.regimen.protocol.title
        side = words.render("terms.side", episode.opened.body.side)
        said = _("Clear me: %(what)s, %(side)s") % {"what": title, "side": side}
        clear.append((f"clearance:{episode.opened.id}", said))
    return [*clear, *((f"flag:{entry.id}", _closing(words, entry.body.flag)) for entry in now.open_flags)]


def _closing(words: Any, flag: str) -> str:
    key = f"flags.{flag}"
    forms = words.forms(key) if key in words else {}
    said = forms.get("confirm") or forms.get("title") or forms.get("why") or flag
    return _("Close this warning: %(what)s") % {"what": said}


def _show_code(request: HttpRequest, handed: Handed, link: str, page: dict[str, Any]) -> HttpResponseBase:
    shown = {
        **page,
        "tab": "me",
        "handed": handed,
        "link": request.build_absolute_uri(link),
        "where": request.build_absolute_uri(reverse("act_paper")),
    }
    return render(request, "runner/people_code.html", shown)
