"""`restride user reset EMAIL`: a link to a new password, and the way back in after a lost second factor."""

import argparse
from typing import Any

from restride.cli._web import ask_web, web_environment


def add(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser("user", help="accounts: print a link to a new password")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    reset = acts.add_parser("reset", help="print a link to a new password; it works once, for three days")
    reset.add_argument("email")
    reset.add_argument(
        "--second-factor",
        action="store_true",
        help="remove passkeys, app, recovery codes and the password too, and sign out everywhere; be sure who asks",
    )
    reset.add_argument("--data", help="the data folder (RESTRIDE_DATA, otherwise ./data)")
    reset.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the link; 1 where there is no such account."""
    extra = ["--second-factor"] if arguments.second_factor else []
    return ask_web("reset", arguments.email, *extra, environment=web_environment(data=arguments.data))
