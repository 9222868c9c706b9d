"""How a runner's runs have gone so far, as shares of holds and steps back beside a cautious prior; their schedule."""

from math import isqrt
from typing import Literal

from restride.core.context import Context
from restride.core.imagined import Setback
from restride.core.protocol import Outlook, Pace, Phase
from restride.core.response import Colour, colour
from restride.core.run_reading import Run
from restride.core.runs import was_good
from restride.core.values import dataclass

_ALL_PM = 1000
_BITS = 10
_PERIOD = 2**_BITS  # runs after which the schedule begins anew
_GOOD = "good_runs_at_level"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """How many recent runs were quiet, led to a hold, or to a step back."""

    good: int = 0
    holds: int = 0
    backs: int = 0

    @property
    def runs(self) -> int:
        return self.good + self.holds + self.backs


NO_RUNS = RunRecord()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetbackRate:
    """The share of runs that lead to a hold and to a step back, in thousandths. None at all is every run good."""

    hold_pm: int = 0
    back_pm: int = 0


EVERY_RUN_GOOD = SetbackRate()


def run_record(context: Context) -> RunRecord:
    """The recent runs whose next morning is over, each by its worst sign; silence counts as it is judged."""
    pace, most_tenths = _scored_by(context)
    found = [_worst(context, run, pace, most_tenths) for run in context.runs if run.morning in ("answered", "lapsed")]
    return RunRecord(good=found.count("good"), holds=found.count("hold"), backs=found.count("step_back"))


def went_well(context: Context, run: Run) -> bool:
    """Whether a run is answered for and was quiet in every way; one whose next morning is still open is not."""
    pace, most_tenths = _scored_by(context)
    return run.morning == "answered" and _worst(context, run, pace, most_tenths) == "good"


def rates(record: RunRecord, outlook: Outlook) -> tuple[SetbackRate, SetbackRate]:
    """The fewest and the most setbacks to draw with. The less is known, the further they lie apart.

    The share is the record's with `prior_runs` cautious runs added; the two lie `spread_pm` thousandths of its standard
    error below and above it. Whole thousandths throughout, so that the same record draws the same range everywhere.
    """
    return tuple(
        SetbackRate(
            hold_pm=_share(record.holds, record.runs, outlook.prior_hold_pm, (outlook, sign)),
            back_pm=_share(record.backs, record.runs, outlook.prior_back_pm, (outlook, sign)),
        )
        for sign in (-1, 1)
    )  # type: ignore[return-value]


def _share(seen: int, runs: int, prior_pm: int, how: tuple[Outlook, int]) -> int:
    outlook, sign = how
    weight = outlook.prior_runs + runs
    share = (prior_pm * outlook.prior_runs + seen * _ALL_PM) // weight
    error = isqrt(share * (_ALL_PM - share) // (weight + 1))
    return min(max(share + sign * error * outlook.spread_pm // _ALL_PM, 0), _ALL_PM)


class Schedule:
    """Which run is a setback: spread evenly, and such that at a higher rate every setback of a lower one stays one.

    So more setbacks make a date later, to within the rest between two runs: a step back costs less where a cap has made
    the run small already. The order is that of run numbers with their bits turned round.
    """

    def __init__(self, rate: SetbackRate) -> None:
        self._rate = rate
        self._runs = 0

    def after_run(self) -> Setback | None:
        """What comes of the next run; None: it was good."""
        self._runs += 1
        place = _turned(self._runs % _PERIOD) * _ALL_PM // _PERIOD
        if place < self._rate.back_pm:
            return "step_back"
        return "hold" if place < self._rate.back_pm + self._rate.hold_pm else None


def _turned(number: int) -> int:
    """A number below the period with its bits in the opposite order."""
    return int(f"{number:0{_BITS}b}"[::-1], 2)


def _scored_by(context: Context) -> tuple[Pace | None, int]:
    """The pace by whose table runs are coloured, whatever the preset, and the pain that a good run may have."""
    phase: Phase | None = next((phase for phase in context.protocol.phases if phase.has_runs), None)
    if phase is None:
        return None, 0
    pace = phase.pace(context.regimen.preset) or next(iter(phase.paces), None)
    limits = [
        amount
        for rule in phase.rules
        for condition in rule.any_of
        if condition.measure == _GOOD and isinstance(amount := dict(condition.params).get("pain"), int)
    ]
    return pace, min(limits, default=0)


def _worst(context: Context, run: Run, pace: Pace | None, most_tenths: int) -> Literal["good", "hold", "step_back"]:
    up_to = context.as_of(run).runs
    found = colour(up_to, pace.response, context.baseline) if pace else None
    if found is not None and found >= Colour.AMBER:
        return "step_back"
    excess = context.windows.run_excess_s
    good = was_good(run, most_tenths=most_tenths, most_excess_s=excess, baseline_tenths=context.baseline)
    return "good" if good and found in (None, Colour.GREEN) else "hold"
