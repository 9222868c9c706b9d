"""`restride protocol check | list | show | coverage | compare | new`: for authors. What is checked: the library."""

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from restride.cli import _protocol_compare
from restride.core.protocol import Protocol
from restride.library.cadence import read_cadence
from restride.library.catalogue import read_catalogue
from restride.library.errors import DataError
from restride.library.exercises import read_exercises
from restride.library.learning import read_cards
from restride.library.lint import ladders, learning
from restride.library.lint.check import check, is_usable
from restride.library.lint.language import differences
from restride.library.lint.sentences import unsaid
from restride.library.page import page
from restride.library.plugged import sentences, shelf
from restride.library.read import CONDITIONS, Library, read_library, read_protocol
from restride.library.run_advice import read_run_advice
from restride.library.skeleton import skeleton
from restride.library.source import Layered, ProtocolSource, folder, packaged, packaged_words
from restride.library.words import Phrases, read_phrases

_GOOD, _REFUSED, _USAGE = 0, 1, 2
_GENTLE = "ladder-default"  # whose first stage published ladders are compared with
_PACKAGED = Path(__file__).parents[1]


def add(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser("protocol", help="protocols: check, list, show, compare, cover or begin them")
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    checks = acts.add_parser("check", help="read every protocol and report what is wrong with it")
    checks.add_argument("--strict", action="store_true", help="refuse a protocol whose review is overdue")
    checks.add_argument("--language", default="en", help="also compare the sentences of this language with the English")
    lists = acts.add_parser("list", help="name every protocol")
    shows = acts.add_parser("show", help="print a protocol as a page to review")
    shows.add_argument("id", help="such as patellofemoral-pain")
    covers = acts.add_parser("coverage", help="tell every story and name the rules that decide in none")
    covers.add_argument("--stories", type=Path, default=Path("tests/scenarios"), help="where the stories are")
    compares = _protocol_compare.add(acts)
    news = acts.add_parser("new", help="write a protocol to start from, with its sentences")
    news.add_argument("id", help="such as shin-splints")
    for act in (checks, lists, shows, covers, compares, news):
        act.add_argument("--folder", type=Path, help="a folder of your own; what it lacks comes from the packaged one")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; 1 where something is refused, 2 where there is no such protocol or folder."""
    place: Path | None = arguments.folder
    if place is not None and not place.is_dir() and arguments.act != "new":
        print(f"{place}: there is no such folder; check the name", file=sys.stderr)
        return _USAGE
    try:
        if arguments.act == "new":
            return _new(arguments.id, place)
        if arguments.act == "compare":
            return _protocol_compare.run(arguments)
        source: ProtocolSource = Layered(folder(place), packaged()) if place else shelf().data
        if arguments.act == "check":
            said = _said(place, arguments.language)
            good = _compare(said, _said(place))
            own = folder(place) if place else source
            return max(good, _check(source, own, said, strict=arguments.strict))
        if arguments.act == "list":
            return _list(source)
        if arguments.act == "coverage":
            return _coverage(source, arguments.stories)
        return _show(source, arguments.id, _said(place))
    except DataError as wrong:
        print(wrong, file=sys.stderr)
        return _REFUSED


def _said(place: Path | None, language: str = "en") -> Phrases:
    """The sentences of this installation, with those of `words/` in the folder."""
    if place is None or not (place / "words").is_dir():
        return sentences(language)
    return read_phrases(Layered(folder(place / "words"), packaged_words()), language)


def _compare(said: Phrases, english: Phrases) -> int:
    """Name what a language lacks; nothing for English itself."""
    wrong = list(differences(said, english)) if said.language != english.language else []
    for line in wrong:
        print(line, file=sys.stderr)
    return _REFUSED if wrong else _GOOD


def _check(source: ProtocolSource, own: ProtocolSource, said: Phrases, *, strict: bool) -> int:
    """Report on every file, not only the first that is wrong."""
    paths = own.names(CONDITIONS)
    if not paths:
        print(f"{CONDITIONS}: there is no protocol; begin one with `restride protocol new ID`", file=sys.stderr)
        return _REFUSED
    library = read_library(source)
    bad = 0
    for key in unsaid(library.red_flags, said):
        print(f"words/{said.language}: {key}: is missing; write it", file=sys.stderr)
        bad += 1
    for line in learning.findings(read_cards(source), said):
        print(f"education: {line}", file=sys.stderr)
        bad += 1
    bad += not _read_beside(source)
    for path in paths:
        try:
            good = _report(read_protocol(library, path), said, strict=strict)
        except DataError as wrong:
            print(wrong, file=sys.stderr)
            good = False
        bad += not good
    _report_ladders(library)
    print(f"{len(paths)} protocols, {bad} refused" if bad else f"{len(paths)} protocols, all good")
    return _REFUSED if bad else _GOOD


def _read_beside(source: ProtocolSource) -> bool:
    """Whether the exercises and the cadence programme, which stand beside the courses, can be read."""
    try:
        beside = read_exercises(source)
        read_cadence(source, beside)
        read_run_advice(source, beside)
    except DataError as wrong:
        print(wrong, file=sys.stderr)
        return False
    return True


def _report(protocol: Protocol, said: Phrases, *, strict: bool) -> bool:
    findings = check(protocol, today=_today(), phrases=said)
    for finding in findings:
        print(f"{finding.severity:8}{finding}", file=sys.stdout if finding.severity == "note" else sys.stderr)
    return is_usable(findings, strict=strict)


def _report_ladders(library: Library) -> None:
    own = library.sets[_GENTLE].ladder if _GENTLE in library.sets else None
    for finding in ladders.findings(library.ladders.values(), own.stages[0] if own else None):
        print(f"{finding.severity:8}{finding}")


def _list(source: ProtocolSource) -> int:
    for line in _named(source):
        print(line)
    return _GOOD


def _named(source: ProtocolSource) -> Iterator[str]:
    for id, protocol in sorted(read_catalogue(source).protocols.items()):
        yield f"{id:32} {protocol.version:8} {protocol.status:9} {protocol.title}"


def _show(source: ProtocolSource, id: str, said: Phrases) -> int:
    found = read_catalogue(source).protocols
    if id not in found:
        print(f"{id}: there is no such protocol; there are: {', '.join(sorted(found))}", file=sys.stderr)
        return _USAGE
    print(page(found[id], said), end="")
    return _GOOD


def _coverage(source: ProtocolSource, stories: Path) -> int:
    from restride.cli._protocol_coverage import report  # it needs the use cases, which the other acts do without

    return report(read_catalogue(source), stories)


def _new(id: str, place: Path | None) -> int:
    """Write the protocol and its sentences; nothing where either stands already."""
    texts = skeleton(id, _today())
    root, words = (place, place / "words") if place else (_PACKAGED / "protocols", _PACKAGED / "words")
    targets = (root / CONDITIONS / f"{id}.toml", words / "en" / f"protocols-{id}.toml")
    there = [path for path in targets if path.exists()]
    if there:
        print(f"{there[0]}: stands already; choose another id", file=sys.stderr)
        return _REFUSED
    try:
        for path, text in zip(targets, texts, strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(path)
    except OSError as trouble:
        print(f"{trouble.filename}: {trouble.strerror}; name a folder you may write to with --folder", file=sys.stderr)
        return _REFUSED
    print("Next: say what is special about it, check it, and write its stories.")
    return _GOOD


def _today() -> date:
    return datetime.now(UTC).date()
