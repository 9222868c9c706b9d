"""`restride plugins`: which plug-ins are installed, and why one of them isn't used. Changes nothing."""

import argparse
import os
from typing import Any

_EXITS = (
    "Exit codes: 0 every plug-in is used (or there is none), 1 at least one is not, 2 the command was used wrongly."
)


def add(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "plugins",
        help="list the plug-ins, and say why one isn't used",
        description="List the plug-ins that packages bring: protocols, importers, exporters, notifiers.",
        epilog=_EXITS,
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """One line a plug-in; 1 where one isn't used."""
    from restride.usecases.plugged import look

    seen = look(os.environ)
    for one in seen:
        kind = one.door.removeprefix("restride.").removesuffix("s")
        print(f"{'not used' if one.why else 'used':10}{kind:10}{one.name}, of {one.package or 'a loose folder'}")
        if one.why:
            print(f"{'':10}{one.why}")
    if not seen:
        print("No plug-in is installed. docs/add/plugin.md says how to make one.")
    return int(any(one.why for one in seen))
