"""Writes a runner's archive to a file and moves one in, by the operator's hand. Use cases say what is in it."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any


def add_acts(acts: "argparse._SubParsersAction[Any]") -> None:
    """The acts of `restride.web.operate` that are about whole records."""
    out = acts.add_parser("journal-export")
    out.add_argument("email")
    out.add_argument("file", type=Path)
    out.set_defaults(act=_export)
    back = acts.add_parser("journal-import")
    back.add_argument("email")
    back.add_argument("file", type=Path)
    back.set_defaults(act=_import)


def _export(wanted: argparse.Namespace) -> int:
    """Write the archive; a file that is there already is never written over."""
    from restride import wiring
    from restride.journal.values import SYSTEM, Purpose, Refused
    from restride.usecases.export import export_everything
    from restride.usecases.ports import Visitor
    from restride.web.accounts.office import Refused as NoSuchAccount
    from restride.web.importing import runner_named

    half = wanted.file.with_name(wanted.file.name + ".part")
    try:
        user = runner_named(wanted.email)
        visitor = Visitor(actor=SYSTEM, person=str(user.pk), source="command-line", purpose=Purpose.EXPORT)
        account = {"name": user.name, "email": user.email, "zone": user.zone, "joined_at": user.joined_at.isoformat()}
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for piece in export_everything(wiring.ports(), visitor, account):
                file.write(piece)
        os.link(half, wanted.file)
    except FileExistsError as error:
        return _refuse(f"{error.filename2 or error.filename} is there already. Choose another name.")
    except (Refused, NoSuchAccount) as refusal:
        return _refuse(str(refusal))
    except OSError as error:
        return _refuse(f"{wanted.file} can't be written: {error.strerror}.")
    finally:
        half.unlink(missing_ok=True)
    print(wanted.file)
    print("It is about somebody's health and is not encrypted. They can see that it was made.", file=sys.stderr)
    return 0


def _import(wanted: argparse.Namespace) -> int:
    """Move an archive in, whole or not at all."""
    from restride import wiring
    from restride.journal.codec import Unreadable
    from restride.journal.values import Refused
    from restride.usecases.move_in import move_in, read_archive
    from restride.usecases.refused import NotPossible
    from restride.web.accounts.office import Refused as NoSuchAccount
    from restride.web.importing import runner_named

    try:
        user = runner_named(wanted.email)
        with wanted.file.open("rb") as file:
            count = move_in(wiring.ports(), str(user.pk), read_archive(file))
    except OSError as error:
        return _refuse(f"{wanted.file} can't be read: {error.strerror}.")
    except (Unreadable, NotPossible, Refused, NoSuchAccount) as refusal:
        return _refuse(str(refusal))
    print(f"{count} entries moved in. They stand as they were; no decision was made anew.")
    print("What clinicians did elsewhere counts once a clinician of this server has done it anew.")
    return 0


def _refuse(sentence: str) -> int:
    print(f"restride: {sentence}", file=sys.stderr)
    return 1
