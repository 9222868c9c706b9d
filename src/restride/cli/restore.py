"""`restride restore FILE`: a backup in the place of what is here. The server must not run meanwhile."""

import argparse
import getpass
import sys
import zipfile
from pathlib import Path
from typing import Any

from restride.cli._in_use import InUse, held
from restride.cli._passphrase import VARIABLE, PassphraseRefused, add_options, given
from restride.cli._web import ask_web, web_environment
from restride.usecases.backup_file import SEALED


def add(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser("restore", help="put a backup in the place of what is here; stop the server first")
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup")
    parser.add_argument("--replace", action="store_true", help="put records that are here aside")
    parser.add_argument("--removed", type=Path, metavar="FILE", help="a copy of removed.jsonl kept elsewhere")
    parser.add_argument("--data", help="the data folder (RESTRIDE_DATA, otherwise ./data)")
    add_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check the backup and put it in place; 1 where it can't be, and then nothing was changed."""
    options = ["--replace"] if arguments.replace else []
    if arguments.removed:
        options += ["--removed", str(arguments.removed.absolute())]
    try:
        passphrase = given(arguments) or (getpass.getpass("Passphrase: ") if is_sealed(arguments.file) else "")
        environment = web_environment(data=arguments.data, **{VARIABLE: passphrase})
        with held(Path(environment.get("RESTRIDE_DATA") or "data").absolute(), alone=True):
            return ask_web("restore", *options, str(arguments.file.absolute()), environment=environment)
    except PassphraseRefused as refusal:
        print(f"restride: {refusal}", file=sys.stderr)
        return 2
    except InUse as refusal:
        print(f"restride: {refusal}", file=sys.stderr)
        return 1


def is_sealed(file: Path) -> bool:
    """Whether this is an encrypted backup, and somebody sits at the keyboard to be asked."""
    if not sys.stdin.isatty() or not zipfile.is_zipfile(file):
        return False
    with zipfile.ZipFile(file) as archive:
        return SEALED in archive.namelist()
