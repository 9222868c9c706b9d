"""Seeded lives of every kind for the reference model: each decision of a life is one case. No processes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from restride.core import events as ev
from restride.core.answers import Answers
from restride.core.decision import Decision
from restride.core.moment import Now, moment_in, now_in
from restride.core.state import apply
from restride.core.terms import PainMoment, PainPattern, PainPlace, Role, Scope, Side, Swelling, Urgency
from restride.library.rules import PRESETS
from tests.properties.histories import PROTOCOLS, begun
from tests.reference.journal import Case
from tests.story import CLINICIAN, EPISODE, RUNNER, Story, calm

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kiritimati")
EXTERNAL = ev.Author(role=Role.EXTERNAL, id="external-1", name="Surgeon 1", profession="surgeon", verified=False)
RUNNER_AS_CLINICIAN = replace(CLINICIAN, id=RUNNER.id)
AUTHORS = (CLINICIAN, CLINICIAN, EXTERNAL, RUNNER, RUNNER_AS_CLINICIAN)
_DAYS = 24


class Life(Story):
    """A story whose runner travels and whose clock may jump; everything else is told as in a story."""

    zone = "UTC"
    chance: Random

    @classmethod
    def begun(cls, seed: int) -> "Life":
        """At the door of walk-run of some protocol, some lives before it."""
        chance = Random(seed)
        name, preset, operated = chance.choice(PROTOCOLS), chance.choice(PRESETS), chance.random() < 0.3
        if chance.random() < 0.1:
            life: Story = Story(name, preset=preset, operated=operated, cleared=chance.random() < 0.5)
        else:
            life = begun(name, preset, operated=operated).copy()
        life.__class__ = cls
        life.chance = chance  # type: ignore[attr-defined]
        if chance.random() < 0.3:  # the nights on which clocks change
            days = (datetime(2026, chance.choice([3, 10, 11]), 28, 7, tzinfo=UTC) - life.clock).days
            if days > 0:
                life.clock += timedelta(days=days)
        return life  # type: ignore[return-value]

    def tell(self, body, *, id="", at=None, author=RUNNER, person=False, episode=EPISODE):  # type: ignore[no-untyped-def]
        event = ev.Event(
            id=id or f"event-{next(self.ids):05d}",
            episode=None if person else episode,
            at=moment_in(at or self.clock, self.zone, ZoneInfo(self.zone)),
            recorded_at=self.clock,
            author=author,
            source="test",
            body=body,
        )
        self.events.append(event)
        self.state = apply(self.state, event)
        return event

    @property
    def day(self):  # type: ignore[no-untyped-def]
        return self.clock.astimezone(ZoneInfo(self.zone)).date()

    @property
    def now(self) -> Now:
        return now_in(self.clock, self.zone, ZoneInfo(self.zone))

    def case(self) -> Case:
        return Case(
            protocol=self.protocol,
            preset=self.regimen.preset,
            episode=EPISODE,
            clearance_required=self.regimen.clearance_required,
            events=tuple(self.events),
            now=self.now,
        )

    def odds(self, share: float) -> bool:
        return self.chance.random() < share

    def pick(self, *what):  # type: ignore[no-untyped-def]
        return self.chance.choice(what)

    def some(self, kind: type) -> ev.Event | None:
        """One of the newest entries of a kind."""
        found = [event for event in self.events[-120:] if isinstance(event.body, kind)]
        return self.chance.choice(found) if found else None


def lives(seed: int, cases: int) -> Iterator[tuple[Life, Decision]]:
    """So many decisions of lives in a row, each with the life as it was when it was made."""
    left = cases
    while left > 0:
        for found in _life(Life.begun(seed)):
            yield found
            left -= 1
            if not left:
                return
        seed += 1


def _life(life: Life) -> Iterator[tuple[Life, Decision]]:
    rough = life.pick(0.0, 0.05, 0.15, 0.5)
    for _ in range(_DAYS):
        while life.odds(rough):
            life.pick(*ACTS)(life)
        if life.odds(0.95):
            life.tell(ev.CheckIn(moment=PainMoment.MORNING, answers=_morning(life, rough)))
        decision = life.peek()
        yield life, decision
        decision = life.decide() if life.odds(0.95) else decision
        if life.odds(0.15):
            life.clock += timedelta(minutes=life.pick(1, 30, 90, 240))
            life.pick(*ACTS, _another_morning)(life)
            yield life, life.peek()
            decision = life.decide()
        _rest_of_the_day(life, decision, rough)
        life.next_day(life.pick(1, 1, 1, 1, 1, 1, 2) if rough else 1)


def _morning(life: Life, rough: float) -> Answers:
    told = calm()
    for name, bad in BAD.items():
        if life.odds(rough * 0.3):
            told = replace(told, **{name: bad(life)})
    if life.odds(rough * 0.2):
        told = replace(told, **{life.pick(*[name for name in BAD if name != "lines_covered"]): None})
    return told


def _pain(life: Life) -> int:
    return life.pick(0, 10, 19, 20, 21, 30, 49, 50, 60, 100)


BAD = {
    "pain_tenths": _pain,
    "place": lambda life: life.pick(*PainPlace),
    "sharp": lambda life: True,
    "swelling": lambda life: life.pick(*Swelling),
    "swelling_h": lambda life: life.pick(1, 24, 25, 73),
    "stiffness_min": lambda life: life.pick(5, 10, 11, 60, 1441),
    "soreness_h": lambda life: life.pick(12, 48, 49, 60),
    "limp": lambda life: True,
    "woken": lambda life: life.odds(0.3),
    "painkiller": lambda life: life.odds(0.5),
    "flag_lines": lambda life: life.pick((), (), ("night",), ("bone",)),
    "lines_covered": lambda life: life.pick((), ("night", "bone")),
}


def _rest_of_the_day(life: Life, decision: Decision, rough: float) -> None:
    if decision.position.phase in ("calm", "foundation"):
        life.foundation()
    if decision.position.phase == "gate" and life.odds(0.8):
        life.pass_tests()
    if life.odds(0.8):
        life.answer(decision)
    if decision.runs and life.odds(0.9):
        _run(life, decision, rough)
    elif decision.runs and life.odds(0.7):
        life.left_out(life.clock)
    elif life.odds(rough * 0.1):
        life.ran(run_s=life.pick(60, 600, 3600), bout_s=60, walk_s=life.pick(0, 600))


def _run(life: Life, decision: Decision, rough: float) -> None:
    done = life.pick(100, 100, 100, 0, 50, 69, 70, 101, 150) if life.odds(rough) else 100
    felt: dict[str, object] = {}
    if life.odds(rough):
        felt = {"pain_tenths": _pain(life), "pattern": life.pick(*PainPattern)}
    if life.odds(rough * 0.5):
        felt |= {"after_tenths": _pain(life), "limp": life.odds(0.3), "sharp": life.odds(0.3)}
    asked = decision.dose
    life.ran(
        run_s=asked.run_s * done // 100,
        bout_s=asked.longest_bout_s,
        walk_s=asked.walk_s,
        cut_short=done < 100,
        **felt,
    )


# ---- what else can happen ----


def _another_morning(life: Life) -> None:
    life.tell(ev.CheckIn(moment=PainMoment.MORNING, answers=_morning(life, 1.0)))


def _late_report(life: Life) -> None:
    at = life.clock - timedelta(hours=life.pick(5, 20, 30, 50, 100))
    life.tell(ev.CheckIn(moment=PainMoment.MORNING, answers=_morning(life, life.pick(0.0, 1.0))), at=at)


def _future_report(life: Life) -> None:
    at = life.clock + timedelta(hours=life.pick(1, 10, 30))
    life.tell(ev.CheckIn(moment=PainMoment.MORNING, answers=_morning(life, life.pick(0.0, 1.0))), at=at)


def _late_run(life: Life) -> None:
    at = life.clock - timedelta(hours=life.pick(2, 12, 30, 50, 80))
    run_s = life.pick(60, 480, 1800)
    body = ev.SessionLogged(decision=None, run_s=run_s, longest_bout_s=run_s, walk_s=0, elapsed_s=run_s)
    life.tell(body, at=at)


def _run_of_another_episode(life: Life) -> None:
    at = life.clock - timedelta(hours=life.pick(2, 12, 30, 50))
    body = ev.SessionLogged(decision=None, run_s=600, longest_bout_s=600, walk_s=0, elapsed_s=600)
    life.tell(body, at=at, episode=life.pick("episode-2", EPISODE))


def _about_a_run(life: Life) -> None:
    run = life.some(ev.SessionLogged)
    if run is not None:
        moment = life.pick(*PainMoment)
        answers = Answers(pain_tenths=_pain(life), painkiller=life.odds(0.2))
        life.tell(ev.CheckIn(moment=moment, answers=answers, run=run.id, given_up=life.odds(0.1)))


def _correct_a_report(life: Life) -> None:
    found = life.some(ev.CheckIn)
    if found is not None:
        life.tell(ev.Corrected(target=found.id, answers=life.pick(calm(), _morning(life, 1.0)), reason="a slip"))


def _correct_a_run(life: Life) -> None:
    found = life.some(ev.SessionLogged)
    if found is not None:
        most = life.pick(0, 60, 1800, 7200)
        newer = replace(found.body, run_s=most, longest_bout_s=most, elapsed_s=most)
        life.tell(ev.Corrected(target=found.id, session=newer, reason="a slip"))


def _take_back(life: Life) -> None:
    found = life.some(life.pick(ev.CheckIn, ev.SessionLogged, ev.ReadinessRecorded))
    if found is not None:
        body = ev.Withdrawn(target=found.id, reason="not right", settled=life.odds(0.5))
        life.tell(body, author=life.pick(*AUTHORS))


def _open_flag(life: Life) -> None:
    at = life.clock + timedelta(hours=life.pick(-30, 0, 0, 5))
    life.tell(ev.FlagOpened(flag="bone", urgency=Urgency.DAYS), person=life.odds(0.8), at=at)


def _close_flag(life: Life) -> None:
    found = life.some(ev.FlagOpened)
    if found is not None:
        body = ev.FlagClosed(flag_event=found.id, reason=life.pick("seen", "seen", " ", "…"))
        at = life.clock + timedelta(hours=life.pick(0, 0, 0, 0, 40))
        life.tell(body, author=life.pick(CLINICIAN, CLINICIAN, *AUTHORS), person=True, at=at)


def _close_every_flag(life: Life) -> None:
    for flag in [event for event in life.events if isinstance(event.body, ev.FlagOpened)]:
        life.tell(ev.FlagClosed(flag_event=flag.id, reason="seen"), author=CLINICIAN, person=True)


def _dispute_flag(life: Life) -> None:
    found = life.some(ev.FlagOpened)
    if found is not None:
        life.tell(ev.FlagDisputed(flag_event=found.id, reason="a mistaken tick"), person=True)


def _give_clearance(life: Life) -> None:
    starts = life.day + timedelta(days=life.pick(-20, -1, 0, 0, 0, 1))
    body = ev.ClearanceGiven(
        scope=life.pick(*Scope, Scope.SPEED, Scope.SPEED),
        side=life.pick(*Side, Side.LEFT, Side.LEFT, Side.LEFT),
        starts=starts,
        until=starts + timedelta(days=life.pick(0, 1, 19, 20, 21, 300)),
        run_s_most=life.pick(None, None, 300),
        bout_s_most=life.pick(None, None, 60),
        confirmed=life.odds(0.8),
    )
    at = life.clock + timedelta(hours=life.pick(0, 0, 0, 0, 30))
    given = life.tell(body, author=life.pick(*AUTHORS), at=at, episode=life.pick(EPISODE, EPISODE, "episode-2"))
    if life.odds(0.3):
        life.tell(ev.ClearanceConfirmed(clearance=given.id), author=EXTERNAL)


def _clear_again(life: Life) -> None:
    life.clear()


def _withdraw_clearance(life: Life) -> None:
    for found in [event for event in life.events if isinstance(event.body, ev.ClearanceGiven)][-2:]:
        life.tell(ev.ClearanceWithdrawn(clearance=found.id, reason="new pain"), author=CLINICIAN)


def _operation(life: Life) -> None:
    day = life.day - timedelta(days=life.pick(0, 0, 10, 200))
    life.tell(ev.OperationReported(day=day, what="the same place", operation=life.odds(0.5)), person=life.odds(0.2))


def _waive(life: Life) -> None:
    rules = [*life.protocol.rules, *(rule for phase in life.protocol.phases for rule in (*phase.rules, *phase.gate))]
    ids = [*(rule.id for rule in rules), *(cap.id for cap in life.protocol.caps)]
    until = life.day + timedelta(days=life.pick(-1, 0, 30))
    body = ev.WaiverGiven(rule=life.chance.choice(ids), until=until, reason=life.pick("seen", "seen", " "))
    life.tell(body, author=life.pick(*AUTHORS))


def _file(life: Life) -> None:
    body = ev.ActivityRead(
        digest="d",
        file_id="f",
        reader="test",
        sport="running",
        start=life.clock,
        elapsed_s=600,
        timer_s=600,
        run_s=life.pick(0, 600),
        longest_bout_s=300,
        walk_s=0,
        review=life.pick((), ("speed",)),
        history=life.odds(0.2),
    )
    read = life.tell(body, person=True, at=life.clock - timedelta(hours=life.pick(1, 30, 100)))
    if life.odds(0.7):
        life.tell(ev.ActivitySettled(activity=read.id, counts=life.odds(0.5), reason="looked at"), person=True)


def _settle_files(life: Life) -> None:
    for read in [event for event in life.events if isinstance(event.body, ev.ActivityRead)]:
        life.tell(ev.ActivitySettled(activity=read.id, counts=False, reason="looked at"), person=True)


def _restore(life: Life) -> None:
    life.tell(ev.Restored(made_at=life.clock - timedelta(days=1)), person=True)


def _fly(life: Life) -> None:
    life.zone = life.pick(*ZONES)


def _break(life: Life) -> None:
    life.next_day(life.pick(3, 5, 9, 16, 30, 60))


def _clock_jumps(life: Life) -> None:
    life.clock += timedelta(minutes=life.pick(-300, -60, -6, -4, 60))


ACTS = (
    _late_report,
    _future_report,
    _late_run,
    _run_of_another_episode,
    _about_a_run,
    _correct_a_report,
    _correct_a_run,
    _take_back,
    _open_flag,
    _close_flag,
    *(_close_every_flag,) * 3,
    _dispute_flag,
    _give_clearance,
    *(_clear_again,) * 3,
    _withdraw_clearance,
    _operation,
    _waive,
    _waive,
    _file,
    _settle_files,
    _settle_files,
    _restore,
    _fly,
    _fly,
    _break,
    _clock_jumps,
)
