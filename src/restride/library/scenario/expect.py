"""What a scenario expects of the decision, and how a decision differs from it."""

from collections.abc import Iterator
from dataclasses import dataclass

from restride.core.decision import Decision
from restride.core.protocol import Protocol
from restride.core.terms import Urgency, Verdict
from restride.library.every_rule import every_rule
from restride.library.table import Table

_NOT_OF_A_PROTOCOL = (
    "clearance-limit",
    "clinician-limit",
    "comeback",
    "first-sessions",
    "first-bouts",
    "decided-today",
    "pace-changed",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """None is not looked at. `deciding` are the ids of exactly the rules that decide."""

    verdict: Verdict
    phase: str
    level: int | None = None
    target_s: int | None = None
    deciding: tuple[str, ...] | None = None
    binding: tuple[str, ...] | None = None
    runs: bool | None = None
    run_s: int | None = None
    quality: str | None = None  # "none" is easy running throughout
    speed_most_pct: int | None = None
    urgency: Urgency | None = None
    questions: tuple[str, ...] | None = None
    opens_flag: str | None = None


def read_expectation(table: Table, protocol: Protocol) -> Expectation:
    """The `[expect]` table. Raises ScenarioError on a phase, stage, rule or cap that the protocol does not have."""
    rules = [rule.id for rule, _, _ in every_rule(protocol)]
    phase = table.one_of("phase", [phase.id for phase in protocol.phases])
    stages = [stage.id for stage in protocol.phase(phase).stages]
    found = Expectation(
        verdict=table.member("verdict", Verdict),
        phase=phase,
        level=stages.index(table.one_of("stage", stages)) + 1 if table.has("stage") else table.maybe_whole("session"),
        deciding=_ids(table, "deciding", (*rules, "decided-today", "restored", "pace-changed")),
        binding=_ids(table, "binding", (*(cap.id for cap in protocol.caps), *_NOT_OF_A_PROTOCOL)),
        target_s=table.maybe_whole("target_s"),
        runs=table.yes("runs") if table.has("runs") else None,
        run_s=table.maybe_whole("run_s"),
        quality=table.name("quality") if table.has("quality") else None,
        speed_most_pct=table.maybe_whole("speed_most_pct"),
        urgency=table.level("urgency", Urgency) if table.has("urgency") else None,
        questions=table.texts("questions") if table.has("questions") else None,
        opens_flag=table.name("opens_flag") if table.has("opens_flag") else None,
    )
    table.done()
    return found


def differences(expected: Expectation | None, decision: Decision) -> tuple[str, ...]:
    """Each point in which a decision is not what the scenario expects, in plain words; empty when it is, or expects
    nothing.
    """
    return (
        ()
        if expected is None
        else tuple(
            f"{name}: expected {want}, got {got}" for name, want, got in _compared(expected, decision) if want != got
        )
    )


def _compared(expected: Expectation, decision: Decision) -> Iterator[tuple[str, object, object]]:
    yield "verdict", expected.verdict.value, decision.verdict.value
    yield "phase", expected.phase, decision.position.phase
    if expected.level is not None:
        yield "stage", expected.level, decision.position.level
    if expected.target_s is not None:
        yield "target_s", expected.target_s, decision.position.target_s
    if expected.deciding is not None:
        yield "deciding", sorted(expected.deciding), sorted(r.rule for r in decision.reasons if r.deciding)
    if expected.binding is not None:
        yield "binding", sorted(expected.binding), sorted({one.cap for one in decision.limits if one.binding})
    if expected.runs is not None:
        yield "runs", expected.runs, decision.runs
    if expected.run_s is not None:
        yield "run_s", expected.run_s, decision.dose.run_s
    if expected.quality is not None:
        yield "quality", expected.quality, decision.dose.quality.kind if decision.dose.quality else "none"
    if expected.speed_most_pct is not None:
        fast = decision.dose.quality
        yield "speed_most_pct", expected.speed_most_pct, fast.most_pct if fast else None
    if expected.urgency is not None:
        yield "urgency", expected.urgency.name.lower(), decision.urgency.name.lower() if decision.urgency else "none"
    if expected.questions is not None:
        yield "questions", sorted(expected.questions), sorted(decision.questions)
    if expected.opens_flag is not None:
        yield "opens_flag", expected.opens_flag, _opened(expected.opens_flag, decision)


def _opened(wanted: str, decision: Decision) -> str:
    opened = sorted({reason.opens_flag for reason in decision.reasons if reason.opens_flag})
    return wanted if wanted in opened else ", ".join(opened) or "none"


def _ids(table: Table, key: str, allowed: tuple[str, ...]) -> tuple[str, ...] | None:
    if not table.has(key):
        return None
    found = table.texts(key)
    for id in found:
        if id not in allowed:
            table.fail(key, f'"{id}" is no {"rule" if key == "deciding" else "limit"} of this protocol')
    return found
