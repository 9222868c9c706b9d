"""Where real device files lie, if this machine has them, and what is known about each. None is kept here."""

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

_BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "devicefiles"


@cache
def folder() -> Path | None:
    """The folder with INDEX.yaml, or None."""
    given = os.environ.get("RESTRIDE_DEVICEFILES")
    path = Path(given) if given else _BESIDE
    return path if (path / "INDEX.yaml").is_file() else None


@cache
def index() -> list[dict[str, Any]]:
    """Every file's entry, empty where there is no folder."""
    place = folder()
    if place is None:
        return []
    listed: list[dict[str, Any]] = yaml.safe_load((place / "INDEX.yaml").read_text())["files"]
    return listed


def name_of(entry: dict[str, Any]) -> str:
    """The file name without its folder."""
    return Path(entry["file"]).name


def content(entry: dict[str, Any]) -> bytes:
    """The bytes of an entry's file."""
    place = folder()
    assert place is not None
    return (place / entry["file"]).read_bytes()


def each(*formats: str, only: Iterable[str] = (), leave_out: Iterable[str] = ()) -> pytest.MarkDecorator:
    """Run the test for every real file of these formats; skipped with a word where there are none."""
    entries = [
        entry
        for entry in index()
        if (not formats or entry["format"] in formats)
        and (not only or name_of(entry) in only)
        and name_of(entry) not in leave_out
    ]
    reason = "no real device files: set RESTRIDE_DEVICEFILES to the folder with INDEX.yaml"
    missing = [pytest.param(None, marks=pytest.mark.skip(reason=reason))]
    named = [pytest.param(entry, id=name_of(entry)) for entry in entries]
    return pytest.mark.parametrize("entry", named or missing)
