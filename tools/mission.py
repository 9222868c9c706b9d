"""The page docs/generated/mission.md: each line of the mission and the tests that show it. Nothing is run."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tools.safety import ROOT, TESTS, Guard

LINES = ROOT / "docs" / "mission.toml"
OPEN = TESTS / "open_mission_lines.txt"
_ID = re.compile(r"M\d{2}")

_HEAD = """\
# Mission, line by line

Written by `./run python -m tools.generate` from docs/mission.toml and from the tests; do not edit by hand.
Each line of what Restride is to do, and the tests that show it. A line with no test is open, and says so.
"""


def render() -> str:
    """The whole page."""
    shown = guards()
    known = lines()
    done = [id for id in known if id in shown]
    page = [_HEAD, f"{len(done)} of {len(known)} lines have a test that shows them.", ""]
    for id, says in known.items():
        page += [f"## {id}", "", f"{says}.", ""]
        page += [f"- `{one.file}` {one.test}" for one in shown.get(id, ())] or ["- open: no test shows it yet"]
        page.append("")
    return "\n".join(page).rstrip() + "\n"


def lines() -> dict[str, str]:
    """Every line by its id, in order."""
    found: dict[str, str] = tomllib.loads(LINES.read_text(encoding="utf-8"))["lines"]
    return dict(sorted(found.items()))


def guards(tests: Path = TESTS) -> dict[str, tuple[Guard, ...]]:
    """The tests that carry the mark of each line, found by reading the source."""
    found: dict[str, set[Guard]] = {}
    for file in sorted(tests.rglob("test_*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"), filename=str(file))
        name = file.relative_to(tests.parent).as_posix()
        for test, ids in _marked_tests(tree.body, frozenset()):
            for one in ids:
                found.setdefault(one, set()).add(Guard(name, test))
    return {one: tuple(sorted(found[one])) for one in sorted(found)}


def open_lines(file: Path = OPEN) -> tuple[str, ...]:
    """The ids that are known to have no test yet."""
    texts = (line.partition("#")[0].strip() for line in file.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in texts if line)


def strike_shown(file: Path = OPEN) -> None:
    """Takes the ids that have a test by now off the list of the open ones; it never adds one."""
    shown = guards()
    texts = file.read_text(encoding="utf-8").splitlines(keepends=True)
    left = [line for line in texts if line.partition("#")[0].strip() not in shown]
    file.write_text("".join(left), encoding="utf-8")


def _marked_tests(body: list[ast.stmt], inherited: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _marked_tests(node.body, inherited | _ids(node.decorator_list))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
            yield node.name, inherited | _ids(node.decorator_list)


def _ids(nodes: list[ast.expr]) -> frozenset[str]:
    """The ids in every `….mission("M23", …)` of these expressions."""
    calls = (
        call
        for node in nodes
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "mission"
    )
    texts = (arg.value for call in calls for arg in call.args if isinstance(arg, ast.Constant))
    return frozenset(text for text in texts if isinstance(text, str) and _ID.fullmatch(text))
