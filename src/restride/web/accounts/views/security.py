"""Sign-in and security: the overview, the devices that are signed in, an app for codes, recovery codes."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import can_generate_recovery_codes
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from restride.web.accounts.devices import device_of
from restride.web.accounts.proof import count_new_factor_as_proof, recently_proved
from restride.web.accounts.second_factor import is_obligatory

DIGITS_TOGETHER = 4


@login_required
@require_safe
def show_security(request: HttpRequest) -> HttpResponseBase:
    """What protects this account, and the ways to change it."""
    kept = Authenticator.objects.filter(user_id=request.user.pk).order_by("created_at")
    codes = next((one for one in kept if one.type == Authenticator.Type.RECOVERY_CODES), None)
    protected = any(one.type != Authenticator.Type.RECOVERY_CODES for one in kept)
    page = {
        "passkeys": [one for one in kept if one.type == Authenticator.Type.WEBAUTHN],
        "app": next((one for one in kept if one.type == Authenticator.Type.TOTP), None),
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
        "protected": protected,
        "must_set_up": is_obligatory(request.user) and not protected,
        "devices": UserSession.objects.filter(user_id=request.user.pk).count(),
    }
    return render(request, "account/security.html", page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_devices(request: HttpRequest) -> HttpResponseBase:
    """Where this account is signed in. One of the others, or all of them, can be signed out here."""
    sessions = UserSession.objects.purge_and_list(request.user)
    if request.method == "POST":
        return _sign_out_others(request, sessions)
    newest_first = sorted(sessions, key=lambda one: (not one.is_current(), -one.created_at.timestamp()))
    page = {
        "rows": [_row(one) for one in newest_first],
        "others": any(not one.is_current() for one in sessions),
        "days": settings.SESSION_COOKIE_AGE // 86_400,
    }
    return render(request, "account/devices.html", page)


def _row(one: UserSession) -> dict[str, Any]:
    words = device_of(one.user_agent)
    return {"id": one.pk, "words": words, "at": one.created_at, "network": one.ip, "here": one.is_current()}


def _sign_out_others(request: HttpRequest, sessions: list[UserSession]) -> HttpResponseBase:
    wanted = request.POST.get("device", "")
    ended = [one for one in sessions if not one.is_current() and wanted in ("others", str(one.pk))]
    if not ended:
        raise Http404
    end_sessions(request, ended)
    messages.success(request, _("Signed out there."))
    return redirect("devices")


class _Activation(ActivateTOTPView):
    """The library's screen for a new app; the code just shown counts as a proof."""

    template_name = "account/app.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page: dict[str, Any] = super().get_context_data(**kwargs)
        secret = page["form"].secret
        page["spaced"] = " ".join(secret[i : i + 4] for i in range(0, len(secret), DIGITS_TOGETHER))
        return page

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        count_new_factor_as_proof(self.request, Authenticator.Type.TOTP)
        messages.success(self.request, _("Your app is set up."))
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class _Removal(DeactivateTOTPView):
    """The library's screen to let the app go."""

    template_name = "account/app_remove.html"

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("The app is removed."))
        return super().form_valid(form)


class _Codes(ViewRecoveryCodesView):
    """Recovery codes: shown once, after they were made."""

    template_name = "account/recovery_codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page: dict[str, Any] = super().get_context_data(**kwargs)
        codes = page["unused_codes"] if page["can_view_codes"] else []
        return {**page, "codes": [f"{code[:DIGITS_TOGETHER]} {code[DIGITS_TOGETHER:]}" for code in codes]}


class _NewCodes(GenerateRecoveryCodesView):
    """New recovery codes in place of the old ones."""

    template_name = "account/recovery_codes_new.html"


_WAYS = ["GET", "HEAD", "POST"]
show_app = recently_proved(require_http_methods(_WAYS)(_Activation.as_view()))
show_app_removal = recently_proved(require_http_methods(_WAYS)(_Removal.as_view()))
show_codes = recently_proved(require_safe(_Codes.as_view()))
_make_codes = _NewCodes.as_view()


@recently_proved
@require_http_methods(_WAYS)
def show_new_codes(request: HttpRequest) -> HttpResponseBase:
    """Make new recovery codes; without a second factor there is nothing that they could stand in for."""
    if not can_generate_recovery_codes(request.user):
        return redirect("security")
    return _make_codes(request)
