"""`restride replay JOURNAL.jsonl`: derives every stored decision anew and reports any difference. Changes nothing."""

import argparse
import sys
from pathlib import Path
from typing import Any

from restride.cli._files import FileRefused, regular_file
from restride.journal.codec import Unreadable
from restride.journal.jsonl import Portable, read_jsonl
from restride.usecases.replay import Difference, replay

_EXITS = "Exit codes: 0 every decision is as stored, 1 at least one differs, 2 the file or the command can't be used."
_LONGEST = 200  # signs of a value on a line


def add(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "replay",
        help="derive every decision of an exported journal anew",
        description="Derive every decision of an exported journal anew, with the protocols that travel in it.",
        epilog=_EXITS,
    )
    parser.add_argument("journal", type=Path, metavar="JOURNAL.jsonl", help="an exported journal")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Report; 1 where a stored decision isn't what its journal leads to, 2 where the file can't be read."""
    try:
        portable = _read(regular_file(arguments.journal))
    except (FileRefused, Unreadable, OSError) as wrong:
        print(f"restride: {wrong}", file=sys.stderr)
        return 2
    replayed = replay(portable.events, portable.protocols)
    for one in replayed.differences:
        print(_line(one))
    many = f"{replayed.decisions} decision{'' if replayed.decisions == 1 else 's'}"
    print(f"{many}: {len(replayed.differences)} differences" if replayed.differences else f"{many}: no difference")
    return 1 if replayed.differences else 0


def _read(path: Path) -> Portable:
    if path.stat().st_size == 0:
        raise FileRefused(f"{path}: this file is empty; export the journal again")
    with path.open("rb") as lines:
        try:
            return read_jsonl(lines)
        except Unreadable as wrong:
            raise Unreadable(f"{path}: {wrong}") from wrong


def _line(one: Difference) -> str:
    return f"entry {one.seq} ({one.event}): {one.part}: stored {_cut(one.stored)}, derived {_cut(one.derived)}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
