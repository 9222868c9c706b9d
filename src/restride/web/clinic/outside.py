"""Addresses for a clinician without an account: a link or a printed code of the runner, good for one act."""

from django.urls import path

from restride.web.clinic.views import outside

urlpatterns = [
    path("", outside.show_paper, name="act_paper"),
    path("done", outside.show_done, name="act_done"),
    path("waits", outside.show_waits, name="act_waits"),
    path("confirm/<str:token>", outside.show_confirmation, name="act_confirm"),
    path("<str:token>", outside.show_act, name="act"),
]
