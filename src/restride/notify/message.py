"""What is sent to a person, and what sends it. Which words are in it is the use case's matter."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message to one address. The subject holds no health word: it shows on locked screens."""

    to: str
    subject: str
    text: str


class Sender(Protocol):
    """A way to reach people."""

    def send(self, letter: Letter) -> None:
        """Hand the letter on. Raises NotSent."""
        ...


class NotSent(Exception):
    """The letter could not be handed on; the text says why, without address or content."""
