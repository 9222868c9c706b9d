"""The reason card of one decision: what was looked at, what would change it, the rules and their sources. A read."""

from dataclasses import dataclass
from typing import Any

from restride.core.decision import NO_RUN, Decision, DecisionIssued, Dose
from restride.core.events import Event
from restride.core.explain import Sentence, explain
from restride.core.moment import Now
from restride.core.protocol import Citation, Protocol, Regimen
from restride.core.state import RunnerState
from restride.core.terms import Verdict
from restride.core.what_if import Change, what_would_change
from restride.journal.port import sees_everything
from restride.journal.values import AccessDenied
from restride.usecases.issue import current
from restride.usecases.ports import Ports, Visitor, Words, today
from restride.usecases.record import Record, read_record, regimen_of
from restride.usecases.today import runs_allowed

_PROMOTION = "good_runs_at_level"  # looked at inside a phase of runs only: without it, a phase was opened


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """Where one other answer would have led, in words."""

    verdict: Verdict
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Everything for the card; the same for runner and clinician. `current` is False for a decision of the past.

    `held_back` is a run that is not allowed now, because another injury or an open warning forbids it (INV-024).
    Whoever may not see every answer gets no `changes`: each of them would tell one. `warnings` are the open ones that
    a stop answers, as they were said.
    """

    event_id: str
    episode: str
    decision: Decision
    issued: DecisionIssued
    protocol: Protocol
    phase_title: str
    headline: str
    sentences: tuple[Sentence, ...]
    changes: tuple[ChangeLine, ...]
    citations: dict[str, Citation]
    current: bool
    held_back: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def session(self) -> Dose:
        """The session to show: none where it is held back."""
        return NO_RUN if self.held_back else self.decision.dose

    @property
    def deciding(self) -> tuple[Sentence, ...]:
        """What held the answer where it is, strongest first."""
        return tuple(sentence for sentence in self.sentences if sentence.deciding)


def show_why(ports: Ports, visitor: Visitor, event_id: str) -> Why:
    """The card of a stored decision. Raises AccessDenied when there is no such decision for this visitor."""
    at = ports.clock.now()
    now = today(at, visitor.zone)
    view = ports.store.read(visitor.scope(at))
    place = next((n for n, event in enumerate(view.events) if event.id == event_id), None)
    if place is None or not isinstance(view.events[place].body, DecisionIssued):
        raise AccessDenied
    event, record = view.events[place], read_record(view.events)
    issued: DecisionIssued = event.body  # type: ignore[assignment]
    opened = record.state.episodes.get(event.episode or "")
    if opened is None:
        raise AccessDenied
    regimen = regimen_of(ports, opened, record.state)
    decision, whole = issued.decision, sees_everything(view.granted)
    in_force = _is_current(record, event, now)
    return Why(
        event_id=event_id,
        episode=opened.id,
        decision=decision,
        issued=issued,
        protocol=regimen.protocol,
        phase_title=regimen.protocol.phase(decision.position.phase).title,
        headline=headline(decision, ports.words),
        sentences=explain(decision, ports.words),
        changes=_changes(ports, regimen, read_record(view.events[:place]), decision, now) if whole else (),
        citations={citation.id: citation for citation in regimen.protocol.citations},
        current=in_force,
        held_back=in_force and decision.runs and event_id not in runs_allowed(ports, record, now),
        warnings=_warned(record.state, decision, ports.words),
    )


def _warned(state: RunnerState, decision: Decision, words: Words) -> tuple[str, ...]:
    """The warnings that stood open when a stop was issued."""
    if decision.verdict is not Verdict.STOP:
        return ()
    at = decision.issued_at
    closed = {entry.body.flag_event for entry in state.flags_closed.values() if entry.recorded_at < at}
    there = [one for id, one in sorted(state.flags.items()) if id not in closed and one.recorded_at <= at]
    return tuple(one.body.wording or words.render(f"flags.{one.body.flag}", "confirm") for one in there)


def headline(decision: Decision, words: Any) -> str:
    """The one plain sentence: the strongest deciding reason, or what the verdict itself says."""
    deciding = [sentence for sentence in explain(decision, words) if sentence.deciding]
    if decision.trouble:
        return str(words.render("verdicts.pending", "trouble"))
    if deciding:
        return deciding[0].text
    key = f"verdicts.{decision.verdict}"
    if decision.verdict is Verdict.PROGRESS and not any(r.measure == _PROMOTION for r in decision.reasons):
        phase = words.render(f"phases.{decision.position.phase}", "title")
        return str(words.render(key, "phase", phase=phase))
    return str(words.render(key, "why" if decision.verdict is Verdict.STOP else "text"))


def _is_current(record: Record, event: Event, now: Now) -> bool:
    """Whether it is the very decision in force; one that came back with a backup is not."""
    found = current(record.state, event.episode or "", now)
    return found is not None and found.id == event.id


def _changes(ports: Ports, regimen: Regimen, before: Record, decision: Decision, now: Now) -> tuple[ChangeLine, ...]:
    """Worked out on what was known when the decision was made."""
    if decision.verdict in (Verdict.PENDING, Verdict.STOP):
        return ()
    then = today(decision.issued_at, now.zone)
    found = what_would_change(regimen, before.state, then)
    lines = [ChangeLine(verdict=change.verdict, text=_in_words(change, ports.words)) for change in found]
    stop = ChangeLine(verdict=Verdict.STOP, text=ports.words.render("changes.always", "flag"))
    return (*lines, *([] if any(line.verdict is Verdict.STOP for line in lines) else [stop]))


def _in_words(change: Change, words: Any) -> str:
    key = f"changes.{change.moment}"
    if change.field == "pain_tenths":
        return str(words.render(key, "pain_tenths", value=change.value, was=change.was))
    return str(words.render(key, f"{change.field}_{'yes' if change.value else 'no'}"))
