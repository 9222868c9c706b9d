"""`restride journal export | import`: everything of one runner as an archive, out of this server or into it."""

import argparse
from pathlib import Path
from typing import Any

from restride.cli._web import ask_web, web_environment


def add(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser("journal", help="a runner's whole record: write it to an archive, or move one in")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    out = acts.add_parser("export", help="write everything of one runner to an archive; the runner can see it was made")
    out.add_argument("person", metavar="EMAIL")
    out.add_argument("--out", type=Path, metavar="FILE", default=Path("restride.zip"), help="default: restride.zip")
    out.set_defaults(act="journal-export")
    back = acts.add_parser("import", help="move an archive into the empty record of a runner who has signed up here")
    back.add_argument("file", type=Path, metavar="FILE")
    back.add_argument("--runner", dest="person", required=True, metavar="EMAIL", help="whose record it becomes")
    back.set_defaults(act="journal-import")
    for one in (out, back):
        one.add_argument("--data", help="the data folder (RESTRIDE_DATA, otherwise ./data)")
        one.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do it; 1 where there is no such runner, the file is not right, or the record is not empty."""
    file = getattr(arguments, "file", None) or arguments.out
    return ask_web(
        arguments.act, arguments.person, str(file.absolute()), environment=web_environment(data=arguments.data)
    )
