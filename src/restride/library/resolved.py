"""The resolved text of a protocol: what is hashed, pinned, kept and sent along in exports."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

import msgspec

from restride.core.protocol import Protocol
from restride.library.bibliography import Bibliography
from restride.library.errors import ProtocolError

SCHEMA = 1


def protocol_text(protocol: Protocol) -> str:
    """Canonical JSON of everything that was resolved, the citations included, the hash left out."""
    plain: dict[str, Any] = msgspec.to_builtins(protocol, str_keys=True)
    del plain["hash"]
    plain["schema"] = SCHEMA
    return msgspec.json.encode(plain, order="sorted").decode()


def read_resolved(text: str, *, file: str = "resolved protocol") -> Protocol:
    """A protocol from its resolved text. Its hash is that of the text itself, so an old text keeps its hash.

    Raises ProtocolError when the text is damaged or of a schema that this version does not read.
    """
    try:
        plain = msgspec.json.decode(text, type=dict[str, Any])
        schema = plain.pop("schema", None)
        if schema != SCHEMA:
            cure = f"is {schema!r}, and this version reads {SCHEMA}; update Restride"
            raise ProtocolError(file=file, key="schema", cure=cure)
        protocol = msgspec.convert(plain, type=Protocol)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError) as wrong:
        cure = f"is damaged ({wrong}); take it from a backup"
        raise ProtocolError(file=file, key="", cure=cure) from None
    return replace(protocol, hash=digest(text))


def digest(text: str) -> str:
    """The hash under which a resolved text is pinned."""
    return sha256(text.encode()).hexdigest()


def sealed(protocol: Protocol, bibliography: Bibliography) -> Protocol:
    """The protocol with the citations it names and the hash of its resolved text."""
    named = {id for rule in protocol.rules for id in rule.cite}
    named |= {id for cap in protocol.caps for id in cap.cite}
    named |= {id for source in protocol.sources for id in source.cite}
    named |= {id for rule in protocol.before_speed for id in rule.cite}
    named |= {id for ladder in protocol.ladders for id in ladder.cite}
    named |= {id for said in (*protocol.cautions, *protocol.facts) for id in said.cite}
    for phase in protocol.phases:
        named |= {id for rule in (*phase.gate, *phase.rules) for id in rule.cite}
    complete = replace(protocol, citations=tuple(bibliography[id] for id in sorted(named)), hash="")
    return replace(complete, hash=digest(protocol_text(complete)))
