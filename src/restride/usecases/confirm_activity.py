"""Proposes the session that a recorded run was, and stores it once the runner has said how it felt. Reads no file."""

from dataclasses import dataclass, replace

from restride.activity.bouts import Bout as RecordedBout
from restride.activity.fidelity import Fidelity, compare
from restride.activity.same import larger
from restride.core.activity_entries import ActivityRead, ActivitySettled, Bout
from restride.core.combine import lowest
from restride.core.decision import Decision
from restride.core.events import Event
from restride.core.moment import Moment
from restride.core.state import Entry, RunnerState
from restride.usecases.entry import AHEAD, Stamp, derived_id, entry
from restride.usecases.issue import issue
from restride.usecases.log_session import SessionGiven, append_again, append_answers, append_session, check_amounts
from restride.usecases.placing import Placing
from restride.usecases.ports import Ports, Visitor, here
from restride.usecases.record import Record, read_record
from restride.usecases.recordings import (
    UNDATED,
    UNSURE_SECONDS,
    Amounts,
    activities_of,
    amounts_of,
    is_done_with,
    latest_version,
    recordings_of,
    session_of,
    span_of,
)
from restride.usecases.refused import refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A recorded run as the session it may have been, for the runner to confirm.

    `recordings` are all of this one true run; `amounts` the largest of each. `start` None: nobody knows yet when it
    was. `asked` is the session that was asked for then (None: none), `answers` the entry of its decision. `joins` is
    the logged run that it belongs to; `same_day` those logged by hand that may be this one: only the runner knows.
    """

    activity: str
    recordings: tuple[str, ...]
    start: Moment | None
    amounts: Amounts
    bouts: tuple[Bout, ...]
    review: tuple[str, ...]
    history: bool
    done_with: bool
    episode: str | None
    answers: str | None
    asked: Decision | None
    fidelity: Fidelity | None
    joins: str | None
    same_day: tuple[str, ...]


def propose_session(ports: Ports, visitor: Visitor, activity: str) -> Proposal:
    """What a recorded run looks like as a session. A read. Raises NotPossible when there is no such recording."""
    record = read_record(ports.store.read(visitor.scope(ports.clock.now())).events)
    return _proposal(record, visitor, activity)


def confirm_session(
    ports: Ports, visitor: Visitor, activity: str, given: SessionGiven, *, same_as: str | None = None
) -> tuple[Event, ...]:
    """Store a recorded run with what was felt, and decide anew. Gives what was issued; again with the same id, nothing.

    Of file and form the larger amount counts, unless the file's own seconds can't be believed. `same_as` names the run
    logged by hand that this one was; it is corrected instead of counted twice.
    """
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        placing = Placing(unit, visitor, ports.clock.now())
        if given.id in placing.state.sessions or given.id in placing.state.activities_settled:
            check_amounts(given)
            return _sent_again(placing, ports, activity, given)
        proposal = _proposal(read_record(unit.events()), visitor, activity)
        _checked(proposal, same_as)
        whole = _with_file(given, proposal)
        run = placing.state.sessions.get(same_as or proposal.joins or "")
        if run is not None:
            _join(placing, whole, run)
            session = next(event for event in unit.events() if event.id == run.id)
            append_answers(unit, ports, visitor, whole, session=session)
        else:
            stored = append_session(unit, ports, visitor, whole)
            placing.news = stored
        if run is not None or proposal.review:
            id = given.id if run is not None else derived_id(given.id, "settled")
            settled = ActivitySettled(activity=activity, counts=True, reason="confirmed")
            placing.keep(entry(visitor, settled, Stamp(id=id, recorded_at=placing.now)))
        return issue(unit, ports, placing.news) if placing.news else ()


def _sent_again(placing: Placing, ports: Ports, activity: str, given: SessionGiven) -> tuple[Event, ...]:
    """Other answers about a run that is stored count beside the first ones, and the larger of each amount."""
    unit, state = placing.unit, placing.state
    found = state.activities.get(activity)
    run = state.sessions.get(given.id) or (session_of(state, [found], found.body) if found else None)
    session = next((event for event in unit.events() if run is not None and event.id == run.id), None)
    if session is None:
        return ()
    news = append_again(unit, ports, placing.visitor, replace(given, started=session.at.at), session=session)
    return issue(unit, ports, news) if news else ()


def _join(placing: Placing, given: SessionGiven, run: Entry) -> None:
    told = Amounts(
        run_s=given.run_s,
        longest_bout_s=given.longest_bout_s,
        walk_s=given.walk_s,
        elapsed_s=given.elapsed_s or 0,
        distance_m=given.distance_m,
    )
    placing.join(run, given.activities, told)


def _with_file(given: SessionGiven, proposal: Proposal) -> SessionGiven:
    """The runner's words with the file's figures: the larger of each, where the file's seconds can be believed."""
    seen = proposal.amounts
    whole = replace(given, started=proposal.start.at if proposal.start else None, activities=proposal.recordings)
    if UNSURE_SECONDS & set(proposal.review):
        return whole
    return replace(
        whole,
        run_s=max(given.run_s, seen.run_s),
        longest_bout_s=max(given.longest_bout_s, seen.longest_bout_s),
        walk_s=max(given.walk_s, seen.walk_s),
        elapsed_s=max(given.elapsed_s or 0, seen.elapsed_s),
        distance_m=given.distance_m if given.distance_m is not None else seen.distance_m,
    )


def _checked(proposal: Proposal, same_as: str | None) -> None:
    if proposal.done_with:
        raise refuse("activity", "already-settled", "This run is in your record already.")
    if proposal.start is None or UNDATED & set(proposal.review):
        raise refuse("start", "date-first", "Say first when this run began.")
    if proposal.history:
        raise refuse("activity", "history", "This run is from before you joined. It is shown and changes nothing.")
    if same_as is not None and same_as not in (*proposal.same_day, proposal.joins):
        raise refuse("same_as", "unknown-run", "There is no such run in your record.")


def _proposal(record: Record, visitor: Visitor, activity: str) -> Proposal:
    state = record.state
    found = state.activities.get(activity)
    if found is None:
        raise refuse("activity", "unknown-activity", "There is no such file in your record.")
    reading: ActivityRead = found.body
    group = [found, *_waiting_beside(state, found)]
    start = here(reading.start, visitor.zone) if reading.start else None
    bouts = _fullest(group).bouts
    run = session_of(state, group, reading)
    episode, answers, asked = _asked(record, start)
    return Proposal(
        activity=activity,
        recordings=tuple(one.id for one in group),
        start=start,
        amounts=amounts_of([one.body for one in group]),
        bouts=bouts,
        review=reading.review,
        history=reading.history,
        done_with=is_done_with(state, activity),
        episode=episode,
        answers=answers,
        asked=asked,
        fidelity=_fidelity(asked, bouts) if asked else None,
        joins=run.id if run else None,
        same_day=_by_hand(state, start) if run is None and start else (),
    )


def _waiting_beside(state: RunnerState, found: Entry) -> list[Entry]:
    """Other sound recordings of the same run that wait to be confirmed, too; none beside one that is set aside."""
    if found.body.review:
        return []
    beside = recordings_of(state, found.body, but=found.id)
    return [one for one in beside if not one.body.review and not is_done_with(state, one.id)]


def _fullest(group: list[Entry]) -> ActivityRead:
    spans = {one.id: span_of(one.id, one.body) for one in group}
    dated = [span for span in spans.values() if span is not None]
    best = larger(dated).id if dated else group[0].id
    fullest: ActivityRead = next(one.body for one in group if one.id == best)
    return fullest


def _asked(record: Record, start: Moment | None) -> tuple[str | None, str | None, Decision | None]:
    """The episode, the entry and the session of the decision in force at the start; no session where any forbade it."""
    followed = record.open_episodes()
    if not followed:
        return None, None, None
    in_force = [_in_force(record.state, opened.id, start) for opened in followed] if start else []
    made = [one for one in in_force if one is not None and one.body.decision.runs]
    if not made or len(made) < len(followed):
        return followed[0].id, None, None
    binding = min(made, key=lambda one: one.body.decision.dose.run_s)
    return binding.episode, binding.id, lowest(tuple(one.body.decision for one in made))


def _in_force(state: RunnerState, episode: str, start: Moment) -> Entry | None:
    """The newest decision of that day that was issued before the run began, as the core reads it."""
    mine = [
        one
        for one in state.decisions.values()
        if one.episode == episode
        and one.body.decision.day == start.day
        and one.body.decision.issued_at <= start.at + AHEAD
    ]
    return max(mine, key=lambda one: (one.body.decision.issued_at, one.recorded_at, one.id), default=None)


def _fidelity(asked: Decision, bouts: tuple[Bout, ...]) -> Fidelity:
    done = [
        RecordedBout(
            kind="run" if one.run else "walk",
            start_s=one.start_s,
            duration_s=one.seconds,
            distance_m=None,
            cadence_spm=None,
        )
        for one in bouts
    ]
    return compare([bout.run_s for bout in asked.dose.bouts], done)


def _by_hand(state: RunnerState, start: Moment) -> tuple[str, ...]:
    """Runs of that day that no recording belongs to: the runner says whether one of them is this run."""
    mine = (one for id, one in sorted(state.sessions.items()) if one.at.day == start.day)
    return tuple(one.id for one in mine if latest_version(state, one).run_s and not activities_of(state, one))
