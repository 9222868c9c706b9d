"""The caseload: who needs somebody first."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from restride.usecases.caseload import Need, show_caseload
from restride.usecases.ports import Words
from restride.web.accounts.doors import clinicians_only
from restride.web.clinic.desk import clinician_of, names_of, ports
from restride.web.clinic.shown import need_words


@clinicians_only
@require_safe
def show_list(request: HttpRequest) -> HttpResponseBase:
    """The runners of this clinician, the most pressing first."""
    room = ports()
    lines = show_caseload(room, clinician_of(request))
    names = names_of(line.standing.person for line in lines)
    shown = [
        {
            "name": names.get(line.standing.person) or line.standing.person[:8],
            "standing": line.standing,
            "phase": _phase(room.words, line.standing.phase),
            "need": need_words(line),
            "pressing": line.need is not Need.NONE,
            "silent_since": line.silent_since,
        }
        for line in lines
    ]
    pressing = sum(line.need is not Need.NONE for line in lines)
    return render(request, "clinic/caseload.html", {"lines": shown, "pressing": pressing, "here": "caseload"})


def _phase(words: Words, phase: str) -> str:
    key = f"phases.{phase}"
    return str(words.render(key, "title")) if key in words else ""
