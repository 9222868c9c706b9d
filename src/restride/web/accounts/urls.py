"""Addresses of the account screens. The account library looks them up by name; a route we don't style isn't here."""

from allauth.account import views as library
from django.urls import path, re_path

from restride.web.accounts import views

urlpatterns = [
    path("sign-up", library.signup, name="account_signup"),
    path("sign-in", library.login, name="account_login"),
    path("sign-out", library.logout, name="account_logout"),
    path("sign-in/again", library.reauthenticate, name="account_reauthenticate"),
    path("closed", library.account_inactive, name="account_inactive"),
    path("confirm-mail", library.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^confirm-mail/(?P<key>[-:\w]+)$", library.confirm_email, name="account_confirm_email"),
    path("password", library.password_change, name="account_change_password"),
    path("password/changed", views.show_password_changed, name="password_changed"),
    path("password/forgotten", views.show_forgotten_password, name="account_reset_password"),
    path("password/forgotten/sent", library.password_reset_done, name="account_reset_password_done"),
    path("password/new/done", library.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)$",
        library.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
