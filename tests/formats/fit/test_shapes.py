"""Shapes of FIT files that devices write and that the protocol allows, each read as what it is."""

import struct
from datetime import UTC, datetime

import numpy as np
import pytest

from restride.activity.model import Activity
from restride.formats.fit.columns import Columns
from restride.formats.fit.structure import read_parts
from restride.formats.read import read_activities
from tests.fixtures_activity import fit_bytes as fit


def columns(data: bytes) -> Columns:
    (part,) = read_parts(data)
    return Columns(part)


def only(data: bytes) -> Activity:
    (activity,) = read_activities(data, "run.fit").activities
    return activity


def test_a_plain_run_is_read_as_declared() -> None:
    result = read_activities(fit.run_file(120), "run.fit")
    (run,) = result.activities
    assert result.status == "readable"
    assert (run.sport, run.elapsed_s, run.timer_s, run.distance_m, run.records) == ("running", 120, 120, 300, 121)
    assert run.start == datetime.fromtimestamp(631065600 + fit.STAMP, UTC)
    assert run.cadence_spm == 164


@pytest.mark.parametrize("header_crc", [None, 0])
def test_a_header_checksum_may_be_left_out(header_crc: int | None) -> None:
    data = fit.file(fit.FILE_ID, fit.records(61), fit.session(fit.STAMP, 60, 150), header_crc=header_crc)
    assert read_activities(data, "x").status == "readable"


def test_a_header_of_twelve_bytes_has_no_checksum() -> None:
    data = fit.file(fit.FILE_ID, fit.records(61), fit.session(fit.STAMP, 60, 150), header=12)
    assert read_activities(data, "x").status == "readable"


def test_big_endian_messages_read_the_same() -> None:
    definition = fit.define(1, 20, fit.RECORD, big=True)
    rows = [struct.pack(">BIIHBB", 1, fit.STAMP + at, at * 250, 2500, 140, 82) for at in range(61)]
    big = only(fit.file(fit.FILE_ID, definition, *rows, fit.session(fit.STAMP, 60, 150)))
    little = only(fit.file(fit.FILE_ID, fit.records(61), fit.session(fit.STAMP, 60, 150)))
    for name in ("time_s", "distance_m", "speed_mps", "heart_rate", "cadence_spm"):
        assert np.array_equal(getattr(big.samples, name), getattr(little.samples, name))


def test_compressed_timestamps_count_on_from_the_last_full_one() -> None:
    full = fit.define(1, 20, [(253, 4, fit.U32), (3, 1, fit.U8)]) + struct.pack("<BIB", 1, fit.STAMP, 120)
    short = fit.define(2, 20, [(3, 1, fit.U8)])
    rows = [struct.pack("<BB", 0x80 | 2 << 5 | (fit.STAMP + at) & 0x1F, 130) for at in range(1, 100)]
    run = only(fit.file(fit.FILE_ID, full, short, *rows, fit.session(fit.STAMP, 99, 0)))
    assert run.samples.time_s.tolist() == list(range(100))


def test_invalid_values_are_unknown_not_numbers() -> None:
    rows = fit.define(1, 20, fit.RECORD) + struct.pack("<BIIHBB", 1, fit.STAMP, 0xFFFFFFFF, 0xFFFF, 0xFF, 0xFF)
    records = columns(fit.file(fit.FILE_ID, rows))["record"]
    assert all(np.isnan(records.values(name)[0]) for name in ("distance", "speed", "heart_rate", "cadence"))


def test_scale_and_offset_are_applied() -> None:
    rows = fit.define(1, 20, [(2, 2, fit.U16), (6, 2, fit.U16)]) + struct.pack("<BHH", 1, 3000, 2750)
    records = columns(fit.file(rows))["record"]
    assert (records.values("altitude")[0], records.values("speed")[0]) == (100.0, 2.75)


def test_developer_fields_carry_the_name_that_the_file_gives() -> None:
    described = fit.define(3, 206, [(0, 1, fit.U8), (1, 1, fit.U8), (2, 1, fit.U8), (3, 8, fit.STRING)])
    described += struct.pack("<BBBB8s", 3, 0, 7, fit.U16, b"Power\0\0\0")
    rows = fit.define(1, 20, [(253, 4, fit.U32)], [(7, 2, 0)]) + struct.pack("<BIH", 1, fit.STAMP, 260)
    records = columns(fit.file(described, rows))["record"]
    assert records.names == ("timestamp", "Power")
    assert records.values("Power")[0] == 260


def test_a_developer_field_without_description_keeps_its_numbers() -> None:
    rows = fit.define(1, 20, [(253, 4, fit.U32)], [(7, 2, 3)]) + struct.pack("<BIH", 1, fit.STAMP, 260)
    assert "developer_3_7" in columns(fit.file(rows))["record"].names


def test_a_size_that_does_not_fit_the_type_is_read_as_bytes() -> None:
    rows = fit.define(1, 20, [(253, 4, fit.U32), (5, 3, fit.U32)]) + struct.pack("<BI3B", 1, fit.STAMP, 1, 2, 3)
    assert columns(fit.file(rows))["record"].table("distance").tolist() == [[0.01, 0.02, 0.03]]


def test_array_fields_keep_every_element() -> None:
    rows = fit.define(1, 78, [(0, 6, fit.U16)]) + struct.pack("<B3H", 1, 800, 810, 0xFFFF)
    table = columns(fit.file(rows))["hrv"].table("time")
    assert table[0, :2].tolist() == [0.8, 0.81]
    assert np.isnan(table[0, 2])


def test_strings_may_lack_their_closing_zero() -> None:
    rows = fit.define(1, 26, [(8, 5, fit.STRING)]) + struct.pack("<B5s", 1, b"Hello")
    assert columns(fit.file(rows))["workout"].texts("wkt_name") == ["Hello"]


def test_a_kind_defined_anew_keeps_the_order_of_the_file() -> None:
    first = fit.define(1, 20, [(3, 1, fit.U8)]) + bytes([1, 101])
    second = fit.define(1, 20, [(3, 1, fit.U8), (4, 1, fit.U8)]) + bytes([1, 102, 80])
    again = fit.define(1, 20, [(3, 1, fit.U8)]) + bytes([1, 103])
    records = columns(fit.file(first, second, again))["record"]
    assert records.values("heart_rate").tolist() == [101, 102, 103]
    assert np.isnan(records.values("cadence")).tolist() == [True, False, True]


def test_chained_files_are_all_seen() -> None:
    result = read_activities(fit.run_file(60) + fit.run_file(90, start=fit.STAMP + 9000), "x")
    assert result.status == "readable"
    assert [one.elapsed_s for one in result.activities] == [60, 90]


def test_several_sessions_share_the_records_by_their_start() -> None:
    data = fit.file(
        fit.FILE_ID,
        fit.records(301),
        fit.session(fit.STAMP, 100, 250, sport=2),
        fit.session(fit.STAMP + 100, 200, 500),
    )
    ride, run = read_activities(data, "x").activities
    assert (ride.sport, run.sport) == ("cycling", "running")
    assert (ride.records, run.records) == (100, 201)
    assert ride.cadence_spm is None


def test_a_clock_that_is_not_absolute_gets_no_invented_date() -> None:
    data = fit.file(fit.FILE_ID, fit.records(61, first=16_000_000), fit.session(16_000_000, 60, 150))
    result = read_activities(data, "x")
    assert result.activities[0].start is None
    assert result.activities[0].elapsed_s == 60
    assert (result.status, [one.code for one in result.problems]) == ("review", ["no-clock"])


def test_timer_stops_are_pauses() -> None:
    stops = fit.define(3, 21, [(253, 4, fit.U32), (0, 1, fit.ENUM), (1, 1, fit.ENUM)])
    stops += b"".join(
        struct.pack("<BIBB", 3, fit.STAMP + at, 0, kind) for at, kind in ((0, 0), (20, 1), (50, 0), (60, 4))
    )
    run = only(fit.file(fit.FILE_ID, fit.records(61), stops, fit.session(fit.STAMP, 60, 150, timer=30)))
    assert [(one.start_s, one.end_s) for one in run.pauses] == [(20, 50)]
    assert (run.elapsed_s, run.timer_s) == (60, 30)


def test_a_settings_file_is_refused_as_what_it_is() -> None:
    kind = fit.define(0, 0, [(0, 1, fit.ENUM)]) + bytes([0, 2])
    result = read_activities(fit.file(kind), "x")
    assert [(one.code, one.place) for one in result.problems] == [("not-an-activity", "file type settings")]
