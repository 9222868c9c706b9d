"""What the command line asks of the web in a process of its own, since faces don't import each other. No work is here.

Run as `python -m restride.web.operate ACT …` with the RESTRIDE_* variables set: `prepare`, `reset`, `clinician`, …
Exit code 0 is good, 1 refused, 2 usage.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from restride.journal.values import AccessDenied, StorageDown
from restride.web import journals, upkeep
from restride.web.environment import SettingRefused, read_environment
from restride.web.keys import ensure_keys

_CHECKOUT = Path(__file__).parents[3]  # of the repository, where this is no installed package
_WRITES = frozenset({"reset", "clinician", "import", "journal-import"})  # the others look at the tables themselves


def main(arguments: Sequence[str]) -> int:
    """Do one act and give its exit code; what went wrong is one sentence on standard error."""
    wanted = _parser().parse_args(arguments)
    os.umask(0o077)  # records and keys are the owner's alone
    try:
        ensure_keys(read_environment(os.environ).data)
    except SettingRefused as refusal:
        return _refuse(str(refusal), code=2)
    except OSError as error:
        return _refuse(
            f"The data folder can't be used: {error.strerror} ({error.filename}). Choose another with --data."
        )
    except ValueError as refusal:
        return _refuse(str(refusal))
    _start()
    newer = _newer() if wanted.asked in _WRITES else ""
    return _refuse(newer) if newer else int(wanted.act(wanted))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="restride.web.operate")
    acts = parser.add_subparsers(required=True, dest="asked")
    prepare = acts.add_parser("prepare")
    prepare.set_defaults(act=lambda wanted: _prepare())
    reset = acts.add_parser("reset")
    reset.add_argument("email")
    reset.add_argument("--second-factor", action="store_true")
    reset.set_defaults(act=_reset)
    clinician = acts.add_parser("clinician")
    clinician.add_argument("email")
    for option in ("--name", "--profession", "--registration"):
        clinician.add_argument(option, required=True)
    clinician.set_defaults(act=_clinician)
    imports = acts.add_parser("import")
    imports.add_argument("--runner", default="")
    imports.add_argument("--json", action="store_true")
    imports.add_argument("files", nargs="+", type=Path)
    imports.set_defaults(act=_import)
    journals.add_acts(acts)
    upkeep.add_acts(acts)
    demo = acts.add_parser("demo")
    demo.add_argument("states", nargs="+")
    demo.set_defaults(act=_demo)
    return parser


def _start() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "restride.web.settings")
    django.setup()
    from restride.web.db.patience import take_time

    take_time()


def _newer() -> str:
    """Why nothing may be written into tables of a newer release; empty where these are not."""
    from django.db import DatabaseError

    from restride.web.db.schema import TooNew, refuse_newer, schema_of

    try:
        refuse_newer(schema_of())
    except TooNew as refusal:
        return str(refusal)
    except DatabaseError:
        return ""  # the act says itself what is wrong with the database
    return ""


def _prepare() -> int:
    from django.db import DatabaseError

    from restride.usecases.backup_file import BackupRefused
    from restride.web.db.schema import TooNew
    from restride.web.preparation import prepare

    try:
        prepare()
    except (TooNew, BackupRefused, StorageDown) as refusal:
        return _refuse(str(refusal))
    except DatabaseError as error:
        return _refuse(f"The database {_database()} can't be prepared: {str(error).strip()}.")
    except OSError as error:
        return _refuse(f"The static files can't be written: {error.strerror} ({error.filename}).")
    return 0


def _reset(wanted: argparse.Namespace) -> int:
    from restride.web.accounts import office

    if not wanted.second_factor:
        return _print_link(lambda origin: office.reset(wanted.email, origin=origin))
    done = _print_link(lambda origin: office.reset_second_factor(wanted.email, origin=origin))
    if done == 0:
        print(
            "The second factor and the password are removed, and the account is signed out everywhere. Whoever opens "
            "the link gets in: be sure who asked you.",
            file=sys.stderr,
        )
    return done


def _clinician(wanted: argparse.Namespace) -> int:
    from restride.web.accounts import office

    stated = {"name": wanted.name, "profession": wanted.profession, "registration": wanted.registration}
    return _print_link(lambda origin: office.add_clinician(wanted.email, origin=origin, **stated))


def _import(wanted: argparse.Namespace) -> int:
    from django.db import DatabaseError

    from restride import wiring
    from restride.usecases.import_files import as_json, as_lines, exit_code
    from restride.web.accounts.office import Refused
    from restride.web.importing import import_for, runner_named

    try:
        rows = import_for(wiring.ports(), runner_named(wanted.runner), wanted.files)
    except (Refused, StorageDown) as refusal:
        return _refuse(str(refusal))
    except AccessDenied:
        return _refuse("This runner has no record yet. They sign in and answer the first questions, then import.")
    except DatabaseError as error:
        return _refuse(f"The database can't be used: {str(error).strip().rstrip('.')}. {_cure(error)}".strip())
    print(as_json(rows) if wanted.json else "\n".join(as_lines(rows)))
    return exit_code(rows)


def _demo(wanted: argparse.Namespace) -> int:
    from restride.web.accounts.office import Refused
    from restride.web.rehearsal import rehearse

    prepared = _prepare()
    if prepared != 0:
        return prepared
    try:
        made = rehearse(wanted.states, datetime.now(UTC))
    except (Refused, StorageDown) as refusal:
        return _refuse(str(refusal))
    for account in made.accounts:
        print(f"{account.email:38}{account.password:16}{account.shows}")
    print(f"\nA run to upload, for first-run: {made.file}")
    command = "./run restride" if (_CHECKOUT / "run").is_file() else "restride"
    print(f"Open it: {command} serve --data {made.file.parent} --clock {made.opened.isoformat()}")
    return 0


def _print_link(make: Callable[[str], str]) -> int:
    from django.conf import settings
    from django.db import DatabaseError

    from restride.web.accounts.office import Refused

    origin = settings.RESTRIDE_ORIGIN or f"http://localhost:{os.environ.get('RESTRIDE_PORT') or 8000}"
    try:
        link = make(origin)
    except Refused as refusal:
        return _refuse(str(refusal))
    except DatabaseError as error:
        return _refuse(f"The database can't be used: {str(error).strip().rstrip('.')}. {_cure(error)}".strip())
    print(link)
    print("It works once, for three days. Give it to that person alone.", file=sys.stderr)
    return 0


def _cure(error: Exception) -> str:
    return "Start `restride serve` with this data folder once." if "no such table" in str(error) else ""


def _database() -> str:
    from django.db import connection

    return str(connection.settings_dict["NAME"])


def _refuse(sentence: str, code: int = 1) -> int:
    print(f"restride: {sentence}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
