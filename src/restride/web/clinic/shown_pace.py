"""How the running is built up, in words for a clinician: the way in force, who chose it, what a choice would change."""

from django.utils.translation import gettext

from restride.core.protocol import Protocol, Regimen
from restride.core.state import RunnerState
from restride.usecases.chart import EpisodeChart
from restride.usecases.choose_pace import Preview, ladders_to_read, ways
from restride.usecases.choose_pace import Side as Under
from restride.usecases.course import chosen_words, way_words
from restride.usecases.place import place_of
from restride.usecases.ports import Words
from restride.web.shared.session import session

_SEP = "/"


def pace_line(words: Words, state: RunnerState, episode: EpisodeChart) -> dict[str, str]:
    """The way in force, what it is, and who chose it."""
    regimen = episode.regimen
    title, about = way_words(words, regimen.preset, regimen.ladder)
    return {"title": title, "about": about, "chosen": chosen_words(words, regimen, state, to="clinician")}


def way_choices(words: Words, protocol: Protocol) -> list[tuple[str, str]]:
    """Each way that can be chosen, as a value and its words."""
    found = []
    for way in ways(protocol):
        ladder = way.ladder.id if way.ladder else ""
        title, about = way_words(words, way.preset, ladder)
        found.append((f"{way.preset}{_SEP}{ladder}", f"{title}. {about}"))
    return found


def read_way(value: str) -> tuple[str, str]:
    """The preset and the ladder of a value; a ladder is empty where there is none."""
    preset, _, ladder = value.partition(_SEP)
    return preset, ladder


def preview_lines(words: Words, seen: Preview, before: Regimen, after: Regimen) -> list[dict[str, str]]:
    """What stands now beside what would be, line by line."""
    sides = ((seen.before, before), (seen.after, after))
    rows = [
        (gettext("Way of building up"), [way_words(words, r.preset, r.ladder)[0] for _, r in sides]),
        (gettext("Where the runner stands"), [_stands(words, side, regimen) for side, regimen in sides]),
        (gettext("Today"), [_today(words, side) for side, _ in sides]),
    ]
    return [{"what": what, "before": one, "after": other} for what, (one, other) in rows]


def _stands(words: Words, side: Under, regimen: Regimen) -> str:
    place = place_of(side.position, regimen, words)
    return place.text if place else gettext("Not in walk-run yet")


def _today(words: Words, side: Under) -> str:
    if side.today is None:
        return gettext("Not shared with you")
    asked = session(side.today.dose, words)
    if asked is not None:
        return asked.title
    if side.today.questions:
        return gettext("No run before the check-in")
    return gettext("No run today")


def reading_lines(words: Words, protocol: Protocol) -> list[str]:
    """The names of the listed ladders that can only be read."""
    return [words.render(f"ladders.{one.id}", "title") for one in ladders_to_read(protocol)]
