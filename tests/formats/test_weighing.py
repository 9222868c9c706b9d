"""What a document may weigh: as much as its points are worth, and a flood of anything else is refused."""

import gzip

import pytest

from restride.formats.read import read_activities
from restride.formats.weighing import Weighing, excess_of
from tests.fixtures_activity.legs import gpx, tcx, walk_run

POINT = b'<trkpt lat="1.1" lon="2.2"><time>2026-01-01T00:00:00Z</time></trkpt>'
MB = 1 << 20


def document(inside: bytes) -> bytes:
    return b"<gpx><trk><trkseg>" + POINT + inside + b"</trkseg></trk></gpx>"


FLOODS = {
    "tags": (document(b"<a/>" * 600_000), "too-many-points"),
    "closing signs": (document(b">" * 200_000), "too-many-points"),
    "attributes": (document(b"<a " + b" ".join(b'a%d="1"' % n for n in range(210_000)) + b"/>"), "too-many-points"),
    "text": (document(b"x" * (5 * MB)), "too-much-beside"),
    "a name": (document(b"<" + b"a" * (5 * MB) + b"/>"), "too-much-beside"),
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_beside_few_points_is_refused_before_it_is_read(name: str) -> None:
    data, code = FLOODS[name]
    result = read_activities(data, "x")
    assert (result.status, code in {one.code for one in result.problems}) == ("refused", True)


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_is_refused_packed_as_well(name: str) -> None:
    data, code = FLOODS[name]
    problems = read_activities(gzip.compress(data, 1), "x").problems
    assert problems[0].code in {code, "packed-too-tight"}


@pytest.mark.parametrize("make", [gpx, tcx])
def test_honest_runs_weigh_what_they_may_however_long(make: "type[object]") -> None:
    whole = make(walk_run(20))  # type: ignore[call-arg]
    assert isinstance(whole, bytes)
    assert excess_of(whole) is None
    assert read_activities(gzip.compress(whole), "x").status == "readable"


def test_many_points_carry_a_large_document() -> None:
    assert excess_of(document((POINT + b" " * 900) * 30_000)) is None


@pytest.mark.parametrize("size", [1, 3, 7, 64])
def test_the_counts_are_the_same_in_pieces(size: int) -> None:
    whole, pieces, data = Weighing(), Weighing(), document(POINT * 5) + b"<Trackpoint/>" * 3
    whole.add(data)
    for at in range(0, len(data), size):
        pieces.add(data[at : at + size])
    assert vars(whole) | {"_last": b""} == vars(pieces) | {"_last": b""}


def test_a_document_of_two_bytes_a_sign_is_counted_by_its_signs() -> None:
    assert excess_of(document((POINT + b" " * 400) * 10_000).decode().encode("utf-16")) is None


def test_a_point_named_across_two_pieces_of_a_large_document_still_counts() -> None:
    """As large as its points allow, to the byte: one more byte, or one point lost, and it is refused."""
    points = 2000
    whole = 4 * MB + points * 2048
    for shift in range(8):  # the name lies across the first megabyte at each of its letters
        before = MB - shift - 1
        data = b"x" * before + b"<trkpt/>" * points
        full = data + b"x" * (whole - len(data))
        assert excess_of(full) is None
        assert excess_of(full + b"x") is not None
