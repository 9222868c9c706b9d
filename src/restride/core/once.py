"""Attributes worked out once, and frozen values that are quick to make. What they hold is no matter of this module."""

from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from typing import Any, Generic, Self, TypeVar, cast, overload

T = TypeVar("T")
Made = TypeVar("Made")


class once(Generic[T]):
    """An attribute worked out when it is first asked for, and kept on the instance.

    As `functools.cached_property`, but without the lock that Python 3.11 takes each time: a view belongs to one thread.
    """

    def __init__(self, work_out: Callable[[Any], T]) -> None:
        self.work_out = work_out
        self.name = work_out.__name__
        self.__doc__ = work_out.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...

    @overload
    def __get__(self, instance: object, owner: type) -> T: ...

    def __get__(self, instance: object | None, owner: type) -> Self | T:
        if instance is None:
            return self
        found = instance.__dict__[self.name] = self.work_out(instance)
        return found


def quickly(frozen: type[Made]) -> type[Made]:
    """A maker of instances of this frozen, slotted dataclass, by the same arguments, in a tenth of the time.

    A frozen class sets each field through `object.__setattr__`, which is slow; the maker fills a plain twin with the
    same slots and turns it into the frozen class at the end. What comes out is in no way different.
    """
    asked = [_argument(one) for one in fields(frozen)]  # type: ignore[arg-type]
    filled = [f"    made.{one.name} = {one.name}" for one in fields(frozen)]  # type: ignore[arg-type]
    return cast("type[Made]", _written(frozen, f"*, {', '.join(asked)}", filled))


def altering(frozen: type[Made]) -> Callable[..., Made]:
    """What `dataclasses.replace` does, for instances of this frozen, slotted dataclass, in a tenth of the time."""
    filled = [f"    made.{one.name} = old.{one.name}" for one in fields(frozen)]  # type: ignore[arg-type]
    changed = ["    for name in new: setattr(made, name, new[name])"]
    return cast("Callable[..., Made]", _written(frozen, "old, /, **new", [*filled, *changed]))


def but_for(frozen: type[Made], *free: str) -> Callable[..., Callable[..., Made]]:
    """Given every field but these, a maker of instances of this frozen, slotted dataclass: it takes these, in order."""
    names = [one.name for one in fields(frozen)]  # type: ignore[arg-type]
    given = ", ".join(name for name in names if name not in free)
    filled = [f"        made.{name} = {name}" for name in names]
    head = [f"def bind(*, {given}):", f"    def make({', '.join(free)}):", "        made = twin()"]
    end = ["        made.__class__ = frozen", "        return made", "    return make"]
    return cast("Callable[..., Callable[..., Made]]", _run(frozen, [*head, *filled, *end], "bind"))


def _argument(one: "Field[Any]") -> str:
    return one.name if one.default is MISSING else f"{one.name}=given[{one.name!r}].default"


def _written(frozen: type, arguments: str, filled: list[str]) -> Any:
    """A function written out field by field, as dataclasses write theirs: nothing is faster, and nothing is typed in.

    Raises TypeError when the class has no slots of its own.
    """
    name = f"make_{frozen.__name__}"
    head, end = [f"def {name}({arguments}):", "    made = twin()"], ["    made.__class__ = frozen", "    return made"]
    return _run(frozen, [*head, *filled, *end], name)


def _run(frozen: type, lines: list[str], name: str) -> Any:
    twin = type(frozen.__name__, (), {"__slots__": frozen.__dict__.get("__slots__")})
    known = {"twin": twin, "frozen": frozen, "given": frozen.__dict__["__dataclass_fields__"]}
    exec("\n".join(lines), known)  # noqa: S102 - the names of our own fields, and nothing else
    return known[name]
