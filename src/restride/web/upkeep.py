"""Acts of the operator on the whole installation: backup, restore, doctor, audit. Use cases do the work."""

import argparse
import os
import platform
import shutil
import sys
from pathlib import Path
from typing import Any

PASSPHRASE = "RESTRIDE_BACKUP_PASSPHRASE"  # noqa: S105 - the name of a variable


def add_acts(acts: "argparse._SubParsersAction[Any]") -> None:
    """The acts of `restride.web.operate` that are about the whole installation."""
    out = acts.add_parser("backup")
    out.add_argument("file", type=Path)
    out.add_argument("--without-files", action="store_true")
    out.set_defaults(act=_backup)
    back = acts.add_parser("restore")
    back.add_argument("file", type=Path)
    back.add_argument("--replace", action="store_true")
    back.add_argument("--removed", type=Path)
    back.set_defaults(act=_restore)
    doctor = acts.add_parser("doctor")
    doctor.add_argument("--rebuild", action="store_true")
    doctor.add_argument("--send-again", action="store_true")
    doctor.set_defaults(act=_doctor)
    verify = acts.add_parser("audit-verify")
    verify.add_argument("--anchor", type=Path)
    verify.set_defaults(act=_verify)
    anchor = acts.add_parser("audit-anchor")
    anchor.add_argument("file", type=Path)
    anchor.set_defaults(act=_anchor)


def _backup(wanted: argparse.Namespace) -> int:
    from restride import wiring
    from restride.journal.values import Refused
    from restride.usecases.backup import back_up
    from restride.usecases.backup_file import BackupRefused

    passphrase = os.environ.get(PASSPHRASE) or None
    try:
        made = back_up(wiring.vault(), wanted.file, passphrase=passphrase, with_files=not wanted.without_files)
    except (BackupRefused, Refused) as refusal:
        return _refuse(str(refusal))
    size = made.file.stat().st_size
    print(f"{made.file}: {len(made.manifest.members)} parts, {size >> 10} KB, whole and checked as it was written.")
    if passphrase is None:
        print("It is not encrypted and holds health data. The server's keys are not in it: keep data/secret apart.")
    for file in made.manifest.missing:
        print(f"restride: the original file {file} is missing or changed on the disk.", file=sys.stderr)
    return 1 if made.manifest.missing else 0


def _restore(wanted: argparse.Namespace) -> int:
    from restride import wiring
    from restride.usecases.backup_file import BackupRefused
    from restride.usecases.restore import Wanted, restore

    passphrase = os.environ.get(PASSPHRASE) or None
    try:
        done = restore(
            wiring.vault(),
            Wanted(file=wanted.file, passphrase=passphrase, replace=wanted.replace, removed=wanted.removed),
        )
    except BackupRefused as refusal:
        return _refuse(str(refusal))
    redone = done.redone
    print(f"Back at {done.manifest.made_at:%Y-%m-%d %H:%M} UTC: {redone.people} records, each waiting for a check-in.")
    print(
        f"Done again: {redone.erased} erasures, {redone.withdrawn} withdrawn consents, {redone.carried} other entries."
    )
    print("Everybody signs in again; codes, links and tokens from before are void.")
    if done.aside:
        print(f"The old data lies in {done.aside}. Remove it when you are sure.")
    if done.left:
        print(f"{len(done.left)} old files could not be put aside and belong to no record now: see restride doctor.")
    if not done.looked_back:
        print("The old data couldn't be read: flags and clearances taken back since then are lost. Tell everybody.")
    return 0


def _doctor(wanted: argparse.Namespace) -> int:
    from django.conf import settings
    from django.db import DatabaseError

    from restride import __version__, wiring
    from restride.journal.values import StorageDown
    from restride.library.errors import ProtocolError
    from restride.usecases.doctor import Gravity, bad, examine, rebuild
    from restride.web.db import examine as tables

    try:
        found = list(tables.of_release())
        print(f"Restride {__version__}, Python {platform.python_version()}, {tables.version_of()}, {_versions()}")
        if not found:
            place, ports = _installation(), wiring.ports()
            if wanted.rebuild:
                print(f"Folded {rebuild(ports, place)} records anew.")
                place = _installation()
            if wanted.send_again:
                print(f"{_revived()} messages get three new tries.")
                place = _installation()
            found = [*tables.of_tables(), *examine(ports, place)]
    except ProtocolError as error:
        found = [bad(f"The protocols can't be read: {error}", "Install this release anew.")]
    except (DatabaseError, StorageDown) as error:
        reason = str(error.__cause__ or error).strip()
        found = [bad(f"The database can't be used: {reason}.", "Start it, or restore a backup.")]
    if settings.RESTRIDE_CLOCK_MOVED:
        found.append(bad("The clock is moved for a demonstration.", "Unset RESTRIDE_CLOCK for real runners."))
    for finding in sorted(found, key=lambda one: -one.gravity):
        print(f"{'BAD ' if finding.gravity is Gravity.BAD else 'look'}  {finding.what}\n      {finding.cure}")
    if not found:
        print("All is well.")
    return max((int(finding.gravity) for finding in found), default=0)


def _revived() -> int:
    from restride import wiring

    outbox = wiring.outbox()
    return sum(outbox.revive(job.id) for job in outbox.parked())


def _installation() -> Any:
    from django.conf import settings

    from restride import wiring
    from restride.usecases.doctor import Installation
    from restride.web.db import examine as tables
    from restride.web.db.dump import files_of

    return Installation(
        data=settings.RESTRIDE_DATA,
        removed=wiring.removed_list(),
        removals=tables.known_removals(),
        files=files_of("default"),
        free_bytes=shutil.disk_usage(settings.RESTRIDE_DATA).free,
        least_free_bytes=settings.RESTRIDE_LEAST_FREE_BYTES,
        latest=tables.latest_entry(),
        parked=tables.parked(),
    )


def _versions() -> str:
    from importlib.metadata import version

    return ", ".join(f"{name} {version(name)}" for name in ("django", "granian", "numpy", "msgspec"))


def _verify(wanted: argparse.Namespace) -> int:
    from restride import wiring
    from restride.journal.values import StorageDown
    from restride.usecases.audit_check import AnchorRefused, read_anchor, verify_audit

    try:
        anchor = read_anchor(wanted.anchor.read_bytes(), str(wanted.anchor)) if wanted.anchor else None
        broken = verify_audit(wiring.audit(), anchor)
    except (AnchorRefused, StorageDown) as refusal:
        return _refuse(str(refusal), code=2)
    except OSError as error:
        return _refuse(f"{wanted.anchor} can't be read: {error.strerror}.", code=2)
    if broken:
        return _refuse(f"The audit chain of {broken.person} breaks at line {broken.seq}: {broken.what}.")
    print(f"{len(wiring.audit().heads())} chains hold" + (", and the anchor too." if anchor else "."))
    return 0


def _anchor(wanted: argparse.Namespace) -> int:
    from restride import wiring
    from restride.journal.values import StorageDown
    from restride.usecases.audit_check import AnchorRefused, keep_anchor, take_anchor

    try:
        anchor = take_anchor(wiring.audit(), wiring.clock().now())
        keep_anchor(anchor, wanted.file)
    except (AnchorRefused, StorageDown) as refusal:
        return _refuse(str(refusal))
    print(
        f"{wanted.file}: the ends of {len(anchor.heads)} chains. Keep it where nobody who has the database can write."
    )
    return 0


def _refuse(sentence: str, code: int = 1) -> int:
    print(f"restride: {sentence}", file=sys.stderr)
    return code
