"""The shape of the house: sizes, names, docstrings, and what no face may hold. Imports: .importlinter."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import source

LONGEST_FILE = 400
LONGEST_SCRIPT = 200
LONGEST_FUNCTION = 50
WITHOUT_DJANGO = ("core", "activity", "journal", "formats", "notify", "library", "usecases", "study", "cli")
VAGUE = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "base", "misc"}
PRESCRIBED = {source.PACKAGE / "web" / "db" / "sqlite" / "base.py"}  # Django loads a backend by this name

# Built from parts, so that this file does not find itself.
_MACHINE_PATH = re.compile(r"(?<![\w.>])/(?:" + "|".join(["work", "root", "home/[a-z]+", "Users/[A-Za-z]+"]) + r")/")
_LEFT_FOR_LATER = re.compile(r"\b(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX"]) + r")\b")
_SYMPTOM = r"(?:pain|nprs|sore|soreness|stiff|stiffness|swelling|cadence|load)\w*"
_COMPARED_WITH_NUMBER = re.compile(_SYMPTOM + r"(?:\.value)?\s*(?:[<>]=?|[!=]==?)\s*-?[1-9]", re.IGNORECASE)
_TEMPLATE_COMPARES = re.compile(r"{%\s*(?:if|elif)\b[^%]*(?:[<>]|[!=]=)")
_INLINE = re.compile(r"""<script(?![^>]*\bsrc=)(?![^>]*application/json)|\son[a-z]+=["']|<style|\sstyle=["']""")


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    too_long = [
        f"{source.name(path)}: {len(source.text(path).splitlines())} lines"
        for path in source.files(".py", ".js", ".css", ".html", ".toml")
        if len(source.text(path).splitlines()) > (LONGEST_SCRIPT if path.suffix == ".js" else LONGEST_FILE)
    ]
    assert not too_long, "\n".join(too_long)


def test_no_function_is_longer_than_fifty_lines() -> None:
    too_long = [
        f"{source.name(path)}:{one.lineno}: {one.name} has {_lines(one)} lines"
        for path in source.files(".py")
        for one in source.functions(path)
        if _lines(one) > LONGEST_FUNCTION
    ]
    assert not too_long, "\n".join(too_long)


def test_module_names_say_what_is_inside() -> None:
    vague = [
        source.name(path) for path in source.files(".py", ".js") if path not in PRESCRIBED and VAGUE & _words(path)
    ]
    assert not vague, f"named for no concept: {vague}"


def test_no_class_name_begins_with_test() -> None:
    found = [
        f"{source.name(path)}:{one.lineno}: {one.name}"
        for path in source.files(".py")
        for one in source.classes(path)
        if one.name.startswith("Test")
    ]
    assert not found, "\n".join(found)


def test_every_module_says_what_lives_here() -> None:
    silent = [
        source.name(path)
        for path in source.files(".py")
        if "migrations" not in path.parts and source.tree(path).body and not ast.get_docstring(source.tree(path))
    ]
    assert not silent, f"no docstring: {silent}"


def test_no_text_names_a_folder_of_somebodys_machine() -> None:
    _none_match(source.own_texts(), _MACHINE_PATH)


def test_nothing_is_left_for_later() -> None:
    _none_match(source.own_texts(), _LEFT_FOR_LATER)


def test_templates_test_truth_and_never_compare() -> None:
    _none_match(source.files(".html", under=source.PACKAGE), _TEMPLATE_COMPARES)


def test_templates_hold_no_inline_script_or_style() -> None:
    _none_match(source.files(".html", under=source.PACKAGE), _INLINE)


@pytest.mark.invariant("INV-092")
def test_inv_092_scripts_and_templates_hold_no_threshold() -> None:
    _none_match(source.files(".js", ".html", under=source.PACKAGE), _COMPARED_WITH_NUMBER)


def test_no_symptom_is_compared_with_a_number_in_python() -> None:
    """Bounds are protocol data. A comparison with zero, or of a checked value's own range, is not a bound."""
    ranges = {source.PACKAGE / "core" / "quantity.py"}
    found = [
        f"{source.name(path)}:{node.lineno}: {ast.unparse(node)}"
        for path in source.files(".py", under=source.PACKAGE)
        if path not in ranges
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Compare) and _is_threshold(node)
    ]
    assert not found, "\n".join(found)


def test_everything_below_the_faces_and_the_command_line_imports_without_django() -> None:
    modules = [
        ".".join(path.relative_to(source.PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        for layer in WITHOUT_DJANGO
        for path in source.files(".py", under=source.PACKAGE / layer)
    ]
    program = (
        f"import importlib, sys\nfor name in {modules!r}: importlib.import_module(name)\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in {'django', 'allauth', 'ninja'}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


def _lines(function: source.Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _words(path: Path) -> set[str]:
    return set(re.split(r"[_.\-]", path.stem.lower()))


def _none_match(paths: tuple[Path, ...], pattern: re.Pattern[str]) -> None:
    found = [line for path in paths for line in source.lines_that_match(path, pattern)]
    assert not found, "\n".join(found)


def _is_threshold(node: ast.Compare) -> bool:
    sides = [node.left, *node.comparators]
    names = {getattr(side, "id", getattr(side, "attr", "")) for side in sides}
    numbers = [
        side.value
        for side in sides
        if isinstance(side, ast.Constant) and isinstance(side.value, int | float) and not isinstance(side.value, bool)
    ]
    return any(re.fullmatch(_SYMPTOM, one) for one in names) and any(number != 0 for number in numbers)
