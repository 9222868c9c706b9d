"""The protocols of a source by id. What is in them is read and checked elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from restride.core.protocol import Protocol
from restride.library.errors import ProtocolError
from restride.library.plugged import shelf
from restride.library.read import CONDITIONS, Library, read_library, read_protocol
from restride.library.source import ProtocolSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """A library and its protocols, each resolved."""

    library: Library
    protocols: Mapping[str, Protocol]

    def protocol(self, id: str) -> Protocol:
        """The protocol of that id. Raises ProtocolError naming those there are."""
        if id not in self.protocols:
            there = ", ".join(sorted(self.protocols)) or "none"
            raise ProtocolError(
                file=f"{CONDITIONS}/{id}.toml", key="", cure=f"there is no such protocol; there are: {there}"
            )
        return self.protocols[id]

    def for_condition(self, condition: str) -> tuple[Protocol, ...]:
        """Protocols that serve a condition, those not retired, by id."""
        return tuple(
            protocol
            for _, protocol in sorted(self.protocols.items())
            if condition in protocol.conditions and protocol.status != "retired"
        )


def read_catalogue(source: ProtocolSource) -> Catalogue:
    """Every protocol of a source. Raises ProtocolError on the first that cannot be read."""
    library = read_library(source)
    found = (read_protocol(library, path) for path in source.names(CONDITIONS))
    return Catalogue(library=library, protocols={protocol.id: protocol for protocol in found})


@cache
def catalogue() -> Catalogue:
    """The protocols that come with Restride and those of plug-ins, read once."""
    return read_catalogue(shelf().data)
