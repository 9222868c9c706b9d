"""`restride clinician add EMAIL`: a clinician's account, with a link to choose its password. Sign-up makes none."""

import argparse
from typing import Any

from restride.cli._web import ask_web, web_environment


def add(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser("clinician", help="clinicians: add one, with a link to choose a password")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    new = acts.add_parser("add", help="make a clinician's account and print the link to its password")
    new.add_argument("email")
    new.add_argument("--name", required=True, help="as runners read it")
    new.add_argument("--profession", required=True, help="for example physiotherapist")
    new.add_argument("--registration", required=True, help="the number at the professional register")
    new.add_argument("--data", help="the data folder (RESTRIDE_DATA, otherwise ./data)")
    new.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make the account and print the link; 1 where it can't be made."""
    stated = [
        f"--name={arguments.name}",
        f"--profession={arguments.profession}",
        f"--registration={arguments.registration}",
    ]
    return ask_web("clinician", arguments.email, *stated, environment=web_environment(data=arguments.data))
