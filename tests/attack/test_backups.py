"""A backup made by somebody else puts nothing outside the data folder, follows no link, and can't rewrite the trail.

Each is consistent in itself: the manifest names every part with its true size and digest.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from restride.usecases.backup_file import MANIFEST, BackupRefused
from tests.faults.failing import everything
from tests.guards import lifted
from tests.usecases.test_backup import PASSPHRASE, backed_up, events, files, put_back, running
from tests.vaults import VAULT, Place

pytestmark = pytest.mark.db


def forged(file: Path, change: Callable[[dict[str, bytes]], Any], *, links: tuple[str, ...] = ()) -> Path:
    """The backup with its parts changed and a manifest that fits them."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(parts.pop(MANIFEST))
    change(parts)
    manifest["members"] = {
        name: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()} for name, content in parts.items()
    }
    other = file.with_name("forged-" + file.name)
    with zipfile.ZipFile(other, "w") as archive:
        for name, content in {**parts, MANIFEST: json.dumps(manifest).encode()}.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (0o120777 if name in links else 0o100600) << 16
            archive.writestr(entry, content)
    return other


def climbing(place: Place, id: str) -> None:
    """A record whose file has a path for its name; the file is there, so that a backup takes it in."""
    from restride.web.db.models import Blob

    with lifted(VAULT):
        row = Blob.objects.using(VAULT).get()
        Blob.objects.using(VAULT).filter(pk=row.pk).update(id=id)
    kept = place.vault.data / "files"
    (kept / row.id).rename(kept / id)


@pytest.mark.parametrize("id", ["../../escaped", "../escaped", "sub/../../escaped"])
def test_a_file_whose_name_climbs_is_put_nowhere(place: Place, id: str) -> None:
    story = running(place)
    (place.vault.data / "files" / "sub").mkdir()
    climbing(place, id)
    file = backed_up(place)
    out = (place.vault.data / "files" / id).resolve()
    out.unlink()
    before = everything(VAULT)
    with pytest.raises(BackupRefused, match="name of a file"):
        put_back(place, file, replace=True)
    assert not out.exists()
    assert everything(VAULT) == before
    assert events(place, story.runner.person)


@pytest.mark.parametrize(
    "name", ["files/../../evil", "/etc/evil", "database/../../evil", "files/a/../../b", "C:\\evil"]
)
def test_a_part_that_no_record_names_is_put_nowhere(place: Place, name: str) -> None:
    running(place)
    file = forged(backed_up(place), lambda parts: parts.update({name: b"x"}))
    before, there = everything(VAULT), sorted(place.vault.data.parent.rglob("*evil*"))
    try:
        put_back(place, file, replace=True)
    except BackupRefused:
        assert everything(VAULT) == before
    assert sorted(place.vault.data.parent.rglob("*evil*")) == there
    assert not Path("/etc/evil").exists()


def test_a_link_in_a_backup_is_a_file_with_a_text(place: Place) -> None:
    """Where the part of a file is marked as a link, what it points to is neither read nor written."""
    running(place)
    (name,) = files(place)
    target = place.vault.data.parent / f"{place.vault.data.name}-target"
    target.write_text("not to be touched")
    file = forged(
        backed_up(place), lambda parts: parts.update({f"files/{name}": str(target).encode()}), links=(f"files/{name}",)
    )
    with pytest.raises(BackupRefused, match="isn't in the backup"):  # its digest is not the record's
        put_back(place, file, replace=True)
    linked = forged(backed_up(place, "two.zip"), lambda parts: None, links=(f"files/{name}",))
    put_back(place, linked, replace=True)
    assert not (place.vault.data / "files" / name).is_symlink()
    assert target.read_text() == "not to be touched"


def test_a_link_in_the_folder_is_replaced_and_not_followed(place: Place) -> None:
    running(place)
    (name,) = files(place)
    content, file = files(place)[name], backed_up(place)
    target = place.vault.data.parent / f"{place.vault.data.name}-target"
    target.write_text("not to be touched")
    here = place.vault.data / "files" / name
    here.unlink()
    here.symlink_to(target)
    put_back(place, file, replace=True)
    assert target.read_text() == "not to be touched"
    assert files(place)[name] == content
    assert not here.is_symlink()


@pytest.mark.invariant("INV-064")
def test_inv_064_heads_that_do_not_fit_the_trail_are_refused(place: Place) -> None:
    running(place)

    def cut(parts: dict[str, bytes]) -> None:
        name = next(one for one in parts if one.startswith("audit-heads"))
        lines = parts[name].splitlines(keepends=True)
        digest = json.loads(lines[-1])
        changed = {**digest, **{key: "0" * 64 for key, value in digest.items() if len(str(value)) == 64}}
        assert changed != digest
        parts[name] = b"".join([*lines[:-1], json.dumps(changed).encode() + b"\n"])

    file = forged(backed_up(place), cut)
    before = everything(VAULT)
    with pytest.raises(BackupRefused):
        put_back(place, file, replace=True)
    assert everything(VAULT) == before


@pytest.mark.invariant("INV-064")
def test_inv_064_a_trail_with_a_changed_line_is_refused(place: Place) -> None:
    from restride.web.db.models import Audit

    running(place)
    with lifted(VAULT):
        row = Audit.objects.using(VAULT).order_by("-seq").first()
        assert row is not None
        Audit.objects.using(VAULT).filter(pk=row.pk).update(digest="0" * 64)
    file = backed_up(place)
    before = everything(VAULT)
    with pytest.raises(BackupRefused, match="audit chain"):
        put_back(place, file, replace=True)
    assert everything(VAULT) == before


def test_a_backup_within_a_backup_is_no_backup(place: Place) -> None:
    running(place)
    inner = backed_up(place).read_bytes()
    sealed = backed_up(place, "sealed.zip", passphrase=PASSPHRASE)
    with zipfile.ZipFile(sealed) as archive:
        names = archive.namelist()
    wrapped = sealed.with_name("wrapped-" + sealed.name)
    for name in (*names, "backup.zip", "files/backup.zip"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(name, inner)
        wrapped.write_bytes(out.getvalue())
        with pytest.raises(BackupRefused):
            put_back(place, wrapped, replace=True, passphrase=PASSPHRASE)


def test_a_manifest_that_is_a_bomb_is_refused_unread(place: Place, tmp_path: Path) -> None:
    running(place)
    file = tmp_path / "bomb.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(MANIFEST, "w") as out:
        for _ in range(80):
            out.write(b" " * (1 << 20))
    before = everything(VAULT)
    with pytest.raises(BackupRefused, match="larger than"):
        put_back(place, file, replace=True)
    assert everything(VAULT) == before
