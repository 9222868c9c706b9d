"""The protocols and words that use cases are given, out of the library's data. What is in the data is read there."""

from dataclasses import dataclass
from functools import lru_cache

from restride.core.protocol import FlagLine, Protocol
from restride.core.terms import Urgency
from restride.journal.port import ProtocolTexts
from restride.library.catalogue import Catalogue, catalogue
from restride.library.intake import read_intake
from restride.library.plugged import sentences
from restride.library.resolved import protocol_text, read_resolved
from restride.usecases.ports import IntakeRules, Words

_KEPT = 64  # parsed pinned texts in memory; a server has a handful in use


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryProtocols:
    """`restride.usecases.ports.Protocols` over a catalogue and the texts that were pinned before."""

    catalogue: Catalogue
    texts: ProtocolTexts

    def conditions(self) -> tuple[str, ...]:
        """Conditions that have a course, in the order of the catalogue."""
        offered = (one for _, one in sorted(self.catalogue.protocols.items()) if one.status != "retired")
        return tuple(dict.fromkeys(condition for one in offered for condition in one.conditions))

    def current(self, condition: str) -> Protocol:
        """The protocol a new episode of this condition is pinned to. Raises LookupError when there is none."""
        found = self.catalogue.for_condition(condition)
        if not found:
            raise LookupError(f"There is no course for {condition!r}; there are: {', '.join(self.conditions())}.")
        return found[0]

    def pinned(self, digest: str) -> Protocol:
        """The protocol with this hash, from the stored text. Raises LookupError when no text has it."""
        for protocol in self.catalogue.protocols.values():
            if protocol.hash == digest:
                return protocol
        text = self.texts.text(digest)
        if text is None:
            raise LookupError(f"No stored protocol has the hash {digest}; take its text from a backup.")
        protocol = _parsed(text)
        if protocol.hash != digest:
            raise LookupError(f"The stored protocol {digest} is damaged; take its text from a backup.")
        return protocol

    def lines(self, conditions: tuple[str, ...] = ()) -> tuple[FlagLine, ...]:
        """The lines of the daily question for these conditions, as they are asked now; of all conditions without."""
        return self.catalogue.library.red_flags.lines_for(conditions or self.conditions())

    def flag_urgency(self, flag: str) -> Urgency | None:
        """How soon somebody with this red flag is seen; None when there is no such flag."""
        flags = self.catalogue.library.red_flags.flags
        return flags[flag].urgency if flag in flags else None

    def intake(self) -> IntakeRules:
        """What answers of the intake change."""
        return _intake_of(self.catalogue)

    def text(self, protocol: Protocol) -> str:
        """The resolved text that is stored under the protocol's hash."""
        return protocol_text(protocol)


def packaged_protocols(texts: ProtocolTexts) -> LibraryProtocols:
    """The protocols of this installation, those of plug-ins too, beside the texts pinned by earlier releases."""
    return LibraryProtocols(catalogue=catalogue(), texts=texts)


def packaged_words(language: str = "en") -> Words:
    """The sentences of this installation, those of plug-ins too."""
    return sentences(language)


@lru_cache(maxsize=_KEPT)
def _parsed(text: str) -> Protocol:
    """A pinned text as a protocol; the same text is parsed once."""
    return read_resolved(text)


def _intake_of(catalogue: Catalogue) -> IntakeRules:
    found = read_intake(catalogue.library)
    return IntakeRules(
        operation_months=found.operation_months,
        age_least=found.age_least,
        clearance_screens=found.clearance_screens,
        screens=found.screens,
        rehab_weeks_least=found.rehab_weeks_least,
    )
