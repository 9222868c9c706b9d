"""Learn: the cards that are of use now, all by topic, one card with its sources; "Got it" puts one away."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from restride.usecases import learn as usecase
from restride.usecases.refused import NotPossible
from restride.web.accounts.doors import runners_only
from restride.web.runner.forms.asking import Entry
from restride.web.runner.room import not_there, ports, posted, visitor_of
from restride.web.runner.shown import learn as shown

_FIRST = 4  # rows of use now


@runners_only
@require_safe
def show_learn(request: HttpRequest) -> HttpResponseBase:
    """What is of use now, then every topic."""
    room = ports()
    found, words = usecase.show_learn(room, visitor_of(request)), room.words
    page = {
        "tab": "learn",
        "useful": [shown.row_of(card, words) for card in found.useful[:_FIRST]],
        "topics": [
            (shown.topic_of(topic, words), [shown.row_of(card, words) for card in fit])
            for topic, fit in found.topics
            if fit
        ],
    }
    return render(request, "runner/learn/home.html", page)


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_card(request: HttpRequest, key: str) -> HttpResponseBase:
    """One card; a POST puts it away and leads to Today."""
    room, visitor = ports(), visitor_of(request)
    try:
        read = usecase.show_card(room, visitor, shown.card_with(key))
    except NotPossible as refusal:
        raise not_there(refusal) from refusal
    form = Entry(posted(request))
    if request.method == "POST" and form.is_valid():
        usecase.put_away(room, visitor, read.card.id, id=form.cleaned_data["id"])
        return redirect("front")
    page = {"card": shown.page_of(read, room.words), "form": form, "put_away": read.put_away}
    return render(request, "runner/learn/card.html", page, status=422 if form.errors else 200)
