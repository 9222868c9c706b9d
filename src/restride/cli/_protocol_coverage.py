"""Tells every story of a folder and says which rules decide in none. What a rule is, and who shares it: library."""

import sys
from collections.abc import Iterator
from pathlib import Path

from restride.library.catalogue import Catalogue
from restride.library.coverage import Coverage, coverage
from restride.library.errors import DataError
from restride.library.scenario.read import read_scenario
from restride.usecases.act_out import act_out, stopped_clock
from restride.wiring import ports_in_memory

_GOOD, _MISSING, _USAGE = 0, 1, 2


def report(protocols: Catalogue, stories: Path) -> int:
    """Print what decides nowhere; 1 where there is any, 2 where there are no stories."""
    paths = sorted(stories.rglob("*.toml")) if stories.is_dir() else []
    if not paths:
        print(f"{stories}: there are no stories here; name their folder with --stories", file=sys.stderr)
        return _USAGE
    try:
        found = coverage(protocols.protocols.values(), _decided(protocols, paths))
    except DataError as wrong:
        print(wrong, file=sys.stderr)
        return _MISSING
    for line in _lines(found):
        print(line, file=sys.stderr)
    rules, told = len(found.held_by), len(found.decided)
    print(f"{len(paths)} stories; {told} of {rules} rules decide in one of them")
    return _MISSING if found.missing() or found.without_story else _GOOD


def _decided(protocols: Catalogue, paths: list[Path]) -> Iterator[tuple[str, str]]:
    for path in paths:
        scenario = read_scenario(path, protocols=protocols)
        acted = act_out(ports_in_memory(stopped_clock(scenario)), scenario)
        protocol = scenario.regimen.protocol.id
        yield protocol, ""
        for reason in acted.decision.reasons:
            if reason.deciding:
                yield protocol, reason.rule


def _lines(found: Coverage) -> Iterator[str]:
    for meaning, protocols in found.missing():
        yield f"{meaning.id}: decides in no story; write one for {' or '.join(protocols)}"
    for protocol in found.without_story:
        yield f"{protocol}: has no story; write its first run in tests/scenarios/{protocol}/first-run.toml"
