"""Finds code that nothing uses, with vulture, and knows what this project uses in ways vulture can't see.

    ./run python -m tools.dead_code

Used without a call in Python: what templates and data name, fields of values (stored and shown by their names),
the arguments of a port, and what Django, pytest and the type checker call by themselves.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from vulture import Vulture  # type: ignore[import-untyped]
from vulture.core import Item  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("src", "tests", "tools")
CALLED_BY_FRAMEWORKS = (
    *("pytest_*", "pytestmark", "test_*", "django_db_*"),
    *("application", "app_name", "clean_*", "handler[0-9]*", "urlpatterns"),
    *("create_cursor", "get_by_natural_key", "get_help_text", "get_new_connection"),
    *("process_exception", "process_view", "validate"),
)
DECORATED_FOR_FRAMEWORKS = (
    "@pytest.*",
    "@register.*",
    "@api.*",
    "@router.*",
    "@receiver*",
    "@given*",
    "@rule*",
    "@invariant*",
    "@initialize*",
    "@precondition*",
)
_WORD = re.compile(r"[A-Za-z_]\w*")
_DOTTED = re.compile(r"restride(?:\.\w+)+")


def unused() -> Iterator[str]:
    """`file:line: what` of everything nothing uses."""
    finder = Vulture(ignore_names=CALLED_BY_FRAMEWORKS, ignore_decorators=DECORATED_FOR_FRAMEWORKS)
    finder.scavenge([str(ROOT / folder) for folder in FOLDERS])
    named = _named_elsewhere()
    ours = {item.name for item in finder.defined_classes}
    for item in finder.get_unused_code(min_confidence=60):
        # An attribute that is only set is mostly one of somebody else's object: a parser's handler, a header.
        if item.typ != "attribute" and item.name not in named and not _is_declared(item, ours):
            yield f"{Path(item.filename).relative_to(ROOT)}:{item.first_lineno}: {item.message}"


def main() -> int:
    """Prints what was found; 1 when there is any."""
    found = list(unused())
    print("\n".join(found))
    return 1 if found else 0


def _named_elsewhere() -> set[str]:
    """Words of templates and data (a rule names its measure there), and of dotted names in settings."""
    files = [path for ending in ("html", "toml", "txt") for path in (ROOT / "src").rglob(f"*.{ending}")]
    files.append(ROOT / "pyproject.toml")
    words = {word for path in files for word in _WORD.findall(path.read_text(encoding="utf-8"))}
    for path in (ROOT / "src").rglob("*.py"):
        words |= {word for name in _DOTTED.findall(path.read_text(encoding="utf-8")) for word in name.split(".")}
    return words


def _is_declared(item: Item, ours: set[str]) -> bool:
    """Whether the line declares a field, or is or stands in a port or a class that fills in somebody else's."""
    asks_for_a_fixture = item.typ == "variable" and item.confidence == 100 and "tests" in item.filename.parts
    if item.filename.name == "settings.py" or asks_for_a_fixture:
        return True
    for node in ast.walk(ast.parse(Path(item.filename).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef) and node.lineno <= item.first_lineno <= (node.end_lineno or 0):
            bases = {getattr(base, "attr", getattr(base, "id", "")) for base in map(_plain, node.bases)}
            if (
                "Protocol" in bases
                or bases - ours
                or (item.typ == "variable" and _is_class_level(node, item.first_lineno))
            ):
                return True
    return False


def _plain(base: ast.expr) -> ast.expr:
    return base.value if isinstance(base, ast.Subscript) else base


def _is_class_level(node: ast.ClassDef, line: int) -> bool:
    return any(
        isinstance(one, ast.Assign | ast.AnnAssign) and one.lineno <= line <= (one.end_lineno or 0) for one in node.body
    )


if __name__ == "__main__":
    sys.exit(main())
