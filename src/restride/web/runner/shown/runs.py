"""The entries that the forms about a run make: minutes become seconds, answers go to their moment."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from restride.core.answers import Answers
from restride.core.decision import Decision, Dose
from restride.core.terms import PainMoment, PainPattern, Swelling
from restride.usecases.check_in import CheckInGiven
from restride.usecases.confirm_activity import Proposal
from restride.usecases.log_session import SessionGiven
from restride.usecases.today import EpisodeToday, Today

_NOON = time(12, 0)


def planned_on(now: Today, episode: EpisodeToday, day: date) -> Decision | None:
    """The decision that asked for a run on a day; None where that day asked for none.

    Today it is the decision in force, where no other injury forbids it: one that expired or came back with a backup
    asks for nothing.
    """
    if day == now.now.day:
        allowed = now.decision is not None and now.decision.runs
        return episode.decision if allowed and episode.decision and episode.decision.runs else None
    made = [one for one in episode.context.decisions if one.day == day]
    return made[-1] if made and made[-1].runs else None


def is_before(started: datetime, planned: Decision, episode: EpisodeToday) -> bool:
    """Whether a run began before its session was given: then it was not that session."""
    slack = timedelta(seconds=episode.regimen.protocol.windows.clock_tolerance_s)
    return started + slack < planned.issued_at


def likely_start(now: Today, episode: EpisodeToday, day: date) -> datetime:
    """When a run that just ended would have begun, not before its session was given."""
    planned, at = planned_on(now, episode, day), now.now.at
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


def done(said: Mapping[str, Any], planned: Dose | None) -> SessionGiven:
    """A run that was done: the minutes that were typed, or the session as it was planned."""
    typed = {} if planned else {key: said[f"{key}_min"] * 60 for key in ("run", "longest", "walk")}
    ran = SessionGiven(
        id=said["id"],
        episode=said["episode"],
        started=said["started"],
        run_s=planned.run_s if planned else typed["run"],
        longest_bout_s=planned.longest_bout_s if planned else typed["longest"],
        walk_s=planned.walk_s if planned else typed["walk"],
    )
    return with_felt(ran, said, short="no" if planned else said["cut_short"])


def recorded(said: Mapping[str, Any], proposal: Proposal) -> SessionGiven:
    """A run that a file recorded, with what was felt."""
    seen = proposal.amounts
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
    return with_felt(ran, said, short=said["cut_short"])


def with_felt(ran: SessionGiven, said: Mapping[str, Any], *, short: str) -> SessionGiven:
    """The run with the answers before and in it, and whether it was cut short; as planned is the answer no."""
    return replace(
        ran,
        cut_short=short != "no",
        why_less="" if short == "no" else short,
        before=Answers(pain_tenths=said["before"], painkiller=said["painkiller"]),
        during=Answers(
            pain_tenths=said["pain"],
            pattern=PainPattern(said["pattern"]) if said["pattern"] else None,
            sharp=said["sharp"],
            limp=said["limp"],
            swelling=swelling(said["swelling"]),
        ),
    )


def afterwards(said: Mapping[str, Any], run: str, moment: PainMoment) -> CheckInGiven:
    """The answers of a moment after a run."""
    answers = Answers(
        pain_tenths=said["pain"],
        painkiller=said["painkiller"],
        swelling=swelling(said["swelling"]),
        limp=said["limp"],
    )
    return CheckInGiven(id=said["id"], episode=said["episode"], moment=moment, answers=answers, run=run)


def swelling(grade: str) -> Swelling | None:
    """The grade of a choice; None where it was left open."""
    return Swelling(int(grade)) if grade else None
