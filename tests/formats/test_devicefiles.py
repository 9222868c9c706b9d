"""Every real device file against what an independent reading of it said. Needs the folder of real files."""

import csv
import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest

from restride.activity.model import Activity
from restride.activity.same import Span, is_same
from restride.formats.parsed import ParsedActivity, parse
from restride.formats.read import ReadResult, read_activities
from tests.formats.devicefiles import content, each, folder, index, name_of

DAMAGED = {
    "derived_run_truncated60.fit", "derived_run_crc_wrong.fit", "derived_walk_bitrot.fit",
    "derived_run_zero_tail.fit", "derived_truncated.gpx", "ride_sigma_truncated_no_session.fit",
    "run_strava_android_corrupt.fit",
}  # fmt: skip
REFUSED = {
    "apple_health_export.xml", "derived_entity_bomb.gpx", "derived_header_only.fit", "derived_truncated_gzip.gpx.gz",
    "empty_zero_bytes.fit", "metadata_only.gpx", "settings_edge510.fit", "unicode_bom.gpx",
}  # fmt: skip
SET_ASIDE = {
    "hike_4tracks_partly_timed.gpx", "hike_almost_no_times.gpx", "opentracks_pause_resume.gpx",
    "ride_edge500_no_records.fit", "ride_magellan_27days.fit", "run_fr70_nogps_relative_clock.fit",
}  # fmt: skip
SPORTS = {"biking": "cycling", "9": "running", "run": "running"}
FOOT = {"running", "walking", "hiking"}


def read(entry: dict[str, Any]) -> ReadResult:
    return read_activities(content(entry), entry["file"])


def near(found: float | None, expected: float | None, tolerance: float) -> bool:
    if expected is None:
        return True
    return found is not None and abs(found - expected) <= tolerance + 1e-9


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(microsecond=0).astimezone(UTC)


def test_real_files_were_found(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{len(index())} real device files in {'none' if folder() is None else 'the given folder'}")
    assert folder() is None or len(index()) == 89


@each()
def test_a_real_file_gets_the_standing_it_deserves(entry: dict[str, Any]) -> None:
    name = name_of(entry)
    result = read(entry)
    expected = "refused" if name in REFUSED else "review" if name in DAMAGED | SET_ASIDE else "readable"
    assert (result.status, [one.code for one in result.problems]) == (expected, [one.code for one in result.problems])
    assert result.digest == entry["sha256"]
    assert all(one.place and one.cure for one in result.problems)


@each("FIT", leave_out=REFUSED | DAMAGED)
def test_sessions_of_a_real_fit_file(entry: dict[str, Any]) -> None:
    expected = entry["expected"]
    result = read(entry)
    assert len(result.activities) == len(expected["sessions"])
    for activity, session in zip(result.activities, expected["sessions"], strict=True):
        check_session(activity, session)
    only = result.activities[0]
    if len(result.activities) == 1:
        check_records(only, expected)
    elif expected["fit_files_in_chain"] == 1 or "multisport" in str(entry["quirks"]):
        assert sum(one.records for one in result.activities) == expected["from_records"]["n"]


def check_session(activity: Activity, session: dict[str, Any]) -> None:
    assert activity.sport == session.get("sport", "unknown")
    assert activity.sub_sport == session.get("sub_sport")
    if str(session.get("start_utc", "")).startswith("not absolute"):
        assert activity.start is None
    elif "start_utc" in session:
        assert activity.start == instant(session["start_utc"])
    assert near(activity.elapsed_s, session["elapsed_s"], 1)
    assert near(activity.timer_s, session.get("timer_s"), 1)
    assert near(activity.distance_m, session.get("distance_m"), 1)
    assert near(activity.avg_hr, session.get("avg_hr"), 0)
    assert near(activity.max_hr, session.get("max_hr"), 0)
    if session.get("cadence_unit") == "steps/min":
        assert near(activity.cadence_spm, session.get("avg_cadence"), 1)
    else:
        assert activity.cadence_spm is None


def check_records(activity: Activity, expected: dict[str, Any]) -> None:
    from_records, session = expected["from_records"], expected["sessions"][0]
    assert activity.records == from_records["n"]
    assert len(activity.laps) == expected["messages"].get("lap", 0)
    if "avg_hr" not in session:
        assert near(activity.avg_hr, from_records.get("mean_hr"), 1)
    if "max_hr" not in session:
        assert near(activity.max_hr, from_records.get("max_hr"), 0)
    if session.get("sport") in FOOT and "avg_cadence" not in session and from_records.get("mean_cadence_raw"):
        assert near(activity.cadence_spm, 2 * from_records["mean_cadence_raw"], 1)


@each(only=DAMAGED)
def test_a_damaged_real_file_shows_at_most_what_is_left(entry: dict[str, Any]) -> None:
    expected = entry["expected"]
    most = expected["from_records"]["n"] if "from_records" in expected else expected["points"]
    assert sum(one.records for one in read(entry).activities) <= most


@each("GPX", leave_out=REFUSED)
def test_totals_of_a_real_gpx_file(entry: dict[str, Any]) -> None:
    expected = entry["expected"]
    (activity,) = read(entry).activities
    assert activity.records == expected["points"]
    assert activity.start is not None
    assert activity.start.replace(microsecond=0) == instant(expected["start_utc"])
    assert near(activity.elapsed_s, expected["elapsed_s"], 1)
    assert near(activity.distance_m, expected["distance_m"], max(0.005 * expected["distance_m"], 0.05))
    assert near(activity.avg_hr, expected.get("avg_hr"), 1)
    assert near(activity.max_hr, expected.get("max_hr"), 1e-6)
    if activity.on_foot and expected.get("mean_cadence_raw"):
        assert near(activity.cadence_spm, 2 * expected["mean_cadence_raw"], 1)
    named = entry["sport"].lower()
    assert activity.sport == (SPORTS.get(named, named) if named in FOOT | set(SPORTS) | {"cycling"} else "unknown")


@each("TCX")
def test_activities_of_a_real_tcx_file(entry: dict[str, Any]) -> None:
    result = read(entry)
    expected = entry["expected"]["sessions"]
    assert len(result.activities) == len(expected)
    for activity, session in zip(result.activities, expected, strict=True):
        named = session["sport"].lower()
        assert activity.sport == SPORTS.get(named, named)
        assert activity.start == instant(session["start_utc"])
        assert near(activity.elapsed_s, session["elapsed_s"], 1)
        assert near(activity.timer_s, session["timer_s"], 1)
        assert near(activity.distance_m, session["distance_m"], 1)
        assert near(activity.avg_hr, session.get("avg_hr"), 1)
        assert near(activity.max_hr, session.get("max_hr"), 0)
        assert (activity.records, len(activity.laps)) == (session["trackpoints"], session["laps"])
        if activity.on_foot and session.get("mean_cadence_raw"):
            assert near(activity.cadence_spm, 2 * session["mean_cadence_raw"], 1)


def test_a_series_of_one_runner_reads_as_its_table_says() -> None:
    place = folder()
    if place is None:
        pytest.skip("no real device files")
    with (place / "series_runner_b" / "runs.csv").open() as table:
        rows = list(csv.DictReader(table))
    for row in rows:
        (activity,) = read_activities((place / "series_runner_b" / row["file"]).read_bytes(), row["file"]).activities
        assert activity.start == instant(row["start_utc"])
        assert near(activity.elapsed_s, float(row["elapsed_s"]), 1)
        assert near(activity.timer_s, float(row["timer_s"]), 1)
        assert near(activity.distance_m, float(row["distance_m"]), 1)
        assert near(activity.avg_hr, float(row["avg_hr"]), 1)
        assert near(activity.max_hr, float(row["max_hr"]), 0)
        assert activity.records == int(row["points"])
    assert len(rows) == 10


def _span(entry: dict[str, Any]) -> tuple[ParsedActivity, Span]:
    (activity,) = parse(content(entry), entry["file"]).activities
    assert activity.start is not None
    assert activity.elapsed_s is not None
    span = Span(
        id=entry["sha256"],
        start=activity.start,
        elapsed_s=activity.elapsed_s,
        run_s=activity.run_s or 0,
        distance_m=activity.distance_m or 0,
    )
    return activity, span


@pytest.mark.invariant("INV-058")
def test_one_real_activity_in_two_formats_is_the_same_run() -> None:
    groups: dict[str, list[dict[str, Any]]] = {}
    for entry in index():
        if "same_activity" in entry:
            groups.setdefault(entry["same_activity"], []).append(entry)
    spans = {key: [_span(entry) for entry in entries] for key, entries in groups.items()}
    for key, read_ones in spans.items():
        for activity, span in read_ones:
            for other, other_span in read_ones:
                assert is_same(span, other_span), key
                low, high = sorted((activity.run_s or 0, other.run_s or 0))
                assert high - low <= 0.04 * high + 2, f"{key}: {low} and {high} run seconds"
    firsts = [(key, ones[0][1]) for key, ones in spans.items()]
    assert not [(a, b) for a, one in firsts for b, two in firsts if a < b and is_same(one, two)]


def test_a_real_walk_run_shows_its_switches() -> None:
    entry = next((one for one in index() if one["file"].endswith("walkrun_fr645.fit")), None)
    if entry is None:
        pytest.skip("no real device files")
    activity, _ = _span(entry)
    runs = [bout for bout in activity.bouts if bout.kind == "run"]
    assert 12 <= len(runs) <= 14  # about 26 switches between walking and running were counted in it
    assert activity.run_s is not None
    assert activity.walk_s is not None
    assert abs(activity.run_s + activity.walk_s - (activity.timer_s or 0)) <= 3


@each()
def test_the_digest_of_the_content_is_that_of_the_unpacked_bytes(entry: dict[str, Any]) -> None:
    result = read(entry)
    if not entry["file"].endswith(".gz") and content(entry):
        assert result.content_digest == hashlib.sha256(content(entry)).hexdigest()
