"""`restride import FILE…`: watch files into a runner's record, or only looked at. Reads nothing itself."""

import argparse
from pathlib import Path
from typing import Any

from restride.cli._web import ask_web, web_environment

_EXITS = (
    "Exit codes: 0 every file was read (one that is set aside waits for the runner), 1 at least one was refused, "
    "2 the command was used wrongly."
)


def add(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "import",
        help="read watch files: FIT, GPX, TCX, plain or packed",
        description="Read watch files into a runner's record. The same run counts once, in whatever format.",
        epilog=_EXITS,
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--dry-run", action="store_true", help="only say what is in the files; keep nothing")
    parser.add_argument("--json", action="store_true", help="print a list with one object a file")
    parser.add_argument("--runner", metavar="EMAIL", help="whose runs they are; not needed where there is one runner")
    parser.add_argument("--data", help="the data folder (RESTRIDE_DATA, otherwise ./data)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Import and report; 1 where a file is refused or nobody is there to import for."""
    if not arguments.dry_run:
        options = [f"--runner={arguments.runner or ''}", *(["--json"] if arguments.json else [])]
        files = [str(path.absolute()) for path in arguments.files]
        return ask_web("import", *options, "--", *files, environment=web_environment(data=arguments.data))
    return _look(arguments.files, as_list=arguments.json)


def _look(files: list[Path], *, as_list: bool) -> int:
    """The same way as a real import, into a record in memory that nobody keeps."""
    from restride.core.terms import Role
    from restride.journal.values import Actor
    from restride.usecases.clock import SystemClock
    from restride.usecases.import_files import as_json, as_lines, exit_code, import_file
    from restride.usecases.ports import Visitor
    from restride.wiring import ports_in_memory

    ports = ports_in_memory(SystemClock())
    visitor = Visitor(actor=Actor(id="somebody", role=Role.RUNNER), person="somebody", source="command-line")
    rows = [import_file(ports, visitor, path) for path in files]
    print(as_json(rows) if as_list else "\n".join(as_lines(rows)))
    return exit_code(rows)
