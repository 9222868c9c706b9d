"""XML from strangers: hostile constructs are refused at once, odd but honest ones are read."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from restride.formats.markup import MAX_DEPTH, read_markup, root_of
from restride.formats.read import read_activities
from restride.formats.rows import Rows
from tests.fixtures_activity.legs import gpx, tcx, walk_run

POINT = '<trkpt lat="{}" lon="0"><time>2026-01-01T00:00:{:02}Z</time></trkpt>'
BODY = "".join(POINT.format(index / 50000, index) for index in range(30))
PLAIN = f"<gpx><trk><type>running</type><trkseg>{BODY}</trkseg></trk></gpx>"
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def codes(data: bytes) -> set[str]:
    return {one.code for one in read_activities(data, "x").problems}


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (BOMB, "doctype"),
        ('<!DOCTYPE gpx SYSTEM "file:///etc/passwd">', "doctype"),
        ('<!DOCTYPE gpx [<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]>', "doctype"),
        ("<!DOCTYPE gpx>", "doctype"),
        ('<?xml version="1.0" encoding="utf-7"?>', "encoding"),
        ('<?xml version="1.0" encoding="no-such"?>', "encoding"),
        ('<?xml version="1.0" encoding="zip"?>', "encoding"),
    ],
)
def test_what_no_watch_writes_is_refused(head: str, code: str) -> None:
    result = read_activities((head + PLAIN).encode(), "x")
    assert result.status == "refused"
    assert not result.activities
    assert code in codes((head + PLAIN).encode()) or result.format is None


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 200_000])
def test_a_document_too_deep_is_refused(depth: int) -> None:
    deep = "<a>" * depth + "</a>" * depth
    assert codes(f"<gpx>{deep}{BODY}</gpx>".encode()) >= {"too-deep"}


def test_a_document_deep_and_never_closed_is_refused() -> None:
    assert codes(b"<gpx>" + b"<a>" * 100_000) >= {"too-deep"}


def test_a_flood_of_comments_is_refused() -> None:
    assert codes(b"<gpx>" + b"<!---->" * 100_001 + b"</gpx>") >= {"too-many-points"}


def test_a_flood_of_attributes_is_refused() -> None:
    flood = b"<gpx><a " + b" ".join(b'a%d="1"' % number for number in range(600_000)) + b"/></gpx>"
    assert read_markup(flood).problems[0].code == "too-many-points"


def test_markup_hidden_in_comments_and_sections_is_not_read() -> None:
    hidden = POINT.format(9, 59)
    inside = f"<trk><name><![CDATA[{hidden}]]></name><trkseg>{BODY}</trkseg></trk>"
    odd = f"<?odd {hidden}?><!-- {hidden} --><gpx>{inside}</gpx>"
    (activity,) = read_activities(odd.encode(), "x").activities
    assert activity.records == 30


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + PLAIN.encode(),
        b"\xef\xbb\xbf \n" + PLAIN.encode(),
        b" \n\t" + b'<?xml version="1.0"?>' + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        b'<?xml version="1.0" encoding="iso-8859-1"?><!-- J\xf6rg -->' + PLAIN.encode(),
        PLAIN.replace("<", "<g:").replace("<g:/", "</g:").encode(),
        PLAIN.replace('"', "'").encode(),
        PLAIN.replace("lat=", "odd='1' lat = ").encode(),
        PLAIN.replace("><", ">\r\n  <").encode(),
        PLAIN.replace("<trk>", "<trk><undeclared:thing a:b='>'/>").encode(),
    ],
    ids=["bom", "bom and space", "space", "utf-16", "latin-1", "prefix", "apostrophes", "attributes", "lines", "odd"],
)
def test_honest_oddities_are_read_alike(data: bytes) -> None:
    plain = read_activities(PLAIN.encode(), "x").activities[0]
    odd = read_activities(data, "x")
    assert odd.status == "readable"
    assert odd.activities[0].records == plain.records == 30
    assert np.array_equal(odd.activities[0].samples.distance_m, plain.samples.distance_m)
    assert odd.activities[0].sport == "running"


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("make", [gpx, tcx])
def test_a_cut_document_is_set_aside_with_its_place(make: "type[object]", cut: float) -> None:
    whole = make(walk_run(2))  # type: ignore[call-arg]
    assert isinstance(whole, bytes)
    result = read_activities(whole[: int(cut * len(whole))], "x")
    assert result.status == "review"
    broken = next(one for one in result.problems if one.code == "xml-broken")
    assert broken.place.startswith("line ")
    complete = read_activities(whole, "x").activities[0]
    assert result.activities[0].records < complete.records


def test_elements_outside_points_are_not_taken_for_points() -> None:
    time = "<time>1999-01-01T00:00:00Z</time>"
    extra = f"<metadata>{time}</metadata><wpt lat='1' lon='2'>{time}</wpt>"
    (activity,) = read_activities(PLAIN.replace("<trk>", extra + "<trk>").encode(), "x").activities
    assert activity.start is not None
    assert activity.start.year == 2026
    assert activity.elapsed_s == 29


def test_columns_keep_their_row_when_cells_are_missing() -> None:
    rows = Rows(read_markup(b"<r><p><v>1</v></p><p/><p><w>5</w></p><v>9</v><p><v>4</v></p></r>"), "p")
    values = rows.numbers("v", "w")
    assert values[[0, 2, 3]].tolist() == [1, 5, 4]
    assert np.isnan(values[1])


def test_what_is_no_number_is_noted_with_its_point() -> None:
    rows = Rows(read_markup(b"<r><p><v>1</v></p><p><v>fast</v></p></r>"), "p")
    assert np.isnan(rows.numbers("v")[1])
    assert [(one.code, one.place) for one in rows.problems] == [("bad-number", "point 2, v")]


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "1e999"])
@pytest.mark.invariant("INV-026")
def test_a_value_that_is_not_finite_is_unknown(text: str) -> None:
    rows = Rows(read_markup(f"<r><p><v>{text}</v></p></r>".encode()), "p")
    assert np.isnan(rows.numbers("v")).all()


def test_the_first_element_tells_the_format() -> None:
    assert root_of(b"<!-- x --><a:gpx version='1'>") == "gpx"
    assert root_of(b"not xml at all") is None
    assert root_of(b"") is None


@given(st.text(alphabet="<>/ab \"'=!-[]?&;:trkpt", max_size=120))
def test_any_scribble_is_answered_with_values(text: str) -> None:
    result = read_activities(f"<gpx>{text}</gpx>".encode(), "x")
    assert result.problems


FLOODS = {
    "activities": (
        b"<TrainingCenterDatabase>" + b"<Activity/>" * 100 + b"</TrainingCenterDatabase>",
        "too-many-activities",
    ),
    "laps": (b"<Activities><Activity>" + b"<Lap/>" * 10_001 + b"</Activity></Activities>", "too-many-points"),
    "points": (b"<gpx>" + b'<trkpt lat="1"/>' * 1_000_001 + b"</gpx>", "too-many-points"),
    "tags": (b"<gpx>" + b"<a/>" * 5_000_001 + b"</gpx>", "too-many-points"),
}


@pytest.mark.parametrize("name", FLOODS)
def test_more_than_any_watch_records_is_refused(name: str) -> None:
    data, code = FLOODS[name]
    result = read_activities(data, "x")
    assert (result.status, code in {one.code for one in result.problems}) == ("refused", True)
