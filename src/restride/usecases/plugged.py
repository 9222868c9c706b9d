"""The plug-ins of this installation behind each door: those that are used, and why others are not. Starts none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from restride.doors import Door, Plugin, Refused, knock, plugins, signs
from restride.formats.exporter import Exporter, as_exporter
from restride.library.plugged import shelf
from restride.notify.carriers import Named, opened

if TYPE_CHECKING:
    from restride.formats.parsed import ParsedFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One plug-in that is installed. `why` is empty where it is used."""

    door: Door
    name: str
    package: str
    why: str = ""


def look(settings: Mapping[str, str]) -> tuple[Seen, ...]:
    """Every plug-in that is installed, by door and name, each loaded once to see whether it is what it should be."""
    shelved = {one.name: one.why for one in shelf().refused}
    return tuple(
        Seen(door=door, name=one.name, package=one.package, why=_why(one, settings, shelved))
        for door in Door
        for one in knock(door)
    )


def plugged_exporters() -> dict[str, Exporter]:
    """The exporters of plug-ins by name; what is none is left out, and `restride plugins` says why."""
    found = (one for one in plugins(Door.EXPORTERS) if not _why(one, {}, {}))
    return {one.name: as_exporter(one.offered) for one in found}


def plugged_carriers(settings: Mapping[str, str]) -> tuple[Named, ...]:
    """The ways of plug-ins to reach people that are set up; what breaks is left out, and `restride plugins` says so."""
    found = (one for one in plugins(Door.NOTIFIERS) if not _why(one, settings, {}))
    named = (opened(one.name, one.offered, settings) for one in found)
    return tuple(one for one in named if one is not None)


def plugged_reading() -> Callable[[bytes, str], "ParsedFile"]:
    """Reading a file in a child that knows the importers of plug-ins, too. None of them is loaded in this process."""
    targets = tuple(sign.target for sign in signs(Door.IMPORTERS))

    def read(data: bytes, name: str) -> "ParsedFile":
        from restride.formats.isolated import readers_for  # arrays come with it, and most commands need none

        return readers_for(targets).parse(data, name)

    return read


def _why(one: Plugin | Refused, settings: Mapping[str, str], shelved: Mapping[str, str]) -> str:
    """Why the plug-in isn't used, or nothing."""
    if isinstance(one, Refused):
        return one.why
    if one.door is Door.PROTOCOLS:
        return shelved.get(one.name, "")
    if not _is_name(one.name):
        return "its name may have small letters, digits and hyphens only"
    try:
        _tried(one, settings)
    except Exception as wrong:  # noqa: BLE001  a stranger's code may raise anything
        return str(wrong) if isinstance(wrong, ValueError) else f"{type(wrong).__name__}: {wrong}"
    return ""


def _tried(one: Plugin, settings: Mapping[str, str]) -> None:
    """Raises where the object isn't what its door asks for."""
    if one.door is Door.EXPORTERS:
        as_exporter(one.offered)
    elif one.door is Door.NOTIFIERS:
        opened(one.name, one.offered, settings)
    else:
        from restride.formats.importer import as_importer

        as_importer(one.offered)


def _is_name(name: str) -> bool:
    """Names become names of files in an export and words of a log."""
    return name.isascii() and name.replace("-", "").isalnum() and name == name.lower() and not name.startswith("-")
