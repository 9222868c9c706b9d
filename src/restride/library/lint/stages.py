"""Whether each stage can be reached and left, steps stay inside the protocol's own limits, and days off lead down."""

from collections.abc import Iterator
from itertools import pairwise

from restride.core.decision import Dose, Quantity
from restride.core.protocol import Cap, Phase, Protocol, Restart, Stage
from restride.library.lint.finding import Finding, note, refused, run_phases, running_phases
from restride.library.rules import PRESETS


def findings(protocol: Protocol) -> Iterator[Finding]:
    for phase in run_phases(protocol):
        yield from _inside_caps(protocol, phase)
        yield from _can_be_left(protocol, phase)
        yield _largest_step(protocol, phase)
    for phase in running_phases(protocol):
        yield from _way_back(protocol, phase)


def _dose(phase: Phase, stage: Stage) -> Dose:
    return Dose(bouts=stage.bouts, warmup_s=phase.warmup_s, cooldown_s=phase.cooldown_s)


def _amount(phase: Phase, stage: Stage, quantity: Quantity) -> int:
    dose = _dose(phase, stage)
    return {"run_s": dose.run_s, "longest_bout_s": dose.longest_bout_s, "on_feet_s": dose.on_feet_s}[quantity]


def _allowed(cap: Cap, base: int) -> int:
    """What a cap leaves in seconds when this much was tolerated."""
    grown = max(cap.starter_s, base * cap.percent // 100 + cap.plus_s)
    return grown if cap.most_s is None else min(grown, cap.most_s)


def _inside_caps(protocol: Protocol, phase: Phase) -> Iterator[Finding]:
    for cap in (cap for cap in protocol.caps if not cap.phases or phase.id in cap.phases):
        amounts = [_amount(phase, stage, cap.quantity) for stage in phase.stages]
        if amounts[0] > _allowed(cap, 0):
            cure = f"the first stage asks {amounts[0]} s, and {cap.id} starts at {_allowed(cap, 0)} s; raise starter_s"
            yield refused(protocol, f"{phase.id}.{phase.stages[0].id}", cure)
        for (one, this), (_, after) in pairwise(zip(phase.stages, amounts, strict=True)):
            if cap.window_d == 0 and after > _allowed(cap, this):
                cure = f"the step from {this} s to {after} s is over {cap.id}, which allows {_allowed(cap, this)} s"
                yield refused(protocol, f"{phase.id}.{one.id}", f"{cure}; put a stage between")
        grows = cap.base == "none" or cap.percent > 100 or cap.plus_s > 0
        if cap.window_d and max(amounts) > cap.starter_s and not grows:
            cure = f"never grows, so the stage of {max(amounts)} s is out of reach; raise percent or plus_s"
            yield refused(protocol, cap.id, cure)
        if cap.most_s is not None and max(amounts) > cap.most_s:
            cure = f"the longest stage asks {max(amounts)} s, and {cap.id} ends at {cap.most_s} s; shorten the stage"
            yield refused(protocol, f"{phase.id}.{phase.stages[amounts.index(max(amounts))].id}", cure)


def _can_be_left(protocol: Protocol, phase: Phase) -> Iterator[Finding]:
    for rule in (*protocol.rules, *phase.rules):
        for condition in rule.any_of:
            bound = condition.bound
            if condition.measure == "levels_up" and bound.op == "at_most" and bound.value < 1:
                yield refused(protocol, rule.id, "no stage can ever be left; allow one level in its days at least")
            literal = not rule.presets or "literal" in rule.presets
            if literal and condition.measure == "good_runs_at_level" and bound.op == "at_least":
                for stage in phase.stages:
                    if stage.sessions != bound.value:
                        cure = (
                            f"asks {bound.value} good runs, and stage {stage.id} says {stage.sessions}; make them one"
                        )
                        yield refused(protocol, rule.id, cure)
    for preset in PRESETS:
        spaced = [
            rule
            for rule in (*protocol.rules, *phase.rules)
            if (not rule.presets or preset in rule.presets)
            and all(c.measure == "days_since_run" and c.bound.value > 1 for c in rule.any_of)
        ]
        if not spaced:
            cure = f'the preset "{preset}" has no rest day between runs; add a rule on days_since_run'
            yield refused(protocol, phase.id, cure)


def _way_back(protocol: Protocol, phase: Phase) -> Iterator[Finding]:
    """A longer gap never leads further on than a shorter one, and the longest back in as at first."""
    longest = phase.restart[-1] if phase.restart else None
    if longest and not (longest.gate_again and longest.level_most == 1):
        cure = "coming back after the longest gap is looser than entering; write gate_again = true and level_most = 1"
        yield refused(protocol, f"{phase.id}.way_back[longer]", cure)
    most = len(phase.stages) or max((len(table.rows) for table in phase.tables), default=0)
    for shorter, longer in pairwise(phase.restart):
        if any(_lands(level, longer) > _lands(level, shorter) for level in range(1, most + 1)):
            cure = (
                "a longer time off comes back in further on than a shorter one; lower level_most or raise levels_down"
            )
            yield refused(protocol, f"{phase.id}.way_back[{longer.days_off_most or 'longer'}]", cure)
    limits = [
        condition.bound.value
        for rule in phase.rules
        for condition in rule.any_of
        if condition.measure == "days_off" and condition.bound.op == "at_most"
    ]
    if phase.restart and limits != [phase.restart[0].days_off_most]:
        cure = f"days off are limited by {limits}, and the way back starts after {phase.restart[0].days_off_most}"
        yield refused(protocol, f"{phase.id}.way_back", f"{cure}; write one rule on days_off with the same number")


def _lands(level: int, step: Restart) -> tuple[bool, int]:
    landed = level - (step.levels_down or 0)
    if step.level_most is not None:
        landed = min(landed, step.level_most)
    return (not step.gate_again, max(landed, 1))


def _largest_step(protocol: Protocol, phase: Phase) -> Finding:
    run = [_dose(phase, stage).run_s for stage in phase.stages]
    bout = [_dose(phase, stage).longest_bout_s for stage in phase.stages]
    most_run = max((later - earlier for earlier, later in pairwise(run)), default=0)
    most_bout = max((later - earlier for earlier, later in pairwise(bout)), default=0)
    cure = f"{len(run)} stages; the largest step is {most_run} s of running and {most_bout} s of the longest bout"
    return note(protocol, phase.id, cure)
