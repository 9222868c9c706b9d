"""The core decides from its arguments alone: what it imports and calls is checked on its source."""

import ast
import sys
from pathlib import Path

import pytest

from tests import source

CORE = source.PACKAGE / "core"

# What the core may take from the standard library: values, types and arithmetic. The clock, files, network,
# locale and chance are not in these.
PURE = frozenset(
    "__future__ abc bisect collections dataclasses datetime decimal enum fractions functools hashlib heapq "
    "itertools json math operator re statistics string types typing uuid".split()
)

# hash() and id() differ from one process to the next, so a decision that rests on them would too.
IMPURE_FUNCTIONS = frozenset("open input print eval exec compile breakpoint __import__ hash id globals".split())
KNOWN = frozenset(
    {
        ("question.py", "id"),  # what is kept by identity is compared before it is used: no answer rests on the number
        ("values.py", "exec"),  # as in `dataclasses`: an `__init__` written out from the names of our own fields
        ("values.py", "hash"),  # the `__hash__` of a value is one; no answer rests on it
        ("once.py", "exec"),  # as in `dataclasses`: a maker written out from the names of our own fields
    }
)
IMPURE_METHODS = frozenset(
    "now utcnow today fromtimestamp utcfromtimestamp uuid1 uuid4 getnode strftime strptime "
    "open read_text write_text read_bytes write_bytes".split()
)


@pytest.mark.invariant("INV-028")
def test_inv_028_the_core_imports_only_itself_and_pure_parts_of_the_standard_library() -> None:
    found = [
        f"{source.name(path)}: imports {module}"
        for path in _core_files()
        for module in _imports(path)
        if not module.startswith("restride.core") and module.split(".")[0] not in PURE
    ]
    assert sys.stdlib_module_names >= PURE
    assert not found, "\n".join(found)


@pytest.mark.invariant("INV-028")
def test_inv_028_the_core_reads_no_clock_file_locale_or_chance() -> None:
    found = [
        f"{source.name(path)}:{node.lineno}: calls {ast.unparse(node.func)}"
        for path in _core_files()
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Call) and _is_impure(node) and (path.name, ast.unparse(node.func)) not in KNOWN
    ]
    assert not found, "\n".join(found)


@pytest.mark.invariant("INV-028")
def test_inv_028_the_core_keeps_nothing_between_calls() -> None:
    found = [
        f"{source.name(path)}:{node.lineno}: {ast.unparse(node)}"
        for path in _core_files()
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Global | ast.Nonlocal)
    ]
    assert not found, "\n".join(found)


def _core_files() -> tuple[Path, ...]:
    return source.files(".py", under=CORE)


def _imports(path: Path) -> list[str]:
    found = []
    for node in ast.walk(source.tree(path)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append("." * node.level + (node.module or ""))
    return found


def _is_impure(node: ast.Call) -> bool:
    if isinstance(node.func, ast.Name):
        return node.func.id in IMPURE_FUNCTIONS
    method = getattr(node.func, "attr", "")
    # astimezone() without a zone takes the machine's.
    local = method == "astimezone" and not node.args and not node.keywords
    return method in IMPURE_METHODS or local
