"""A runner lets a clinician see chosen categories: by a single-use code, with consent, until taken back."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from restride.core.events import Author, ConsentGiven, ConsentWithdrawn, Event
from restride.core.terms import Category, Role
from restride.journal.port import Unit
from restride.journal.values import AccessDenied, Actor, AuditEntry, Care, Code, CodeKind, Purpose
from restride.usecases.codes import Handed, Opens, find, hand_out, notes_of, use_up
from restride.usecases.entry import Stamp, check_id, derived_id, entry
from restride.usecases.ports import Ports, Visitor, here
from restride.usecases.refused import NotPossible, refuse
from restride.usecases.standing import keep_standing

LIVES = timedelta(days=7)
_LINES = 200  # of the trail on one page


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """Who sees what of the runner, and who once did; who looked, newest first; `before` leads to older lines."""

    care: tuple[Care, ...]
    looked: tuple[AuditEntry, ...]
    before: int | None = None


def offer_sharing(ports: Ports, visitor: Visitor, categories: frozenset[Category], consent: str) -> Handed:
    """The runner makes a code for one clinician; `consent` is id and digest of the text that was agreed to."""
    _own(visitor)
    if Category.DECISIONS not in categories:
        raise refuse("categories", "decisions-missing", "Share at least the decisions. Nothing can be judged without.")
    if not consent:
        raise refuse("consent", "missing", "Tick that you agree. Without it nothing is shared.")
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        now = ports.clock.now()
        notes = {"made": now.isoformat(), "zone": visitor.zone, "consent": consent}
        opens = Opens(kind=CodeKind.LINK, until=now + LIVES, categories=categories, notes=notes)
        unit.audit("made a sharing code", detail=", ".join(sorted(categories)))
        return hand_out(unit, opens)


def accept_sharing(ports: Ports, clinician: Actor, shown: str, *, id: str) -> str:
    """A clinician shows the runner's code and may see what it says from now on. Gives the runner's id."""
    if clinician.role is not Role.CLINICIAN:
        raise AccessDenied
    check_id(id)
    code = find(ports.store, CodeKind.LINK, shown, ports.clock.now())
    if code is None:
        raise _unknown()
    if code.owner == clinician.id:
        raise refuse("code", "own-code", "This is your own code. It is for the clinician who works with you.")
    with ports.units.begin(code.owner, replace(clinician, code=code.digest), Purpose.CARE) as unit:
        if any(care.clinician == clinician.id and care.ended is None for care in unit.care()):
            raise refuse(
                "code", "linked", "You see this runner already. To see other parts, the runner ends it and shares anew."
            )
        if _taken_back(unit, clinician, code) or not use_up(unit, code):
            raise _unknown()
        now = ports.clock.now()
        consent = _consent(code, clinician, id, now)
        unit.append(consent)
        unit.link(
            Care(
                person=code.owner,
                clinician=clinician.id,
                categories=code.categories,
                consent=consent.id,
                since=now,
            )
        )
        unit.audit("began to see the record", subject=consent.id)
        keep_standing(unit, ports)
    return code.owner


def stop_sharing(ports: Ports, visitor: Visitor, clinician: str, *, id: str) -> None:
    """The runner takes consent back, or the clinician ends it. From the next request on nothing is seen (INV-061)."""
    if not visitor.is_runner and visitor.actor.id != clinician:
        raise AccessDenied
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        now = ports.clock.now()
        live = [care for care in unit.care() if care.clinician == clinician and care.ended is None]
        for care in live:
            unit.append(entry(visitor, ConsentWithdrawn(consent=care.consent), Stamp(id=id, recorded_at=now)))
            unit.unlink(clinician, now)
        if live:
            keep_standing(unit, ports)


def show_sharing(ports: Ports, visitor: Visitor, *, before: int | None = None) -> Sharing:
    """Who sees what, and who looked; the runner's own lines are left out of the second."""
    _own(visitor)
    scope = visitor.scope(ports.clock.now())
    lines = ports.audit.trail(scope, before=before, limit=_LINES)
    foreign = tuple(line for line in lines if line.actor != visitor.person and not _by_itself(line))
    older = lines[-1].seq if len(lines) == _LINES else None
    return Sharing(care=ports.store.care(scope), looked=foreign, before=older)


def _by_itself(line: AuditEntry) -> bool:
    """What the server does by itself; what somebody had it do for them stays in sight."""
    return line.role is Role.SYSTEM and line.purpose not in (Purpose.EXPORT, Purpose.IMPORT, Purpose.REPAIR)


def _own(visitor: Visitor) -> None:
    if not visitor.is_runner:
        raise AccessDenied


def _taken_back(unit: Unit, clinician: Actor, code: Code) -> bool:
    """A code from before a withdrawal does not undo it."""
    made = datetime.fromisoformat(notes_of(code)["made"])
    ended = (care.ended for care in unit.care() if care.clinician == clinician.id)
    return any(end is not None and end >= made for end in ended)


def _consent(code: Code, clinician: Actor, id: str, now: datetime) -> Event:
    """The runner's entry: the consent was given when the code was made, and says now to whom."""
    notes = notes_of(code)
    return Event(
        id=derived_id(id, "consent", clinician.id),
        episode=None,
        at=here(datetime.fromisoformat(notes["made"]), notes["zone"]),
        recorded_at=now,
        author=Author(role=Role.RUNNER, id=code.owner),
        source="sharing-code",
        body=ConsentGiven(text=notes["consent"], to=clinician.id, categories=tuple(sorted(code.categories))),
    )


def _unknown() -> NotPossible:
    return refuse(
        "code", "unknown-code", "This code does not work: it is mistyped, used or too old. Ask for a new one."
    )
