"""Turns what a scenario tells into journal entries: ids, authors and times in the runner's zone."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from restride.core.decision import NO_RUN, Decision, DecisionIssued, Dose, Position
from restride.core.events import Author, Body, CheckIn, Event
from restride.core.moment import Now, local_moment_exists, moment_in, now_in
from restride.core.protocol import Protocol, Regimen
from restride.core.regimen import under
from restride.core.terms import Course, PainMoment, Role, Verdict
from restride.library.scenario.answers import Said
from restride.library.table import Table

EPISODE = "episode-1"
RUNNER = Author(role=Role.RUNNER, id="runner-1")
CLINICIAN = Author(role=Role.CLINICIAN, id="clinician-1", name="Clinician 1", profession="physiotherapist")
SYSTEM = Author(role=Role.SYSTEM, id="system")


class Diary:
    """The entries of one scenario as they are told; each has an id that is the same at every reading."""

    def __init__(self, protocol: Protocol, preset: str, *, today: date, zone: str, rules: tzinfo) -> None:
        self.protocol = protocol
        self.preset = preset
        self.today = today
        self.zone = zone
        self.rules = rules
        self.events: list[Event] = []
        self.chosen: list[tuple[date, str, str]] = []  # paces that a clinician chose: the day, the preset, the ladder

    def regimen_on(self, day: date) -> Regimen:
        """The regimen that asked for the run of a day; a choice counts from the day after it."""
        regimen = Regimen(protocol=self.protocol, episode=EPISODE, preset=self.preset)
        for since, preset, ladder in self.chosen:
            if since < day:
                regimen = under(regimen, preset, ladder)
        return regimen

    @property
    def groups(self) -> tuple[str, ...]:
        """The lines of the daily question, as an answer covers them."""
        return tuple(sorted(line.group for line in self.protocol.lines))

    def at(self, table: Table, key: str, day: date, clock: time) -> datetime:
        """An instant by the clock on the wall. Raises ScenarioError for the hour that a clock change skips."""
        wall = datetime.combine(day, clock)
        if not local_moment_exists(wall, self.rules):
            table.fail(key, f"{clock:%H:%M} does not exist on {day.isoformat()} in {self.zone}; the clocks change")
        return wall.replace(tzinfo=self.rules).astimezone(UTC)

    def now(self, at: datetime) -> Now:
        return now_in(at, self.zone, self.rules)

    def tell(
        self,
        body: Body,
        *,
        at: datetime,
        author: Author = RUNNER,
        id: str = "",
        person: bool = False,
    ) -> Event:
        """Add an entry that happened, and was taken in, at an instant."""
        event = Event(
            id=id or f"entry-{len(self.events) + 1:04d}",
            episode=None if person else EPISODE,
            at=moment_in(at, self.zone, self.rules),
            recorded_at=at,
            author=author,
            source="scenario",
            body=body,
        )
        self.events.append(event)
        return event

    def report(self, moment: PainMoment, said: Said | None, *, at: datetime, run: str | None = None) -> None:
        """Add a check-in; nothing when nothing was said."""
        if said is not None:
            body = CheckIn(moment=moment, answers=said.answers, run=run, given_up=said.given_up)
            self.tell(body, at=at)

    def decided(self, position: Position, dose: Dose = NO_RUN, *, at: datetime) -> Event:
        """Add the decision that stood on a past day, as the story says it."""
        now = self.now(at)
        decision = Decision(
            verdict=Verdict.HOLD,
            course=Course.HOLD,
            position=position,
            dose=dose,
            day=now.day,
            issued_at=now.at,
            expires_at=now.day_ends,
            no_run_before=None,
            urgency=None,
            reasons=(),
            limits=(),
            questions=(),
        )
        body = DecisionIssued(
            decision=decision, protocol_hash=self.protocol.hash, engine="scenario", language="en", words=""
        )
        return self.tell(body, at=at, author=SYSTEM)

    def day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)


def clock_of(table: Table, key: str, default: str) -> time:
    """A time of day written "07:30". Raises ScenarioError on anything else."""
    found = table.text(key, default)
    try:
        hours, minutes = found.split(":")
        return time(int(hours), int(minutes))
    except ValueError:
        table.fail(key, f'"{found}" is no time of day; write it like "07:30"')
