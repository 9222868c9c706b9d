"""`restride demo`: accounts in every state of the way back, to look around in. What happens in them is not here."""

import argparse
import os
from typing import Any

from restride.cli._web import ask_web, web_environment

NAMES = ("day-0", "gate", "first-run", "morning-after", "stopped", "awaiting-clearance")
FOLDER = "data/demo"
_EXITS = "Exit codes: 0 the accounts are there, 1 they could not be made, 2 the command was used wrongly."


def add(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "demo",
        help="make accounts to look around in",
        description="Make runners in every state, a clinician and a watch file, in an empty data folder.",
        epilog=_EXITS,
    )
    parser.add_argument("--until", choices=NAMES, help="one runner in this state alone")
    parser.add_argument("--data", help=f"an empty data folder (RESTRIDE_DATA, otherwise ./{FOLDER})")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make the accounts and print how to open them; 1 where they can't be made."""
    folder = arguments.data or os.environ.get("RESTRIDE_DATA") or FOLDER
    states = [arguments.until] if arguments.until else list(NAMES)
    return ask_web("demo", *states, environment=web_environment(data=folder))
