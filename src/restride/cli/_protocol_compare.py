"""What two versions of protocols, or two presets, decide differently: read, asked on the same journals, and printed."""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from restride.cli._compared import Compared, Found
from restride.cli._compared_words import change_lines, difference_lines, plain
from restride.core.compare import PartChange, difference, part_changes
from restride.core.decide import decide
from restride.core.protocol import Phase, Protocol, Regimen, Rule
from restride.core.state import fold
from restride.library.catalogue import Catalogue, read_catalogue
from restride.library.errors import DataError
from restride.library.read import CONDITIONS, read_library, read_protocol
from restride.library.resolved import read_resolved
from restride.library.rules import PRESETS
from restride.library.scenario.read import Scenario, read_scenario
from restride.library.source import Layered, ProtocolSource, folder, packaged

_SAME, _DIFFERS, _USAGE = 0, 1, 2
EXITS = "Exit codes: 0 nothing differs, 1 something does, 2 a file or the command can't be used."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    title: str
    old: Regimen
    new: Regimen
    changes: tuple[PartChange, ...]


def add(acts: "argparse._SubParsersAction[Any]") -> argparse.ArgumentParser:
    """Describe the act."""
    parser: argparse.ArgumentParser = acts.add_parser(
        "compare",
        help="show what two versions, or two presets, decide differently",
        description="Decide the same stories and made-up journals twice and show each decision that differs.",
        epilog=EXITS,
    )
    parser.add_argument("old", metavar="OLD", help="an id, a protocol's file, or a folder of protocols")
    parser.add_argument("new", metavar="NEW", nargs="?", help="the same, in its newer version; not with --presets")
    parser.add_argument("--presets", nargs=2, choices=PRESETS, metavar=("A", "B"), help="two presets of OLD instead")
    parser.add_argument("--stories", type=Path, default=Path("tests/scenarios"), help="a folder of stories")
    parser.add_argument("--runners", type=int, default=6, help="made-up runners a protocol (6; 0: none)")
    parser.add_argument("--days", type=int, default=84, help="how many days of each (84)")
    parser.add_argument("--seed", type=int, default=1, help="which made-up runners (1)")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Print what differs; 1 where anything does, 2 where a side can't be read or nothing can be compared."""
    if bool(arguments.new) == bool(arguments.presets):
        print("restride: name NEW, or two presets with --presets", file=sys.stderr)
        return _USAGE
    if min(arguments.runners, arguments.days - 1, arguments.seed) < 0:
        print("restride: --runners, --days and --seed are whole numbers; --days is 1 at least", file=sys.stderr)
        return _USAGE
    try:
        old = _side(arguments.old, arguments.folder)
        new = _side(arguments.new, arguments.folder) if arguments.new else old
        pairs = _presets(old, *arguments.presets) if arguments.presets else _versions(old, new)
        compared = tuple(_compare(pair, old, arguments) for pair in pairs)
    except DataError as wrong:
        print(f"restride: {wrong}", file=sys.stderr)
        return _USAGE
    alone = _alone(old, new)
    if not pairs and not alone:
        print("restride: the two sides have no protocol in common", file=sys.stderr)
        return _USAGE
    if arguments.json:
        print(json.dumps({"only_in_one": alone, "compared": [plain(one) for one in compared]}, indent=2))
    else:
        print("\n".join(_lines(compared, alone)))
    return _DIFFERS if alone or any(one.changes or one.found for one in compared) else _SAME


# ---- the two sides ----


def _side(named: str, own: Path | None) -> dict[str, Protocol]:
    """The protocols of an id, a file or a folder. Raises DataError that says what is wrong."""
    path = Path(named)
    if path.is_dir():
        return dict(read_catalogue(Layered(folder(path), packaged())).protocols)
    if path.suffix == ".json" and path.is_file():
        protocol = read_resolved(path.read_text(encoding="utf-8"), file=named)
        return {protocol.id: protocol}
    if path.suffix == ".toml":
        return _of_file(path)
    source: ProtocolSource = Layered(folder(own), packaged()) if own else packaged()
    protocol = read_catalogue(source).protocol(named)
    return {protocol.id: protocol}


def _of_file(path: Path) -> dict[str, Protocol]:
    """A protocol's file with the shared sets of its own folder; what that lacks is the packaged one."""
    if not path.is_file():
        raise DataError(file=str(path), key="", cure="there is no such file; check the name")
    root = path.resolve().parent.parent
    if path.resolve().parent.name != CONDITIONS:
        raise DataError(file=str(path), key="", cure=f'must lie in a folder "{CONDITIONS}", as the packaged ones do')
    library = read_library(Layered(folder(root), packaged()))
    protocol = read_protocol(library, f"{CONDITIONS}/{path.name}")
    return {protocol.id: protocol}


def _alone(old: dict[str, Protocol], new: dict[str, Protocol]) -> list[str]:
    """Protocols that one side has and the other hasn't; two single ones are compared whatever they are called."""
    if len(old) == len(new) == 1:
        return []
    gone = [f"{id}: only in the old" for id in sorted(old.keys() - new.keys())]
    return [*gone, *(f"{id}: only in the new" for id in sorted(new.keys() - old.keys()))]


def _versions(old: dict[str, Protocol], new: dict[str, Protocol]) -> tuple[_Pair, ...]:
    both = [(old[id], new[id]) for id in sorted(old.keys() & new.keys())]
    if len(old) == len(new) == 1:
        both = [(next(iter(old.values())), next(iter(new.values())))]
    return tuple(
        _Pair(
            title=f"{one.id} {one.version} and {other.id} {other.version}, preset {preset}",
            old=_regimen(one, preset),
            new=_regimen(other, preset),
            changes=part_changes(one, other) if preset == PRESETS[0] else (),
        )
        for one, other in both
        for preset in (PRESETS if one.hash != other.hash else PRESETS[:1])
    )


def _presets(side: dict[str, Protocol], first: str, second: str) -> tuple[_Pair, ...]:
    return tuple(
        _Pair(
            title=f"{protocol.id} {protocol.version}: {first} and {second}",
            old=_regimen(protocol, first),
            new=_regimen(protocol, second),
            changes=part_changes(_under(protocol, first), _under(protocol, second)),
        )
        for _, protocol in sorted(side.items())
    )


def _regimen(protocol: Protocol, preset: str) -> Regimen:
    from restride.study.door import regimen

    return regimen(protocol, preset)


def _under(protocol: Protocol, preset: str) -> Protocol:
    """The protocol with only what is in force under a preset, as if there were no other."""

    def mine(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        return tuple(replace(rule, presets=()) for rule in rules if not rule.presets or preset in rule.presets)

    def phase_of(phase: Phase) -> Phase:
        pace = phase.pace(preset)
        paces = (replace(pace, presets=()),) if pace else ()
        return replace(phase, gate=mine(phase.gate), rules=mine(phase.rules), paces=paces)

    caps = tuple(replace(cap, presets=()) for cap in protocol.caps if not cap.presets or preset in cap.presets)
    phases = tuple(phase_of(phase) for phase in protocol.phases)
    return replace(protocol, rules=mine(protocol.rules), phases=phases, caps=caps)


# ---- asking both ----


def _compare(pair: _Pair, old: dict[str, Protocol], arguments: argparse.Namespace) -> Compared:
    same = pair.old.protocol.hash == pair.new.protocol.hash and pair.old.preset == pair.new.preset
    stories = () if same else tuple(_stories(arguments.stories, pair, old))
    found = [one for scenario, path in stories for one in _of_story(pair, scenario, path)]
    looked = 0
    if arguments.runners and not same:
        made_up, looked = _made_up(pair, arguments)
        found += made_up
    return Compared(
        title=pair.title,
        old=pair.old.protocol,
        new=pair.new.protocol,
        changes=pair.changes,
        found=tuple(found),
        stories=len(stories),
        days=looked,
    )


def _stories(place: Path, pair: _Pair, old: dict[str, Protocol]) -> Iterator[tuple[Scenario, Path]]:
    """The stories of the protocol that are told under the old preset."""
    paths = sorted(place.rglob("*.toml")) if place.is_dir() else []
    id, library = pair.old.protocol.id, read_library(packaged())
    protocols = Catalogue(library=library, protocols=old)
    for path in paths:
        if f'protocol = "{id}"' in path.read_text(encoding="utf-8"):
            scenario = read_scenario(path, protocols=protocols)
            if scenario.regimen.preset == pair.old.preset:
                yield scenario, path


def _of_story(pair: _Pair, scenario: Scenario, path: Path) -> Iterator[Found]:
    """Both answers to the same told journal."""
    state = fold(scenario.events)
    told = (replace(scenario.regimen, protocol=side.protocol, preset=side.preset) for side in (pair.old, pair.new))
    one, other = (decide(regimen, state, scenario.now) for regimen in told)
    apart = difference(one, other)
    if apart is not None:
        yield Found(story=scenario.story, place=str(path), day=scenario.now.day.isoformat(), what=apart)


def _made_up(pair: _Pair, arguments: argparse.Namespace) -> tuple[list[Found], int]:
    from restride.study.beside import days_apart  # arrays come with it, and the other acts need none

    apart, looked = days_apart(pair.old, pair.new, runners=arguments.runners, seed=arguments.seed, days=arguments.days)
    place = f"seed {arguments.seed}"
    found = [
        Found(story=f"made-up runner {one.runner}", place=place, day=f"day {one.day}", what=one.found) for one in apart
    ]
    return found, looked


# ---- the page ----


def _lines(compared: tuple[Compared, ...], alone: list[str]) -> Iterator[str]:
    yield from alone
    for one in compared:
        if not one.changes and not one.found:
            continue
        yield ""
        yield one.title.upper()
        yield from change_lines(one.old, one.new, one.changes)
        yield from difference_lines(one.found)
        yield f"  Looked at: {one.stories} stories and {one.days} days of made-up runners (a simulation)."
    differing = sum(bool(one.changes or one.found) for one in compared)
    decisions = sum(len(one.found) for one in compared)
    yield ""
    yield f"{len(compared)} compared, {differing} differ; {decisions} decisions are not the same"
