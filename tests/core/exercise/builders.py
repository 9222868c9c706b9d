"""Made-up runners for tests of exercises: one episode, a log of days, what was done of a session. For tests only."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from restride.core.exercise.allowed import Situation
from restride.core.exercise.compose import Runner, Session, compose
from restride.core.exercise.log import Done, Morning
from restride.core.exercise_entries import ExerciseLogged, ExerciseSet
from restride.core.terms import Side
from restride.library.exercises import exercises

DAY = date(2026, 3, 2)
SHELF = exercises()


def situation(condition: str = "general", **changed: Any) -> Situation:
    """An open foundation on a quiet morning, of a condition that needs no clearance."""
    told: dict[str, Any] = {
        "episode": "left-knee",
        "conditions": (condition,),
        "phase": "foundation",
        "day": DAY,
        "side": Side.LEFT,
        "clearance_required": SHELF.policies[condition].clearance == "required",
    }
    return Situation(**{**told, **changed})


def runner(condition: str = "general", *, log: Iterable[Done] = (), **changed: Any) -> Runner:
    """A runner with a band and no more."""
    return Runner(situations=(situation(condition, **changed),), log=tuple(log), kit=frozenset({"band"}))


def done(exercise: str, **told: Any) -> Done:
    """One exercise done without pain as it is first asked for, with a quiet morning after, the day before `DAY`."""
    one = SHELF.exercises[exercise]
    sets = told.pop("sets", (one.dose.sets.least if one.dose.sets else 1))
    amount = told.pop("amount", None)
    pain = told.pop("pain", 0)
    landings = told.pop("contacts", one.dose.landings[0].contacts if one.dose.landings else 0)
    each: list[Side | None] = [Side.LEFT, Side.RIGHT] if one.sides else [None]
    many = amount or (one.dose.reps or one.dose.hold_s).least  # type: ignore[union-attr]
    given = tuple(ExerciseSet(side=side, reps=many, pain_tenths=pain) for side in each for _ in range(sets))
    flags = {name: told.pop(name, False) for name in ("hurt", "whole")}
    body = ExerciseLogged(exercise=exercise, sets=given, contacts=landings, **flags)
    morning: Morning = told.pop("morning", "quiet")
    return Done(day=told.pop("day", DAY - timedelta(days=1)), body=body, morning=morning, **told)


def live(first: Runner, days: int, morning: Morning = "quiet") -> tuple[list[Session], Runner]:
    """So many days on which everything is done as asked; the sessions, and the runner on the last day."""
    sessions, now = [], first
    for _ in range(days):
        session = compose(SHELF, now)
        sessions.append(session)
        same = {"day": now.day, "morning": morning, "whole": session.kind == "full"}
        did = [
            done(item.exercise.id, sets=item.sets, amount=item.amount, contacts=item.contacts, **same)
            for item in session.items
        ]
        tomorrow = tuple(replace(one, day=one.day + timedelta(days=1)) for one in now.situations)
        now = replace(now, situations=tomorrow, log=(*now.log, *did))
    return sessions, now
