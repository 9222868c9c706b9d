"""Erases all that is kept of a person, on their own word. The account itself is the face's matter."""

from restride.journal.values import AccessDenied, Erasure, Purpose
from restride.usecases.ports import Ports, Visitor
from restride.usecases.refused import refuse

PHRASE = "erase everything"


def erase_everything(ports: Ports, visitor: Visitor, typed: str) -> Erasure:
    """Remove journal, files, sharing, codes and messages at once. What stays is a chain of sealed lines without names.

    Raises NotPossible unless the phrase was typed; AccessDenied for everybody but the runner.
    """
    if not visitor.is_runner:
        raise AccessDenied
    if " ".join(typed.casefold().split()) != PHRASE:
        raise refuse("typed", "not-typed", f"Type the words: {PHRASE}")
    with ports.units.begin(visitor.person, visitor.actor, Purpose.ERASURE) as unit:
        return unit.erase()
