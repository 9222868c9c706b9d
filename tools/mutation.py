"""Mutation testing of the decision core: `./run python -m tools.mutation [module …]`. What is killed, what lives on.

mutmut writes the mutants; each is tried in a fork of one process that has collected the tests already, on the tests
that reach its function, until the first fails. How a mutant is tried is in `mutation_runner`.
"""

import argparse
import json
import os
import shutil
import sys
from collections import Counter
from pathlib import Path

from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.utils.format_utils import get_mutant_name

from tools.mutation_runner import Tried, try_mutants

ROOT = Path(__file__).parents[1]
PLACE = ROOT / ".tools" / "cache" / "mutation"
CORE = Path("src/restride/core")
MODULES = ("judge", "check", "decide", "progression", "measures")
EXTRA = ("context", "caps", "response", "pace", "runs", "run_reading", "combine", "corrections", "answers", "windows")
TESTS = ("tests/core", "tests/reference", "tests/test_scenarios.py")
_COPIED = ("src", "tests", "tools", "docs", "pyproject.toml")
_SKIPPED = shutil.ignore_patterns("__pycache__", "*.pyc", "node_modules")


def main() -> int:
    """Try every mutant of the modules asked for, print the shares killed and the survivors, keep them as JSON."""
    asked = _asked()
    files = [path for name in asked.modules for path in _files(name)]
    _copy(asked.place)
    os.chdir(asked.place)
    mutants = {name: str(path) for path in files for name in _mutated(path)}
    if asked.alive_in:
        alive = _alive(json.loads(asked.alive_in.read_text("utf-8")))
        mutants = {name: path for name, path in mutants.items() if name in alive}
    sys.path[:0] = [str(asked.place / "src"), str(asked.place)]
    print(f"{len(mutants)} mutants in {len(files)} files", flush=True)
    tried = try_mutants(mutants, [*asked.tests], report=asked.report, most_cpu_s=asked.cpu)
    _print(tried, mutants)
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.mutation", description=__doc__)
    parser.add_argument("modules", nargs="*", default=list(MODULES), help=f"of: {' '.join((*MODULES, *EXTRA))}")
    parser.add_argument("--tests", nargs="+", default=list(TESTS), help="what pytest is to collect")
    parser.add_argument("--report", type=Path, default=PLACE.with_suffix(".json"), help="where each result is kept")
    parser.add_argument("--cpu", type=int, default=60, help="seconds of processor that one mutant may take")
    parser.add_argument("--place", type=Path, default=PLACE, help="where the mutated copy is made; emptied first")
    parser.add_argument("--alive-in", type=Path, help="an earlier report: try again only what lived")
    asked = parser.parse_args()
    asked.report, asked.place = asked.report.absolute(), asked.place.absolute()
    unknown = [name for name in asked.modules if not _files(name)]
    if unknown:
        parser.error(f"no such module of the core: {', '.join(unknown)}")
    return asked


def _files(module: str) -> list[Path]:
    """A module's file, or each file of a package, from the root of the repository."""
    whole = ROOT / CORE / module
    found = sorted(whole.glob("*.py")) if whole.is_dir() else [whole.with_suffix(".py")]
    return [path.relative_to(ROOT) for path in found if path.is_file() and path.name != "__init__.py"]


def _alive(report: dict[str, dict[str, str]]) -> set[str]:
    return {name for name, one in report.items() if one["status"] in ("survived", "no tests")}


def _copy(place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    for name in _COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, place / name, ignore=_SKIPPED)
        else:
            shutil.copy2(source, place / name)


def _mutated(path: Path) -> list[str]:
    """Writes the file with all its mutants into the copy; returns their names."""
    made = mutate_file_contents(str(path), path.read_text("utf-8"))
    path.write_text(made.code, "utf-8")
    return [get_mutant_name(path, name) for name in made.mutant_names]


def _print(tried: dict[str, Tried], mutants: dict[str, str]) -> None:
    by_file: dict[str, Counter[str]] = {}
    for name, path in mutants.items():
        result = tried.get(name)
        by_file.setdefault(path, Counter())[result.status if result else "not tried"] += 1
    for path, counted in by_file.items():
        lived = counted["survived"] + counted["no tests"]
        known = sum(counted.values()) - counted["not tried"]
        share = 100 * (known - lived) / known if known else 0.0
        print(f"{share:6.1f} %  {path}: {dict(counted)}")
    total = [result.status for result in tried.values()]
    lived = sum(status in ("survived", "no tests") for status in total)
    print(f"{100 * (len(total) - lived) / max(len(total), 1):6.1f} %  of {len(total)} mutants tried are killed")
    print(json.dumps(sorted(name for name, one in tried.items() if one.status in ("survived", "no tests")), indent=1))


if __name__ == "__main__":
    sys.exit(main())
