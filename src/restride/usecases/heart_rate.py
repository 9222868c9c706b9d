"""The runner's own easy heart rate, from a measured test: kept, and shown beside the talk test. It decides nothing."""

from dataclasses import dataclass

from restride.core.self_entries import EasyHeartRate
from restride.core.state import RunnerState
from restride.library.heart_rate import easy_limit
from restride.usecases.entry import Stamp, entry
from restride.usecases.ports import Ports, Visitor, Words
from restride.usecases.recent import recent_record
from restride.usecases.refused import NotPossible, Problem, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLimit:
    """What the runner fills in: the top of the easy zone, and which test it is from. No beats takes it back."""

    id: str
    beats: int | None
    test: str = ""


def show_easy_limit(ports: Ports, visitor: Visitor) -> EasyHeartRate | None:
    """The limit that stands; None where none was measured. Raises AccessDenied."""
    return easy_limit_of(recent_record(ports, visitor).state)


def easy_limit_of(state: RunnerState) -> EasyHeartRate | None:
    """The same, of a state that was folded already; a number that can't be one is none."""
    table = easy_limit()
    newest = max(state.heart_rates.values(), key=lambda one: (one.at.at, one.recorded_at, one.id), default=None)
    told: EasyHeartRate | None = newest.body if newest else None
    if told is None or told.beats is None or told.test not in table.tests:
        return None
    return told if table.least <= told.beats <= table.most else None


def record_easy_limit(ports: Ports, visitor: Visitor, given: OwnLimit) -> None:
    """Store it; a re-send changes nothing. Raises NotPossible for anybody but the runner, and for what can't be."""
    table = easy_limit()
    if not visitor.is_runner:
        raise refuse("", "not-yours", "Only the runner can give this.")
    problems = []
    if given.beats is not None and not table.least <= given.beats <= table.most:
        cure = f"Give beats a minute from {table.least} to {table.most}, or leave it empty."
        problems.append(Problem(field="beats", code="impossible", cure=cure))
    if given.beats is not None and given.test not in table.tests:
        cure = "Say which test it comes from. A number from your age or your watch alone is not used."
        problems.append(Problem(field="test", code="unknown", cure=cure))
    if problems:
        raise NotPossible(*problems)
    body = EasyHeartRate(beats=given.beats, test=given.test if given.beats is not None else "")
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        unit.append(entry(visitor, body, Stamp(id=given.id, recorded_at=ports.clock.now())))


def beside_a_run(state: RunnerState, words: Words) -> str:
    """The line beside an easy run; empty where no limit was measured."""
    limit = easy_limit_of(state)
    return words.render("heart_rate.limit", "text", beats=limit.beats) if limit else ""


def of_a_recording(state: RunnerState, activity: str, words: Words) -> str:
    """How a recorded run's mean heart rate lies to the own limit; empty where its file or the record has none."""
    limit, read = easy_limit_of(state), state.activities.get(activity)
    mean: int | None = read.body.avg_hr if read and not read.body.review else None
    if limit is None or limit.beats is None or mean is None:
        return ""
    form = "over" if mean > limit.beats else "inside"
    return words.render("heart_rate.recorded", form, mean=mean, beats=limit.beats)
