"""A full disk or a read-only data folder: an entry is stored whole or not at all, and work goes on afterwards."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from restride.journal.values import StorageDown
from restride.usecases.demo_days import Days
from tests.faults.disks import Disk, small_disk
from tests.faults.failing import everything, sound
from tests.storage import HandClock
from tests.usecases.days import FIRST, ago, fit, send
from tests.vaults import VAULT, Place, copied, known, place_at

pytestmark = pytest.mark.db


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with small_disk(tmp_path, megabytes=6) as disk:
        yield disk


@pytest.fixture
def on_disk(disk: Disk, template: dict[str, Any], django_db_blocker: Any) -> Iterator[Place]:
    """A storage whose data folder lies on the small disk; of PostgreSQL only the files do."""
    data = disk.path / "data"
    data.mkdir()
    with django_db_blocker.unblock(), copied(template, data) as settings, known(settings):
        yield place_at(data, HandClock(FIRST))


def is_lite() -> bool:
    from django.db import connections

    return connections[VAULT].vendor == "sqlite"


def bring_file(story: Days) -> None:
    send(story, fit(ago(story, hours=3)))


@pytest.mark.invariant("INV-073")
def test_inv_073_a_full_disk_takes_no_entry_and_loses_none(on_disk: Place, disk: Disk) -> None:
    if not is_lite():
        pytest.skip("PostgreSQL on a full disk: test_postgres_full.py")
    story = on_disk.days()
    story.morning()
    with disk.full():
        before = everything(VAULT)
        for _ in range(40):  # the log of changes has some room in it
            story.next_morning()
            try:
                story.morning()
            except StorageDown:
                break
            before = everything(VAULT)
        else:
            raise AssertionError("a write was taken by a disk that is full")
        assert everything(VAULT) == before
    assert story.morning() is not None
    sound(on_disk.ports)


@pytest.mark.invariant("INV-073")
def test_inv_073_an_original_file_that_finds_no_room_leaves_nothing(on_disk: Place, disk: Disk) -> None:
    story = on_disk.days()
    story.morning()
    files = on_disk.house.blobs.stored()
    with disk.full():
        before = everything(VAULT)
        with pytest.raises(StorageDown):
            bring_file(story)
        assert everything(VAULT) == before
        assert on_disk.house.blobs.stored() == files
        assert [path.name for path in (on_disk.vault.data / "files").iterdir()] == list(files)
    bring_file(story)
    assert len(on_disk.house.blobs.stored()) == len(files) + 1
    sound(on_disk.ports)


@pytest.mark.invariant("INV-073")
def test_inv_073_a_read_only_folder_takes_no_entry_and_no_file(on_disk: Place, disk: Disk) -> None:
    from django.db import connections

    story = on_disk.days()
    story.morning()
    before = everything(VAULT)
    connections[VAULT].close()
    with disk.read_only(), closing(connections[VAULT]):
        story.next_morning()
        if is_lite():
            with pytest.raises(StorageDown):
                story.morning()
        with pytest.raises(StorageDown):
            bring_file(story)
    assert everything(VAULT) == before
    assert story.morning() is not None
    sound(on_disk.ports)
