"""The contract of exporters, over the documented one and every one installed; and how an archive takes them in."""

import dataclasses
import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from restride.core.events import Event
from restride.core.moment import moment_in
from restride.doors import Door, plugins
from restride.formats.exporter import NoExporter, as_exporter, written
from restride.journal.memory import in_memory
from restride.usecases.export import export_everything
from restride.usecases.plugged import look, plugged_exporters
from tests.doors.packages import documented, executed, install
from tests.storage import HandClock
from tests.usecases.scene import Scene

ACCOUNT = {"name": "Kim", "email": "kim@example.org"}


@pytest.fixture
def scene() -> Scene:
    clock = HandClock()
    made = Scene(house=in_memory(clock), clock=clock)
    made.morning()
    made.flag()
    return made


def events_of(scene: Scene) -> tuple[Event, ...]:
    found = scene.ports.store.read(scene.me.scope(scene.clock.now())).events
    return tuple(found)


def every() -> list[Any]:
    return [
        executed(documented("exporter"), "documented_exporter"),
        *(one.offered for one in plugins(Door.EXPORTERS)),
    ]


@pytest.fixture(params=every(), ids=lambda one: str(one.suffix))
def exporter(request: pytest.FixtureRequest) -> Any:
    return request.param


def test_it_writes_the_same_bytes_for_the_same_entries(exporter: Any, scene: Scene) -> None:
    entries = events_of(scene)
    assert as_exporter(exporter).write(entries) == exporter.write(entries)
    assert isinstance(exporter.write(entries), bytes)


def test_an_empty_record_is_written_too(exporter: Any) -> None:
    assert written(exporter, ()).trouble == ""


def test_each_entry_alone_is_written(exporter: Any, scene: Scene) -> None:
    assert [written(exporter, (one,)).trouble for one in events_of(scene)] == [""] * len(events_of(scene))


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/St_Johns", "Pacific/Pago_Pago"])
def test_another_zone_is_written(exporter: Any, zone: str, scene: Scene) -> None:
    from zoneinfo import ZoneInfo

    moved = [replace(one, at=moment_in(one.at.at, zone, ZoneInfo(zone))) for one in events_of(scene)]
    assert written(exporter, moved).trouble == ""


def test_words_that_somebody_typed_cannot_break_it(exporter: Any, scene: Scene) -> None:
    nasty = '=cmd|"/c calc"!A1\r\n\0<script>\u202e"'
    entries = [
        replace(one, author=replace(one.author, name=nasty)) if dataclasses.is_dataclass(one.author) else one
        for one in events_of(scene)
    ]
    assert written(exporter, entries).trouble == ""


def test_a_long_record_is_written(exporter: Any, scene: Scene) -> None:
    assert written(exporter, events_of(scene) * 2_000).trouble == ""


def archive_of(scene: Scene) -> dict[str, bytes]:
    ports = replace(scene.ports, exporters=plugged_exporters())
    content = b"".join(export_everything(ports, scene.me, ACCOUNT))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_package_brings_an_exporter_that_the_archive_uses(place: Path, scene: Scene) -> None:
    install(place, "door_days", {"restride.exporters": {"days": "door_days"}}, documented("exporter"))
    assert archive_of(scene)["more/days.csv"].decode() == "day,check_ins\n2026-11-20,1\n"


NAIVE = """
suffix = 'csv'
def write(events):
    return ("who,what\\n" + "".join(f"{one.author.name or '=1+1'},{one.kind}\\n" for one in events)).encode()
"""


def test_a_table_of_an_exporter_that_knows_no_better_holds_no_formula(place: Path, scene: Scene) -> None:
    install(place, "door_naive", {"restride.exporters": {"naive": "door_naive"}}, NAIVE)
    lines = archive_of(scene)["more/naive.csv"].decode().splitlines()
    assert len(lines) > 1
    assert not [line for line in lines if line.startswith(("=", "+", "-", "@"))]
    assert any(line.startswith("'=1+1") for line in lines)


BROKEN = {
    "raises": ("suffix = 'csv'\ndef write(events): raise RuntimeError(events)", "RuntimeError"),
    "text": ("suffix = 'csv'\ndef write(events): return 'coo'", "it gave str"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_one_that_breaks_leaves_a_line_and_the_rest_comes_whole(how: str, place: Path, scene: Scene) -> None:
    code, said = BROKEN[how]
    install(place, "door_owl", {"restride.exporters": {"owl": "door_owl"}}, code)
    install(place, "door_days", {"restride.exporters": {"days": "door_days"}}, documented("exporter"))
    found = archive_of(scene)
    assert said in found["more/owl.txt"].decode()
    assert {"journal.jsonl", "more/days.csv", "manifest.json"} <= set(found)


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("owl", "suffix = '../x'\ndef write(events): return b''"),
        ("owl", "suffix = 'csv'"),
        ("owl", "1 / 0"),
        ("../owl", "suffix = 'csv'\ndef write(events): return b''"),
    ],
)
def test_what_is_no_exporter_is_left_out_and_told(name: str, module: str, place: Path, scene: Scene) -> None:
    install(place, "door_owl", {"restride.exporters": {name: "door_owl"}}, module)
    assert not [member for member in archive_of(scene) if member.startswith("more/")]
    assert [bool(one.why) for one in look({})] == [True]


def test_an_object_without_write_is_told_so() -> None:
    with pytest.raises(NoExporter, match="suffix"):
        as_exporter(object())
