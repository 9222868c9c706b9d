"""Generated histories: a runner at the door of walk-run, then days of all kinds. Plans that hypothesis can shrink."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from itertools import count
from typing import NamedTuple

from hypothesis import strategies as st

from restride.core.answers import Answers, join
from restride.core.decision import DecisionIssued
from restride.core.events import CheckIn, FlagOpened
from restride.core.protocol import Phase
from restride.core.terms import PainMoment, PainPattern, PainPlace, Swelling
from restride.library.rules import PRESETS
from tests.story import Story, calm, shipped

PROTOCOLS = tuple(sorted(protocol.id for protocol in shipped()))


class Way(NamedTuple):
    """A shipped protocol and the preset that it is walked under."""

    protocol: str
    preset: str = "cautious"


WAYS = st.builds(Way, st.sampled_from(PROTOCOLS), st.sampled_from(PRESETS))


@dataclass(frozen=True)
class Day:
    """What one day brings: the morning's answers (None: no check-in), and how much of an asked run is done, and how."""

    answers: Answers | None
    done: int  # percent of the asked running; 0 is no run
    pain: int
    after: int
    limp: bool
    sharp: bool
    told: bool  # whether a run left out is told


MORNINGS = st.builds(
    lambda pain, place, limp, sharp, swelling, stiff, sore, woken, killer: calm(
        pain_tenths=pain,
        place=place,
        limp=limp,
        sharp=sharp,
        swelling=Swelling.MILD if swelling else Swelling.NONE,
        swelling_h=swelling,
        stiffness_min=stiff,
        soreness_h=sore,
        woken=woken,
        painkiller=killer,
    ),
    pain=st.sampled_from([0, 0, 0, 10, 20, 21, 30, 50]),
    place=st.sampled_from([None, PainPlace.MUSCLE, PainPlace.JOINT]),
    limp=st.sampled_from([False] * 7 + [True]),
    sharp=st.sampled_from([False] * 7 + [True]),
    swelling=st.sampled_from([0] * 6 + [5, 25, 73]),
    stiff=st.sampled_from([0, 0, 0, 5, 15]),
    sore=st.sampled_from([0, 0, 0, 24, 60]),
    woken=st.sampled_from([False] * 9 + [True]),
    killer=st.sampled_from([False] * 9 + [True]),
)

GREEN = Day(answers=calm(), done=100, pain=0, after=0, limp=False, sharp=False, told=True)

DAYS = st.one_of(
    st.just(GREEN),
    st.just(GREEN),
    st.builds(
        Day,
        answers=st.one_of(MORNINGS, MORNINGS, st.just(calm()), st.none()),
        done=st.sampled_from([0, 50, 100, 100, 100, 150]),
        pain=st.sampled_from([0, 0, 10, 20, 30, 60]),
        after=st.sampled_from([0, 0, 10]),
        limp=st.sampled_from([False] * 7 + [True]),
        sharp=st.sampled_from([False] * 7 + [True]),
        told=st.sampled_from([True, True, False]),
    ),
)

PLANS = st.lists(DAYS, min_size=3, max_size=16)


@cache
def _at_the_door(name: str, preset: str, operated: bool) -> Story:
    story = Story(name, preset=preset, operated=operated)
    story.to_walk_run()
    story.next_day()
    return story


def begun(name: str = "patellofemoral-pain", preset: str = "cautious", *, operated: bool = False) -> Story:
    """A story on the morning after the first walk-run was asked for (and left out)."""
    story = _at_the_door(name, preset, operated).copy()
    story.left_out(story.clock - timedelta(days=1))
    return story


def walk_run(story: Story) -> Phase:
    """The phase of the ladder from the first run to running without a break."""
    return story.protocol.phase("walk-run")


def hours_of_rest(story: Story) -> int:
    """The longest rest between any two runs that a rule in force asks for, in hours; not what some runs ask for."""
    rules = walk_run(story).rules
    mine = [rule for rule in rules if not rule.presets or story.regimen.preset in rule.presets]
    always = [rule.any_of[0] for rule in mine if len(rule.any_of) == 1]
    return max(one.bound.value for one in always if one.measure == "hours_since_run")


def live(story: Story, days: list[Day]) -> Story:
    """Live these days one after the other; returns the same story, at the morning after the last."""
    for day in days:
        _live(story, day)
        story.next_day()
    return story


def _live(story: Story, day: Day) -> None:
    decision = story.morning(day.answers) if day.answers is not None else None
    if decision is None or not decision.runs:
        return
    if not day.done:
        if day.told:
            story.left_out(story.clock)
        return
    asked = decision.dose
    story.ran(
        run_s=asked.run_s * day.done // 100,
        bout_s=asked.longest_bout_s,
        walk_s=asked.walk_s,
        pain_tenths=day.pain,
        after_tenths=day.after,
        limp=day.limp,
        sharp=day.sharp,
        pattern=PainPattern.STEADY if day.pain else PainPattern.NONE,
        cut_short=day.done < 100,
    )


def lived_again(start: Story, first: Story, place: int, worse: Answers) -> Story:
    """What was done and felt in `first` after `start`, told again with the morning at this place worse.

    Each morning is decided anew; the runs stay the ones that were done, whatever is asked for this time.
    """
    second, mornings = start.copy(), count()
    for event in first.events[len(start.events) :]:
        if isinstance(event.body, DecisionIssued | FlagOpened):
            continue
        second.clock = event.recorded_at
        body = event.body
        morning = isinstance(body, CheckIn) and body.moment is PainMoment.MORNING
        if morning and next(mornings) == place:
            body = replace(body, answers=join(body.answers, worse))
        second.tell(body, id=event.id, at=event.at.at)
        if morning:
            second.decide()
    second.clock = first.clock
    return second
