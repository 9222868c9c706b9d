"""Outlines: what many protocols share, and what one adds. It can add, and never take anything out."""

import pytest

from restride.core.protocol import Protocol
from restride.library.catalogue import catalogue
from restride.library.every_rule import every_rule
from tests.library.planted import KNEE, refused

OUTLINE = "outlines/return-to-running.toml"
PROTOCOLS = tuple(catalogue().protocols.values())


@pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda one: one.id)
def test_a_protocol_holds_everything_of_its_outline(protocol: Protocol) -> None:
    outline = catalogue().library.outlines["return-to-running"]
    held = {rule.id for rule, _, _ in every_rule(protocol)}
    shared = {rule.id for one in outline.used for rule in one.rules}
    for read in outline.phases:
        mine = protocol.phase(read.phase.id)
        shared |= {rule.id for rule in (*read.phase.gate, *read.phase.rules)}
        assert (mine.order, mine.stages, mine.restart) == (read.phase.order, read.phase.stages, read.phase.restart)
    assert shared <= held


def test_what_a_protocol_adds_stands_behind_what_it_shares() -> None:
    gate = catalogue().protocol("calf-strain").phase("walk-run").gate
    ids = [rule.id for rule in gate]
    assert ids.index("gate-squat") < ids.index("gate-hop") < ids.index("gate-heel-raises")


WRONG = [
    (KNEE, '"return-to-running"', '"return-to-runing"', "outline", "did you mean"),
    (KNEE, "[at.walk-run]", "[at.walk-ran]", "at.walk-ran", "is not a key here"),
    (KNEE, '"hop"]', '"hops"]', "at.walk-run.gate_use", "not a shared set"),
    (KNEE, '"hop"]', '"load-caps"]', "at.walk-run.use", "rules and one pace"),
    (KNEE, "[at.foundation]", '[[phase]]\nid = "calm"\n[at.foundation]', "phase", "beside an outline"),
    (OUTLINE, 'id = "return-to-running"', 'id = "return"', "id", "the name of the file"),
    (OUTLINE, '"hard-limits"]', '"hard-limit"]', "use", "not a shared set"),
]


@pytest.mark.parametrize(("path", "old", "new", "key", "cure"), WRONG)
def test_a_mistake_names_the_file_it_stands_in(path: str, old: str, new: str, key: str, cure: str) -> None:
    found = refused(path, old, new)
    assert found.file == path
    assert key in found.key
    assert cure in found.cure
