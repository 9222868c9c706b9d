"""Decisions as JSON: short in lists, and with everything that the reason card shows."""

from datetime import date, datetime
from typing import Any, Literal

from restride.core.decision import NO_RUN, Bound, Decision, Dose, LimitReason, Reason
from restride.core.events import Event
from restride.core.explain import Sentence
from restride.core.measures.registry import MEASURES
from restride.core.protocol import Citation, Protocol
from restride.core.steps import StepKind, steps_of
from restride.journal.values import Entry
from restride.usecases.why import Why
from restride.web.api.shapes.values import Shown, pain_points

VerdictName = Literal["stop", "rest", "step_back", "hold", "progress", "pending"]


class Repeat(Shown):
    """Running, then walking, in whole seconds."""

    run_s: int
    walk_s: int


class Faster(Shown):
    """Faster running inside the running asked for, near its end: so many times `on_s`, with `easy_s` after each.

    `most_pct` is the fastest that it may be, in percent of the runner's best; null is no limit beside its effort.
    """

    kind: str
    repeats: int
    on_s: int
    easy_s: int
    most_pct: int | None


class SessionStep(Shown):
    """One step of the session in order, in whole seconds. `quality` names the faster running it belongs to."""

    kind: StepKind
    seconds: int
    quality: str


class Session(Shown):
    """What is asked for today. No bouts is no run, and then there are no `steps`.

    `quality` of null is easy throughout. `steps` are the whole session one after the other, faster running in its
    place: whoever leaves it out lets the same minutes be run easily, which is allowed; the other way round is not.
    """

    bouts: tuple[Repeat, ...]
    quality: Faster | None
    steps: tuple[SessionStep, ...]
    warmup_s: int
    cooldown_s: int
    run_s: int
    longest_bout_s: int
    walk_s: int
    on_feet_s: int


class DecisionShort(Shown):
    """A decision without its reasons. It holds until `expires_at`; `no_run_before` ends a rest.

    A `session` that is not allowed now, because another injury or a warning forbids it, comes without bouts.

    Where the pace is one of minutes, `target_s` is the running aimed at, `step_pm` the next step in thousandths of it,
    and `level` the entry of its bouts. Both are 0 on stages; then `level` is the stage, of `ladder` where one is.
    """

    id: str
    episode: str | None
    day: date
    verdict: VerdictName
    phase: str
    level: int
    target_s: int
    step_pm: int
    ladder: str
    session: Session
    issued_at: datetime
    expires_at: datetime
    no_run_before: datetime | None
    urgency: str | None
    supersedes: str | None


class Source(Shown):
    """A source of a rule. `recalled` is from memory, and shown as expert opinion only."""

    id: str
    title: str
    authors: str
    year: int | None
    url: str
    recalled: bool


class BoundOut(Shown):
    """The bound of a rule, in the unit of its finding."""

    op: Literal["at_most", "at_least", "equals"]
    value: int | float


class Finding(Shown):
    """What one rule said. A `value` of null is unknown, or rests on entries that this reader may not see."""

    rule: str
    status: str
    title: str
    text: str
    measure: str
    unit: str
    value: int | float | None
    bound: BoundOut
    course: str
    no_run_before: datetime | None
    urgency: str | None
    deciding: bool
    waived_by: str
    opens_flag: str
    evidence: tuple[str, ...]
    grade: str
    sources: tuple[Source, ...]


class Limit(Shown):
    """What one cap left of the session, in whole seconds of its quantity."""

    cap: str
    title: str
    text: str
    quantity: str
    allowed_s: int
    before_s: int
    base_s: int
    binding: bool
    waived_by: str
    evidence: tuple[str, ...]
    grade: str
    sources: tuple[Source, ...]


class ChangeOut(Shown):
    """Where one other answer would have led."""

    verdict: VerdictName
    text: str


class DecisionWhy(DecisionShort):
    """A decision with everything of its reason card. `current` is false for one of the past."""

    current: bool
    headline: str
    phase_title: str
    trouble: str
    questions: tuple[str, ...]
    reasons: tuple[Finding, ...]
    limits: tuple[Limit, ...]
    changes: tuple[ChangeOut, ...]
    protocol: str
    protocol_version: str
    protocol_hash: str
    engine: str
    language: str
    words: str
    objections: tuple[str, ...]


class DecisionPage(Shown):
    """Newest first. Give `older` as `before` for the next page; null is the end."""

    items: tuple[DecisionShort, ...]
    older: int | None


def session_out(dose: Dose) -> Session:
    """A dose with its totals."""
    return Session(
        bouts=tuple(Repeat(run_s=bout.run_s, walk_s=bout.walk_s) for bout in dose.bouts),
        quality=_faster(dose),
        steps=tuple(SessionStep(kind=one.kind, seconds=one.seconds, quality=one.quality) for one in steps_of(dose)),
        warmup_s=dose.warmup_s,
        cooldown_s=dose.cooldown_s,
        run_s=dose.run_s,
        longest_bout_s=dose.longest_bout_s,
        walk_s=dose.walk_s,
        on_feet_s=dose.on_feet_s,
    )


def _faster(dose: Dose) -> Faster | None:
    found = dose.quality if dose.bouts else None
    if found is None:
        return None
    return Faster(
        kind=found.kind,
        repeats=found.repeats,
        on_s=found.on_s,
        easy_s=found.easy_s,
        most_pct=found.most_pct or None,
    )


def without_run(decision: DecisionShort) -> DecisionShort:
    """The decision with no bouts in its session, because its run is not allowed now."""
    return decision.model_copy(update={"session": session_out(NO_RUN)})


def short(issued: Event | Entry) -> DecisionShort:
    """An issued decision without its reasons."""
    event = issued.event if isinstance(issued, Entry) else issued
    body: Any = event.body
    return DecisionShort(**_short(event.id, event.episode, body.decision, body.supersedes))


def _short(id: str, episode: str | None, decision: Decision, supersedes: str | None) -> dict[str, Any]:
    return {
        "id": id,
        "episode": episode,
        "day": decision.day,
        "verdict": decision.verdict.value,
        "phase": decision.position.phase,
        "level": decision.position.level,
        "target_s": decision.position.target_s,
        "step_pm": decision.position.step_pm,
        "ladder": decision.position.ladder,
        "session": session_out(decision.dose),
        "issued_at": decision.issued_at,
        "expires_at": decision.expires_at,
        "no_run_before": decision.no_run_before,
        "urgency": decision.urgency.name.lower() if decision.urgency else None,
        "supersedes": supersedes,
    }


def why_out(why: Why) -> DecisionWhy:
    """The reason card as JSON, its rules in the card's order."""
    reasons = {reason.rule: reason for reason in why.decision.reasons}
    limits = {limit.cap: limit for limit in why.decision.limits}
    rules = [one for one in why.sentences if one.kind == "rule"]
    caps = [one for one in why.sentences if one.kind == "limit"]
    told = _short(why.event_id, why.episode, why.decision, why.issued.supersedes)
    return DecisionWhy(
        **{**told, "session": session_out(why.session)},
        current=why.current,
        headline=why.headline,
        phase_title=why.phase_title,
        trouble=why.decision.trouble,
        questions=why.decision.questions,
        reasons=tuple(_finding(one, reasons[one.id], why) for one in rules),
        limits=tuple(_limit(one, limits[one.id], why) for one in caps),
        changes=tuple(ChangeOut(verdict=one.verdict.value, text=one.text) for one in why.changes),
        protocol=why.protocol.id,
        protocol_version=why.protocol.version,
        protocol_hash=why.issued.protocol_hash,
        engine=why.issued.engine,
        language=why.issued.language,
        words=why.issued.words,
        objections=why.issued.objections,
    )


def _finding(sentence: Sentence, reason: Reason, why: Why) -> Finding:
    unit = unit_of(reason, why.protocol)
    return Finding(
        rule=reason.rule,
        status=reason.status,
        title=sentence.title,
        text=sentence.text,
        measure=reason.measure,
        unit=unit,
        value=None if reason.value is None else amount_out(reason.value, unit),
        bound=BoundOut(op=reason.bound.op, value=amount_out(reason.bound.value, unit)),
        course=reason.course.name.lower(),
        no_run_before=reason.no_run_before,
        urgency=reason.urgency.name.lower() if reason.urgency else None,
        deciding=reason.deciding,
        waived_by=reason.waived_by,
        opens_flag=reason.opens_flag,
        evidence=reason.evidence,
        grade=reason.grade.value,
        sources=_sources(reason.cite, why.citations),
    )


def _limit(sentence: Sentence, limit: LimitReason, why: Why) -> Limit:
    return Limit(
        cap=limit.cap,
        title=sentence.title,
        text=sentence.text,
        quantity=limit.quantity,
        allowed_s=limit.allowed,
        before_s=limit.before,
        base_s=limit.base,
        binding=limit.binding,
        waived_by=limit.waived_by,
        evidence=limit.evidence,
        grade=limit.grade.value,
        sources=_sources(limit.cite, why.citations),
    )


def _sources(cite: tuple[str, ...], known: dict[str, Citation]) -> tuple[Source, ...]:
    return tuple(
        Source(
            id=one.id,
            title=one.title,
            authors=one.authors,
            year=one.year,
            url=one.url,
            recalled=one.status == "recalled",
        )
        for one in (known[id] for id in cite if id in known)
    )


def amount_out(value: int, unit: str) -> int | float:
    """A stored amount as it travels: pain in points, everything else as it is."""
    return pain_points(value) if unit == "nrs" else value


def unit_of(reason: Reason, protocol: Protocol) -> str:
    """The unit of a finding; of a test, the unit of the item that the rule asks for."""
    measure = MEASURES.get(reason.measure)
    if measure is None or measure.unit != "item":
        return measure.unit if measure else ""
    item = _item_of(reason.rule, reason.bound, protocol)
    return next((one.unit for one in protocol.items if one.id == item), "item")


def _item_of(rule: str, bound: Bound, protocol: Protocol) -> object:
    rules = [*protocol.rules, *(one for phase in protocol.phases for one in (*phase.gate, *phase.rules))]
    asked = [one for found in rules if found.id == rule for one in found.any_of if one.bound == bound]
    return dict(asked[0].params).get("item") if asked else None
