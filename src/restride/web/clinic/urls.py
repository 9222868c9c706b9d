"""Addresses of the clinic's screens. No address holds a health word about anybody: only ids."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from restride.web.clinic.views import (
    acts,
    ahead,
    caseload,
    clearance,
    exercise,
    goal,
    limit,
    link,
    pace,
    person,
    readiness,
    why,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", caseload.show_list, name="clinic"),
    path("link", link.show_link, name="clinic_link"),
    path("link/<str:token>", link.show_link, name="clinic_link_shown"),
    path("<uuid:person>", person.show_person, name="clinic_person"),
    path("<uuid:person>/end", acts.show_ending, name="clinic_end"),
    path("<uuid:person>/decisions/<str:decision>", why.show_card, name="clinic_why"),
    path("<uuid:person>/warnings/<str:flag>", acts.show_flag, name="clinic_flag"),
    path("<uuid:person>/entries/<str:entry>", acts.show_settling, name="clinic_settle"),
    path("<uuid:person>/clearances/<str:clearance>", clearance.show_withdrawal, name="clinic_withdraw"),
    path("<uuid:person>/exceptions/<str:waiver>", acts.show_waiver_end, name="clinic_waiver_end"),
    path("<uuid:person>/plans/<str:episode>/clear", clearance.show_clearance, name="clinic_clear"),
    path("<uuid:person>/plans/<str:episode>/waive", acts.show_waiver, name="clinic_waive"),
    path("<uuid:person>/prescriptions/<str:prescription>", exercise.show_prescription_end, name="clinic_prescription"),
    path("<uuid:person>/plans/<str:episode>/prescribe", exercise.show_prescribing, name="clinic_prescribe"),
    path("<uuid:person>/goals/<str:goal>", goal.show_goal_answer, name="clinic_goal"),
    path("<uuid:person>/limits/<str:limit>", limit.show_limit_end, name="clinic_limit_end"),
    path("<uuid:person>/plans/<str:episode>/limit", limit.show_limiting, name="clinic_limit"),
    path("<uuid:person>/plans/<str:episode>/ahead", ahead.show_ahead, name="clinic_ahead"),
    path("<uuid:person>/plans/<str:episode>/pace", pace.show_choosing, name="clinic_pace"),
    path("<uuid:person>/plans/<str:episode>/end", acts.show_closing, name="clinic_close"),
    path("<uuid:person>/plans/<str:episode>/items/<slug:item>", readiness.show_item, name="clinic_item"),
]
