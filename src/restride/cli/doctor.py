"""`restride doctor`: whether this installation is sound, and the cure of each thing that isn't."""

import argparse
from typing import Any

from restride.cli._web import ask_web, web_environment


def add(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser("doctor", help="check records, files, audit chains, secrets, disk and clock")
    parser.add_argument("--rebuild", action="store_true", help="fold what is derived anew from the journals first")
    parser.add_argument("--send-again", action="store_true", help="give messages that were given up three new tries")
    parser.add_argument("--data", help="the data folder (RESTRIDE_DATA, otherwise ./data)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Look everything over: 0 all is well, 1 something is worth a look, 2 something must be put right."""
    options = ["--rebuild"] if arguments.rebuild else []
    options += ["--send-again"] if arguments.send_again else []
    return ask_web("doctor", *options, environment=web_environment(data=arguments.data))
