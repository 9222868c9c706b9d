"""The days of one made-up runner under one course: answers are told, a run is asked for and done, tissue responds."""

from itertools import count

from restride.core.answers import Answers
from restride.core.events import CheckIn, FlagClosed, FoundationDone, SessionLogged
from restride.core.protocol import Protocol
from restride.core.terms import PainMoment, PainPlace
from restride.core.values import dataclass
from restride.study.asked import Asked, Course
from restride.study.assumptions import Assumptions
from restride.study.clock import dates
from restride.study.door import CLINICIAN, Start, at_the_door, enrolled, entry, passed
from restride.study.draws import Day, days_of
from restride.study.outcome import Outcome, Watch
from restride.study.policies import Policy
from restride.study.runner import Body, Person, person
from restride.study.styles import Voice

_PLACES = {"bone": PainPlace.BONE_SPOT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a cohort has in common: the seed, how many days, where runners begin."""

    seed: int
    days: int
    start: Start = "door"


def live(number: int, protocol: Protocol, policy: Policy, plan: Plan, world: Assumptions) -> Outcome:
    """Everything that becomes of runner `number`; the same whoever works it out, and in whatever order."""
    tissue = world.tissue_of(protocol)
    who = person(plan.seed, number, tissue, world)
    lead = int(world.life.door_mornings) if plan.start == "door" else 0
    journal = enrolled(protocol, who.intake, policy.preset, dates(-lead - 1))
    if plan.start == "door":
        journal = (*journal, *at_the_door(protocol))
    lines = tuple(sorted(line.group for line in protocol.lines))
    place = _PLACES.get(tissue.id, PainPlace.JOINT)
    days = Days(
        course=policy.begin(protocol, who.intake, journal),
        body=Body(who, tissue, world),
        voice=Voice(who.style, world.telling, place=place, lines=lines),
        protocol=protocol,
        world=world,
    )
    if plan.start == "calm":
        days.body.irritation = world.life.calm_points
    for day, draws in enumerate(days_of(plan.seed, number, lead + plan.days), start=-lead):
        days.morning_only(day, draws) if day < 0 else days.live(day, draws)
    return days.outcome


class Days:
    """One runner and one course, day by day. The course is told events and never shown the body."""

    def __init__(self, *, course: Course, body: Body, voice: Voice, protocol: Protocol, world: Assumptions) -> None:
        self.course = course
        self.body = body
        self.who: Person = body.who
        self.voice = voice
        self.protocol = protocol
        self.world = world
        self.outcome = Outcome(runner=self.who.number, protocol=protocol.id, style=self.who.style.id)
        self.watch = Watch(trouble=world.trouble)
        self.ids = count(1)
        self.ratio = 0.0  # how large yesterday's run was
        self.last_s = 0
        self.woke = self.woke_before = 0.0  # true pain of this morning and of the last
        self.stopped_on: int | None = None
        self.tested_on: int | None = None
        self.run_id = ""
        self.unsaid_of: int | None = None  # the day of a run that was asked for and not done, while nobody said so

    def morning_only(self, day: int, draws: Day) -> None:
        """A morning before the first decision."""
        self.body.sleep(draws)
        self._tell_morning(day, draws)

    def live(self, day: int, draws: Day) -> None:
        """One whole day."""
        self.body.sleep(draws)
        self.woke, self.woke_before = self.body.pain, self.woke
        self.outcome.new_day()
        self.watch.morning(self.body.pain, self.outcome)
        answered = self.course.on_paper or draws.misses >= self.who.style.misses
        if answered:
            self._tell_morning(day, draws)
        self.ratio = 0.0
        asked = self._asked(day, draws) if answered else Asked()
        self._between(day, asked)
        if not self._runs(day, asked, draws):
            self.outcome.add("rest_days")

    def _asked(self, day: int, draws: Day) -> Asked:
        """What is asked today, once every open question is answered."""
        asked = self.course.today(dates(day).now)
        if asked.questions:
            self._answer(day, asked, draws)
            asked = self.course.today(dates(day).now)
        return asked

    # ---- what is told ----

    def _id(self) -> str:
        return f"e{next(self.ids):05d}"

    def _tell_morning(self, day: int, draws: Day) -> None:
        body = self.body
        answers = self.voice.morning(body.pain, draws, ratio=self.ratio, swollen_d=body.swollen_d + body.swollen)
        said = CheckIn(moment=PainMoment.MORNING, answers=answers)
        self.course.tell(entry(self._id(), said, dates(day).morning))

    def _answer(self, day: int, asked: Asked, draws: Day) -> None:
        """Settle what a course still wants to know: a run that was left out, yesterday's morning, a day late."""
        if self.unsaid_of is not None:
            self._left_out(self.unsaid_of)
        if "next_morning" in asked.questions:
            pain = self.voice.points(self.woke_before, draws.before_n, spurious=False)
            answers = Answers(pain_tenths=pain, place=self.voice.place if pain else None, painkiller=False)
            late = CheckIn(moment=PainMoment.NEXT_MORNING, answers=answers, run=self.run_id)
            self.course.tell(entry(self._id(), late, dates(day).morning))

    def _left_out(self, day: int) -> None:
        none = SessionLogged(decision=None, run_s=0, longest_bout_s=0, walk_s=0, elapsed_s=0, why_less="other")
        self.course.tell(entry(self._id(), none, dates(day).run))
        self.unsaid_of = None

    # ---- what is done ----

    def _between(self, day: int, asked: Asked) -> None:
        """What is done beside running: the clinician's visit, tests, groundwork."""
        self._visit(day, asked)
        calm = self.body.pain < self.world.life.clinician_calm
        due = self.tested_on is None or day - self.tested_on >= self.world.life.tests_every_d
        if asked.tests and calm and due:
            self.tested_on = day
            for event in passed(self.protocol, day):
                self.course.tell(event)
        if asked.groundwork and not day % int(self.world.life.groundwork_every_d):
            self.course.tell(entry(self._id(), FoundationDone(), dates(day).morning))

    def _visit(self, day: int, asked: Asked) -> None:
        """A stop is a referral; some days later a clinician looks, and lets those go on who are well."""
        if not asked.stopped:
            self.stopped_on = None
            return
        if self.stopped_on is None:
            self.stopped_on = day
            self.outcome.add("refers")
            if self.body.pain < self.world.trouble.symptom_from and not self.body.laid_off_d:
                self.outcome.add("false_refers")
        if day - self.stopped_on < self.world.life.clinician_after_d:
            return
        if self.body.pain < self.world.life.clinician_calm:
            for flag in asked.flags:
                closed = FlagClosed(flag_event=flag, reason="Examined; may go on.")
                self.course.tell(entry(self._id(), closed, dates(day).morning, author=CLINICIAN, person=True))

    def _runs(self, day: int, asked: Asked, draws: Day) -> bool:
        """Whether a run is done today: one that was asked for, or now and then one that was not."""
        style, life = self.who.style, self.world.life
        able = not self.body.laid_off_d and self.body.pain < life.wont_start_from
        if asked.bouts:
            if able and draws.possible < life.run_possible:
                more = style.overdo_by if draws.overdoes < style.overdoes else 1.0
                self._run(day, draws, int(asked.run_s * more), int(asked.longest_bout_s * more), asked.walk_s)
                return True
            self.unsaid_of = day
            if (
                draws.misses >= style.misses * life.left_out_misses
            ):  # the forgetful leave this out more often than a morning
                self._left_out(day)
            return False
        if able and self.last_s and not asked.stopped and draws.extra < style.extra:
            self._run(day, draws, self.last_s, self.last_s, 0)
            return True
        return False

    def _run(self, day: int, draws: Day, run_s: int, longest_s: int, walk_s: int) -> None:
        body, style = self.body, self.who.style
        _, added = body.weigh(run_s, longest_s, draws)
        cut = body.felt_in(added) >= style.stops_from
        if cut:
            share = self.world.life.part_done
            run_s, longest_s = int(run_s * share), min(longest_s, int(run_s * share))
        was_swollen = body.swollen
        felt = body.run(run_s, longest_s, draws)
        self.ratio, self.last_s = felt.ratio, run_s
        if felt.injured:
            self.outcome.add("injuries")
        self._tell_run(day, draws, (run_s, longest_s, walk_s), cut=cut or felt.injured)
        about = (
            (PainMoment.BEFORE_RUN, self.voice.before_run(felt.before, draws)),
            (PainMoment.DURING_RUN, self.voice.during_run(felt, draws, swollen=body.swollen and not was_swollen)),
            (PainMoment.AFTER_60, self.voice.after_run(felt, draws)),
        )
        for moment, answers in about:
            said = CheckIn(moment=moment, answers=answers, run=self.run_id)
            self.course.tell(entry(self._id(), said, dates(day).evening))
        self.outcome.add("runs")
        self.outcome.add("run_min", run_s // 60)
        if longest_s >= self.world.trouble.goal_bout_s and not (cut or felt.injured) and self.outcome.goal_day is None:
            self.outcome.goal_day = day

    def _tell_run(self, day: int, draws: Day, amounts: tuple[int, int, int], *, cut: bool) -> None:
        run_s, longest_s, walk_s = amounts
        self.run_id = self._id()
        session = SessionLogged(
            decision=None,
            run_s=run_s,
            longest_bout_s=longest_s,
            walk_s=walk_s,
            elapsed_s=run_s + walk_s,
            cut_short=cut,
            why_less="symptoms" if cut else "",
        )
        self.course.tell(entry(self.run_id, session, dates(day).run))
