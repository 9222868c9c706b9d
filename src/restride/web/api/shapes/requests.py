"""The bodies of writing requests. Ids of new entries follow from the Idempotency-Key, so no body has one."""

from typing import Annotated, Any, Literal

from pydantic import Field

from restride.core.terms import PainMoment
from restride.usecases.check_in import CheckInGiven
from restride.usecases.log_session import SessionGiven
from restride.web.api.shapes.answers import AnswersIn, Flags
from restride.web.api.shapes.values import Id, Instant, Metres, PainIn, Reason, Seconds, Strict, Words

Moment = Literal["morning", "before_run", "during_run", "after_60", "next_morning"]
_AMOUNTS = ("run_s", "longest_bout_s", "walk_s", "distance_m", "elapsed_s", "cut_short", "why_less")


class CheckInNew(Strict):
    """A check-in. `run` is the run that the answers follow; `at` left out is now, and lies in no day to come."""

    episode: Id
    moment: Moment
    answers: AnswersIn
    run: Id | None = None
    given_up: bool = False
    flags: Flags = ()
    at: Instant | None = None

    def given(self, id: str) -> CheckInGiven:
        """The check-in as the use case takes it."""
        return CheckInGiven(
            id=id,
            episode=self.episode,
            moment=PainMoment(self.moment),
            answers=self.answers.answers(),
            run=self.run,
            given_up=self.given_up,
            flags=tuple(one.said() for one in self.flags),
            at=self.at,
        )


class Felt(Strict):
    """A run and what was felt around it. `run_s` 0 is a run that was left out; then `why_less` says why.

    `cut_short` left out is nobody's word, and counts as yes.
    """

    episode: Id
    run_s: Seconds
    longest_bout_s: Seconds
    walk_s: Seconds
    elapsed_s: Seconds | None = None
    distance_m: Metres | None = None
    cut_short: bool | None = None
    why_less: Literal["", "symptoms", "other"] = ""
    before: AnswersIn = AnswersIn()
    during: AnswersIn = AnswersIn()
    after_60: AnswersIn = AnswersIn()
    flags: Flags = ()

    def ran(self, id: str, started: Any = None) -> SessionGiven:
        """The run as the use case takes it."""
        return SessionGiven(
            id=id,
            episode=self.episode,
            started=started,
            before=self.before.answers(),
            during=self.during.answers(),
            after_60=self.after_60.answers(),
            flags=tuple(one.said() for one in self.flags),
            **{name: getattr(self, name) for name in _AMOUNTS},
        )


class SessionNew(Felt):
    """A run without a file. `started` left out: it ended just now."""

    started: Instant | None = None


class Confirmed(Felt):
    """A recorded run with what was felt. `same_as` is the run logged by hand that it was."""

    same_as: Id | None = None


class Settled(Strict):
    """Why a file holds no run of this runner."""

    reason: Reason


class Dated(Strict):
    """When a recorded run without a date began."""

    start: Instant


class ResultNew(Strict):
    """The result of a test, in exactly one of three: `pain`, `amount` in the item's unit, or `yes`."""

    episode: Id
    item: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[a-z0-9][a-z0-9_-]*$")]
    side: Literal["left", "right"] | None = None
    pain: PainIn | None = None
    amount: Annotated[int, Field(ge=0, le=10_000)] | None = None
    yes: bool | None = None
    painkiller: bool


class Groundwork(Strict):
    """A session of strength and mobility that was done today."""

    episode: Id
    note: Words = ""
