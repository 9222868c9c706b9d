"""Where the passphrase of a backup comes from: a file, a variable, or the keyboard. It is never an argument."""

import argparse
import getpass
import os
import sys
from pathlib import Path

VARIABLE = "RESTRIDE_BACKUP_PASSPHRASE"
SHORTEST = 12


class PassphraseRefused(Exception):
    """A passphrase that can't be used; the text says why and the cure."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options about the passphrase."""
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help=f"its first line (otherwise {VARIABLE})")


def given(arguments: argparse.Namespace) -> str | None:
    """The passphrase of the file or the variable; None where there is neither. Raises PassphraseRefused."""
    if arguments.passphrase_file is None:
        return os.environ.get(VARIABLE) or None
    try:
        lines = arguments.passphrase_file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PassphraseRefused(f"{arguments.passphrase_file} can't be read: {error}.") from error
    if not lines or not lines[0]:
        raise PassphraseRefused(f"{arguments.passphrase_file} is empty. Write the passphrase on its first line.")
    return str(lines[0])


def chosen(arguments: argparse.Namespace) -> str:
    """The passphrase for a new backup; where none is given it is asked for twice. Raises PassphraseRefused."""
    passphrase = given(arguments)
    if passphrase is None:
        if not sys.stdin.isatty():
            raise PassphraseRefused(
                f"Nobody is here to be asked for a passphrase: give --passphrase-file or {VARIABLE}."
            )
        passphrase = getpass.getpass("Passphrase for the backup: ")
        if getpass.getpass("Once more: ") != passphrase:
            raise PassphraseRefused("The two passphrases differ. Nothing was written.")
    if len(passphrase) < SHORTEST:
        raise PassphraseRefused(f"The passphrase is short. Take {SHORTEST} signs or more: a few words do.")
    return passphrase
