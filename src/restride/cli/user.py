"""`restride user reset EMAIL`: a link to a new password, for a server that sends no mail."""

import argparse
from typing import Any

from restride.cli._web import ask_web, web_environment


def add(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser("user", help="accounts: print a link to a new password")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    reset = acts.add_parser("reset", help="print a link to a new password; it works once, for three days")
    reset.add_argument("email")
    reset.add_argument("--data", help="the data folder (RESTRIDE_DATA, otherwise ./data)")
    reset.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the link; 1 where there is no such account."""
    return ask_web("reset", arguments.email, environment=web_environment(data=arguments.data))
