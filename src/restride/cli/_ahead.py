"""The road ahead of a told story on the command line: its days, and the range of dates in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from restride.core.forecast import DateRange, PlannedDay
from restride.core.state import fold
from restride.library.scenario.read import Scenario
from restride.usecases.act_out import Acted
from restride.usecases.forecast import day_words, goal_sentences, sentences_of
from restride.usecases.picture import picture_of
from restride.usecases.ports import Ports, Words

MOST_DAYS = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class AheadOfStory:
    """What comes after the story's now, if every run goes well, and the range."""

    days: tuple[PlannedDay, ...]
    dates: DateRange
    goal: DateRange | None
    sentences: tuple[str, ...]


def look_ahead(ports: Ports, scenario: Scenario, acted: Acted, days: int) -> AheadOfStory:
    """The days after a story's decision was issued; none of it is stored."""
    state = fold((*scenario.events, *acted.stored))
    regimens = (scenario.regimen,)
    picture = picture_of(regimens, state, scenario.now, days)
    said = (
        *sentences_of(ports, regimens, picture, scenario.now),
        *goal_sentences(ports.words, picture, scenario.now),
    )
    return AheadOfStory(days=picture.days, dates=picture.thirty, goal=picture.goal, sentences=said)


def ahead_lines(ahead: AheadOfStory, words: Words) -> Iterator[str]:
    """A line a day, and the range in words."""
    yield ""
    yield "The road ahead"
    for day in ahead.days:
        sign = "·" if day.rests else "▶"
        yield f"  {day.day:%a %d %b} {sign} {', '.join(day_words(words, day))}"
    yield from (f"  {one}" for one in ahead.sentences)


def ahead_plain(ahead: AheadOfStory) -> dict[str, Any]:
    """The same as data."""
    dates = ahead.dates
    return {
        "days": [
            {
                "day": day.day.isoformat(),
                "verdict": day.verdict.value,
                "phase": day.position.phase,
                "run_s": day.run_s,
                "longest_bout_s": day.dose.longest_bout_s,
                "groundwork": day.groundwork,
                "tests": list(day.tests),
            }
            for day in ahead.days
        ],
        **_range_plain(dates),
        "goal": _range_plain(ahead.goal) if ahead.goal else None,
        "sentences": list(ahead.sentences),
    }


def _range_plain(dates: DateRange) -> dict[str, Any]:
    return {
        "soonest": dates.soonest.isoformat() if dates.soonest else None,
        "early": dates.early.isoformat() if dates.early else None,
        "late": dates.late.isoformat() if dates.late else None,
        "waiting": [{"for": one.kind, "what": one.what} for one in dates.waiting],
    }
