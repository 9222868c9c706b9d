"""Entries about runs that a watch recorded: what was read from a file, and what the runner settled about it."""

from datetime import datetime
from typing import ClassVar

from restride.core.terms import Category
from restride.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bout:
    """One stretch of running or walking: whole seconds from the start."""

    run: bool
    start_s: int
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRead:
    """What a reader saw in a file. Facts of record; decisions use the session the runner confirmed."""

    kind: ClassVar[str] = "activity_read"
    category: ClassVar[Category] = Category.FILES
    digest: str
    file_id: str
    reader: str
    sport: str
    start: datetime | None  # None: the file has no clock, and nobody has said yet when it was
    elapsed_s: int
    timer_s: int
    run_s: int
    longest_bout_s: int
    walk_s: int
    distance_m: int | None = None
    avg_hr: int | None = None
    max_hr: int | None = None
    cadence_spm: int | None = None
    run_cadence_spm: int | None = None  # of the stretches of running alone
    device: str = ""
    bouts: tuple[Bout, ...] = ()
    review: tuple[str, ...] = ()  # why it is set aside; empty when plausible
    history: bool = False  # older than sign-up: shown, never counted


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivitySettled:
    """A file that was set aside is settled by a person: counted as a run, or not."""

    kind: ClassVar[str] = "activity_settled"
    category: ClassVar[Category] = Category.FILES
    activity: str
    counts: bool
    reason: str
