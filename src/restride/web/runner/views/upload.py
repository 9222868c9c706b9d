"""A file from a watch: taken in, shown as the run it may have been, confirmed by the runner with what was felt."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from restride.usecases.confirm_activity import Proposal, confirm_session, propose_session
from restride.usecases.heart_rate import of_a_recording
from restride.usecases.import_activity import date_activity, dated_as, read_upload, settle_activity
from restride.usecases.refused import NotPossible
from restride.usecases.today import show_today
from restride.web.accounts.doors import runners_only
from restride.web.runner.forms.run import Began
from restride.web.runner.forms.upload import NotMine, RecordedFelt, Upload
from restride.web.runner.room import not_there, ports, posted, put_into, visitor_of
from restride.web.runner.shown.check_in import followed_of
from restride.web.runner.shown.recorded import recorded_of
from restride.web.runner.shown.runs import recorded


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_upload(request: HttpRequest) -> HttpResponseBase:
    """Take in one file and say what became of it."""
    form = Upload(posted(request), request.FILES if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "runner/run/upload.html", {"form": form}, status=422 if form.errors else 200)
    file = form.cleaned_data["file"]
    upload = read_upload(ports(), visitor_of(request), file.read(), file.name)
    found = [one.activity for one in upload.placed if one.activity and not one.history and not one.joins]
    mine = dict.fromkeys(found)
    open_ones = [activity for activity in mine if not _proposal(request, activity).done_with]
    waiting = [activity for activity in open_ones if _holds_back(_proposal(request, activity))]
    if len(waiting) == 1 and not upload.problems:
        return redirect("activity", waiting[0])
    refused = upload.status == "refused"
    page = {
        "upload": upload,
        "waiting": waiting,
        "several": len(waiting) > 1,
        "history": any(one.history for one in upload.placed),
        "no_run": bool(open_ones),
        "refused": refused,
    }
    return render(request, "runner/run/taken_in.html", page, status=422 if refused else 200)


def _holds_back(proposal: Proposal) -> bool:
    """Whether no run comes before the runner has said what it is: running was seen, or its figures can't be right."""
    return bool(proposal.amounts.run_s or proposal.review)


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_activity(request: HttpRequest, id: str) -> HttpResponseBase:
    """Show a recorded run and ask how it felt; nothing counts before it is confirmed."""
    room = ports()
    proposal = _proposal(request, id)
    by_hand = [(run, _when(request, run)) for run in proposal.same_day]
    now = show_today(room, visitor_of(request))
    followed = followed_of(now, request.POST.get("episode") or proposal.episode, room) if proposal.episode else ()
    form = RecordedFelt(posted(request), words=room.words, followed=followed, by_hand=by_hand)
    if request.method == "POST" and form.is_valid():
        if not followed:
            raise Http404
        given = recorded(form, proposal)
        try:
            confirm_session(room, visitor_of(request), id, given, same_as=form.same())
            return redirect("front")
        except NotPossible as refusal:
            put_into(form, refusal)
    beats = of_a_recording(now.record.state, id, room.words)
    page = {"form": form, "proposal": proposal, "shown": recorded_of(proposal, room.words), "beats": beats}
    return render(request, "runner/run/activity.html", page, status=422 if form.errors else 200)


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_dating(request: HttpRequest, id: str) -> HttpResponseBase:
    """Ask when a run began whose file does not say."""
    _proposal(request, id)
    form = Began(posted(request), zone=visitor_of(request).zone)
    return _settled(request, id, form, "runner/run/dating.html")


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_not_mine(request: HttpRequest, id: str) -> HttpResponseBase:
    """A file that holds no run of the runner's: it stays in the record and waits no longer."""
    _proposal(request, id)
    return _settled(request, id, NotMine(posted(request)), "runner/run/not_mine.html")


def _settled(request: HttpRequest, id: str, form: Any, template: str) -> HttpResponseBase:
    if request.method == "POST" and form.is_valid():
        said, room, visitor = form.cleaned_data, ports(), visitor_of(request)
        try:
            if "reason" in said:
                settle_activity(room, visitor, id, said["reason"], id=said["id"])
                return redirect("front")
            date_activity(room, visitor, id, said["started"], id=said["id"])
            return redirect(*_dated(request, id, said["id"]))
        except NotPossible as refusal:
            put_into(form, refusal)
    return render(request, template, {"form": form, "id": id}, status=422 if form.errors else 200)


def _dated(request: HttpRequest, id: str, said: str) -> tuple[str, ...]:
    """Where a run leads that has its date now: to its questions, or to Today where it needs none."""
    after = dated_as(id, said)
    try:
        proposal = propose_session(ports(), visitor_of(request), after)
    except NotPossible:
        return ("front",)
    return ("front",) if proposal.history or proposal.done_with else ("activity", after)


def _proposal(request: HttpRequest, id: str) -> Proposal:
    """The recorded run of this id. Raises Http404 where the runner has none."""
    try:
        return propose_session(ports(), visitor_of(request), id)
    except NotPossible as refusal:
        raise not_there(refusal) from refusal


def _when(request: HttpRequest, run: str) -> str:
    view = ports().store.read(visitor_of(request).scope(ports().clock.now()))
    found = next(event for event in view.events if event.id == run)
    return timezone.localtime(found.at.at).strftime("%H:%M")
