"""Where protocol data comes from: the port, the packaged data, a folder. What the files say is read elsewhere."""

from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Protocol as Port

from restride.library.errors import ProtocolError

_LARGEST = 400_000  # characters; protocol data is written by hand


class ProtocolSource(Port):
    """A tree of TOML files by relative path, such as `conditions/patellofemoral-pain.toml`."""

    def names(self, folder: str) -> tuple[str, ...]:
        """Paths of the TOML files in a folder, sorted; empty when there is no such folder."""
        ...

    def text(self, path: str) -> str:
        """The text of a file. Raises ProtocolError when it is missing or is no text."""
        ...


class TreeSource:
    """Files below a root: a folder on disk or the data inside the package."""

    def __init__(self, root: Traversable) -> None:
        self.root = root

    def names(self, folder: str) -> tuple[str, ...]:
        place = self.root.joinpath(folder)
        if not place.is_dir():
            return ()
        return tuple(sorted(f"{folder}/{file.name}" for file in place.iterdir() if file.name.endswith(".toml")))

    def text(self, path: str) -> str:
        try:
            text = self.root.joinpath(path).read_text(encoding="utf-8")
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise ProtocolError(file=path, key="", cure="there is no such file; check the name") from None
        except UnicodeDecodeError:
            raise ProtocolError(file=path, key="", cure="is not UTF-8 text; save it as UTF-8") from None
        return within_size(path, text)


class MemorySource:
    """Files given as texts by path; `over` takes the place of, or adds to, another source."""

    def __init__(self, texts: Mapping[str, str], over: ProtocolSource | None = None) -> None:
        self.texts = dict(texts)
        self.over = over

    def names(self, folder: str) -> tuple[str, ...]:
        below = self.over.names(folder) if self.over else ()
        mine = (path for path in self.texts if path.rpartition("/")[0] == folder)
        return tuple(sorted({*below, *mine}))

    def text(self, path: str) -> str:
        if path in self.texts:
            return within_size(path, self.texts[path])
        if self.over is None:
            raise ProtocolError(file=path, key="", cure="there is no such file; check the name")
        return self.over.text(path)


class Layered:
    """Files of one source over those of another: what the first has takes the place of the second's."""

    def __init__(self, first: ProtocolSource, below: ProtocolSource) -> None:
        self.first = first
        self.below = below

    def names(self, folder: str) -> tuple[str, ...]:
        return tuple(sorted({*self.first.names(folder), *self.below.names(folder)}))

    def text(self, path: str) -> str:
        mine = {name.removeprefix("/") for name in self.first.names(path.rpartition("/")[0])}
        return (self.first if path in mine else self.below).text(path)


def within_size(path: str, text: str) -> str:
    """The text, or ProtocolError when it is too long to have been written by hand."""
    if len(text) > _LARGEST:
        raise ProtocolError(file=path, key="", cure=f"is longer than {_LARGEST} characters; split it by topic")
    return text


def packaged() -> TreeSource:
    """The protocols that come with Restride."""
    return TreeSource(files("restride").joinpath("protocols"))


def packaged_words() -> TreeSource:
    """The sentences that come with Restride."""
    return TreeSource(files("restride").joinpath("words"))


def folder(path: Path) -> TreeSource:
    """Protocol data in a folder of its own, laid out like the packaged one."""
    return TreeSource(path)
