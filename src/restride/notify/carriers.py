"""What a notifier offers, and several ways to reach people as one: the first that takes a letter sends it."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from restride.notify.message import Letter, NotSent, Sender

# A notifier: gets the server's variables by name, and gives a sender, or None where its own are not set.
Notifier = Callable[[Mapping[str, str]], Sender | None]
_log = logging.getLogger("restride.delivery")


class NoNotifier(ValueError):
    """An object that is no notifier; the text says what it lacks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A sender and the name that the log knows it by."""

    name: str
    sender: Sender


@dataclass(frozen=True, slots=True, kw_only=True)
class Carriers:
    """Several senders in the order in which they are tried."""

    senders: tuple[Named, ...]

    def send(self, letter: Letter) -> None:
        """Hand the letter to the first that takes it. Raises NotSent when none does; the log names each that failed."""
        last = "no carrier is set up"
        for one in self.senders:
            try:
                one.sender.send(letter)
            except Exception as trouble:  # noqa: BLE001  a plug-in may raise anything, and the next must be tried
                # never the trouble's text: a carrier may put the address or the letter into it
                _log.warning("carrier %s failed", one.name, extra={"event": f"carrier failed: {one.name}"})
                last = type(trouble).__name__
            else:
                return
        raise NotSent(last)


def opened(name: str, offered: object, settings: Mapping[str, str]) -> Named | None:
    """The notifier's sender; None where it is not set up. Raises NoNotifier, or what the notifier raises."""
    if not callable(offered):
        raise NoNotifier("it is no function of the settings (docs/add/notifier.md)")
    notifier: Notifier = offered
    sender = notifier(settings)
    if sender is None:
        return None
    if not callable(getattr(sender, "send", None)):
        raise NoNotifier("what it gave has no function 'send' (docs/add/notifier.md)")
    return Named(name=name, sender=sender)
