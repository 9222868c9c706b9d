"""Python's search for circular garbage, made rare: a server's start is not searched again, a journal is read in peace.

By default a search comes with each 700 objects, and reading a year's journal makes a hundred thousand: searching them
took longer than reading them, and every other request waited meanwhile. Almost all memory is given back without it.
"""

import gc

_NEW_OBJECTS = 10_000  # a megabyte or two, at worst, wait for a search
_YOUNG, _OLD = 50, 100


def collect_rarely() -> None:
    """To be called once, when a server process has loaded what it needs."""
    gc.freeze()  # a search before it would find some hundred kilobytes, and cost more than they are worth
    gc.set_threshold(_NEW_OBJECTS, _YOUNG, _OLD)
