"""`restride protocol check | list | show`: reads and checks the protocols. What is checked is the library's matter."""

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from restride.core.protocol import Protocol
from restride.library.catalogue import read_catalogue
from restride.library.errors import DataError
from restride.library.lint.check import check, is_usable
from restride.library.lint.sentences import unsaid
from restride.library.page import page
from restride.library.read import CONDITIONS, read_library, read_protocol
from restride.library.source import ProtocolSource, folder, packaged
from restride.library.words import Phrases, phrases

_GOOD, _REFUSED, _USAGE = 0, 1, 2


def add(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser("protocol", help="protocols: check, list or show them")
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    checks = acts.add_parser("check", help="read every protocol and report what is wrong with it")
    checks.add_argument("--strict", action="store_true", help="refuse a protocol whose review is overdue")
    lists = acts.add_parser("list", help="name every protocol")
    shows = acts.add_parser("show", help="print a protocol as a page to review")
    shows.add_argument("id", help="such as patellofemoral-pain")
    for act in (checks, lists, shows):
        act.add_argument("--folder", type=Path, help="a folder of your own, laid out like the packaged protocols")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check, list or show; 1 where something is refused, 2 where there is no such protocol or folder."""
    place: Path | None = arguments.folder
    if place is not None and not place.is_dir():
        print(f"{place}: there is no such folder", file=sys.stderr)
        return _USAGE
    source = folder(place) if place else packaged()
    try:
        if arguments.act == "check":
            return _check(source, strict=arguments.strict)
        if arguments.act == "list":
            return _list(source)
        return _show(source, arguments.id)
    except DataError as wrong:
        print(wrong, file=sys.stderr)
        return _REFUSED


def _check(source: ProtocolSource, *, strict: bool) -> int:
    """Report on every file, not only the first that is wrong."""
    said = phrases()
    library = read_library(source)
    bad = 0
    for key in unsaid(library.red_flags, said):
        print(f"words/{said.language}: {key}: is missing; write it", file=sys.stderr)
        bad += 1
    paths = source.names(CONDITIONS)
    for path in paths:
        try:
            good = _report(read_protocol(library, path), said, strict=strict)
        except DataError as wrong:
            print(wrong, file=sys.stderr)
            good = False
        bad += not good
    print(f"{len(paths)} protocols, {bad} refused" if bad else f"{len(paths)} protocols, all good")
    return _REFUSED if bad else _GOOD


def _report(protocol: Protocol, said: Phrases, *, strict: bool) -> bool:
    findings = check(protocol, today=_today(), phrases=said)
    for finding in findings:
        print(f"{finding.severity:8}{finding}", file=sys.stdout if finding.severity == "note" else sys.stderr)
    return is_usable(findings, strict=strict)


def _list(source: ProtocolSource) -> int:
    for line in _named(source):
        print(line)
    return _GOOD


def _named(source: ProtocolSource) -> Iterator[str]:
    for id, protocol in sorted(read_catalogue(source).protocols.items()):
        yield f"{id:24} {protocol.version:8} {protocol.status:9} {protocol.title}"


def _show(source: ProtocolSource, id: str) -> int:
    found = read_catalogue(source).protocols
    if id not in found:
        print(f"{id}: there is no such protocol; there are: {', '.join(sorted(found))}", file=sys.stderr)
        return _USAGE
    print(page(found[id], phrases()), end="")
    return _GOOD


def _today() -> date:
    return datetime.now(UTC).date()
