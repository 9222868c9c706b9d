"""Data: who looked at the record, taking everything along, erasing everything."""

from typing import Any

from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from restride.core.terms import Role
from restride.journal.values import AuditEntry
from restride.usecases.erase import erase_everything
from restride.usecases.export import export_everything, export_name
from restride.usecases.refused import NotPossible
from restride.usecases.share import show_sharing
from restride.web.accounts.doors import runners_only
from restride.web.accounts.models import User
from restride.web.accounts.proof import recently_proved
from restride.web.runner.forms.people import LastWord
from restride.web.runner.room import ports, posted, put_into, visitor_of
from restride.web.shared import errors
from restride.web.shared.throttle import too_often

METHODS = ["GET", "HEAD", "POST"]
WRONG_MOST = 5
WITHIN_S = 300


@runners_only
@require_safe
def show_data(request: HttpRequest) -> HttpResponseBase:
    """Who looked at the record and wrote in it, newest first."""
    before = request.GET.get("before", "")
    at = int(before) if before.isdecimal() and len(before) < 12 else None
    sharing = show_sharing(ports(), visitor_of(request), before=at)
    names = {
        str(pk): name for pk, name in User.objects.filter(pk__in=_actors(sharing.looked)).values_list("pk", "name")
    }
    lines = [
        {"at": line.at, "who": _who(line, names), "what": _what(line), "detail": line.detail} for line in sharing.looked
    ]
    return render(request, "runner/data.html", {"tab": "me", "lines": lines, "older": sharing.before})


@runners_only
@recently_proved
@require_http_methods(METHODS)
def show_export(request: HttpRequest) -> HttpResponseBase:
    """Say what is in the archive, and send it when it is asked for."""
    if request.method != "POST":
        return render(request, "runner/data_export.html", {"tab": "me"})
    user: Any = request.user
    room = ports()
    account = {"name": user.name, "email": user.email, "zone": user.zone, "joined_at": user.joined_at.isoformat()}
    answer = StreamingHttpResponse(
        export_everything(room, visitor_of(request), account), content_type="application/zip"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="{export_name(room.clock.now())}"'
    return answer


@runners_only
@recently_proved
@require_http_methods(METHODS)
def show_erase(request: HttpRequest) -> HttpResponseBase:
    """Explain what is erased and what stays; erase on password and typed words."""
    form = LastWord(posted(request))
    if request.method == "POST" and form.is_valid():
        user: Any = request.user
        if not user.check_password(form.cleaned_data["password"]):
            if too_often("erase", str(user.pk), most=WRONG_MOST, within_s=WITHIN_S):
                return errors.too_many(request)
            form.add_error("password", ValidationError(_("This isn't your password.")))
        else:
            return _erased(request, form)
    return render(request, "runner/data_erase.html", {"tab": "me", "form": form}, status=422 if form.errors else 200)


def _erased(request: HttpRequest, form: LastWord) -> HttpResponseBase:
    """The record goes first, then the account: whoever is cut off in between signs in and does it again."""
    user: Any = request.user
    try:
        erase_everything(ports(), visitor_of(request), form.cleaned_data["typed"])
    except NotPossible as refusal:
        put_into(form, refusal)
        return render(request, "runner/data_erase.html", {"tab": "me", "form": form}, status=422)
    logout(request)
    user.delete()
    return redirect("erased")


@require_safe
def show_erased(request: HttpRequest) -> HttpResponse:
    """Say that it is done, and what stays."""
    return render(request, "runner/data_erased.html")


def _actors(lines: tuple[AuditEntry, ...]) -> list[str]:
    return [line.actor for line in lines if line.role is Role.CLINICIAN]


def _who(line: AuditEntry, names: dict[str, str]) -> str:
    if line.role is Role.CLINICIAN:
        return names.get(line.actor) or _("a clinician whose account is gone")
    if line.role is Role.EXTERNAL:
        return _("a clinician without an account")
    if line.role is Role.OPERATOR:
        return _("the person who runs this server")
    return _("this server")


def _what(line: AuditEntry) -> str:
    return _WHAT.get(line.action, lambda: line.action)()


_WHAT = {
    "listed": lambda: _("saw you in their list"),
    "read": lambda: _("opened your page"),
    "read page": lambda: _("read entries"),
    "read entry": lambda: _("opened an entry"),
    "read sharing": lambda: _("looked at who sees you"),
    "read files": lambda: _("looked at your files"),
    "read standing": lambda: _("looked at your line in a list"),
    "wrote": lambda: _("wrote an entry"),
    "opened": lambda: _("opened your record for writing"),
    "began to see the record": lambda: _("entered your code"),
    "signed without an account": lambda: _("signed with your link"),
    "confirmed by mail": lambda: _("confirmed by mail"),
    "exported": lambda: _("exported your record"),
    "moved in from an archive": lambda: _("brought your record in from an archive"),
}
