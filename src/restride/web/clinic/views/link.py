"""Taking a runner on: the clinician shows the code that the runner made."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from restride.usecases.refused import NotPossible
from restride.usecases.share import accept_sharing
from restride.web.accounts.doors import clinicians_only
from restride.web.clinic.desk import clinician_of, ports, put_into
from restride.web.clinic.forms.acts import Link
from restride.web.shared import errors
from restride.web.shared.throttle import address_of, too_often

TRIES = 10
WITHIN_S = 3600


@clinicians_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_link(request: HttpRequest, token: str = "") -> HttpResponseBase:
    """Ask for the code and take the runner on. Tries are counted, as the code is short."""
    form = Link(request.POST or None, initial={"code": token})
    if request.method == "POST" and form.is_valid():
        if _tried_too_often(request):
            return errors.too_many(request)
        said = form.cleaned_data
        try:
            person = accept_sharing(ports(), clinician_of(request), said["code"], id=said["id"])
            messages.success(request, gettext("This runner is in your list now."))
            return redirect("clinic_person", person)
        except NotPossible as refusal:
            put_into(form, refusal)
    return render(request, "clinic/link.html", {"form": form, "here": "link"}, status=422 if form.errors else 200)


def _tried_too_often(request: HttpRequest) -> bool:
    """Each try counts for the account and for the address it came from."""
    by_account = too_often("link", str(request.user.pk), most=TRIES, within_s=WITHIN_S)
    by_address = too_often("link-from", address_of(request), most=TRIES, within_s=WITHIN_S)
    return by_account or by_address
