"""`restride audit verify | anchor`: whether the audit chains hold, and their ends kept outside for a later check."""

import argparse
from pathlib import Path
from typing import Any

from restride.cli._web import ask_web, web_environment


def add(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser("audit", help="who read and wrote: check the chains, or keep their ends outside")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    verify = acts.add_parser("verify", help="check every chain, also against an anchor kept outside")
    verify.add_argument("--anchor", type=Path, metavar="FILE", help="an anchor written earlier")
    anchor = acts.add_parser("anchor", help="write the ends of all chains to a new file")
    anchor.add_argument("file", type=Path, metavar="FILE", help="keep it where the server can't write")
    for one, act in ((verify, _verify), (anchor, _anchor)):
        one.add_argument("--data", help="the data folder (RESTRIDE_DATA, otherwise ./data)")
        one.set_defaults(run=act)


def _verify(arguments: argparse.Namespace) -> int:
    """0 when all chains hold, 1 with the first bad place, 2 when they can't be checked."""
    options = ["--anchor", str(arguments.anchor.absolute())] if arguments.anchor else []
    return ask_web("audit-verify", *options, environment=web_environment(data=arguments.data))


def _anchor(arguments: argparse.Namespace) -> int:
    """1 where the file can't be written."""
    return ask_web("audit-anchor", str(arguments.file.absolute()), environment=web_environment(data=arguments.data))
