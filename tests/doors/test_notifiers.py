"""The contract of notifiers, over our mail, the documented one and every one installed; and how letters go out."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from restride.doors import Door, plugins
from restride.notify.carriers import Carriers, Named, NoNotifier, opened
from restride.notify.email import MailServer
from restride.notify.message import Letter, NotSent
from restride.usecases.plugged import look, plugged_carriers
from tests.doors.packages import documented, executed, install

LETTER = Letter(to="physio@example.org", subject="Please confirm", text="Open https://run.example.org/x")
NASTY = Letter(to="a@example.org\r\nBcc: b@example.org", subject="x\r\n\0", text="\ud800" * 3)


def every() -> list[Any]:
    return [
        executed(documented("notifier"), "documented_notifier").folder,
        *(one.offered for one in plugins(Door.NOTIFIERS)),
    ]


@pytest.fixture(params=every())
def notifier(request: pytest.FixtureRequest) -> Any:
    return request.param


def test_without_its_variables_it_is_not_set_up(notifier: Any) -> None:
    assert opened("one", notifier, {}) is None


def test_our_mail_refuses_hostile_letters_with_a_reason_that_tells_nothing() -> None:
    mail = MailServer(host="127.0.0.1", port=1, sender="run@example.org", timeout_s=1)
    for letter in (LETTER, NASTY):
        with pytest.raises(NotSent) as refusal:
            mail.send(letter)
        assert "example.org" not in str(refusal.value)


def test_the_documented_one_sends_once_however_often_it_is_asked(tmp_path: Path) -> None:
    sender = executed(documented("notifier"), "documented_notifier").folder({"LETTERS_FOLDER": str(tmp_path)})
    sender.send(LETTER)
    sender.send(LETTER)
    (letter,) = tmp_path.iterdir()
    assert LETTER.text in letter.read_text()


def test_the_documented_one_says_when_it_could_not(tmp_path: Path) -> None:
    sender = executed(documented("notifier"), "documented_notifier").folder({"LETTERS_FOLDER": str(tmp_path / "gone")})
    with pytest.raises(NotSent) as refusal:
        sender.send(LETTER)
    assert str(tmp_path) not in str(refusal.value)


class Carrier:
    """Does with a letter what it was made for."""

    def __init__(self, act: Callable[[Letter], None]) -> None:
        self.act = act

    def send(self, letter: Letter) -> None:
        self.act(letter)


def refuses(letter: Letter) -> None:
    raise NotSent("full")


def breaks(letter: Letter) -> None:
    raise ZeroDivisionError(letter.text)


def hangs(letter: Letter) -> None:
    time.sleep(0.01)
    raise TimeoutError(letter.to)


@pytest.mark.parametrize("act", [refuses, breaks, hangs])
def test_where_one_fails_the_next_takes_the_letter(act: Callable[[Letter], None], caplog: Any) -> None:
    taken: list[Letter] = []
    both = Carriers(senders=(Named(name="owl", sender=Carrier(act)), Named(name="crow", sender=Carrier(taken.append))))
    both.send(LETTER)
    assert taken == [LETTER]
    assert "owl" in caplog.text
    assert "example.org" not in caplog.text


def test_the_first_that_takes_it_is_the_only_one() -> None:
    first, second = [], []  # type: ignore[var-annotated]
    Carriers(
        senders=(
            Named(name="owl", sender=Carrier(first.append)),
            Named(name="crow", sender=Carrier(second.append)),
        )
    ).send(LETTER)
    assert (len(first), len(second)) == (1, 0)


@pytest.mark.parametrize("acts", [(), (refuses,), (refuses, breaks)])
def test_where_none_takes_it_the_letter_is_kept_for_later(acts: Any) -> None:
    with pytest.raises(NotSent) as refusal:
        Carriers(senders=tuple(Named(name="owl", sender=Carrier(act)) for act in acts)).send(LETTER)
    assert "example.org" not in str(refusal.value)


def test_a_package_brings_a_notifier_that_is_used_where_it_is_set_up(place: Path, tmp_path: Path) -> None:
    install(place, "door_post", {"restride.notifiers": {"post": "door_post:folder"}}, documented("notifier"))
    assert plugged_carriers({}) == ()
    letters = tmp_path / "letters"
    letters.mkdir()
    (carrier,) = plugged_carriers({"LETTERS_FOLDER": str(letters)})
    Carriers(senders=(carrier,)).send(LETTER)
    assert len(list(letters.iterdir())) == 1


@pytest.mark.parametrize("module", ["1 / 0", "def folder(settings): 1 / 0", "folder = 7", "def folder(s): return 7"])
def test_one_that_breaks_is_left_out_and_told_and_the_rest_is_used(module: str, place: Path, tmp_path: Path) -> None:
    install(place, "door_owl", {"restride.notifiers": {"owl": "door_owl:folder"}}, module)
    install(place, "door_post", {"restride.notifiers": {"post": "door_post:folder"}}, documented("notifier"))
    settings = {**os.environ, "LETTERS_FOLDER": str(tmp_path)}
    assert [one.name for one in plugged_carriers(settings)] == ["post"]
    assert {one.name: bool(one.why) for one in look(settings)} == {"owl": True, "post": False}


def test_what_is_no_function_is_no_notifier() -> None:
    with pytest.raises(NoNotifier):
        opened("owl", 7, {})
