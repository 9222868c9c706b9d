"""Addresses of the account screens. The account library looks them up by name; a route we don't style isn't here."""

from allauth.account import views as library
from allauth.mfa.base import views as second_step
from django.urls import path, re_path

from restride.web.accounts.views import passkeys, passwords, security

urlpatterns = [
    path("sign-up", library.signup, name="account_signup"),
    path("sign-in", library.login, name="account_login"),
    path("sign-in/code", second_step.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey", passkeys.sign_in_by_passkey, name="mfa_login_webauthn"),
    path("sign-in/passkey/begin", passkeys.begin_passkey_sign_in, name="passkey_begin"),
    path("sign-in/again", library.reauthenticate, name="account_reauthenticate"),
    path("sign-in/again/code", second_step.reauthenticate, name="mfa_reauthenticate"),
    path("sign-in/again/passkey", passkeys.prove_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("sign-out", library.logout, name="account_logout"),
    path("closed", library.account_inactive, name="account_inactive"),
    path("confirm-mail", library.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^confirm-mail/(?P<key>[-:\w]+)$", library.confirm_email, name="account_confirm_email"),
    path("password", library.password_change, name="account_change_password"),
    path("password/changed", passwords.show_password_changed, name="password_changed"),
    path("password/forgotten", passwords.show_forgotten_password, name="account_reset_password"),
    path("password/forgotten/sent", library.password_reset_done, name="account_reset_password_done"),
    path("password/new/done", library.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)$",
        library.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("me/security", security.show_security, name="security"),
    path("me/security", security.show_security, name="mfa_index"),  # the library's names for two of our screens
    path("me/security", security.show_security, name="mfa_list_webauthn"),
    path("me/security/devices", security.show_devices, name="devices"),
    path("me/security/app", security.show_app, name="mfa_activate_totp"),
    path("me/security/app/remove", security.show_app_removal, name="mfa_deactivate_totp"),
    path("me/security/codes", security.show_codes, name="mfa_view_recovery_codes"),
    path("me/security/codes/new", security.show_new_codes, name="mfa_generate_recovery_codes"),
    path("me/security/passkeys/add", passkeys.show_new_passkey, name="mfa_add_webauthn"),
    path("me/security/passkeys/<int:pk>", passkeys.show_passkey, name="mfa_edit_webauthn"),
    path("me/security/passkeys/<int:pk>/remove", passkeys.show_passkey_removal, name="mfa_remove_webauthn"),
]
