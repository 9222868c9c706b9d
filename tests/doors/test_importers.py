"""The contract of importers, over those that come with Restride, the documented one and every one installed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from restride.activity.model import Activity
from restride.activity.problems import Problem
from restride.doors import Door, signs
from restride.formats.importer import NoImporter, as_importer, load_importers, read_plugged, wants
from restride.formats.isolated import Readers
from restride.formats.parsed import ParsedFile, parse
from restride.formats.read import OWN
from restride.usecases.plugged import look, plugged_reading
from tests.doors.packages import documented, executed, install
from tests.fixtures_activity import legs
from tests.fixtures_activity.fit_bytes import run_file

FOOTPOD = b"footpod 1\n2026-03-01T07:30:00+01:00\n" + b"".join(b"%d %d\n" % (s, 3 * s) for s in range(0, 600, 2))
SAMPLES = {
    "fit": run_file(120),
    "gpx": legs.gpx([legs.run(60)]),
    "tcx": legs.tcx([legs.run(60)]),
    "footpod": FOOTPOD,
}
HOSTILE = {
    "empty": b"",
    "zeros": b"\0" * 4096,
    "random": bytes(range(256)) * 64,
    "huge-line": b"9" * 2_000_000,
    "deep": b"<a>" * 20_000,
    "entity": b'<!DOCTYPE a [<!ENTITY b "c">]><gpx>&b;</gpx>',
    "path": b"../../../../etc/passwd\0",
}


@dataclass(frozen=True)
class Case:
    importer: Any
    sample: bytes = b""

    def __str__(self) -> str:
        return str(self.importer.format)


def every() -> list[Case]:
    found = [*OWN, executed(documented("importer"), "documented_importer")]
    found += load_importers(sign.target for sign in signs(Door.IMPORTERS))
    return [Case(one, SAMPLES.get(one.format, b"")) for one in found]


@pytest.fixture(params=every(), ids=str)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


def read(importer: Any, content: bytes) -> tuple[Activity, ...]:
    """What was read, after everything that has to hold for every input has been looked at."""
    activities, problems = importer.read(content)
    assert all(isinstance(one, Problem) for one in problems)
    assert all(one.cure and one.place for one in problems)
    assert len(read_plugged(importer, content)[0]) == len(activities)
    assert all(one.start is None or one.start.utcoffset() is not None for one in activities)
    return tuple(activities)


def test_it_has_what_an_importer_needs(case: Case) -> None:
    assert as_importer(case.importer) is case.importer


def test_it_takes_its_own_files_and_reads_them_the_same_each_time(case: Case) -> None:
    if not case.sample:
        pytest.skip("no sample of this format is here")
    assert wants(case.importer, case.sample)
    (first,), (second,) = read(case.importer, case.sample), read(case.importer, case.sample)
    assert (first.start, first.elapsed_s, first.distance_m) == (second.start, second.elapsed_s, second.distance_m)


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_bytes_are_neither_taken_nor_raise(case: Case, kind: str) -> None:
    assert not wants(case.importer, HOSTILE[kind]) or kind == "entity"
    assert read(case.importer, HOSTILE[kind]) == ()


def whole(case: Case) -> Activity:
    """What its sample holds; without one there is nothing to spoil, and the test says so."""
    if not case.sample:
        pytest.skip("no sample of this format is here")
    (activity,) = read(case.importer, case.sample)
    return activity


def test_a_file_cut_anywhere_is_refused_or_holds_no_more_than_the_whole(case: Case) -> None:
    most = whole(case)
    for end in range(0, len(case.sample), max(1, len(case.sample) // 60)):
        for activity in read(case.importer, case.sample[:end]):
            assert activity.elapsed_s <= most.elapsed_s
            assert (activity.distance_m or 0) <= (most.distance_m or 0)


def test_a_byte_changed_anywhere_is_refused_or_still_one_activity(case: Case) -> None:
    whole(case)
    for place in range(0, len(case.sample), max(1, len(case.sample) // 60)):
        changed = bytearray(case.sample)
        changed[place] ^= 0xFF
        assert len(read(case.importer, bytes(changed))) <= 1


def test_a_huge_tail_is_refused_or_adds_no_activity(case: Case) -> None:
    whole(case)
    assert len(read(case.importer, case.sample + case.sample[-20:] * 100_000)) <= 1


@pytest.mark.parametrize("zone", ["", "+99:00", "Nowhere/City"])
def test_a_time_without_a_usable_zone_is_no_start_that_somebody_guessed(zone: str) -> None:
    module = executed(documented("importer"), "documented_importer")
    (activity,), problems = module.read(FOOTPOD.replace(b"+01:00", zone.encode()))
    assert activity.start is None
    assert [one.code for one in problems] == ["no-clock"]


@pytest.mark.parametrize("bad", [b"nan nan\n", b"inf 5\n", b"-5 -5\n", b"700 1\n", b"1\n", b"a b\n"])
def test_figures_that_cannot_be_are_refused_by_the_documented_importer(bad: bytes) -> None:
    module = executed(documented("importer"), "documented_importer")
    activities, problems = module.read(FOOTPOD + bad)
    assert (activities, [one.code for one in problems]) == ((), ["no-activity"])


def test_a_package_brings_an_importer_that_import_uses(place: Path) -> None:
    install(place, "door_footpod", {"restride.importers": {"footpod": "door_footpod"}}, documented("importer"))
    found = plugged_reading()(FOOTPOD, "run.txt")
    assert (found.status, found.format, found.reader) == ("readable", "footpod", "plug-in-footpod/1")
    assert found.activities[0].distance_m == 1794
    assert [(one.name, one.why) for one in look({})] == [("footpod", "")]


def test_without_its_package_the_same_file_is_an_unknown_format() -> None:
    assert [one.code for one in parse(FOOTPOD, "run.txt").problems] == ["unknown-format"]


BROKEN = {
    "raises": "def read(content): raise RuntimeError('no wings')",
    "nonsense": "def read(content): return 'coo'",
    "naive": """
import dataclasses, datetime
from restride.formats.tcx import read_tcx
def read(content):
    (one,), _ = read_tcx(content.removeprefix(b'owl'))
    return (dataclasses.replace(one, start=datetime.datetime(2026, 1, 1)),), ()""",
    "negative": """
import dataclasses
from restride.formats.tcx import read_tcx
def read(content):
    (one,), _ = read_tcx(content.removeprefix(b'owl'))
    return (dataclasses.replace(one, distance_m=float("nan")),), ()""",
    "exits": "import os\ndef read(content): os._exit(3)",
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_plug_in_that_breaks_costs_its_own_file_alone(how: str, place: Path) -> None:
    head = "format, version = 'owl', '1'\ndef recognises(content): return content.startswith(b'owl')\n"
    install(place, "door_owl", {"restride.importers": {"owl": "door_owl"}}, head + BROKEN[how])
    readers = Readers(plugged=["door_owl"])
    try:
        owl, run = readers.parse(b"owl" + SAMPLES["tcx"], "x"), readers.parse(SAMPLES["fit"], "x")
    finally:
        readers.close()
    assert ([one.code for one in owl.problems], owl.activities) == (["reader-stopped"], ())
    assert run.status == "readable"


@pytest.mark.parametrize("module", ["raise RuntimeError('no wings')", "import sys; sys.exit(4)", "format = 'owl'"])
def test_a_plug_in_that_does_not_load_is_named_and_the_others_are_used(module: str, place: Path) -> None:
    install(place, "door_owl", {"restride.importers": {"owl": "door_owl"}}, module)
    install(place, "door_footpod", {"restride.importers": {"footpod": "door_footpod"}}, documented("importer"))
    found: ParsedFile = plugged_reading()(FOOTPOD, "run.txt")
    assert found.status == "readable"
    seen = {one.name: one.why for one in look({})}
    assert seen["footpod"] == ""
    assert seen["owl"]


def test_a_plug_in_cannot_take_a_known_format_over(place: Path) -> None:
    greedy = "format, version = 'all', '1'\ndef recognises(content): return True\ndef read(content): return (), ()\n"
    install(place, "door_greedy", {"restride.importers": {"all": "door_greedy"}}, greedy)
    assert plugged_reading()(SAMPLES["fit"], "x").format == "fit"


def test_what_is_no_importer_is_told_what_it_lacks() -> None:
    with pytest.raises(NoImporter, match="no text 'format'"):
        as_importer(object())
