"""A pain that was told beside a painkiller: no answer yet, so no run, and when it is asked once more."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from restride.usecases.ports import Words
from restride.usecases.today import EpisodeToday, Today

_PAIN = "pain_tenths"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """In place of "check in first": everything was answered, and the pain is not to be trusted yet."""

    title: str
    text: str


def hidden_pain(now: Today, words: Words) -> Hidden | None:
    """None unless the one thing still open is a pain that a painkiller hides."""
    asked = {question for one in now.episodes for question in one.questions}
    until = max((at for one in now.episodes if (at := _until(one)) is not None), default=None)
    if asked != {_PAIN} or until is None or until <= now.now.at:
        return None
    form = "today" if until >= now.now.day_ends else "later"
    there = timezone.localtime(until)
    values = {} if form == "today" else {"time": there.time()}
    return Hidden(title=words.render("verdicts.hidden", "title"), text=words.render("verdicts.hidden", form, **values))


def _until(one: EpisodeToday) -> datetime | None:
    """When the last painkiller told of today has worn off; None where none was told."""
    told = one.context.mornings.get(one.context.now.day, [])
    taken = [entry.at.at for entry in told if one.context.said(entry).painkiller]
    return max(taken) + timedelta(hours=one.context.windows.painkiller_void_h) if taken else None
