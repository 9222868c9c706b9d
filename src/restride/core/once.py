"""Attributes worked out once, and frozen values that are quick to make. What they hold is no matter of this module."""

from collections.abc import Callable
from dataclasses import MISSING, field, fields, make_dataclass
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
    """A maker of instances of this frozen, slotted dataclass, by the same arguments, in a fifth of the time.

    A frozen class sets each field through `object.__setattr__`, which is slow; the maker fills a plain twin with the
    same slots and turns it into the frozen class at the end. What comes out is in no way different.
    """

    def freeze(filled: object) -> None:
        filled.__class__ = frozen

    twin = make_dataclass(
        frozen.__name__,
        [
            (one.name, one.type, field(default=one.default) if one.default is not MISSING else field())
            for one in fields(frozen)  # type: ignore[arg-type]
        ],
        namespace={"__post_init__": freeze},
        eq=False,
        repr=False,
        kw_only=True,
        slots=True,
    )
    return cast("type[Made]", twin)
