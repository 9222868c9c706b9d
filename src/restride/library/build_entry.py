"""A table of build as it was read, with its sources. How it is read stands in `build`."""

from dataclasses import dataclass

from restride.core.build_table import BuildTable
from restride.core.protocol import Sourced


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRead:
    """A table and where its numbers come from."""

    table: BuildTable
    sources: tuple[Sourced, ...]
