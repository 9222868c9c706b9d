"""The entries that the forms about a run make: minutes become seconds, answers go to their moment."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from restride.core.answers import Answers
from restride.core.decision import Dose
from restride.core.terms import PainMoment, PainPattern, Swelling
from restride.usecases.check_in import CheckInGiven
from restride.usecases.log_session import SessionGiven
from restride.usecases.today import EpisodeToday

_NOON = time(12, 0)


def planned_dose(episode: EpisodeToday, day: date) -> Dose | None:
    """The session that was asked for on a day; None where that day asked for no run."""
    made = [one for one in episode.context.decisions if one.day == day]
    return made[-1].dose if made and made[-1].runs else None


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
    short = said.get("cut_short", "no")
    return SessionGiven(
        id=said["id"],
        episode=said["episode"],
        started=said["started"],
        run_s=planned.run_s if planned else typed["run"],
        longest_bout_s=planned.longest_bout_s if planned else typed["longest"],
        walk_s=planned.walk_s if planned else typed["walk"],
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
