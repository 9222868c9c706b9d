"""Every sentence outside screen chrome: read from `words/<lang>/`, filled with typed values, complete or refused."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any, NoReturn

import msgspec

from restride.library.errors import WordsError
from restride.library.fillings import Filling, filling_of
from restride.library.source import ProtocolSource, packaged_words
from restride.library.table import expect_schema, read_table

_PLACE = re.compile(r"\{(?P<name>[a-z_]+):(?P<kind>[a-z_]+)\}")
_UNITS = "units"
_WORDS = "terms"

Forms = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The catalogue of one language. A key is `section.id`, such as `rules.limp`; a form is one sentence of it."""

    language: str
    sentences: Mapping[str, Forms]
    digest: str  # of every sentence: stored with what was shown

    def __contains__(self, key: object) -> bool:
        return key in self.sentences

    def forms(self, key: str) -> Forms:
        """The sentences of a key by form. Raises WordsError when there is no such key."""
        if key not in self.sentences:
            raise WordsError(file=f"words/{self.language}", key=key, cure="has no sentence; write one")
        return self.sentences[key]

    def render(self, key: str, form: str, **values: Any) -> str:
        """The sentence with its values in place.

        Values are whole units: tenths of pain, seconds, counts; dates and times where the sentence says so. Raises
        WordsError when the sentence is missing, or a value is missing or of another kind than the sentence names.
        """
        forms = self.forms(key)
        if form not in forms:
            self._fail(f"{key}.{form}", f"is missing; write it beside {', '.join(sorted(forms))}")

        def filled(found: re.Match[str]) -> str:
            name, kind = found["name"], found["kind"]
            if name not in values:
                self._fail(f"{key}.{form}", f'needs a value for "{name}"')
            return self._filled(f"{key}.{form}", kind, values[name])

        return _PLACE.sub(filled, forms[form])

    def amount(self, kind: str, value: int) -> str:
        """A value alone in its unit, such as "2 days" for ("days", 2)."""
        return self._filled(f"{_UNITS}.{kind}", kind, value)

    def term(self, group: str, member: str) -> str:
        """The plain word for a member of a closed set, such as ("verdict", "hold")."""
        return self.render(f"{_WORDS}.{group}", member)

    def places(self, key: str, form: str) -> Mapping[str, str]:
        """The names that a sentence is filled by, and the kind of each."""
        return {found["name"]: found["kind"] for found in _PLACE.finditer(self.forms(key)[form])}

    def _filled(self, where: str, kind: str, value: Any) -> str:
        try:
            return self._filling(kind)(value)
        except (TypeError, ValueError) as wrong:
            self._fail(where, f"{value!r} does not fit {kind}: {wrong}")

    def _filling(self, kind: str) -> Filling:
        return filling_of(kind, self.sentences)

    def _fail(self, key: str, cure: str) -> NoReturn:
        raise WordsError(file=f"words/{self.language}", key=key, cure=cure)


def read_phrases(source: ProtocolSource, language: str) -> Phrases:
    """The catalogue of a language. Raises WordsError on a sentence that could never be filled."""
    found: dict[str, Forms] = {}
    for path in source.names(language):
        for key, forms in _sections(source, path):
            if key in found:
                raise WordsError(file=path, key=key, cure="stands in the catalogue twice; keep one")
            found[key] = forms
    if not found:
        raise WordsError(file=f"words/{language}", key="", cure="there are no sentences in this language")
    for key, forms in found.items():
        for form, sentence in forms.items():
            _check(f"words/{language}", f"{key}.{form}", sentence, found)
    return Phrases(language=language, sentences=found, digest=_digest(found))


@cache
def phrases(language: str = "en") -> Phrases:
    """The sentences that come with Restride, read once a language."""
    return read_phrases(packaged_words(), language)


def _sections(source: ProtocolSource, path: str) -> Iterator[tuple[str, Forms]]:
    table = read_table(source.text(path), file=path, error=WordsError)
    expect_schema(table, 1)
    for section in (name for name in table.data if name != "schema"):
        below = table.table(section)
        for id in below.data:
            entry = below.table(id)
            yield f"{section}.{id}", {form: entry.text(form) for form in entry.data}


def _check(file: str, key: str, sentence: str, found: Mapping[str, Forms]) -> None:
    rest = sentence
    for place in _PLACE.finditer(sentence):
        rest = rest.replace(place[0], "", 1)
        if place["kind"] != "n" and not _known(place["kind"], found):
            raise WordsError(file=file, key=key, cure=f'"{place["kind"]}" is no kind of value; see units.toml')
    if "{" in rest or "}" in rest:
        raise WordsError(file=file, key=key, cure="a value is written {name:kind}, such as {value:pain}")


def _known(kind: str, found: Mapping[str, Forms]) -> bool:
    try:
        filling_of(kind, found)
    except ValueError:
        return False
    return True


def _digest(found: Mapping[str, Forms]) -> str:
    return sha256(msgspec.json.encode(found, order="sorted")).hexdigest()
