"""Finds plug-ins through package entry points. What each kind must offer is written beside that kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import EntryPoint, entry_points


class Door(StrEnum):
    """The four kinds of plug-in. The value is the entry-point group that a package names in its metadata."""

    PROTOCOLS = "restride.protocols"
    IMPORTERS = "restride.importers"
    EXPORTERS = "restride.exporters"
    NOTIFIERS = "restride.notifiers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugin:
    """One plug-in found: its own name, the package and version it came with, and the object it offers."""

    door: Door
    name: str
    package: str
    version: str
    offered: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """One plug-in that was found but not taken, with the reason in words for the operator."""

    door: Door
    name: str
    package: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What a package's metadata says about one plug-in. Nothing of it is loaded yet; `target` is `module:name`."""

    door: Door
    name: str
    package: str
    target: str


def signs(door: Door) -> tuple[Sign, ...]:
    """The plug-ins that are announced for this door, in order of name; of two with one name, the first.

    For those that must never be loaded into this process, such as importers: they run in a child with limits.
    """
    found: dict[str, Sign] = {}
    for point in _announced(door):
        found.setdefault(point.name, Sign(door=door, name=point.name, package=_package(point)[0], target=point.value))
    return tuple(found.values())


def knock(door: Door) -> tuple[Plugin | Refused, ...]:
    """Which plug-ins are installed for this door, in order of name, so that every start sees the same order.

    A plug-in that fails to load, or whose name another one took, comes back as Refused: one broken package
    must neither stop the rest nor vanish unseen.
    """
    return tuple(_each(door))


def plugins(door: Door) -> tuple[Plugin, ...]:
    """The plug-ins of this door that loaded."""
    return tuple(one for one in knock(door) if isinstance(one, Plugin))


def _each(door: Door) -> Iterator[Plugin | Refused]:
    taken: dict[str, str] = {}
    for point in _announced(door):
        package, version = _package(point)
        if point.name in taken:
            why = f"{taken[point.name]} already offers {point.name!r}; uninstall one of the two"
            yield Refused(door=door, name=point.name, package=package, why=why)
            continue
        try:
            offered = point.load()
        except (Exception, SystemExit) as error:  # noqa: BLE001  a stranger's code may raise anything at import
            why = f"{point.value} did not load: {type(error).__name__}: {error}"
            yield Refused(door=door, name=point.name, package=package, why=why)
            continue
        taken[point.name] = package or point.value
        yield Plugin(door=door, name=point.name, package=package, version=version, offered=offered)


def _announced(door: Door) -> list[EntryPoint]:
    return sorted(entry_points(group=door.value), key=lambda point: (point.name, _package(point)[0]))


def _package(point: EntryPoint) -> tuple[str, str]:
    """Name and version of the package that brought it; both are empty for a loose metadata folder."""
    return (point.dist.name, point.dist.version) if point.dist else ("", "")
