"""A new operation or injury, said by the runner."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from restride.core.events import OperationReported
from restride.usecases.enrol import report_operation
from restride.usecases.refused import NotPossible
from restride.usecases.today import show_today
from restride.web.accounts.doors import runners_only
from restride.web.runner.forms.operation import NewOperation
from restride.web.runner.room import ports, posted, put_into, visitor_of


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_operation(request: HttpRequest) -> HttpResponseBase:
    """Take in what happened: what was cleared before it has to be cleared anew."""
    form = NewOperation(posted(request), today=show_today(ports(), visitor_of(request)).now.day)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        told = OperationReported(day=said["day"], what=said["what"].strip(), operation=said["kind"] == "operation")
        try:
            report_operation(ports(), visitor_of(request), told, id=said["id"])
            return redirect("front")
        except NotPossible as refusal:
            put_into(form, refusal)
    return render(request, "runner/operation.html", {"form": form}, status=422 if form.errors else 200)
