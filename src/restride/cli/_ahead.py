"""The road ahead of a told story on the command line: its days, and the range of dates in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from restride.core.forecast import DateRange, PlannedDay
from restride.core.state import fold
from restride.library.scenario.read import Scenario
from restride.usecases.act_out import Acted
from restride.usecases.forecast import day_words, road_of, sentences_of
from restride.usecases.ports import Ports, Words

MOST_DAYS = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class AheadOfStory:
    """What comes after the story's now, if every run goes well, and the range."""

    days: tuple[PlannedDay, ...]
    dates: DateRange
    sentences: tuple[str, ...]


def look_ahead(ports: Ports, scenario: Scenario, acted: Acted, days: int) -> AheadOfStory:
    """The days after a story's decision was issued; none of it is stored."""
    state = fold((*scenario.events, *acted.stored))
    found, dates = road_of(scenario.regimen, state, scenario.now, days)
    return AheadOfStory(days=found, dates=dates, sentences=sentences_of(ports, scenario.regimen, dates, scenario.now))


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
        "soonest": dates.soonest.isoformat() if dates.soonest else None,
        "early": dates.early.isoformat() if dates.early else None,
        "late": dates.late.isoformat() if dates.late else None,
        "waiting": [{"for": one.kind, "what": one.what} for one in dates.waiting],
        "sentences": list(ahead.sentences),
    }
