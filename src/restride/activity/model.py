"""A recorded activity as a value: declared totals, laps, pauses and columns of samples. Reads no file itself."""

from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import numpy.typing as npt

from restride.activity.problems import Problem

FloatArray = npt.NDArray[np.float64]
Format = str  # "fit", "gpx", "tcx", or the name that a plug-in gives its own

MAX_POINTS = 1_000_000  # of one file; more than eleven days at one a second
MAX_LAPS = 10_000
MAX_ACTIVITIES = 64  # of one file; the longest multisport race has a dozen legs, archives come another way

FOOT_SPORTS = frozenset({"running", "walking", "hiking"})
# No sport named, or one that says nothing: it may have been a run, so bouts are proposed and the runner is asked.
OPEN_SPORTS = frozenset({"unknown", "other", "generic", "training", "all"})
FOOT_SUB_SPORTS = frozenset({"treadmill", "indoor_running", "indoor_walking", "casual_walking", "speed_walking"})


def _nothing() -> FloatArray:
    return np.empty(0, dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Samples:
    """Columns of one length, in order of time. NaN where the file is silent.

    time_s counts from the activity's start and never runs backwards; distance_m is cumulative; cadence_spm counts
    both feet. Positions are not kept: distance is all that they are needed for.
    """

    time_s: FloatArray = field(default_factory=_nothing)
    distance_m: FloatArray = field(default_factory=_nothing)
    speed_mps: FloatArray = field(default_factory=_nothing)
    heart_rate: FloatArray = field(default_factory=_nothing)
    cadence_spm: FloatArray = field(default_factory=_nothing)

    def __len__(self) -> int:
        return len(self.time_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lap:
    """One lap as the device declared it. start_s counts from the activity's start; None where not said."""

    start_s: float | None
    timer_s: float | None
    distance_m: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A stretch in which the timer stood still, in seconds from the activity's start."""

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Activity:
    """One activity of a file. Totals are what the device declared, else computed from the samples.

    start is None when the file has no absolute clock: a date is never invented. records counts the file's points,
    also those without a time; samples hold the timed ones. owner is the person whom the file names, None where it
    names nobody; names of devices and apps are no person.
    """

    format: Format
    sport: str
    sub_sport: str | None
    start: datetime | None
    elapsed_s: float | None
    timer_s: float | None
    distance_m: float | None
    avg_hr: float | None
    max_hr: float | None
    cadence_spm: float | None
    device: str | None
    records: int
    owner: str | None = None
    laps: tuple[Lap, ...] = ()
    pauses: tuple[Pause, ...] = ()
    samples: Samples = field(default_factory=Samples)
    problems: tuple[Problem, ...] = ()

    @property
    def on_foot(self) -> bool:
        """True where steps were taken, or may have been because the file names no sport."""
        return may_be_on_foot(self.sport, self.sub_sport)


def may_be_on_foot(sport: str, sub_sport: str | None) -> bool:
    """True for running, walking and hiking, on a treadmill too, and where the sport is not said."""
    if sub_sport in FOOT_SUB_SPORTS or sport in FOOT_SPORTS:
        return True
    return sport in OPEN_SPORTS and sub_sport in (None, "generic", "street", "trail", "track")
