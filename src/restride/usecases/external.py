"""A clinician without an account acts once, by a link or printed code of the runner: a clearance, or closing one flag.

What they sign is marked "identity not verified". Where the operator asks for it, it counts only after a link that is
mailed to the clinician's own address has been opened: a clearance waits in the journal, a closing with the link.
"""

import json
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from enum import StrEnum

from restride.core.context import open_flags_of
from restride.core.events import FlagClosed
from restride.core.terms import Category, Role
from restride.journal.port import Unit
from restride.journal.values import AccessDenied, Actor, Code, CodeKind, Message, Purpose
from restride.usecases.addresses import is_address, same_mailbox
from restride.usecases.chart import Chart, show_chart
from restride.usecases.clearance import ClearanceForm, clear, confirm
from restride.usecases.codes import Handed, Opens, find, hand_out, notes_of, use_up
from restride.usecases.entry import check_id, derived_id
from restride.usecases.flags import checked_reason, close
from restride.usecases.ports import Ports, Visitor
from restride.usecases.record import read_record
from restride.usecases.refused import NotPossible, Problem, is_blank, refuse

LINK_LIVES = timedelta(days=14)
CONFIRM_KIND = "external-confirm"  # the message that asks the clinician's address
SEEN = frozenset({Category.DECISIONS, Category.SYMPTOMS})


class Policy(StrEnum):
    """What the operator lets clinicians without an account do."""

    ACCEPT = "accept"  # what they sign counts at once
    CONFIRM = "confirm"  # it counts after a link mailed to their address
    REFUSE = "refuse"


class ActKind(StrEnum):
    CLEARANCE = "clearance"
    FLAG = "flag"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """The one thing a link is for: clearing one injury, or closing one flag, by its event."""

    kind: ActKind
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the server says about such acts: the operator's policy, and how to ask for the runner's own addresses.

    They are asked for inside the transaction that stores the act, so that none can be changed in between.
    """

    policy: Policy
    own_addresses: Callable[[], Collection[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What the clinician says of themselves. Nobody has checked it."""

    name: str
    profession: str
    registration: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A live link: what it is for, the visitor it makes, and the runner's chart as far as it may be seen."""

    code: Code
    act: Act
    visitor: Visitor
    chart: Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The closing of a flag as it is signed."""

    id: str
    reason: str


def make_link(ports: Ports, visitor: Visitor, act: Act, policy: Policy) -> Handed:
    """The runner makes a link and a printed code for one act of one clinician. Only hashes are kept."""
    if not visitor.is_runner:
        raise AccessDenied
    _allowed(policy)
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        _there(unit, act)
        notes = {"act": act.kind.value, "target": act.target, "zone": visitor.zone}
        opens = Opens(kind=CodeKind.EXTERNAL, until=ports.clock.now() + LINK_LIVES, categories=SEEN, notes=notes)
        unit.audit("made a link for a clinician", subject=act.target, detail=act.kind)
        return hand_out(unit, opens)


def open_link(ports: Ports, shown: str) -> Opened:
    """What a clinician sees on opening the link. Raises AccessDenied for one that is unknown, used or too old."""
    code = find(ports.store, CodeKind.EXTERNAL, shown, ports.clock.now())
    if code is None:
        raise AccessDenied
    notes = notes_of(code)
    visitor = _visitor(code, actor=f"external-{code.digest[:32]}", zone=notes["zone"])
    act = Act(kind=ActKind(notes["act"]), target=notes["target"])
    return Opened(code=code, act=act, visitor=visitor, chart=show_chart(ports, visitor))


def sign(ports: Ports, opened: Opened, signed: Signed, given: ClearanceForm | Closing, terms: Terms) -> bool:
    """Use the link up with what the clinician signs. True when it counts now, False when a mail has to be answered.

    Raises NotPossible with the fields that are wrong; the link can be used again then.
    """
    _allowed(terms.policy)
    if isinstance(given, ClearanceForm) is not (opened.act.kind is ActKind.CLEARANCE):
        raise AccessDenied
    check_id(given.id)
    at_once = terms.policy is Policy.ACCEPT
    visitor = signing(opened.visitor, signed)
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        if not use_up(unit, opened.code):
            raise refuse("", "used", "This link has been used. The runner can make a new one.")
        _checked(signed, terms)
        _there(unit, opened.act)
        unit.audit("signed without an account", subject=opened.act.target, detail=_who(signed))
        if isinstance(given, ClearanceForm):
            clear(unit, ports, visitor, replace(given, episode=opened.act.target), confirmed=at_once)
        elif at_once:
            close(unit, ports, visitor, _closed(opened.act, given), id=given.id)
        else:
            checked_reason(given.reason)
        if not at_once:
            held = {**_held(opened, visitor, given), "email": signed.email.strip()}
            unit.enqueue(
                Message(kind=CONFIRM_KIND, body=json.dumps({"to": signed.email.strip(), "held": held}), key=given.id)
            )
    return at_once


def open_confirmation(ports: Ports, shown: str) -> Opened:
    """What the link in the mail shows. Raises AccessDenied for one that is unknown, used or too old."""
    code = find(ports.store, CodeKind.CONFIRM, shown, ports.clock.now())
    if code is None:
        raise AccessDenied
    held = notes_of(code)
    visitor = signing(
        _visitor(code, actor=held["actor"], zone=held["zone"]),
        Signed(name=held["name"], profession=held["profession"], registration=held["registration"], email=""),
    )
    act = Act(kind=ActKind(held["act"]), target=held["target"])
    return Opened(code=code, act=act, visitor=visitor, chart=show_chart(ports, visitor))


def confirm_act(ports: Ports, opened: Opened, terms: Terms) -> None:
    """The clinician's address has answered: what was signed counts from now on.

    Raises NotPossible where the address has become the runner's own, or what was signed for is over.
    """
    _allowed(terms.policy)
    held, visitor = notes_of(opened.code), opened.visitor
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        if not use_up(unit, opened.code):
            raise refuse("", "used", "This was confirmed before.")
        if _is_own(held.get("email", ""), terms):
            raise NotPossible(_OWN)
        _there(unit, opened.act)
        unit.audit("confirmed by mail", subject=opened.act.target)
        if opened.act.kind is ActKind.CLEARANCE:
            confirm(unit, ports, visitor, held["id"], id=derived_id(held["id"], "confirmed"))
        else:
            close(
                unit, ports, visitor, _closed(opened.act, Closing(id=held["id"], reason=held["reason"])), id=held["id"]
            )


def _allowed(policy: Policy) -> None:
    if policy is Policy.REFUSE:
        cure = "This server takes nothing from clinicians without an account. Ask the person who runs it."
        raise refuse("", "external-refused", cure)


def _there(unit: Unit, act: Act) -> None:
    """The injury is followed, or the flag is open. Raises NotPossible."""
    record = read_record(unit.events())
    if act.kind is ActKind.CLEARANCE:
        if act.target not in {opened.id for opened in record.open_episodes()}:
            raise refuse("episode", "unknown-episode", "There is no such injury in this record.")
        return
    if act.target not in {flag.id for flag in open_flags_of(record.state)}:
        raise refuse("flag", "unknown-flag", "There is no such open warning.")


def _checked(signed: Signed, terms: Terms) -> None:
    problems = [
        Problem(field=name, code="missing", cure="Fill this in. The runner reads it beside what you sign.")
        for name, text in asdict(signed).items()
        if is_blank(text)
    ]
    if not is_blank(signed.email) and not is_address(signed.email):
        cure = "This isn't a whole e-mail address. It needs the form name@example.org."
        problems.append(Problem(field="email", code="no-address", cure=cure))
    if _is_own(signed.email, terms):
        problems = [_OWN]
    if problems:
        raise NotPossible(*problems)


_OWN = Problem(
    field="email",
    code="own-address",
    cure="This is the runner's own address. Nobody clears themselves: write the clinician's.",
)


def _is_own(address: str, terms: Terms) -> bool:
    return any(same_mailbox(address, own) for own in terms.own_addresses())


def _visitor(code: Code, *, actor: str, zone: str) -> Visitor:
    return Visitor(
        actor=Actor(id=actor, role=Role.EXTERNAL, code=code.digest),
        person=code.owner,
        zone=zone,
        source="external-link",
        verified=False,
        purpose=Purpose.EXTERNAL_ACT,
    )


def signing(visitor: Visitor, signed: Signed) -> Visitor:
    """The visitor with what the clinician says of themselves."""
    return replace(
        visitor,
        name=signed.name.strip(),
        profession=signed.profession.strip(),
        registration=signed.registration.strip(),
    )


def _closed(act: Act, given: Closing) -> FlagClosed:
    return FlagClosed(flag_event=act.target, reason=given.reason)


def _who(signed: Signed) -> str:
    return ", ".join(text.strip() for text in asdict(signed).values())


def _held(opened: Opened, visitor: Visitor, given: ClearanceForm | Closing) -> dict[str, str]:
    """What waits with the mailed link."""
    return {
        "act": opened.act.kind.value,
        "target": opened.act.target,
        "id": given.id,
        "reason": given.reason,
        "actor": visitor.actor.id,
        "zone": visitor.zone,
        "name": visitor.name,
        "profession": visitor.profession,
        "registration": visitor.registration,
    }
