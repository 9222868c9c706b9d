"""A runner on a protocol of an earlier release, whose stored text is then lost or damaged. For tests only."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from restride import wiring
from restride.library.catalogue import Catalogue, catalogue
from restride.library.resolved import protocol_text, read_resolved
from restride.usecases import regimens
from tests.guards import lifted
from tests.storage import HandClock
from tests.web.api.programs import Program, a_runner, to_the_first_run

_IDS = ("patellofemoral-pain", "knee-arthroscopy")


def earlier_catalogue() -> Catalogue:
    """The catalogue of a release whose protocols had other words, so that today's release knows none by its hash."""
    now = catalogue()
    older = {id: _older(protocol) for id, protocol in now.protocols.items() if id in _IDS}
    return replace(now, protocols={**now.protocols, **older})


def _older(protocol: Any) -> Any:
    text = protocol_text(protocol)
    changed = text.replace(f'"version":"{protocol.version}"', '"version":"0.0.9"')
    assert changed != text
    return read_resolved(changed)


def a_runner_of_an_earlier_release(monkeypatch: Any, clock: HandClock, *, to_a_run: bool = True) -> Program:
    """Enrolled then; on the morning of the first run now, with a run in force."""
    older = earlier_catalogue()
    with monkeypatch.context() as patch:
        patch.setattr(regimens, "catalogue", lambda: older)
        wiring.ports.cache_clear()  # the server of that release
        runner = a_runner()
        if to_a_run:
            to_the_first_run(runner, clock)
    wiring.ports.cache_clear()  # and of this one
    return runner


def _texts() -> Any:
    from restride.web.db.models import ProtocolText

    return ProtocolText.objects.filter(text__contains='"version":"0.0.9"')


def _deleted() -> None:
    assert _texts().delete()[0] == 1


def _changed() -> None:
    row = _texts().get()
    _texts().update(text=row.text.replace('"at_most"', '"at_least"', 1))


def _cut() -> None:
    row = _texts().get()
    _texts().update(text=row.text[: len(row.text) // 2])


def _emptied() -> None:
    _texts().update(text="")


LOSSES: dict[str, Callable[[], None]] = {
    "deleted": _deleted,
    "changed": _changed,
    "cut short": _cut,
    "emptied": _emptied,
}


def lose(how: str) -> None:
    """The text goes, past every guard of the tables."""
    with lifted():
        LOSSES[how]()
