"""The data that comes with Restride and that of protocol plug-ins, as one. A plug-in adds; it changes nothing.

A plug-in offers a folder (or a package that is one) laid out like ours, with `words/` in it. It is taken whole or not
at all, and the reason is kept: one broken plug-in must neither stop the rest nor vanish unseen.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import ModuleType

from restride.doors import Door, Plugin, Refused, knock
from restride.library.errors import DataError, ProtocolError
from restride.library.lint.check import check, is_usable
from restride.library.read import CONDITIONS, read_library, read_protocol
from restride.library.source import Layered, ProtocolSource, TreeSource, packaged, packaged_words
from restride.library.words import Phrases, read_phrases

_LANGUAGE = "en"  # in which every sentence has to be there


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Protocol data and sentences as sources, the plug-ins taken into them, and those that were not."""

    data: ProtocolSource
    words: ProtocolSource
    taken: tuple[Plugin, ...] = ()
    refused: tuple[Refused, ...] = ()


@cache
def shelf() -> Shelf:
    """What this installation has, read once."""
    return fill(Shelf(data=packaged(), words=packaged_words()), knock(Door.PROTOCOLS))


@cache
def sentences(language: str = _LANGUAGE) -> Phrases:
    """The sentences that come with Restride and those of plug-ins, read once a language."""
    return read_phrases(shelf().words, language)


def fill(shelf: Shelf, found: Iterable[Plugin | Refused]) -> Shelf:
    """The shelf with every plug-in that can be taken; the others stand in `refused` with the reason."""
    for one in found:
        shelf = replace(shelf, refused=(*shelf.refused, one)) if isinstance(one, Refused) else _with(shelf, one)
    return shelf


def _with(shelf: Shelf, plugin: Plugin) -> Shelf:
    try:
        root = _folder_of(plugin.offered)
        data = Layered(shelf.data, TreeSource(root))
        words = Layered(shelf.words, TreeSource(root.joinpath("words")))
        _examine(shelf, data, TreeSource(root), read_phrases(words, _LANGUAGE))
    except DataError as wrong:
        why = str(wrong)
    except Exception as wrong:  # noqa: BLE001  a stranger's package may offer anything
        why = f"it offers no folder that can be read: {type(wrong).__name__}: {wrong}"
    else:
        return replace(shelf, data=data, words=words, taken=(*shelf.taken, plugin))
    refused = Refused(door=plugin.door, name=plugin.name, package=plugin.package, why=why)
    return replace(shelf, refused=(*shelf.refused, refused))


def _folder_of(offered: object) -> Traversable:
    """The folder behind a package, a path or a resource."""
    folder = files(offered) if isinstance(offered, ModuleType) else offered
    if not isinstance(folder, Traversable) or not folder.is_dir():
        raise TypeError(f"{type(offered).__name__} is no package and no folder")
    return folder


def _examine(shelf: Shelf, data: ProtocolSource, own: ProtocolSource, said: Phrases) -> None:
    """Raises DataError where the plug-in changes what is there, is no protocol, or fails the check."""
    before, after = read_library(shelf.data), read_library(data)
    there = shelf.data.names(CONDITIONS)
    served: dict[str, str] = {}
    for path in there:
        protocol = read_protocol(before, path)
        if read_protocol(after, path).hash != protocol.hash:
            raise ProtocolError(file=path, key="", cure="would be changed by the plug-in, which may only add")
        served |= dict.fromkeys(protocol.conditions, protocol.id)
    for path in own.names(CONDITIONS):
        if path in there:
            raise ProtocolError(file=path, key="id", cure="stands here already; choose another id")
        protocol = read_protocol(after, path)
        for condition in protocol.conditions:
            if condition in served:
                cure = f"{condition} is served by {served[condition]} already; name a condition of its own"
                raise ProtocolError(file=path, key="conditions", cure=cure)
        served |= dict.fromkeys(protocol.conditions, protocol.id)
        findings = check(protocol, phrases=said)
        if not is_usable(findings):
            worst = next(one for one in findings if one.severity == "refused")
            raise ProtocolError(file=path, key="", cure=str(worst))
    if not own.names(CONDITIONS):
        raise ProtocolError(file=CONDITIONS, key="", cure="there is no protocol in the plug-in; add one")
