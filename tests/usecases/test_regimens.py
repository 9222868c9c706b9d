"""Protocols and words as use cases are given them."""

from datetime import UTC, datetime

import pytest

from restride.library.resolved import digest, protocol_text, read_resolved
from restride.usecases.regimens import packaged_protocols, packaged_words
from restride.wiring import ports_in_memory
from tests.storage import HandClock

CLOCK = HandClock(datetime(2026, 3, 2, 7, tzinfo=UTC))


class Texts:
    """Protocol texts by hash, as storage has them."""

    def __init__(self, **texts: str) -> None:
        self.texts = texts

    def text(self, hash: str) -> str | None:
        return self.texts.get(hash)

    def digests(self) -> tuple[str, ...]:
        return tuple(self.texts)


def test_every_condition_has_a_course() -> None:
    protocols = packaged_protocols(Texts())
    assert {"patellofemoral_pain", "knee_arthroscopy_debridement"} < set(protocols.conditions())
    assert all(condition in protocols.current(condition).conditions for condition in protocols.conditions())


def test_an_unknown_condition_names_those_there_are() -> None:
    with pytest.raises(LookupError, match="patellofemoral_pain"):
        packaged_protocols(Texts()).current("broken-heart")


@pytest.mark.invariant("INV-033")
def test_a_protocol_of_an_earlier_release_is_read_from_its_pinned_text() -> None:
    today = packaged_protocols(Texts()).current("patellofemoral_pain")
    earlier = protocol_text(today).replace('"version":"0.1.0"', '"version":"0.0.9"')
    protocols = packaged_protocols(Texts(**{digest(earlier): earlier}))
    assert protocols.pinned(digest(earlier)).version == "0.0.9"
    assert protocols.pinned(today.hash) == today == read_resolved(protocols.text(today))


def test_a_pinned_text_that_is_missing_or_damaged_is_never_replaced() -> None:
    text = protocol_text(packaged_protocols(Texts()).current("patellofemoral_pain"))
    with pytest.raises(LookupError, match="backup"):
        packaged_protocols(Texts()).pinned("0" * 64)
    with pytest.raises(LookupError, match="damaged"):
        packaged_protocols(Texts(**{"0" * 64: text.replace('"at_most"', '"at_least"', 1)})).pinned("0" * 64)


def test_only_flags_that_a_person_can_say_have_an_urgency() -> None:
    protocols = packaged_protocols(Texts())
    assert protocols.flag_urgency("cauda_equina") is not None
    assert protocols.flag_urgency("no-such-flag") is None


def test_ports_in_memory_are_complete() -> None:
    ports = ports_in_memory(CLOCK)
    assert ports.clock.now() == CLOCK.at
    assert ports.words.language == packaged_words().language == "en"
    assert ports.protocols.intake().age_least == 18
