"""A runner with a knee operation, a clinician, and the ports of use cases on a storage. For tests only."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from restride.core.context import Context
from restride.core.corrections import is_settled
from restride.core.measures.clearance import valid_clearances
from restride.core.protocol import Protocol
from restride.core.terms import Category, PainMoment, Role, Scope, Side
from restride.journal.values import EVERYTHING, Actor, Purpose
from restride.usecases.check_in import CheckInGiven, record_check_in
from restride.usecases.clearance import ClearanceForm
from restride.usecases.enrol import Enrolment, enrol
from restride.usecases.flags import FlagSaid, report_flags
from restride.usecases.ports import Ports, Visitor, today
from restride.usecases.record import Record, read_record, regimen_of
from restride.usecases.regimens import packaged_protocols, packaged_words
from restride.usecases.share import accept_sharing, offer_sharing
from tests.storage import HandClock, person
from tests.story import calm

CONSENT = "sharing-1/abc"


def ports_of(house: Any, clock: HandClock) -> Ports:
    """The ports of use cases on this storage."""
    return Ports(
        units=house.units,
        store=house.store,
        clock=clock,
        texts=house.texts,
        blobs=house.blobs,
        audit=house.audit,
        erasures=house.erasures,
        marks=house.marks,
        protocols=packaged_protocols(house.texts),
        words=packaged_words(),
    )


@dataclass
class Scene:
    """One runner after a knee arthroscopy, whose course needs a clearance, and one clinician without care yet."""

    house: Any
    clock: HandClock
    runner: str = field(default_factory=person)
    clinician: str = field(default_factory=person)

    def __post_init__(self) -> None:
        self.ports = ports_of(self.house, self.clock)
        self.episode = self.id()
        day = today(self.clock.now(), "UTC").day
        enrol(
            self.ports,
            self.me,
            Enrolment(
                id=self.episode,
                condition="knee_arthroscopy_debridement",
                side=Side.LEFT,
                age_years=40,
                onset=None,
                operated=True,
                operation=day - timedelta(days=120),
                consent="use-1",
            ),
        )

    def id(self) -> str:
        """A fresh id, as a client makes one."""
        return f"{uuid4()}"

    @property
    def me(self) -> Visitor:
        return Visitor(actor=Actor(id=self.runner, role=Role.RUNNER), person=self.runner)

    def by(self, clinician: str = "") -> Visitor:
        """The clinician acting on the runner's record."""
        return Visitor(
            actor=Actor(id=clinician or self.clinician, role=Role.CLINICIAN),
            person=self.runner,
            name="Therapist 1",
            profession="physiotherapist",
            registration="PT 1",
            purpose=Purpose.CARE,
        )

    def share(self, *categories: Category, clinician: str = "") -> str:
        """The runner hands a code over and the clinician enters it. Gives the code."""
        handed = offer_sharing(self.ports, self.me, frozenset(categories) or EVERYTHING, CONSENT)
        accept_sharing(self.ports, self.by(clinician).actor, handed.short, id=self.id())
        return handed.short

    def record(self) -> Record:
        return read_record(self.ports.store.read(self.me.scope(self.clock.now())).events)

    def morning(self) -> Any:
        """A complete quiet morning; gives the decision in force."""
        given = CheckInGiven(id=self.id(), episode=self.episode, moment=PainMoment.MORNING, answers=calm())
        record_check_in(self.ports, self.me, given)
        return self.decision()

    def decision(self) -> Any:
        """The newest decision."""
        made = sorted(self.record().state.decisions.values(), key=lambda entry: (entry.recorded_at, entry.at.at))
        return made[-1].body.decision if made else None

    def flag(self, flag: str = "cannot_bear_weight") -> str:
        """The runner reports a red flag; gives its event."""
        before = set(self.record().state.flags)
        report_flags(self.ports, self.me, (FlagSaid(flag=flag, wording="Can you stand on it?"),), id=self.id())
        return next(iter(set(self.record().state.flags) - before))

    def form(self, **changed: Any) -> ClearanceForm:
        """A clearance to run for half a year, as a clinician fills it in."""
        told = {
            "id": self.id(),
            "episode": self.episode,
            "scope": Scope.RUN,
            "side": Side.LEFT,
            "until": today(self.clock.now(), "UTC").day + timedelta(days=180),
        }
        return ClearanceForm(**{**told, **changed})

    def open_flags(self) -> set[str]:
        """Events of the flags that nobody has closed."""
        state = self.record().state
        return set(state.flags) - {entry.body.flag_event for entry in state.flags_closed.values()}

    def valid(self, scope: Scope) -> bool:
        """Whether a clearance of this scope counts now."""
        record = self.record()
        regimen = regimen_of(self.ports, record.open_episodes()[0], record.state)
        return bool(valid_clearances(Context(regimen, record.state, today(self.clock.now(), "UTC")), scope))

    def settled(self, target: str) -> bool:
        """Whether an entry was taken out for good."""
        return is_settled(self.record().state.edits.get(target, ()))

    def protocol(self) -> Protocol:
        """The protocol of the runner's injury."""
        record = self.record()
        return regimen_of(self.ports, record.open_episodes()[0], record.state).protocol
