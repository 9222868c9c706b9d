"""A clinician without an account: one act by one link, marked as unverified, never by the runner's own address."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from restride.core.terms import Role, Scope
from restride.journal.values import AccessDenied
from restride.notify.message import Letter
from restride.usecases.addresses import is_address, same_mailbox
from restride.usecases.deliver import Post, drain, handlers
from restride.usecases.external import (
    Act,
    ActKind,
    Closing,
    Policy,
    Signed,
    Terms,
    confirm_act,
    make_link,
    open_confirmation,
    open_link,
    sign,
)
from restride.usecases.flags import close_flag
from restride.usecases.refused import NotPossible
from tests.usecases.scene import Scene

SIGNED = Signed(name="Dr Outside", profession="sports doctor", registration="D 77", email="outside@clinic.example")
OWN = "kim.runner@gmail.com"


class Postman:
    """Keeps the letters that it is given."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []

    def send(self, letter: Letter) -> None:
        self.letters.append(letter)


def terms(policy: Policy = Policy.CONFIRM) -> Terms:
    return Terms(policy=policy, own_addresses=lambda: (OWN,))


def link(scene: Scene, flag: str = "", policy: Policy = Policy.CONFIRM) -> str:
    act = Act(kind=ActKind.FLAG, target=flag) if flag else Act(kind=ActKind.CLEARANCE, target=scene.episode)
    return make_link(scene.ports, scene.me, act, policy).token


def mailed(scene: Scene, postman: Postman) -> str:
    """The token of the letter that the outbox sends now."""
    post = Post(sender=postman, origin="https://run.example.org", subject="Please confirm", text="Open {link}")
    drain(scene.house.outbox, handlers(scene.ports, post), scene.clock)
    return postman.letters[-1].text.rpartition("/")[2]


def codes(refusal: Any) -> set[str]:
    return {problem.code for problem in refusal.value.problems}


def test_a_clearance_of_a_stranger_counts_only_after_the_mailed_link(scene: Scene) -> None:
    opened = open_link(scene.ports, link(scene))
    assert sign(scene.ports, opened, SIGNED, scene.form(), terms()) is False
    (given,) = scene.record().state.clearances.values()
    assert (given.author.role, given.author.verified, given.author.name) == (Role.EXTERNAL, False, "Dr Outside")
    assert not scene.valid(Scope.RUN)
    postman = Postman()
    token = mailed(scene, postman)
    assert postman.letters[0].to == SIGNED.email
    confirm_act(scene.ports, open_confirmation(scene.ports, token), terms())
    assert scene.valid(Scope.RUN)


@pytest.mark.invariant("INV-006")
def test_inv_006_an_unconfirmed_closing_closes_nothing(scene: Scene) -> None:
    flag = scene.flag()
    opened = open_link(scene.ports, link(scene, flag))
    given = Closing(id=scene.id(), reason="examined, stands on it")
    assert sign(scene.ports, opened, SIGNED, given, terms()) is False
    assert scene.open_flags() == {flag}
    assert not scene.record().state.flags_closed
    confirm_act(scene.ports, open_confirmation(scene.ports, mailed(scene, Postman())), terms())
    assert scene.open_flags() == set()
    (closed,) = scene.record().state.flags_closed.values()
    assert (closed.author.verified, closed.body.reason) == (False, "examined, stands on it")


def test_where_the_operator_accepts_it_counts_at_once(scene: Scene) -> None:
    opened = open_link(scene.ports, link(scene, policy=Policy.ACCEPT))
    assert sign(scene.ports, opened, SIGNED, scene.form(), terms(Policy.ACCEPT)) is True
    assert scene.valid(Scope.RUN)


def test_where_the_operator_refuses_no_link_is_made_and_none_works(scene: Scene) -> None:
    with pytest.raises(NotPossible) as refusal:
        link(scene, policy=Policy.REFUSE)
    assert codes(refusal) == {"external-refused"}
    opened = open_link(scene.ports, link(scene))
    with pytest.raises(NotPossible):
        sign(scene.ports, opened, SIGNED, scene.form(), terms(Policy.REFUSE))


def test_a_link_works_once_and_its_printed_code_dies_with_it(scene: Scene) -> None:
    act = Act(kind=ActKind.CLEARANCE, target=scene.episode)
    handed = make_link(scene.ports, scene.me, act, Policy.ACCEPT)
    opened, again = open_link(scene.ports, handed.short), open_link(scene.ports, handed.token)
    sign(scene.ports, opened, SIGNED, scene.form(), terms(Policy.ACCEPT))
    for shown in (handed.token, handed.short):
        with pytest.raises(AccessDenied):
            open_link(scene.ports, shown)
    with pytest.raises((AccessDenied, NotPossible)):
        sign(scene.ports, again, SIGNED, scene.form(), terms(Policy.ACCEPT))
    assert len(scene.record().state.clearances) == 1


def test_a_link_dies_after_two_weeks(scene: Scene) -> None:
    token = link(scene)
    scene.clock.tick(days=14)
    with pytest.raises(AccessDenied):
        open_link(scene.ports, token)


@pytest.mark.parametrize(
    "own",
    [
        "kim.runner@gmail.com",
        "KIM.Runner@Gmail.com",
        "kimrunner+physio@gmail.com",
        "k.i.m.r.u.n.n.e.r@googlemail.com",
        "kim\u200b.runner@gmail.com",
        "kim.runner@gm\u00adail.com",
        "\u2060kim.runner@gmail.com",
        "\uff4bim.runner@gmail.com",
        "kim.runner@gmail.com.",
    ],
)
def test_the_runners_own_address_is_refused_in_every_dress(scene: Scene, own: str) -> None:
    token = link(scene, policy=Policy.ACCEPT)
    with pytest.raises(NotPossible) as refusal:
        sign(scene.ports, open_link(scene.ports, token), replace(SIGNED, email=own), scene.form(), terms(Policy.ACCEPT))
    assert codes(refusal) == {"own-address"}
    assert not scene.record().state.clearances
    assert open_link(scene.ports, token)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": " "}, "missing"),
        ({"registration": ""}, "missing"),
        ({"name": "\u200b\u2060"}, "missing"),
        ({"profession": "-"}, "missing"),
        ({"email": "nobody"}, "no-address"),
        ({"email": "a@b.example\nBcc: c@d.example"}, "no-address"),
    ],
)
def test_who_signs_says_who_they_are(scene: Scene, changed: dict[str, str], code: str) -> None:
    opened = open_link(scene.ports, link(scene))
    with pytest.raises(NotPossible) as refusal:
        sign(scene.ports, opened, replace(SIGNED, **changed), scene.form(), terms())
    assert codes(refusal) == {code}


def test_a_refused_form_leaves_the_link_alive_and_nothing_stored(scene: Scene) -> None:
    flag, token = scene.flag(), ""
    token = link(scene, flag)
    with pytest.raises(NotPossible):
        sign(scene.ports, open_link(scene.ports, token), SIGNED, Closing(id=scene.id(), reason=" "), terms())
    assert open_link(scene.ports, token)
    assert drain(scene.house.outbox, {}, scene.clock) in (0, 1)  # at most the notice of the stop
    assert scene.open_flags() == {flag}


def test_a_link_for_a_flag_clears_nobody_and_the_other_way_round(scene: Scene) -> None:
    flag = scene.flag()
    with pytest.raises(AccessDenied):
        sign(scene.ports, open_link(scene.ports, link(scene, flag)), SIGNED, scene.form(), terms())
    given = Closing(id=scene.id(), reason="examined")
    with pytest.raises(AccessDenied):
        sign(scene.ports, open_link(scene.ports, link(scene)), SIGNED, given, terms())


def test_a_link_for_one_injury_clears_no_other(scene: Scene) -> None:
    opened = open_link(scene.ports, link(scene, policy=Policy.ACCEPT))
    sign(scene.ports, opened, SIGNED, scene.form(episode="episode-of-nobody"), terms(Policy.ACCEPT))
    assert [entry.episode for entry in scene.record().state.clearances.values()] == [scene.episode]


def test_only_the_runner_makes_a_link_and_only_for_what_is_there(scene: Scene) -> None:
    scene.share()
    act = Act(kind=ActKind.CLEARANCE, target=scene.episode)
    with pytest.raises(AccessDenied):
        make_link(scene.ports, scene.by(), act, Policy.ACCEPT)
    for gone in (Act(kind=ActKind.FLAG, target="flag-of-nobody"), replace(act, target="episode-of-nobody")):
        with pytest.raises(NotPossible):
            make_link(scene.ports, scene.me, gone, Policy.ACCEPT)


@pytest.mark.invariant("INV-068")
def test_the_token_of_the_mail_is_stored_nowhere(scene: Scene) -> None:
    sign(scene.ports, open_link(scene.ports, link(scene)), SIGNED, scene.form(), terms())
    token = mailed(scene, Postman())
    assert len(token) * 6 >= 128
    assert scene.house.rows.code(token) is None
    confirm_act(scene.ports, open_confirmation(scene.ports, token), terms())
    with pytest.raises(AccessDenied):
        open_confirmation(scene.ports, token)


@pytest.mark.invariant("INV-063")
def test_each_look_and_the_signature_stand_in_the_runners_trail(scene: Scene) -> None:
    sign(scene.ports, open_link(scene.ports, link(scene)), SIGNED, scene.form(), terms())
    lines = scene.ports.audit.trail(scene.me.scope(scene.clock.now()))
    mine = [(line.action, line.role) for line in lines if line.role is Role.EXTERNAL]
    assert mine == [("signed without an account", Role.EXTERNAL), ("read", Role.EXTERNAL)]
    assert "outside@clinic.example" in lines[0].detail


def test_a_letter_that_could_not_be_sent_comes_back(scene: Scene) -> None:
    sign(scene.ports, open_link(scene.ports, link(scene)), SIGNED, scene.form(), terms())
    silent = Post(sender=None, origin="https://run.example.org", subject="", text="{link}")
    drain(scene.house.outbox, handlers(scene.ports, silent), scene.clock)
    postman = Postman()
    with pytest.raises(IndexError):
        mailed(scene, postman)
    scene.clock.tick(minutes=2)
    assert mailed(scene, postman)


def test_addresses_are_told_apart() -> None:
    assert is_address("a.b@clinic.example")
    assert not any(map(is_address, ("", "a", "a@b", "a b@c.de", "a@b.cd, e@f.gh", "<a@b.cd>")))
    assert same_mailbox("A+x@Clinic.example", "a@clinic.example")
    assert same_mailbox("a.b@clinic.example", "ab@clinic.example")
    assert same_mailbox("a@kl\u00ednik.example", "a@xn--klnik-0sa.example")
    assert not same_mailbox("a@clinic.example", "b@clinic.example")
    assert not same_mailbox("a@clinic.example", "a@other.example")
    assert not any(map(is_address, ("a\u200b@clinic.example", "a@clin\u00adic.example", "a(x)@clinic.example")))


def test_an_address_that_became_the_runners_own_confirms_nothing(scene: Scene) -> None:
    sign(scene.ports, open_link(scene.ports, link(scene)), SIGNED, scene.form(), terms())
    token = mailed(scene, Postman())
    now_own = Terms(policy=Policy.CONFIRM, own_addresses=lambda: (OWN, "Outside+me@clinic.example"))
    with pytest.raises(NotPossible) as refusal:
        confirm_act(scene.ports, open_confirmation(scene.ports, token), now_own)
    assert codes(refusal) == {"own-address"}
    assert not scene.valid(Scope.RUN)


def test_the_runners_addresses_are_asked_for_inside_the_transaction(scene: Scene) -> None:
    opened, begun = open_link(scene.ports, link(scene, policy=Policy.ACCEPT)), []
    real = scene.ports.units.begin

    class Watched:
        @contextmanager
        def begin(self, *who: Any) -> Iterator[Any]:
            with real(*who) as unit:
                begun.append(True)
                yield unit
                begun.clear()

    asked: list[bool] = []
    watching = Terms(policy=Policy.ACCEPT, own_addresses=lambda: asked.append(bool(begun)) or ())
    sign(replace(scene.ports, units=Watched()), opened, SIGNED, scene.form(), watching)  # type: ignore[arg-type]
    assert asked == [True]


def test_a_warning_that_was_closed_meanwhile_is_not_closed_again(scene: Scene) -> None:
    flag = scene.flag()
    given = Closing(id=scene.id(), reason="examined, stands on it")
    sign(scene.ports, open_link(scene.ports, link(scene, flag)), SIGNED, given, terms())
    token = mailed(scene, Postman())
    scene.share()
    close_flag(scene.ports, scene.by(), flag, "examined here", id=scene.id())
    with pytest.raises(NotPossible) as refusal:
        confirm_act(scene.ports, open_confirmation(scene.ports, token), terms())
    assert codes(refusal) == {"unknown-flag"}
