"""Reads the hazards and invariants of docs/safety, and which test guards which. Writes nothing."""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SAFETY = ROOT / "docs" / "safety"
TESTS = ROOT / "tests"
UNCOVERED = TESTS / "uncovered_invariants.txt"

_ID = re.compile(r"INV-\d{3}")
_IN_NAME = re.compile(r"inv_(\d{3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One thing that keeps a hazard away: its kind, what it is, and the invariants that hold it."""

    kind: str
    what: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """One hazard with its controls; a risk is the level 1 to 5 before and after them."""

    id: str
    says: str
    controls: tuple[Control, ...]
    risk: int
    residual_risk: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Invariant:
    """One statement that stays true, and the hazards it keeps away."""

    id: str
    says: str
    hazards: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Guard:
    """One test: the file from the root of the repository, and the test's name."""

    file: str
    test: str


def hazards() -> tuple[Hazard, ...]:
    """All hazards in order of id."""
    table = tomllib.loads((SAFETY / "scales.toml").read_text(encoding="utf-8"))["risk_table"]
    levels = {pair: int(level) for level, pairs in table.items() for pair in pairs}
    return tuple(sorted((_hazard(raw, levels) for raw in _entries("hazards")), key=lambda one: one.id))


def invariants() -> tuple[Invariant, ...]:
    """All invariants in order of id."""
    found = (
        Invariant(id=raw["id"], says=raw["statement"], hazards=tuple(raw["hazards"])) for raw in _entries("invariants")
    )
    return tuple(sorted(found, key=lambda one: one.id))


def guards(tests: Path = TESTS) -> dict[str, tuple[Guard, ...]]:
    """The tests of each invariant, found by reading the source: nothing is imported or run."""
    found: dict[str, set[Guard]] = {}
    for file in sorted(tests.rglob("test_*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"), filename=str(file))
        name = file.relative_to(tests.parent).as_posix()
        for test, ids in _guarded(tree.body, _marks(tree)):
            for one in ids:
                found.setdefault(one, set()).add(Guard(name, test))
    return {one: tuple(sorted(found[one])) for one in sorted(found)}


def uncovered() -> tuple[str, ...]:
    """The ids that are known to have no test yet."""
    lines = (line.partition("#")[0].strip() for line in UNCOVERED.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line)


def _entries(kind: str) -> Iterator[dict[str, Any]]:
    for file in sorted((SAFETY / kind).glob("*.toml")):
        yield from tomllib.loads(file.read_text(encoding="utf-8"))[kind]


def _hazard(raw: dict[str, Any], levels: dict[str, int]) -> Hazard:
    controls = (Control(kind=one["kind"], what=one["what"], by=tuple(one["by"])) for one in raw["controls"])
    return Hazard(
        id=raw["id"],
        says=raw["hazard"],
        controls=tuple(controls),
        risk=levels[_pair(raw)],
        residual_risk=levels[_pair(raw["residual"])],
    )


def _pair(score: dict[str, Any]) -> str:
    return f"S{score['severity']}L{score['likelihood']}"


def _guarded(body: list[ast.stmt], inherited: set[str]) -> Iterator[tuple[str, set[str]]]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _guarded(node.body, inherited | _marked(node.decorator_list))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
            named = {f"INV-{number}" for number in _IN_NAME.findall(node.name)}
            yield node.name, inherited | named | _marked(node.decorator_list)


def _marks(tree: ast.Module) -> set[str]:
    """The ids of a module's `pytestmark`, which every test in it carries."""
    marks = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and any(getattr(t, "id", "") == "pytestmark" for t in node.targets)
    ]
    return _marked(marks)


def _marked(nodes: list[ast.expr]) -> set[str]:
    """The ids in every `….invariant("INV-001", …)` of these expressions."""
    calls = (
        call
        for node in nodes
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "invariant"
    )
    texts = (arg.value for call in calls for arg in call.args if isinstance(arg, ast.Constant))
    return {text for text in texts if isinstance(text, str) and _ID.fullmatch(text)}
