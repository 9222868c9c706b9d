"""The entries that the forms about a run make: minutes become seconds, answers go to their moment."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from restride.core.answers import Answers
from restride.core.combine import lowest
from restride.core.decide import RUN_OUTCOME
from restride.core.decision import Decision, Dose
from restride.core.terms import PainMoment, PainPattern, Swelling
from restride.usecases.check_in import CheckInGiven
from restride.usecases.confirm_activity import Proposal
from restride.usecases.entry import derived_id
from restride.usecases.log_session import AlsoFelt, SessionGiven
from restride.usecases.today import Today
from restride.web.runner.forms.injuries import Followed
from restride.web.runner.forms.run import Afterwards, Done, Felt
from restride.web.runner.forms.upload import RecordedFelt

_NOON = time(12, 0)


def planned_on(now: Today, day: date) -> Decision | None:
    """The session that a day asked for, the smallest of all injuries; None where one of them asked for none.

    Today it is the decision in force: one that expired or came back with a backup asks for nothing.
    """
    if day == now.now.day:
        return now.decision if now.decision is not None and now.decision.runs else None
    there = [one for one in now.episodes if one.opened.at.day <= day]
    made = [[decision for decision in one.context.decisions if decision.day == day] for one in there]
    last = [decisions[-1] for decisions in made if decisions and decisions[-1].runs]
    if not last or len(last) < len(there):
        return None
    return last[0] if len(last) == 1 else lowest(tuple(last))


def is_asked_about(now: Today) -> bool:
    """Whether it is still open if a run that was asked for was done."""
    return any(RUN_OUTCOME in one.questions for one in now.episodes)


def is_before(started: datetime, planned: Decision, now: Today) -> bool:
    """Whether a run began before its session was given: then it was not that session."""
    slack = min(one.regimen.protocol.windows.clock_tolerance_s for one in now.episodes)
    return started + timedelta(seconds=slack) < planned.issued_at


def likely_start(now: Today, day: date) -> datetime:
    """When a run that just ended would have begun, not before its session was given."""
    planned, at = planned_on(now, day), now.now.at
    if planned is None:
        return at
    return max(at - timedelta(seconds=planned.dose.on_feet_s), planned.issued_at)


def left_out(said: Mapping[str, Any], *, now: datetime, zone: str) -> SessionGiven:
    """A run that was not done on its day."""
    noon = datetime.combine(said["day"], _NOON, ZoneInfo(zone))
    return SessionGiven(
        id=said["id"],
        episode=said["episode"],
        started=min(noon, now),
        run_s=0,
        longest_bout_s=0,
        walk_s=0,
        why_less=said["why"],
    )


def done(form: Done, planned: Dose | None) -> SessionGiven:
    """A run that was done: the minutes that were typed, or the session as it was planned."""
    said = form.cleaned_data
    typed = {} if planned else {key: said[f"{key}_min"] * 60 for key in ("run", "longest", "walk")}
    ran = SessionGiven(
        id=said["id"],
        episode=said["episode"],
        started=said["started"],
        run_s=planned.run_s if planned else typed["run"],
        longest_bout_s=planned.longest_bout_s if planned else typed["longest"],
        walk_s=planned.walk_s if planned else typed["walk"],
    )
    return _with_felt(ran, form, short="no" if planned else said["cut_short"])


def recorded(form: RecordedFelt, proposal: Proposal) -> SessionGiven:
    """A run that a file recorded, with what was felt."""
    seen, said = proposal.amounts, form.cleaned_data
    ran = SessionGiven(
        id=said["id"],
        episode=said["episode"],
        started=None,
        run_s=seen.run_s,
        longest_bout_s=seen.longest_bout_s,
        walk_s=seen.walk_s,
        elapsed_s=seen.elapsed_s,
        distance_m=seen.distance_m,
    )
    return _with_felt(ran, form, short=said["cut_short"])


def _with_felt(ran: SessionGiven, form: Felt, *, short: str) -> SessionGiven:
    """The run with each injury's answers, and whether it was cut short; as planned is the answer no."""
    first, *others = (_felt(form, one) for one in form.followed)
    return replace(
        ran,
        cut_short=short != "no",
        why_less="" if short == "no" else short,
        before=first.before,
        during=first.during,
        also=tuple(others),
    )


def _felt(form: Felt, one: Followed) -> AlsoFelt:
    """One injury's answers before and in the run; a painkiller hides the pain of all of them."""
    said = form.said_of(one)
    return AlsoFelt(
        episode=one.id,
        before=Answers(pain_tenths=said["before"], painkiller=form.cleaned_data["painkiller"]),
        during=Answers(
            pain_tenths=said["pain"],
            pattern=PainPattern(said["pattern"]) if said["pattern"] else None,
            sharp=said["sharp"],
            limp=said["limp"],
            swelling=swelling(said["swelling"]),
        ),
    )


def afterwards(form: Afterwards, run: str, moment: PainMoment) -> tuple[CheckInGiven, ...]:
    """The answers of a moment after a run, an entry for each injury."""
    return tuple(_after(form, one, run, moment) for one in form.followed)


def _after(form: Afterwards, one: Followed, run: str, moment: PainMoment) -> CheckInGiven:
    said, id = form.said_of(one), form.cleaned_data["id"]
    answers = Answers(
        pain_tenths=said["pain"],
        painkiller=form.cleaned_data["painkiller"],
        swelling=swelling(said["swelling"]),
        limp=said["limp"],
    )
    return CheckInGiven(id=_id(id, one), episode=one.id, moment=moment, answers=answers, run=run)


def forgotten(id: str, followed: Sequence[Followed], run: str, moment: PainMoment) -> tuple[CheckInGiven, ...]:
    """That nobody remembers how that moment was, an entry for each injury."""
    return tuple(
        CheckInGiven(id=_id(id, one), episode=one.id, moment=moment, answers=Answers(), run=run, given_up=True)
        for one in followed
    )


def _id(id: str, one: Followed) -> str:
    """The id of an injury's entry: that of the form for the first."""
    return id if one.number == 1 else derived_id(id, one.id)


def swelling(grade: str) -> Swelling | None:
    """The grade of a choice; None where it was left open."""
    return Swelling(int(grade)) if grade else None
