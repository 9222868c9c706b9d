"""The caseload: who needs somebody first, narrowed by what the address says."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from restride.usecases.caseload import Line, Need, Show, counted, show_caseload
from restride.usecases.ports import Words
from restride.web.accounts.doors import clinicians_only
from restride.web.clinic.desk import clinician_of, names_of, ports
from restride.web.clinic.forms.caseload import PARTS, Narrow
from restride.web.clinic.shown import need_words, phase_words, protocol_words


@clinicians_only
@require_safe
def show_list(request: HttpRequest) -> HttpResponseBase:
    """The runners of this clinician, the most pressing first."""
    room = ports()
    narrow = Narrow(request.GET)
    part, letters = narrow.part(), narrow.letters()
    lines = show_caseload(room, clinician_of(request))
    names = names_of(line.standing.person for line in lines)
    named = [(line, names.get(line.standing.person) or line.standing.person[:8]) for line in lines]
    found = [(line, name) for line, name in named if letters in name.casefold()]
    count = counted(line for line, _ in found)
    page = {
        "lines": [_row(room.words, line, name) for line, name in found if line.is_in(part)],
        "all": len(lines),
        "pressing": counted(lines)[Show.WAITING],
        "parts": [_part(show, count[show], part, narrow) for show in Show],
        "narrow": narrow,
        "part": part.name.lower(),
        "here": "caseload",
    }
    return render(request, "clinic/caseload.html", page)


def _row(words: Words, line: Line, name: str) -> dict[str, Any]:
    standing = line.standing
    return {
        "name": name,
        "standing": standing,
        "injury": protocol_words(words, standing.protocol) if standing.protocol else "",
        "side": words.render("terms.side", standing.side) if standing.side else "",
        "phase": phase_words(words, standing.phase),
        "minutes": words.render("session.minutes", "short", run=standing.target_s) if standing.target_s else "",
        "need": need_words(line),
        "pressing": line.need is not Need.NONE,
        "silent_since": line.silent_since,
    }


def _part(show: Show, count: int, now: Show, narrow: Narrow) -> dict[str, Any]:
    """A link to a part of the list, that keeps the letters of the name."""
    asked = {"show": show.name.lower()} if show is not Show.ALL else {}
    if narrow.letters():
        asked["name"] = narrow.cleaned_data["name"]
    return {"word": PARTS[show], "count": count, "url": f"?{urlencode(asked)}", "current": show is now}
