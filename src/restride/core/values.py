"""Frozen values as `dataclasses` makes them, but quick to declare and quick to make. What they hold isn't here.

The standard decorator writes six methods for each frozen class and compiles them one by one: of a hundred classes that
was half of what importing the core took. Here all classes share them but for `__init__`, which fills the slots of a
plain twin: a frozen class would set each field through `object.__setattr__`. In every other way they are alike.
"""

import dataclasses
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - for type checkers they are the same
else:

    def dataclass(cls=None, /, **how):
        """As `dataclasses.dataclass`; frozen, slotted, keyword-only classes are declared in a fifth of the time."""
        if cls is None:
            return lambda declared: dataclass(declared, **how)
        if how != {"frozen": True, "slots": True, "kw_only": True}:
            return dataclasses.dataclass(**how)(cls)
        return _value(cls)


def _value(declared: type) -> type:
    declared.__doc__ = declared.__doc__ or declared.__name__  # left out, it would be made of a signature
    frozen: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=True)(declared)
    own = frozen.__dict__
    frozen.__init__ = _init(frozen)
    compared = [one.name for one in fields(frozen) if one.compare]
    shared = {**_SHARED, **_comparing(compared)}
    for name, function in shared.items():
        if name not in own or (name == "__hash__" and own[name] is None):
            setattr(frozen, name, function)
    frozen.__dataclass_params__.frozen = frozen.__dataclass_params__.eq = True
    return frozen  # type: ignore[no-any-return]


def _init(frozen: Any) -> Any:
    """An `__init__` written out field by field, as dataclasses write theirs: nothing is faster, nothing is typed in."""
    twin = type(frozen.__name__, (), {"__slots__": frozen.__slots__})
    known = {"put": object.__setattr__, "twin": twin, "frozen": frozen, "missing": MISSING}
    arguments, filled = [], []
    for one in fields(frozen):
        arguments.append(_argument(one, known))
        made = f"make_{one.name}() if {one.name} is missing else {one.name}"
        filled.append(f"    self.{one.name} = {made if one.default_factory is not MISSING else one.name}")
    after = ["    self.__post_init__()"] if hasattr(frozen, "__post_init__") else []
    head = f"def __init__(self, *, {', '.join(arguments)}):" if arguments else "def __init__(self):"
    exec("\n".join([head, "    put(self, '__class__', twin)", *filled, "    self.__class__ = frozen", *after]), known)  # noqa: S102
    made_init: Any = known["__init__"]
    made_init.__qualname__ = f"{frozen.__qualname__}.__init__"
    made_init.__annotations__ = {**{one.name: one.type for one in fields(frozen)}, "return": None}
    return made_init


def _argument(one: "Field[Any]", known: dict[str, Any]) -> str:
    if one.default_factory is not MISSING:
        known[f"make_{one.name}"] = one.default_factory
        return f"{one.name}=missing"
    if one.default is MISSING:
        return one.name
    known[f"default_{one.name}"] = one.default
    return f"{one.name}=default_{one.name}"


def _comparing(names: list[str]) -> dict[str, Any]:
    values = attrgetter(*names) if names else type

    def __eq__(self: Any, other: object) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:
        return hash(values(self))

    return {"__eq__": __eq__, "__hash__": __hash__}


def __repr__(self: Any) -> str:
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def __setattr__(self: Any, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def __delattr__(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def __getstate__(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in fields(self)]


def __setstate__(self: Any, state: list[Any]) -> None:
    for one, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)


_SHARED = {one.__name__: one for one in (__repr__, __setattr__, __delattr__, __getstate__, __setstate__)}
