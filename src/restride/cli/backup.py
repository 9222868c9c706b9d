"""`restride backup FILE`: everything this server keeps in one file, also while it runs."""

import argparse
import sys
from pathlib import Path
from typing import Any

from restride.cli._passphrase import VARIABLE, PassphraseRefused, add_options, chosen
from restride.cli._web import ask_web, web_environment


def add(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser("backup", help="write everything to one file, also while the server runs")
    parser.add_argument("file", type=Path, metavar="FILE", help="a new file; one that is there is never written over")
    parser.add_argument("--encrypt", action="store_true", help="under a passphrase; the server's keys go in too")
    parser.add_argument("--without-files", action="store_true", help="leave out the original files of watches")
    parser.add_argument("--data", help="the data folder (RESTRIDE_DATA, otherwise ./data)")
    add_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write it; 1 where it can't be, or where an original file is missing; 2 where the command was used wrongly."""
    try:
        passphrase = chosen(arguments) if arguments.encrypt else ""
    except PassphraseRefused as refusal:
        print(f"restride: {refusal}", file=sys.stderr)
        return 2
    folder = arguments.file.absolute().parent
    if not folder.is_dir():
        print(f"restride: {folder} is no folder. Make it first, or name another place.", file=sys.stderr)
        return 2
    options = ["--without-files"] if arguments.without_files else []
    environment = web_environment(data=arguments.data, **{VARIABLE: passphrase})
    return ask_web("backup", *options, str(arguments.file.absolute()), environment=environment)
