"""Sentences that were written to the runner, in words for a clinician. Which words change stands in the catalogue."""

import re
from dataclasses import dataclass
from typing import Any

from restride.usecases.ports import Words

_PIECES = "clinic.about-the-runner"


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutTheRunner:
    """A catalogue whose sentences speak of the runner and not to them; a language without the pieces stays as it is."""

    words: Words

    def __contains__(self, key: object) -> bool:
        return key in self.words

    @property
    def language(self) -> str:
        return self.words.language

    @property
    def digest(self) -> str:
        return self.words.digest

    def forms(self, key: str) -> Any:
        return self.words.forms(key)

    def amount(self, kind: str, value: int) -> str:
        return self.words.amount(kind, value)

    def render(self, key: str, form: str, **values: Any) -> str:
        """The sentence with its values in place, about the runner."""
        return self.said(self.words.render(key, form, **values))

    def said(self, sentence: str) -> str:
        """A sentence to the runner as one about the runner: of pieces that overlap the longest counts."""
        pieces = self.words.forms(_PIECES) if _PIECES in self.words else {}
        if not pieces:
            return sentence
        longest = sorted(pieces, key=lambda piece: (-len(piece), piece))
        found = re.compile("|".join(rf"\b{re.escape(piece)}(?!\w)" for piece in longest))
        return found.sub(lambda match: str(pieces[match[0]]), sentence)
