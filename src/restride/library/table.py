"""Strict reading of a TOML table: each key is asked for by kind, and what nobody asked for is refused."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import IntEnum, StrEnum
from typing import Any, NoReturn, TypeVar

from restride.library.errors import DataError, ProtocolError

_E = TypeVar("_E", bound=StrEnum)
_I = TypeVar("_I", bound=IntEnum)
_S = TypeVar("_S", bound=str)
_MISSING: Any = object()
_LINE = re.compile(r"(?P<what>.*) \(at (?P<place>line \d+, column \d+|end of document)\)")
_NAME = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*")


class Table:
    """One TOML table with its place in the file. Call `done()` after the last key has been asked for."""

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        file: str,
        key: str = "",
        error: type[DataError] = ProtocolError,
    ) -> None:
        self.data = data
        self.file = file
        self.key = key
        self.error = error
        self._asked: set[str] = set()
        self._looked_for: set[str] = set()

    def fail(self, name: str, cure: str) -> NoReturn:
        """Raise the file's error for a key of this table."""
        key = ".".join(part for part in (self.key, name) if part)
        raise self.error(file=self.file, key=key, cure=cure)

    def has(self, name: str) -> bool:
        """Whether the key is there; reading it is still to come."""
        self._looked_for.add(name)
        return name in self.data

    def text(self, name: str, default: str = _MISSING) -> str:
        """A text that is not blank."""
        found: str = self._get(name, default, str, "a text in double quotes")
        if found is not default and not found.strip():
            self.fail(name, "is blank; write a text or leave the key out")
        return found

    def name(self, name: str, default: str = _MISSING) -> str:
        """An id: small letters, digits, single hyphens or underscores."""
        found = self.text(name, default)
        if found is not default and not _NAME.fullmatch(found):
            self.fail(name, f'"{found}" is no id; use small letters, digits and hyphens, such as "pain-during"')
        return found

    def whole(self, name: str, default: int = _MISSING, *, least: int = 0, most: int = 10_000_000) -> int:
        """A whole number within limits; a truth value is not a number."""
        found = self._get(name, default, int, "a whole number")
        if found is not default and (isinstance(found, bool) or not least <= found <= most):
            self.fail(name, f"must be a whole number from {least} to {most}")
        return found

    def maybe_whole(self, name: str, *, least: int = 0) -> int | None:
        return self.whole(name, least=least) if self.has(name) else None

    def yes(self, name: str, default: bool = _MISSING) -> bool:
        found: bool = self._get(name, default, bool, "true or false")
        return found

    def day(self, name: str) -> date:
        found = self._get(name, _MISSING, date, "a date such as 2026-11-19")
        if type(found) is not date:
            self.fail(name, "must be a date without a time, such as 2026-11-19")
        return found

    def any(self, name: str) -> Any:
        """The value as TOML has it; the caller checks it."""
        return self._get(name, _MISSING, object, "a value")

    def one_of(self, name: str, allowed: Iterable[_S], default: _S = _MISSING) -> _S:
        """One word of a closed set."""
        found = self.text(name, default)
        if found is default:
            return default
        options = tuple(allowed)
        for option in options:
            if option == found:
                return option
        self.fail(name, f'"{found}" is not allowed; {_suggestion(found, options)}')

    def member(self, name: str, kind: type[_E]) -> _E:
        return kind(self.one_of(name, [item.value for item in kind]))

    def level(self, name: str, kind: type[_I]) -> _I:
        """A member of an ordered set by its name in small letters."""
        return kind[self.one_of(name, [item.name.lower() for item in kind]).upper()]

    def texts(self, name: str, default: tuple[str, ...] = _MISSING) -> tuple[str, ...]:
        """A list of different texts, in the order written."""
        found = self._get(name, default, list, 'a list of texts, such as ["one", "two"]')
        if not isinstance(found, list):
            return default
        if not all(isinstance(item, str) and item.strip() for item in found):
            self.fail(name, 'must hold texts only, such as ["one", "two"]')
        if len(set(found)) < len(found):
            self.fail(name, "names the same thing twice; keep one")
        return tuple(found)

    def table(self, name: str) -> "Table":
        return self._below(name, self._get(name, _MISSING, dict, "a table"))

    def tables(self, name: str, *, needed: bool = False) -> tuple["Table", ...]:
        """The tables of a list; empty when the key is missing and not needed."""
        found = self._get(name, _MISSING if needed else [], list, f"a list of tables, written as [[{name}]]")
        if not all(isinstance(item, dict) for item in found):
            self.fail(name, f"must be a list of tables, written as [[{name}]]")
        return tuple(self._below(f"{name}[{_label(item, n)}]", item) for n, item in enumerate(found, 1))

    def done(self) -> None:
        """Refuse what nobody asked for: a misspelt key must not be silently ignored."""
        for name in self.data:
            if name not in self._asked:
                self.fail(name, f"is not a key here; {_suggestion(name, self._asked | self._looked_for)}")

    def _below(self, name: str, data: Mapping[str, Any]) -> "Table":
        key = ".".join(part for part in (self.key, name) if part)
        return Table(data, file=self.file, key=key, error=self.error)

    def _get(self, name: str, default: Any, kind: type, wanted: str) -> Any:
        self._asked.add(name)
        if name not in self.data:
            if default is _MISSING:
                self.fail(name, f"is missing; add {wanted}")
            return default
        found = self.data[name]
        if not isinstance(found, kind):
            self.fail(name, f"must be {wanted}")
        return found


def read_table(text: str, *, file: str, error: type[DataError] = ProtocolError) -> Table:
    """The top table of a TOML text. Raises the error with the line of a mistake in the syntax."""
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as wrong:
        found = _LINE.fullmatch(str(wrong))
        what = found["what"] if found else str(wrong)
        place = found["place"] if found else "somewhere"
        cure = f"{what}; a key may stand only once, and texts stand in double quotes"
        raise error(file=file, key=place, cure=cure) from None
    except RecursionError:
        raise error(file=file, key="", cure="is nested too deeply; write it flat") from None
    return Table(data, file=file, error=error)


def expect_schema(table: Table, known: int) -> None:
    """Refuse a file of another schema than the one this version reads."""
    found = table.whole("schema")
    if found != known:
        table.fail("schema", f"is {found}, and this version reads {known}; bring the file to schema {known}")


def _label(item: Mapping[str, Any], number: int) -> str:
    for key in ("id", "group", "days_off_most"):
        if isinstance(item.get(key), str | int):
            return str(item[key])
    return str(number)


def _suggestion(found: str, options: Iterable[str]) -> str:
    allowed = tuple(options)
    near = get_close_matches(found, allowed, n=1)
    return f'did you mean "{near[0]}"?' if near else "allowed: " + ", ".join(sorted(allowed))
