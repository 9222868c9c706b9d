"""What stands between a runner and the next phases: each rule of their gates, and the tests that answer it. A read."""

from dataclasses import dataclass, replace

from restride.core.context import Context
from restride.core.decide import decide
from restride.core.decision import Reason
from restride.core.explain import Sentence, explain
from restride.core.judge import judge
from restride.core.protocol import Phase, ReadinessItem, Rule
from restride.core.readiness import may_try
from restride.core.state import Entry
from restride.usecases.ports import Ports, Visitor
from restride.usecases.today import EpisodeToday, show_today


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A test: whether it may be tried now, whether it is its turn, and its newest results by side (None: no side).

    While the first phase lasts it is the turn of what that phase's own way out asks for, and of nothing else.
    """

    item: ReadinessItem
    may_try: bool
    in_turn: bool
    results: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A rule of a gate with its finding in words, and the tests of which one answers it."""

    sentence: Sentence
    trials: tuple[Trial, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What opens a phase, in the protocol's order."""

    phase: Phase
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """The gates still ahead of an episode, and the tests that no gate asks for."""

    episode: EpisodeToday
    gates: tuple[Gate, ...]
    others: tuple[Trial, ...]


def show_readiness(ports: Ports, visitor: Visitor) -> tuple[Readiness, ...]:
    """For each episode what is met, missing and unknown at this moment."""
    return tuple(_readiness(ports, episode) for episode in show_today(ports, visitor).episodes)


def _readiness(ports: Ports, episode: EpisodeToday) -> Readiness:
    context = episode.context
    held = episode.decision.position if episode.decision else context.held
    ahead = [phase for phase in _in_sight(context, held.phase) if phase.order > held.order and phase.gate]
    first = held.order == min(phase.order for phase in context.protocol.phases)
    gates = tuple(
        Gate(phase=phase, steps=_steps(ports, context, phase, in_turn=phase is ahead[0] or not first))
        for phase in ahead
    )
    shown = {trial.item.id for gate in gates for step in gate.steps for trial in step.trials}
    others = tuple(_trial(context, item, in_turn=not first) for item in context.protocol.items if item.id not in shown)
    return Readiness(episode=episode, gates=gates, others=others)


def _in_sight(context: Context, held: str) -> tuple[Phase, ...]:
    """The phases up to the first with runs; those of longer running come in sight once there are runs."""
    phases = context.protocol.phases
    if context.protocol.phase(held).has_runs:
        return phases
    first = next((phase.order for phase in phases if phase.has_runs), max(phase.order for phase in phases))
    return tuple(phase for phase in phases if phase.order <= first)


def _steps(ports: Ports, context: Context, phase: Phase, *, in_turn: bool) -> tuple[Step, ...]:
    rules = [rule for rule in phase.gate if not rule.presets or context.regimen.preset in rule.presets]
    reasons = tuple(judge(rule, context) for rule in rules)
    said = {sentence.id: sentence for sentence in _in_words(ports, context, reasons)}
    return tuple(Step(sentence=said[rule.id], trials=_trials(context, rule, in_turn=in_turn)) for rule in rules)


def _in_words(ports: Ports, context: Context, reasons: tuple[Reason, ...]) -> tuple[Sentence, ...]:
    decision = decide(context.regimen, context.state, context.now)
    return explain(replace(decision, reasons=reasons, limits=()), ports.words)


def _trials(context: Context, rule: Rule, *, in_turn: bool) -> tuple[Trial, ...]:
    wanted = {dict(condition.params).get("item") for condition in rule.any_of}
    return tuple(_trial(context, item, in_turn=in_turn) for item in context.protocol.items if item.id in wanted)


def _trial(context: Context, item: ReadinessItem, *, in_turn: bool) -> Trial:
    mine = [entry for entry in context.state.readiness.values() if _is_of(entry, context, item)]
    newest = {entry.body.side: entry for entry in sorted(mine, key=lambda entry: (entry.at.at, entry.id))}
    results = tuple(newest[side] for side in sorted(newest, key=str))
    return Trial(item=item, may_try=may_try(context, item), in_turn=in_turn, results=results)


def _is_of(entry: Entry, context: Context, item: ReadinessItem) -> bool:
    return entry.episode == context.regimen.episode and bool(entry.body.item == item.id)
