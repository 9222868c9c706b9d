"""Turns a database that cannot be used into a refusal that faces understand. Mistakes in our own SQL stay
errors.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import InterfaceError, InternalError, OperationalError

from restride.journal.values import StorageDown

_P = ParamSpec("_P")
_R = TypeVar("_R")
_DOWN = (OperationalError, InterfaceError, InternalError)


@contextmanager
def refusing() -> Iterator[None]:
    """Inside, a database that is away, locked, full or read-only raises StorageDown."""
    try:
        yield
    except _DOWN as error:
        raise StorageDown("The storage cannot be used now: nothing was changed. Try again in a minute.") from error


def refuses(call: Callable[_P, _R]) -> Callable[_P, _R]:
    """The call, with StorageDown for a database that cannot be used."""

    @wraps(call)
    def guarded(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        with refusing():
            return call(*args, **kwargs)

    return guarded
