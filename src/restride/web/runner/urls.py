"""Addresses of the runner's screens. `today` answers the front door for a runner who is signed in."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from restride.web.runner.views import (
    check_in,
    data,
    exercise,
    history,
    intake,
    me,
    operation,
    people,
    readiness,
    runs,
    stop,
    upload,
    why,
)
from restride.web.runner.views.today import show_today

today = show_today

urlpatterns: list[URLPattern | URLResolver] = [
    path("intake", intake.start_intake, name="intake"),
    path("intake/leave", intake.leave_intake, name="intake_leave"),
    path("intake/signs", intake.show_signs, name="intake_signs"),
    path("intake/no-plan/<slug:why>", intake.show_elsewhere, name="intake_elsewhere"),
    path("intake/<slug:name>", intake.show_question, name="intake_question"),
    path("check-in", check_in.show_check_in, name="check_in"),
    path("check-in/<str:id>", check_in.show_saved, name="check_in_saved"),
    path("runs/new", runs.show_new_run, name="run_new"),
    path("runs/new/<slug:how>", runs.show_run_form, name="run_form"),
    path("runs/upload", upload.show_upload, name="run_upload"),
    path("runs/file/<str:id>", upload.show_activity, name="activity"),
    path("runs/file/<str:id>/date", upload.show_dating, name="activity_date"),
    path("runs/file/<str:id>/not-mine", upload.show_not_mine, name="activity_not_mine"),
    path("runs/<str:id>", runs.show_run_saved, name="run_saved"),
    path("runs/<str:id>/hour", runs.show_after_run, {"when": "hour"}, name="run_hour"),
    path("runs/<str:id>/morning", runs.show_after_run, {"when": "morning"}, name="run_morning"),
    path("why/<str:id>", why.show_why, name="why"),
    path("readiness", readiness.show_gates, name="readiness"),
    path("readiness/groundwork", readiness.record_groundwork, name="groundwork"),
    path("readiness/<slug:item>", readiness.show_test, name="readiness_test"),
    path("exercise", exercise.show_list, name="exercises"),
    path("exercise/plan", exercise.show_plan, name="exercise_plan"),
    path("exercise/kit", exercise.show_kit, name="exercise_kit"),
    path("exercise/own", exercise.show_own, name="exercise_own"),
    path("exercise/own/<str:id>", exercise.show_own_one, name="exercise_own_one"),
    path("exercise/<slug:exercise>", exercise.show_one, name="exercise"),
    path("exercise/<slug:exercise>/hurts", exercise.show_hurts, name="exercise_hurts"),
    path("visit", stop.show_visit, name="visit"),
    path("wrong", stop.show_wrong, name="wrong"),
    path("wrong/new", operation.show_operation, name="operation"),
    path("wrong/<str:id>/mistake", stop.show_dispute, name="dispute"),
    path("history", history.show_history, name="history"),
    path("history/<str:id>/correct", history.show_correction, name="correct"),
    path("history/<str:id>/take-back", history.show_withdrawal, name="withdraw"),
    path("me", me.show_me, name="me"),
    path("me/people", people.show_people, name="people"),
    path("me/people/share", people.show_share, name="people_share"),
    path("me/people/link", people.show_act_link, name="people_act"),
    path("me/people/<str:clinician>/end", people.show_stop, name="people_stop"),
    path("me/data", data.show_data, name="data"),
    path("me/data/export", data.show_export, name="export"),
    path("me/data/erase", data.show_erase, name="erase"),
    path("erased", data.show_erased, name="erased"),
]
