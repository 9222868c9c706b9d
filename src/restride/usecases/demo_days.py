"""Acts a made-up runner's days through the real use cases, on a clock moved by hand. Who they are is in `demo`."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Literal

from restride.core.answers import Answers
from restride.core.context import Context
from restride.core.decision import Decision, Dose
from restride.core.readiness import open_items
from restride.core.terms import PainMoment, PainPattern, Scope, Side, Swelling
from restride.formats.fit.write import Leg, write_activity
from restride.journal.values import EVERYTHING
from restride.usecases.check_in import CheckInGiven, normal_day, record_check_in
from restride.usecases.clearance import ClearanceForm, give_clearance
from restride.usecases.confirm_activity import confirm_session, propose_session
from restride.usecases.enrol import Enrolment, enrol
from restride.usecases.entry import derived_id
from restride.usecases.flags import FlagSaid, report_flags
from restride.usecases.import_activity import read_upload
from restride.usecases.issue import current
from restride.usecases.log_session import SessionGiven
from restride.usecases.ports import Ports, Visitor, today
from restride.usecases.record import Record, read_record, regimen_of
from restride.usecases.record_test import ItemResult, record_foundation, record_test
from restride.usecases.share import accept_sharing, offer_sharing

MORNING_H, EVENING_H = 7, 18
_BEST = {"nrs": 0, "grade": 0, "yes_no": 1, "cm": 0}  # the calm end of each unit of the tests
_USUAL_RUN_S, _LAST_RAN_D = 45 * 60, 90  # an ordinary run before the injury, and how long ago the last one was
_USUAL_COUNT = 20  # repeats, seconds or percent, where no gate asks for any
_SPEEDS = {"run": (2.6, 164.0, 148), "walk": (1.45, 112.0, 108)}  # metres a second, steps and beats a minute


@dataclass(slots=True)
class HandClock:
    """A clock that only moves when it is told to."""

    at: datetime

    def now(self) -> datetime:
        """Where it stands."""
        return self.at


@dataclass(slots=True, kw_only=True)
class Days:
    """One runner and one clinician, day by day. Ids follow from the runner, so that acting again is harmless."""

    ports: Ports
    clock: HandClock
    runner: Visitor
    clinician: Visitor
    episode: str = ""
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def id(self) -> str:
        """The next id, as a client makes one; a few seconds pass, as they do between two acts of a person."""
        self.clock.at += timedelta(seconds=5)
        return derived_id(self.runner.person, "demo", str(next(self.numbers)))

    # ---- acts ----

    def enrol(self, condition: str, *, operated_days_ago: int | None = None, rehab_weeks: int = 0) -> None:
        """Answer the intake; an operation was so many days ago."""
        day = today(self.clock.now(), self.runner.zone).day
        operated = operated_days_ago is not None
        self.episode = self.id()
        given = Enrolment(
            id=self.episode,
            condition=condition,
            side=Side.LEFT,
            age_years=40,
            onset=day - timedelta(days=120),
            operated=operated,
            operation=day - timedelta(days=operated_days_ago) if operated_days_ago is not None else None,
            rehab_weeks=rehab_weeks,
            usual_session_s=_USUAL_RUN_S,
            last_run=day - timedelta(days=_LAST_RAN_D),
            answers={"condition": condition},
            consent="intended-use-1",
        )
        enrol(self.ports, self.runner, given)

    def share(self) -> None:
        """Let the clinician see everything."""
        handed = offer_sharing(self.ports, self.runner, EVERYTHING, "sharing-1")
        accept_sharing(self.ports, self.clinician.actor, handed.token, id=self.id())

    def clear(self, scope: Scope) -> None:
        """The clinician clears the runner for half a year."""
        day = today(self.clock.now(), self.runner.zone).day
        form = ClearanceForm(
            id=self.id(),
            episode=self.episode,
            scope=scope,
            side=Side.LEFT,
            until=day + timedelta(days=180),
            reason="Examined today.",
        )
        give_clearance(self.ports, self.clinician, form)

    def morning(self, **said: object) -> Decision | None:
        """The check-in of the morning, with nothing wrong but for what is said. Gives the decision in force."""
        quiet = normal_day(Answers(pain_tenths=0, woken=False, painkiller=False, flag_lines=()))
        answers = replace(quiet, lines_covered=self._lines(), **said)  # type: ignore[arg-type]
        moment = PainMoment.MORNING
        record_check_in(
            self.ports, self.runner, CheckInGiven(id=self.id(), episode=self.episode, moment=moment, answers=answers)
        )
        return self.decision()

    def foundation(self) -> None:
        """A session of strength and mobility work."""
        record_foundation(self.ports, self.runner, self.episode, id=self.id())

    def tests(self, *, leave_out: tuple[str, ...] = ()) -> None:
        """Every open readiness test with its calmest result; those for a clinician are recorded by the clinician."""
        for item in open_items(self.context()):
            if item.id in leave_out:
                continue
            who = self.clinician if item.clinician_only else self.runner
            for side in (Side.LEFT, Side.RIGHT) if item.sides else (None,):
                value = _BEST[item.unit] if item.unit in _BEST else self._a_little_over(item.id)
                result = ItemResult(
                    id=self.id(), episode=self.episode, item=item.id, value=value, side=side, painkiller=False
                )
                record_test(self.ports, who, result)

    def _a_little_over(self, item: str) -> int:
        """A result somewhat better than the gates ask for, as people have them."""
        rules = [rule for phase in self.context().protocol.phases for rule in phase.gate]
        about = [one for rule in rules for one in rule.any_of if dict(one.params).get("item") == item]
        asked = max((one.bound.value for one in about if one.bound.op == "at_least"), default=_USUAL_COUNT)
        return asked + asked // 10

    def flag(self, flag: str, wording: str) -> None:
        """The runner says that something is wrong, and confirms it."""
        report_flags(self.ports, self.runner, (FlagSaid(flag=flag, wording=wording),), id=self.id())

    def run_with_watch(self, decision: Decision) -> None:
        """Do the session at six in the evening, upload the watch's file, and say that it felt well."""
        self.to_hour(EVENING_H)
        content = watch_file(decision.dose, self.clock.now())
        self.clock.at += timedelta(seconds=decision.dose.on_feet_s, minutes=65)
        upload = read_upload(self.ports, self.runner, content, "run.fit")
        self.confirm(upload.placed[0].activity or "")

    def confirm(self, activity: str, **felt: object) -> None:
        """Confirm a recorded run as it was, calm but for what was felt."""
        seen = propose_session(self.ports, self.runner, activity)
        calm = Answers(pain_tenths=0, swelling=Swelling.NONE, painkiller=False)
        during = replace(calm, sharp=False, limp=False, pattern=PainPattern.NONE)
        given = SessionGiven(
            id=self.id(),
            episode=self.episode,
            started=None,
            run_s=seen.amounts.run_s,
            longest_bout_s=seen.amounts.longest_bout_s,
            walk_s=seen.amounts.walk_s,
            cut_short=False,
            before=calm,
            during=replace(during, **felt),  # type: ignore[arg-type]
            after_60=Answers(pain_tenths=0),
        )
        confirm_session(self.ports, self.runner, activity, given)

    # ---- what stands ----

    def record(self) -> Record:
        """The runner's whole record."""
        return read_record(self.ports.store.read(self.runner.scope(self.clock.now())).events)

    def context(self) -> Context:
        """What rules look at now."""
        record = self.record()
        opened = record.open_episodes()[0]
        regimen = regimen_of(self.ports, opened, record.state)
        return Context(regimen, record.state, today(self.clock.now(), self.runner.zone))

    def decision(self) -> Decision | None:
        """The decision in force; None while a question is open."""
        now = today(self.clock.now(), self.runner.zone)
        issued = current(self.record().state, self.episode, now)
        return issued.body.decision if issued else None

    # ---- time ----

    def to_hour(self, hour: int) -> None:
        """Later on the same day."""
        self.clock.at = max(self.clock.at, self.clock.at.replace(hour=hour, minute=0, second=0, microsecond=0))

    def next_morning(self) -> None:
        """Seven o'clock of the day after."""
        after = self.clock.at + timedelta(days=1)
        self.clock.at = after.replace(hour=MORNING_H, minute=10, second=0, microsecond=0)

    def to_phase(self, phase: str, *, most_days: int = 60) -> Decision:
        """Quiet days, groundwork and tests, until the decision of a morning stands in this phase."""
        for _ in range(most_days):
            decision = self.morning()
            if decision is not None and decision.position.phase == phase:
                return decision
            if decision is not None and decision.position.phase == "foundation":
                self.foundation()
            if decision is not None and decision.position.phase == "gate":
                self.tests()
            self.next_morning()
        raise RuntimeError(f"the demonstration did not reach {phase} in {most_days} quiet days")

    def _lines(self) -> tuple[str, ...]:
        return tuple(sorted(line.group for line in self.context().protocol.lines))


def watch_file(dose: Dose, start: datetime) -> bytes:
    """The FIT file that a watch would have written of this session, done exactly as asked."""
    legs = [_leg("walk", dose.warmup_s)]
    for bout in dose.bouts:
        legs += [_leg("run", bout.run_s), _leg("walk", bout.walk_s)]
    legs.append(_leg("walk", dose.cooldown_s))
    return write_activity([leg for leg in legs if leg.seconds], start)


def _leg(kind: Literal["run", "walk"], seconds: int) -> Leg:
    speed, steps, beats = _SPEEDS[kind]
    return Leg(kind=kind, seconds=seconds, speed_mps=speed, cadence_spm=steps, heart_rate=beats)
