"""Taking everything along: the archive is complete, says nothing by its name, and moves into an empty record."""

import io
import json
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest

from restride.core.terms import Category
from restride.journal.codec import Unreadable
from restride.journal.jsonl import read_jsonl
from restride.journal.memory import in_memory
from restride.journal.values import SYSTEM, AccessDenied, Purpose
from restride.usecases.chart import show_chart
from restride.usecases.clearance import give_clearance
from restride.usecases.export import export_everything, export_name
from restride.usecases.flags import close_flag
from restride.usecases.move_in import move_in, read_archive
from restride.usecases.refused import NotPossible
from restride.usecases.today import show_today
from restride.usecases.why import show_why
from tests.storage import HandClock, runner
from tests.usecases.scene import Scene, ports_of

ACCOUNT = {"name": "Kim", "email": "kim@example.org"}


def archive_of(scene: Scene) -> bytes:
    return b"".join(export_everything(scene.ports, scene.me, ACCOUNT))


def lived(scene: Scene) -> Scene:
    """A record with a file, a clearance, a flag that was closed, and decisions."""
    scene.share()
    scene.morning()
    give_clearance(scene.ports, scene.by(), scene.form(reason="full extension"))
    close_flag(scene.ports, scene.by(), scene.flag(), "examined, fine", id=scene.id())
    record = scene.ports.blobs.write(b"FIT bytes", name="my_knee_run.fit", media="application/fit")
    with scene.ports.units.begin(scene.runner, runner(scene.runner), Purpose.OWN_USE) as unit:
        unit.put_file(record)
    return scene


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def the_record(content: bytes) -> dict[str, Any]:
    """What has to be equal after moving: entries, protocols, files."""
    found = members(content)
    manifest = json.loads(found["manifest.json"])
    files = {name: one for name, one in found.items() if name.startswith("files/")}
    return {"journal": found["journal.jsonl"], "files": files, "listed": manifest["files"]}


@pytest.mark.invariant("INV-065")
def test_inv_065_the_archive_holds_every_entry_file_protocol_sharing_and_look(scene: Scene) -> None:
    found = members(archive_of(lived(scene)))
    portable = read_jsonl(found["journal.jsonl"].splitlines(keepends=True))
    assert portable.events == scene.record().events
    assert set(portable.protocols) == {scene.protocol().hash}
    assert b"FIT bytes" in found.values()
    assert json.loads(found["account.json"]) == ACCOUNT
    assert [care["clinician"] for care in json.loads(found["sharing.json"])] == [scene.clinician]
    looked = [json.loads(line)["actor"] for line in found["who-looked.jsonl"].splitlines()]
    assert scene.clinician in looked
    assert b"full extension" in found["journal.txt"]


@pytest.mark.invariant("INV-065")
def test_inv_065_moved_into_an_empty_instance_it_is_exported_again_as_it_was(scene: Scene) -> None:
    first = archive_of(lived(scene))
    clock = HandClock(scene.clock.at)
    house = in_memory(clock)
    ports = ports_of(house, clock)
    assert move_in(ports, scene.runner, read_archive(io.BytesIO(first))) == len(scene.record().events)
    again = b"".join(export_everything(ports, scene.me, ACCOUNT))
    moved, before = the_record(again), the_record(first)
    (head, *entries, mark), (was, *had) = moved.pop("journal").splitlines(), before.pop("journal").splitlines()
    assert json.loads(mark)["kind"] == "restored"
    assert json.loads(head) == {**json.loads(was), "events": len(had) + 1}
    assert (entries, moved) == (had, before)


@pytest.mark.invariant("INV-077")
def test_inv_077_nothing_moved_in_is_in_force_before_a_new_check_in(scene: Scene) -> None:
    scene.morning()
    clock = HandClock(scene.clock.at)
    ports = ports_of(in_memory(clock), clock)
    move_in(ports, scene.runner, read_archive(io.BytesIO(archive_of(scene))))
    assert show_today(scene.ports, scene.me).decision is not None
    assert show_today(ports, scene.me).decision is None
    assert [one.current for one in show_chart(scene.ports, scene.me).episodes] == [True]
    assert [one.current for one in show_chart(ports, scene.me).episodes] == [False]
    made = next(iter(scene.record().state.decisions))
    assert show_why(scene.ports, scene.me, made).current
    assert not show_why(ports, scene.me, made).current


def test_a_record_that_is_not_empty_takes_no_archive(scene: Scene) -> None:
    archive = read_archive(io.BytesIO(archive_of(lived(scene))))
    files = scene.ports.blobs.stored()
    with pytest.raises(NotPossible):
        move_in(scene.ports, scene.runner, archive)
    assert scene.ports.blobs.stored() == files


@pytest.mark.parametrize("member", ["journal.jsonl", "manifest.json", "file"])
def test_a_damaged_archive_is_refused_with_the_member(scene: Scene, member: str) -> None:
    found = members(archive_of(lived(scene)))
    name = next(n for n in found if n.startswith("files/")) if member == "file" else member
    found[name] = found[name][:-3]
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for one, body in found.items():
            archive.writestr(one, body)
    with pytest.raises(Unreadable, match=name):
        read_archive(content)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no archive at all"])
def test_what_is_no_archive_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read_archive(io.BytesIO(content))


def test_nobody_exports_another_persons_record(scene: Scene) -> None:
    scene.share(Category.DECISIONS)
    with pytest.raises(AccessDenied):
        export_everything(scene.ports, scene.by(), ACCOUNT)
    with pytest.raises(AccessDenied):
        export_everything(scene.ports, Scene(scene.house, scene.clock).by(scene.clinician), ACCOUNT)


def test_an_export_stands_in_the_trail(scene: Scene) -> None:
    archive_of(scene)
    newest = scene.ports.audit.trail(scene.me.scope(scene.clock.now()))[0]
    assert newest.action == "exported"
    assert SYSTEM.id != newest.actor


@pytest.mark.invariant("INV-086")
def test_the_name_of_the_archive_says_nothing() -> None:
    assert export_name(datetime(2026, 11, 20, tzinfo=UTC)) == "restride-20261120.zip"
