"""The resolved text of a protocol: what is pinned, hashed and read back."""

import pytest

from restride.core.protocol import Protocol
from restride.library.catalogue import catalogue
from restride.library.errors import ProtocolError
from restride.library.read import read_library, read_protocol
from restride.library.resolved import digest, protocol_text, read_resolved
from tests.library.planted import KNEE, with_fault

PROTOCOLS = tuple(catalogue().protocols.values())


@pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda one: one.id)
def test_a_protocol_survives_its_resolved_text_with_its_hash(protocol: Protocol) -> None:
    text = protocol_text(protocol)
    assert read_resolved(text) == protocol
    assert read_resolved(text).hash == protocol.hash == digest(text)
    assert protocol_text(read_resolved(text)) == text


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("shared/pain-two-studied.toml", "at_most = 4.9", "at_most = 4.8"),
        ("shared/hard-limits.toml", "most_s = 7200", "most_s = 7000"),
        ("shared/windows.toml", "value = 36", "value = 35"),
        ("bibliography/knee.toml", "Br J Sports Med 52(10):659", "Br J Sports Med 52(10):660"),
        ("bibliography/source-texts.toml", 'authors = "Renard Clinic"', 'authors = "Renard clinic"'),
        ("readiness/everybody.toml", 'id = "walk_30"', 'id = "walk_30"\nexercise = "walk"'),
        ("red_flags.toml", 'id = "locked_knee"\nline = "knee"', 'id = "locked_knee"\nline = "sudden"'),
    ],
)
def test_the_hash_covers_everything_that_was_resolved(path: str, old: str, new: str) -> None:
    after = read_protocol(read_library(with_fault(path, old, new)), KNEE)
    assert after.hash != catalogue().protocol("patellofemoral-pain").hash


def test_a_source_that_nobody_cites_is_no_part_of_the_hash() -> None:
    elsewhere = with_fault("bibliography/knee.toml", "BMC Musculoskelet", "BMC musculoskelet")
    after = read_protocol(read_library(elsewhere), KNEE)
    assert after.hash == catalogue().protocol("patellofemoral-pain").hash


def test_reading_twice_gives_the_same_hash() -> None:
    source = with_fault(KNEE, "schema = 1", "schema = 1")
    assert read_protocol(read_library(source), KNEE).hash == catalogue().protocol("patellofemoral-pain").hash


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 9}', '{"schema": 1}', "x" * 100])
def test_a_damaged_resolved_text_is_refused_with_a_cure(text: str) -> None:
    with pytest.raises(ProtocolError) as refused:
        read_resolved(text, file="pinned")
    assert refused.value.file == "pinned"
    assert refused.value.cure


def test_a_protocol_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(ProtocolError, match="achilles-tendinopathy, acl-reconstruction"):
        catalogue().protocol("hip")


def test_a_condition_finds_its_protocol() -> None:
    assert [one.id for one in catalogue().for_condition("knee_arthroscopy_debridement")] == ["knee-arthroscopy"]
    assert catalogue().for_condition("unheard_of") == ()
