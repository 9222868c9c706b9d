"""Exercises: today's list, one exercise a screen with its log, what hurts, the plan to print, kit, one's own."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from restride.core.exercise.compose import Item
from restride.core.terms import Side
from restride.usecases.cadence import cadence_today
from restride.usecases.exercise_plan import show_plan as read_plan
from restride.usecases.exercise_today import ExercisesToday, show_exercises
from restride.usecases.log_exercise import ExerciseGiven, log_exercise
from restride.usecases.own_exercise import OwnExercise, add_own_exercise, end_own_exercise, record_kit
from restride.usecases.refused import NotPossible
from restride.web.accounts.doors import runners_only
from restride.web.runner.forms.asking import Entry, new_id
from restride.web.runner.forms.exercise import NONE, Hurts, Kit, Own, OwnDone, Sets
from restride.web.runner.room import ports, posted, put_into, visitor_of
from restride.web.runner.shown import exercise as shown

METHODS = ["GET", "HEAD", "POST"]


@runners_only
@require_safe
def show_list(request: HttpRequest) -> HttpResponseBase:
    """Today's session, what stands beside it, and what to do where there is none."""
    room = ports()
    now, words = show_exercises(room, visitor_of(request)), room.words
    steps = cadence_today(room, now.today.record, now.today.now)
    cue = None if steps.active else now.cue  # one thing to think of at a time
    page = {
        "kind": {now.session.kind: True},
        "minutes": shown.minutes(now.session.takes_s, words),
        "session": shown.rows(now.session.items, now, words),
        "warm_up": shown.rows(now.warm_up, now, words),
        "runs": any(one.runs_today for one in now.runner.situations),
        "cue": shown.other_rows((cue,) if cue else (), words, "runner"),
        "cadence": steps.wait not in ("stopped", "condition", "phase"),
        "others": shown.other_rows(now.without_running, words, "body"),
        "own": shown.own_rows(now),
        "next": now.next,
        "kit_asked": not now.runner.kit,
    }
    return render(request, "runner/exercise/list.html", page)


@runners_only
@require_http_methods(METHODS)
def show_one(request: HttpRequest, exercise: str) -> HttpResponseBase:
    """One exercise of today: how, how much, and the log of its sets."""
    room = ports()
    now = show_exercises(room, visitor_of(request))
    item = _item(now, exercise)
    form = Sets(posted(request), item=item)
    left_out = "leave" in request.POST
    if request.method == "POST" and (form.is_valid() or left_out):
        given = ExerciseGiven(id=form.data.get("id", ""), exercise=exercise, sets=() if left_out else form.sets())
        try:
            log_exercise(room, visitor_of(request), given)
            return _after(request)
        except NotPossible as refusal:
            put_into(form, refusal)
    page = {"form": form, "one": shown.plain_card(item.exercise, item, room.words), **_place(now, item)}
    return render(request, "runner/exercise/one.html", page, status=422 if form.errors else 200)


@runners_only
@require_http_methods(METHODS)
def show_hurts(request: HttpRequest, exercise: str) -> HttpResponseBase:
    """An exercise was stopped because it hurt: it is made easier; what is sharp goes through the door for trouble."""
    room, visitor = ports(), visitor_of(request)
    item = _item(show_exercises(room, visitor), exercise)
    form = Hurts(posted(request), item=item)
    if request.method == "POST" and form.is_valid():
        given = ExerciseGiven(id=form.cleaned_data["id"], exercise=exercise, sets=form.sets(), hurt=True)
        try:
            log_exercise(room, visitor, given)
        except NotPossible as refusal:
            put_into(form, refusal)
        else:
            if form.cleaned_data["sharp"]:
                return redirect("wrong")
            return _eased(request, exercise)
    page = {"form": form, "id": exercise, "name": shown.name(item.exercise, room.words)}
    return render(request, "runner/exercise/hurts.html", page, status=422 if form.errors else 200)


@runners_only
@require_safe
def show_plan(request: HttpRequest) -> HttpResponseBase:
    """Everything that is open now, on one page to print."""
    room = ports()
    plan = read_plan(room, visitor_of(request))
    page = {
        "sheets": shown.sheets(plan, room.words),
        "beside": shown.other_rows(plan.beside, room.words, "body"),
        "per_week": shown.times_a_week(plan.per_week, room.words),
        "reserve": plan.now.shelf.growth.in_reserve,
        "own": plan.now.own,
        "prescribed": [(room.words.render(f"exercises.{one.body.exercise}", "name"), one) for one in plan.prescribed],
        "jumps": plan.jumps,
        "apart": room.words.amount("hours", plan.now.shelf.jumps.every_h),
        "day": plan.now.today.now.day,
    }
    return render(request, "runner/exercise/plan.html", page)


@runners_only
@require_http_methods(METHODS)
def show_kit(request: HttpRequest) -> HttpResponseBase:
    """What is at hand, and which leg is weaker."""
    room, visitor = ports(), visitor_of(request)
    now = show_exercises(room, visitor)
    initial = {"kit": sorted(now.runner.kit), "weaker": now.runner.weaker}
    form = Kit(posted(request), kit=now.shelf.kit, words=room.words, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        weaker = None if told["weaker"] == NONE else Side(told["weaker"])
        record_kit(room, visitor, tuple(told["kit"]), weaker, id=told["id"])
        messages.success(request, _("Saved. Your exercises fit what you have."))
        return redirect("exercises")
    return render(request, "runner/exercise/kit.html", {"form": form}, status=422 if form.errors else 200)


@runners_only
@require_http_methods(METHODS)
def show_own(request: HttpRequest) -> HttpResponseBase:
    """Add an exercise that somebody gave you."""
    form = Own(posted(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        given = OwnExercise(id=told["id"], name=told["name"], dose=told["dose"], given_by=told["given_by"])
        try:
            add_own_exercise(ports(), visitor_of(request), given)
            messages.success(request, _("Saved on your list."))
            return redirect("exercises")
        except NotPossible as refusal:
            put_into(form, refusal)
    return render(request, "runner/exercise/own.html", {"form": form}, status=422 if form.errors else 200)


@runners_only
@require_http_methods(METHODS)
def show_own_one(request: HttpRequest, id: str) -> HttpResponseBase:
    """One of your own: log it, or take it off the list."""
    room, visitor = ports(), visitor_of(request)
    own = next((one for one in show_exercises(room, visitor).own if one.id == id), None)
    if own is None:
        raise Http404
    ends = "end" in request.POST
    form = Entry(request.POST) if ends else OwnDone(posted(request))
    if request.method == "POST" and form.is_valid():
        if isinstance(form, OwnDone):
            log_exercise(room, visitor, ExerciseGiven(id=form.cleaned_data["id"], exercise=id, sets=form.sets()))
        else:
            end_own_exercise(room, visitor, id, id=form.cleaned_data["id"])
        messages.success(request, _("Saved."))
        return redirect("exercises")
    page = {"form": form, "own": own.body, "end_id": new_id()}
    return render(request, "runner/exercise/own_one.html", page, status=422 if form.errors else 200)


def _item(now: ExercisesToday, exercise: str) -> Item:
    """The exercise as it is done today. Raises Http404 for whatever is not part of today."""
    item = now.item(exercise)
    if item is None:
        raise Http404
    return item


def _place(now: ExercisesToday, item: Item) -> dict[str, object]:
    """Which of the session it is; nothing where it stands beside the session."""
    ids = [one.exercise.id for one in now.session.items]
    if item.exercise.id not in ids:
        return {}
    return {"number": ids.index(item.exercise.id) + 1, "of": len(ids), "done": now.done.get(item.exercise.id)}


def _after(request: HttpRequest) -> HttpResponseBase:
    """On to the next exercise of the session; back to the list after the last."""
    following = show_exercises(ports(), visitor_of(request)).next
    if following is not None:
        return redirect("exercise", following.exercise.id)
    messages.success(request, _("Saved. That was the last one for today."))
    return redirect("exercises")


def _eased(request: HttpRequest, exercise: str) -> HttpResponseBase:
    """To the easier way of it; to the list where it rests."""
    if show_exercises(ports(), visitor_of(request)).item(exercise) is None:
        messages.success(request, _("Saved. This one rests for some days."))
        return redirect("exercises")
    messages.success(request, _("Saved. Here is the easier way. Leave it out today if you like."))
    return redirect("exercise", exercise)
