"""Strict twins of dataclasses for reading untrusted text: they refuse unknown keys and naive instants."""

import dataclasses
import types
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec


@cache
def mirror(wanted: Any) -> Any:
    """The type that reads the JSON of `wanted` strictly; what holds no dataclass or instant is itself."""
    if wanted is datetime:
        return Annotated[datetime, msgspec.Meta(tz=True)]
    if dataclasses.is_dataclass(wanted) and isinstance(wanted, type):
        return _twin(wanted)
    arguments = get_args(wanted)
    if isinstance(wanted, types.UnionType) or get_origin(wanted) is Union:
        return Union[tuple(mirror(one) for one in arguments)]  # noqa: UP007  # built at run time
    if get_origin(wanted) is tuple and arguments[1:] == (...,):
        return tuple[mirror(arguments[0]), ...]  # type: ignore[misc]  # built at run time
    return wanted


def _twin(wanted: type) -> type[msgspec.Struct]:
    hints = get_type_hints(wanted)
    return msgspec.defstruct(
        wanted.__name__,
        [_field(field, mirror(hints[field.name])) for field in dataclasses.fields(wanted)],
        kw_only=True,
        forbid_unknown_fields=True,
        gc=False,  # a twin lives for one reading and points at nothing that points back
    )


def _field(field: dataclasses.Field[Any], kind: Any) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return (field.name, kind, msgspec.field(default_factory=field.default_factory))
    if field.default is not dataclasses.MISSING:
        return (field.name, kind, field.default)
    return (field.name, kind)
