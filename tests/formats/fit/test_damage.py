"""Damaged FIT bytes: set aside or refused with the place, never an exception, never a hang, never evidence."""

import os
import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restride.formats.fit.write import write_activity
from restride.formats.parsed import parse
from restride.formats.read import read_activities
from tests.fixtures_activity import fit_bytes as fit
from tests.fixtures_activity.legs import START, walk_run

RUN = fit.run_file(120)


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


PLANTED: dict[str, tuple[Callable[[], bytes], str, set[str]]] = {
    "no bytes": (lambda: b"", "refused", {"empty-file"}),
    "header alone": (lambda: RUN[:14], "refused", {"fit-cut", "no-activity"}),
    "half a header": (lambda: RUN[:9], "refused", {"unknown-format"}),
    "cut in the records": (lambda: RUN[: len(RUN) // 2], "review", {"fit-cut", "no-session"}),
    "last byte missing": (lambda: RUN[:-1], "review", {"fit-cut"}),
    "checksum wrong": (lambda: flipped(RUN, len(RUN) - 1), "review", {"fit-crc"}),
    "a byte changed": (lambda: flipped(RUN, 200), "review", {"fit-crc"}),
    "header checksum wrong": (lambda: flipped(RUN, 2), "review", {"fit-crc", "fit-header"}),
    "half of it zeros": (
        lambda: RUN[: len(RUN) // 2] + b"\0" * (len(RUN) - len(RUN) // 2),
        "review",
        {"fit-crc", "no-session"},
    ),
    "a kind never defined": (
        lambda: fit.file(fit.FILE_ID, fit.records(61), b"\x0b\x00"),
        "review",
        {"fit-broken", "no-session"},
    ),
    "no records, no session": (lambda: fit.file(fit.FILE_ID), "refused", {"no-activity"}),
    "a session and no records": (
        lambda: fit.file(fit.FILE_ID, fit.session(fit.STAMP, 60, 150)),
        "review",
        {"no-samples"},
    ),
    "bytes behind the end": (lambda: RUN + b"\0" * 40, "readable", {"fit-trailing"}),
    "a protocol from the future": (
        lambda: fit.file(fit.FILE_ID, fit.records(61), fit.session(fit.STAMP, 60, 150), protocol=0x40),
        "review",
        {"fit-newer"},
    ),
    "second of a chain is cut": (lambda: RUN + RUN[:-40], "review", {"fit-cut", "no-session"}),
}


@pytest.mark.parametrize("name", PLANTED)
def test_planted_damage_is_named_with_place_and_cure(name: str) -> None:
    make, status, codes = PLANTED[name]
    result = read_activities(make(), "run.fit")
    found = {one.code for one in result.problems}
    assert (result.status, codes & found) == (status, codes)  # what follows from the damage may be named too
    assert all(one.place and one.cure.endswith(".") for one in result.problems)
    assert result.status != "refused" or not result.activities


def test_too_many_sessions_are_refused() -> None:
    sessions = [fit.session(fit.STAMP + at, 1, 2) for at in range(70)]
    result = read_activities(fit.file(fit.FILE_ID, fit.records(80), *sessions), "x")
    assert (result.status, result.activities) == ("refused", ())


def test_a_flood_of_empty_messages_is_refused_quickly() -> None:
    flood = fit.define(1, 20, []) + b"\x01" * 2_100_000
    result = read_activities(fit.file(fit.FILE_ID, flood), "x")
    assert (result.status, "too-many-points" in {one.code for one in result.problems}) == ("refused", True)


def test_a_flood_of_definitions_is_refused_quickly() -> None:
    flood = b"".join(
        fit.define(at % 16, 20, [(at % 250, 1, fit.U8), (at // 250 % 250, 1, fit.U8)]) for at in range(110_000)
    )
    assert "too-many-points" in {one.code for one in read_activities(fit.file(flood), "x").problems}


def mutants(count: int, seed: int) -> list[bytes]:
    """Files with bytes changed, cut out, doubled or moved, their checksums wrong or mended."""
    chance = random.Random(seed)
    whole = [write_activity(walk_run(2), START), RUN, RUN + fit.run_file(30, start=fit.STAMP + 500)]
    made = []
    for _ in range(count):
        data = bytearray(chance.choice(whole))
        for _ in range(chance.choice((1, 1, 2, 8, 40))):
            at = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randrange(1, 30)]
                case 2:
                    data[at:at] = data[at : at + chance.randrange(1, 30)]
                case _:
                    data[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x40\x00\x01\x00"))
        if chance.random() < 0.5 and len(data) > 16:
            data[4:8] = (len(data) - 16).to_bytes(4, "little")
            data[-2:] = fit.crc(bytes(data[:-2])).to_bytes(2, "little")
        made.append(bytes(data))
    return made


@pytest.mark.parametrize("seed", range(30 if os.environ.get("RESTRIDE_NIGHTLY") else 4))
def test_mutated_files_never_raise_and_never_pass_for_whole(seed: int) -> None:
    for data in mutants(50, seed):
        result = parse(data, "mutant.fit")
        codes = {one.code for one in result.problems}
        if result.status == "readable":  # only with a checksum that holds
            assert not codes & {"fit-crc", "fit-cut", "fit-broken"}


@given(st.binary(max_size=300))
def test_random_bytes_behind_a_header_never_raise(body: bytes) -> None:
    assert parse(fit.file(body), "random.fit").problems
