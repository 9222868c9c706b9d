"""What a comparison of protocols found: the parts that changed, and each decision that differs."""

from dataclasses import dataclass

from restride.core.compare import Difference, PartChange
from restride.core.protocol import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One decision that differs, with the story that it is from: a scenario, or a day of a made-up runner."""

    story: str
    place: str
    day: str
    what: Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One protocol, or pair of presets: its parts that changed, decisions that differ, and how many were looked at."""

    title: str
    old: Protocol
    new: Protocol
    changes: tuple[PartChange, ...]
    found: tuple[Found, ...]
    stories: int
    days: int
