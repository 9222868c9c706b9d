"""Today and the tests as JSON: the decisions in force, what is still asked, and the gates ahead."""

from datetime import date, datetime

from restride.core.decision import NO_RUN
from restride.core.protocol import Protocol
from restride.usecases.ports import Words
from restride.usecases.readiness import Gate, Readiness, Step, Trial
from restride.usecases.today import EpisodeToday, Today
from restride.web.api.shapes.decisions import (
    DecisionShort,
    Session,
    VerdictName,
    amount_out,
    session_out,
    short,
    without_run,
)
from restride.web.api.shapes.entries import FlagOut, flag_out
from restride.web.api.shapes.values import Shown


class Line(Shown):
    """A line of the daily question, as it is worded now: what `lines_covered` and `flag_lines` of a check-in name."""

    group: str
    text: str
    daily: bool


class EpisodeNow(Shown):
    """One injury today. No decision: the questions are open, and there is no run."""

    id: str
    condition: str
    side: str
    decision: DecisionShort | None
    questions: tuple[str, ...]
    lines: tuple[Line, ...]


class TodayOut(Shown):
    """The answer of this moment over all injuries. `pending` is no decision: no run, and something is asked.

    `session` is what to do: the smallest of all injuries, without bouts where any of them forbids a run.
    """

    at: datetime
    day: date
    zone: str
    verdict: VerdictName
    runs: bool
    session: Session
    episodes: tuple[EpisodeNow, ...]
    flags: tuple[FlagOut, ...]


class ResultOut(Shown):
    """The newest result of a test on one side, in the item's unit."""

    id: str
    side: str | None
    value: int | float
    day: date
    painkiller: bool | None


class TrialOut(Shown):
    """A test: its unit, and whether it may be tried now."""

    item: str
    title: str
    unit: str
    sides: bool
    clinician_only: bool
    optional: bool
    may_try: bool
    results: tuple[ResultOut, ...]


class StepOut(Shown):
    """One rule of a gate with its finding, and the tests that answer it."""

    rule: str
    status: str
    title: str
    text: str
    waived_by: str
    tests: tuple[TrialOut, ...]


class GateOut(Shown):
    """What opens a phase."""

    phase: str
    title: str
    steps: tuple[StepOut, ...]


class ReadinessOut(Shown):
    """The gates still ahead of an injury, and the tests that no gate asks for."""

    episode: str
    gates: tuple[GateOut, ...]
    others: tuple[TrialOut, ...]


class ReadinessList(Shown):
    """The tests of each injury."""

    items: tuple[ReadinessOut, ...]


def today_out(now: Today, words: Words) -> TodayOut:
    """The screen of today as JSON."""
    runs = now.decision is not None and now.decision.runs
    return TodayOut(
        at=now.now.at,
        day=now.now.day,
        zone=now.now.zone,
        verdict=now.decision.verdict.value if now.decision else "pending",
        runs=runs,
        session=session_out(now.decision.dose if now.decision else NO_RUN),
        episodes=tuple(_episode(one, words, runs=runs) for one in now.episodes),
        flags=tuple(flag_out(one.id, one.body, one.recorded_at) for one in now.open_flags),
    )


def _episode(one: EpisodeToday, words: Words, *, runs: bool) -> EpisodeNow:
    """An injury; its own session is held back where another injury or a warning forbids a run (INV-005, INV-024)."""
    body, decision = one.opened.body, short(one.issued) if one.issued else None  # type: ignore[arg-type]
    return EpisodeNow(
        id=one.opened.id,
        condition=body.condition,
        side=body.side.value,
        decision=without_run(decision) if decision and not runs else decision,
        questions=one.questions,
        lines=lines_of(one.regimen.protocol, words),
    )


def lines_of(protocol: Protocol, words: Words) -> tuple[Line, ...]:
    """The lines of the daily question as they are worded now."""
    return tuple(
        Line(group=one.group, text=words.render(f"lines.{one.group}", "ask"), daily=one.daily) for one in protocol.lines
    )


def readiness_out(found: Readiness, words: Words) -> ReadinessOut:
    """The gates and tests of one injury."""
    return ReadinessOut(
        episode=found.episode.opened.id,
        gates=tuple(_gate(gate, words) for gate in found.gates),
        others=tuple(_trial(trial, words) for trial in found.others),
    )


def _gate(gate: Gate, words: Words) -> GateOut:
    steps = tuple(_step(step, words) for step in gate.steps)
    return GateOut(phase=gate.phase.id, title=gate.phase.title, steps=steps)


def _step(step: Step, words: Words) -> StepOut:
    said = step.sentence
    return StepOut(
        rule=said.id,
        status=said.status,
        title=said.title,
        text=said.text,
        waived_by=said.waived_by,
        tests=tuple(_trial(trial, words) for trial in step.trials),
    )


def _trial(trial: Trial, words: Words) -> TrialOut:
    item = trial.item
    return TrialOut(
        item=item.id,
        title=words.render(f"items.{item.id}", "title"),
        unit=item.unit,
        sides=item.sides,
        clinician_only=item.clinician_only,
        optional=item.optional,
        may_try=trial.may_try,
        results=tuple(
            ResultOut(
                id=entry.id,
                side=entry.body.side.value if entry.body.side else None,
                value=amount_out(entry.body.value, item.unit),
                day=entry.at.day,
                painkiller=entry.body.painkiller,
            )
            for entry in trial.results
        ),
    )
