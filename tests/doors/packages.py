"""Packages with plug-ins, put into a folder as an installer would, out of the examples of the documents."""

import importlib
import os
import re
import sys
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from restride.library.plugged import sentences, shelf
from tests import source

ADD = source.ROOT / "docs" / "add"


def documented(page: str, language: str = "python") -> str:
    """The one example of a page in docs/add/."""
    (code,) = re.findall(rf"```{language}\n(.*?)```", source.text(ADD / f"{page}.md"), re.DOTALL)
    return str(textwrap.dedent(code))


def install(folder: Path, package: str, entries: Mapping[str, Mapping[str, str]], module: str | None = None) -> None:
    """Metadata with these entries (group, then name, then target), and the package as one module where it is given."""
    info = folder / f"{package}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
    lines = [line for group, named in entries.items() for line in (f"[{group}]", *_pairs(named))]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n")
    if module is not None:
        (folder / f"{package}.py").write_text(module, encoding="utf-8")


@contextmanager
def installed_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder as a place of packages, for this process and for children; nothing of it is remembered after."""
    before = set(sys.modules)
    shelf.cache_clear()
    sentences.cache_clear()
    with monkeypatch.context() as patched:
        patched.syspath_prepend(folder)
        patched.setenv("PYTHONPATH", os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])]))
        importlib.invalidate_caches()
        yield folder
    for name in set(sys.modules) - before:
        file = getattr(sys.modules[name], "__file__", None) or ""
        if file.startswith(str(folder)):
            del sys.modules[name]
    shelf.cache_clear()
    sentences.cache_clear()


def executed(code: str, name: str) -> Any:
    """A module made of this text."""
    module = type(sys)(name)
    sys.modules[name] = module  # dataclasses look their module up
    exec(compile(code, f"<{name}>", "exec"), module.__dict__)  # noqa: S102  our own documents
    return module


def _pairs(named: Mapping[str, str]) -> list[str]:
    return [f"{name} = {target}" for name, target in named.items()]
