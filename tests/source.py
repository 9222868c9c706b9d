"""The files of the project as the architecture tests read them: found by folder, parsed once."""

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "restride"
_FOLDERS = ("src", "tests", "tools", "docs", "changelog.d")
_SKIPPED = {"__pycache__", "shots", "snapshots"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(*endings: str, under: Path | None = None) -> tuple[Path, ...]:
    """Every project file with one of these endings, in order, without what is generated as we go."""
    starts = [under] if under else [ROOT / name for name in _FOLDERS]
    found = (path for start in starts for path in start.rglob("*") if path.suffix in endings and path.is_file())
    return tuple(sorted(path for path in found if not _SKIPPED & set(path.parts)))


def own_texts() -> tuple[Path, ...]:
    """Every text a person reads or writes here, those at the root included."""
    root = (path for path in ROOT.iterdir() if path.suffix in {".md", ".toml"} or path.name == "run")
    return tuple(sorted(root)) + files(".py", ".js", ".css", ".html", ".toml", ".md", ".txt", ".svg")


def name(path: Path) -> str:
    """The path as it is written in a message: from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


@functools.cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path), filename=str(path))


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def classes(path: Path) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef))


def lines_that_match(path: Path, pattern: str | re.Pattern[str]) -> list[str]:
    """`file:line: text` of each line in which the pattern is found."""
    numbered = enumerate(text(path).splitlines(), start=1)
    return [f"{name(path)}:{number}: {line.strip()[:120]}" for number, line in numbered if re.search(pattern, line)]
