"""Reads a JSON body without forgiving anything: doubled keys, NaN, odd signs and depth are named with their place."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

from restride.web.api.problems import Fault, Problem, pointer

LARGEST = 64 * 1024
_DEEPEST = 32
_MOST_DIGITS = 40


class _NotFinite:
    """Stands where NaN or an infinity was written."""


class _Doubled(dict[str, Any]):
    """An object in which keys were written twice."""

    keys_twice: tuple[str, ...] = ()


class StrictParser(Parser):
    """What the interface reads bodies and queries with."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as plain values, numbers with a point as Decimal. Raises Problem."""
        if request.content_type != "application/json":
            raise Problem(code="wrong-media")
        if len(request.body) > LARGEST:
            raise Problem(code="too-large")
        return read_json(request.body)

    def parse_querydict(
        self,
        data: MultiValueDict,
        list_fields: list[str],
        request: HttpRequest,
    ) -> dict[str, Any]:
        """A query or the files of a form as plain values. Raises Problem for an unknown name, or one written twice."""
        if data is not request.GET:
            if request.content_type != "multipart/form-data":
                raise Problem(code="wrong-media")
            files: dict[str, Any] = super().parse_querydict(data, list_fields, request)
            return files
        known: frozenset[str] = getattr(request, "known_parameters", frozenset(data))
        faults = [
            Fault(at=name[:40], code="unknown-name", detail="There is no such parameter.", place="parameter")
            for name in data
            if name not in known
        ]
        faults += [
            Fault(at=name[:40], code="twice", detail="Give it once.", place="parameter")
            for name in data
            if name in known and len(data.getlist(name)) > 1
        ]
        if faults:
            raise Problem(code="not-valid", faults=faults)
        parsed: dict[str, Any] = super().parse_querydict(data, list_fields, request)
        return parsed


def read_json(text: bytes) -> Any:
    """The values of a JSON text. Raises Problem with the place of everything that is not plain JSON."""
    try:
        value = json.loads(
            text.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=lambda _: _NotFinite(),
            parse_float=_decimal,
            parse_int=_whole,
        )
    except (ValueError, RecursionError) as error:
        raise Problem(code="not-json") from error
    faults = list(_faults(value, ()))
    if faults:
        raise Problem(code="not-valid", faults=faults[:20])
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    names = [name for name, _ in pairs]
    doubled = _Doubled(plain)
    doubled.keys_twice = tuple(dict.fromkeys(name for name in names if names.count(name) > 1))
    return doubled


def _decimal(text: str) -> Any:
    return Decimal(text) if len(text) <= _MOST_DIGITS else _NotFinite()


def _whole(text: str) -> Any:
    if text == "-0":
        return _NotFinite()
    return int(text) if len(text) <= _MOST_DIGITS else _NotFinite()


def _faults(value: Any, path: tuple[str | int, ...]) -> Iterator[Fault]:
    if len(path) > _DEEPEST:
        yield Fault(at=pointer(*path[:4]), code="too-deep", detail="Nothing here is nested as deep as this.")
        return
    if isinstance(value, _NotFinite):
        yield Fault(at=pointer(*path), code="no-number", detail="Give a plain number.")
    elif isinstance(value, str) and _is_odd(value):
        yield Fault(at=pointer(*path), code="odd-sign", detail="This text holds a sign that is no text.")
    elif isinstance(value, dict):
        for name in value.keys_twice if isinstance(value, _Doubled) else ():
            yield Fault(at=pointer(*path, name), code="twice", detail="This key is written twice. Give it once.")
        for name, part in value.items():
            yield from _faults(part, (*path, name))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _faults(part, (*path, place))


def _is_odd(text: str) -> bool:
    """A NUL can't be stored; half of a surrogate pair can't be written as UTF-8."""
    return "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text)
