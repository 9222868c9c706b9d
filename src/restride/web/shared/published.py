"""The published style sheet and scripts: rooms keep parts in `styles/` and `scripts/`, this puts them together.

One style sheet a page, and a script folder named after its content, so that modules may import one another by
relative paths.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

ROOMS = ("shared", "accounts", "runner", "clinic")
WEB = Path(__file__).parent.parent
LAYERS = "@layer tokens, elements, parts, screens;\n"
SHEET = "restride.css"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def style_parts() -> list[Path]:
    """The parts of the style sheet, room by room; their layers, not their order, say which one wins."""
    return [part for room in ROOMS for part in sorted((WEB / room / "styles").glob("*.css"))]


def style_sheet() -> str:
    """All parts in one text, without comments and indentation."""
    text = LAYERS + "\n".join(COMMENT.sub("", part.read_text(encoding="utf-8")) for part in style_parts())
    return "\n".join(line.strip() for line in text.splitlines() if line.strip()) + "\n"


def script_parts() -> dict[str, Path]:
    """The scripts by the path they are published under, such as `shell.js` or `timer/clock.js`."""
    found = {}
    for room in ROOMS:
        folder = WEB / room / "scripts"
        found.update({part.relative_to(folder).as_posix(): part for part in sorted(folder.rglob("*.js"))})
    return found


@cache
def build_id() -> str:
    """A short name of the scripts' content; it changes when any of them does."""
    digest = hashlib.sha256()
    for name, part in script_parts().items():
        digest.update(name.encode() + b"\0" + part.read_bytes())
    return digest.hexdigest()[:12]


def script_path(name: str) -> str:
    """Where a script is published below the static root."""
    return f"app/{build_id()}/{name}"


class BundleFinder(BaseFinder):
    """Gives Django's collector the style sheet and the scripts."""

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        """Each published path with a storage that holds its content."""
        storage = InMemoryStorage()
        storage.save(SHEET, ContentFile(style_sheet().encode()))
        yield SHEET, storage
        for name, part in script_parts().items():
            path = script_path(name)
            storage.save(path, ContentFile(part.read_bytes()))
            yield path, storage

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The source file of a published script; the style sheet has none, as it is put together."""
        source = next((part for name, part in script_parts().items() if script_path(name) == path), None)
        if find_all:
            return [str(source)] if source else []
        return str(source) if source else None


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Static files with their content's digest in the name, compressed; a page never fails for a missing one."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """The published name; the plain one where nothing was collected, as in tests."""
        try:
            return str(super().stored_name(name))
        except ValueError:
            return name
