"""A protocol with a published ladder in place of its own stages. Who chose it, and who stands where, isn't here."""

from dataclasses import replace
from itertools import dropwhile, takewhile

from restride.core.decision import RunWalk
from restride.core.ladder import PublishedLadder
from restride.core.protocol import Condition, Phase, Protocol, Restart, Rule, Stage


def stage_phase(protocol: Protocol) -> Phase | None:
    """The phase whose stages a ladder takes the place of; None where no phase has any."""
    found = (phase for phase in protocol.phases if phase.progression == "ladder" and phase.stages)
    return min(found, key=lambda phase: phase.order, default=None)


def ladders_to_run(protocol: Protocol) -> tuple[PublishedLadder, ...]:
    """The listed ladders whose sessions are known in seconds, whether printed so or converted from a distance."""
    return tuple(one for one in protocol.ladders if one.can_be_run)


def on_ladder(protocol: Protocol, ladder: str) -> Protocol:
    """The protocol with the ladder in place of its own stages; of the two spacings, the stricter counts."""
    published = next((one for one in ladders_to_run(protocol) if one.id == ladder), None)
    if published is None:
        raise KeyError(ladder)
    own, phases = stage_phase(protocol), protocol.phases
    return replace(
        protocol,
        rules=_stricter(protocol.rules, published),
        phases=tuple(_back_in(_on(phase, published) if phase is own else phase, own, published) for phase in phases),
    )


def _on(phase: Phase, ladder: PublishedLadder) -> Phase:
    return replace(phase, stages=stages_on(phase, ladder), rules=_stricter(phase.rules, ladder))


def _back_in(phase: Phase, own: Phase | None, ladder: PublishedLadder) -> Phase:
    """The way back in after days off counts stages: on the ladder none asks for more than ours of that number."""
    if own is None or not phase.restart:
        return phase
    stages = stages_on(own, ladder)
    return replace(phase, restart=tuple(_no_harder(step, own, stages) for step in phase.restart))


def _no_harder(step: Restart, own: Phase, stages: tuple[Stage, ...]) -> Restart:
    if step.level_most is None:
        return step
    most = _asks(own.stages[min(step.level_most, len(own.stages)) - 1].bouts)
    asked = (_asks(stage.bouts) for stage in stages)
    fits = len(list(takewhile(lambda one: one == most or _within(one, most), asked)))
    return replace(step, level_most=max(min(step.level_most, fits), 1))


def stages_on(phase: Phase, ladder: PublishedLadder) -> tuple[Stage, ...]:
    """The ladder's stages. Before one that begins harder than ours stand our own; after it, those of longer bouts.

    First runs in one go that ask for less in all than our first stage, in short bouts, are passed over: a step back
    from them would ask for more.
    """
    ours = _asks(phase.stages[0].bouts)
    run = dropwhile(lambda one: not one.bouts or _in_one_go(_asks(one.bouts), ours), ladder.stages)
    printed = tuple(Stage(id=one.id, bouts=one.bouts, sessions=one.sessions) for one in run)
    first, last = _asks(printed[0].bouts), _asks(printed[-1].bouts)
    before = tuple(own for own in phase.stages if _within(_asks(own.bouts), first))
    after = tuple(own for own in phase.stages if _asks(own.bouts)[1] > last[1])
    return (*before, *printed, *after)


def _in_one_go(one: tuple[int, int], ours: tuple[int, int]) -> bool:
    return one[1] > ours[1] and not _within(ours, one)


def _asks(bouts: tuple[RunWalk, ...]) -> tuple[int, int]:
    return sum(bout.run_s for bout in bouts), max(bout.run_s for bout in bouts)


def _within(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether a session asks for no more than another in both, and for less in one."""
    return one != other and one[0] <= other[0] and one[1] <= other[1]


def _stricter(rules: tuple[Rule, ...], ladder: PublishedLadder) -> tuple[Rule, ...]:
    return tuple(replace(rule, any_of=tuple(_stricter_condition(one, ladder) for one in rule.any_of)) for rule in rules)


def _stricter_condition(condition: Condition, ladder: PublishedLadder) -> Condition:
    """The bound of our rule or the source's own, whichever asks for more: days between, runs and stages a week."""
    bound = condition.bound
    sessions = max(stage.sessions for stage in ladder.stages)
    least = {
        "days_since_run": None if ladder.rest_days is None else ladder.rest_days + 1,
        "good_runs_at_level": sessions,
    }.get(condition.measure)
    most = {
        "runs_in_days": None if ladder.runs_a_week_most is None else ladder.runs_a_week_most - 1,
        "levels_up": ladder.stages_a_week_most,
    }.get(condition.measure)
    if least is not None and bound.op == "at_least":
        return replace(condition, bound=replace(bound, value=max(bound.value, least)))
    if most is not None and bound.op == "at_most":
        return replace(condition, bound=replace(bound, value=min(bound.value, most)))
    return condition
