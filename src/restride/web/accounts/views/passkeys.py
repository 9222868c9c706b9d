"""Passkeys: sign in with one, add, name and remove them. The browser's part is scripts/passkey.js."""

from typing import Any

from allauth.account.models import Login
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login, remove_authenticator
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, ReauthenticateWebAuthnView
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from restride.web.accounts.code_forms import PasskeyAtSignIn
from restride.web.accounts.forms import SignIn
from restride.web.accounts.proof import count_new_factor_as_proof, recently_proved
from restride.web.accounts.second_factor import is_this_computer, passkeys_work
from restride.web.shared import errors
from restride.web.shared.throttle import network_of, too_often

MOST_A_MINUTE = 20


@require_POST
def begin_passkey_sign_in(request: HttpRequest) -> HttpResponseBase:
    """What the browser asks its passkeys to sign: a number for this one sign-in."""
    if too_often("passkey", network_of(request), most=MOST_A_MINUTE, within_s=60):
        return errors.too_many(request)
    return JsonResponse(auth.begin_authentication(user=None))


@require_POST
def sign_in_by_passkey(request: HttpRequest) -> HttpResponseBase:
    """Let in whoever's passkey signed that number; anybody else gets the sign-in screen again, whatever was wrong."""
    if too_often("passkey-shown", network_of(request), most=MOST_A_MINUTE, within_s=60):
        return errors.too_many(request)
    form = PasskeyAtSignIn(request.POST)
    if not form.is_valid():
        return render(request, "account/login.html", {"form": SignIn(), "passkey_form": form}, status=422)
    authenticator = form.cleaned_data["credential"]
    return perform_passwordless_login(request, authenticator, Login(user=authenticator.user))


class _Again(ReauthenticateWebAuthnView):
    """The library's screen for a proof by passkey; one that doesn't fit is told on it."""

    template_name = "account/again_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(), **kwargs}

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class _Addition(AddWebAuthnView):
    """The library's screen for a new passkey; ours always does alone, without a password."""

    template_name = "account/passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page: dict[str, Any] = super().get_context_data(**kwargs)
        page["options"] = auth.begin_registration(self.request.user, passwordless=True)
        page["works"], page["this_computer"] = passkeys_work(self.request), is_this_computer(self.request)
        page["localhost"] = f"http://localhost:{self.request.get_port()}{reverse('security')}"
        return {**page, **kwargs}

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        count_new_factor_as_proof(self.request, Authenticator.Type.WEBAUTHN)
        messages.success(self.request, _("Your passkey is set up."))
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class _Naming(EditWebAuthnView):
    """The library's screen for a passkey's name."""

    template_name = "account/passkey_name.html"


prove_by_passkey = _Again.as_view()
_WAYS = ["GET", "HEAD", "POST"]
show_new_passkey = recently_proved(require_http_methods(_WAYS)(_Addition.as_view()))
show_passkey = recently_proved(require_http_methods(_WAYS)(_Naming.as_view()))


@recently_proved
@require_http_methods(_WAYS)
def show_passkey_removal(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Remove a passkey; the last second factor of somebody who must have one stays."""
    passkey = get_object_or_404(Authenticator, pk=pk, user_id=request.user.pk, type=Authenticator.Type.WEBAUTHN)
    stays = not get_adapter().can_delete_authenticator(passkey)
    if request.method != "POST":
        return render(request, "account/passkey_remove.html", {"passkey": passkey, "stays": stays})
    if stays:
        raise PermissionDenied
    remove_authenticator(request, passkey)
    messages.success(request, _("The passkey is removed."))
    return redirect("security")
