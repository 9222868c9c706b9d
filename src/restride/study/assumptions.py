"""The numbers of the simulation as values, read strictly from `assumptions.toml`. None of them is clinical."""

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from restride.core.protocol import Protocol
from restride.core.values import dataclass
from restride.library.errors import DataError
from restride.library.table import Table, expect_schema, read_table

FILE = "assumptions.toml"
_T = TypeVar("_T")


class AssumptionError(DataError):
    """A file of the study that cannot be used; says where and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who comes: minutes of a usual session, days off, seconds a mile; each with its spread."""

    usual_min: float
    usual_spread: float
    usual_least: float
    usual_most: float
    days_off: float
    days_off_spread: float
    days_off_least: float
    days_off_most: float
    pace_s_mi: float
    pace_spread: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """Minutes that tissue can take: at the door, at most, and how it is lost."""

    start_share: float
    start_decay_d: float
    start_spread: float
    start_least: float
    start_most: float
    ceiling_share: float
    ceiling_least: float
    idle_after_d: float
    idle_loss: float
    hurt_loss: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a run does to tissue, in points of pain."""

    bout_weight: float
    bout_half_min: float
    free_share: float
    base_points: float
    over_points: float
    over_power: float
    residual_gain: float
    day_spread: float
    quiet_below: float
    sore_from: float
    sore_adapts: float
    most_ratio: float
    warm_share: float
    felt_share: float
    after_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What counts as a symptom morning, a flare, an injury and the goal, by the true state."""

    symptom_from: float
    flare_from: float
    flare_over: float
    injury_from: float
    injury_scale: float
    injury_any: float
    injury_points: float
    injury_capacity: float
    layoff_d: float
    layoff_spread: float
    goal_bout_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tissue:
    """How one kind of tissue differs from another."""

    id: str
    half_life_d: float
    irritability: float
    adapts: float
    mends: float
    start: float
    swells: float
    residual: float
    protocols: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What happens round the runs."""

    run_possible: float
    knock: float
    knock_points: float
    wont_start_from: float
    door_mornings: float
    calm_points: float
    clinician_after_d: float
    clinician_calm: float
    part_done: float
    tests_every_d: float
    groundwork_every_d: float
    left_out_misses: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How truth becomes an answer."""

    spread: float
    shared: float
    spurious: float
    night: float
    false_sign: float
    night_from: float
    night_share: float
    limp_from: float
    fades_from: float
    builds_from: float
    sharp_from: float
    swelling_from: float
    stiff_from: float
    stiff_min: float
    sore_ratio: float
    very_sore_ratio: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How one sort of runner answers, and keeps to what is asked."""

    id: str
    share: float
    scale: float
    hides: float
    misses: float
    stops_from: float
    overdoes: float
    overdo_by: float
    extra: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """Everything the simulation takes for granted. `cite` are the sources of the few numbers that have one."""

    people: People
    capacity: Capacity
    load: Load
    trouble: Trouble
    life: Life
    telling: Telling
    tissues: Mapping[str, Tissue]
    styles: tuple[Style, ...]
    cite: tuple[str, ...]

    def tissue_of(self, protocol: Protocol) -> Tissue:
        """The tissue that a protocol is about; overuse where the protocol does not say its kind."""
        named = (tissue for tissue in self.tissues.values() if protocol.id in tissue.protocols)
        return next(named, self.tissues[protocol.kind or "overuse"])


@cache
def assumptions() -> Assumptions:
    """Those that come with Restride, read once."""
    return read_assumptions(files("restride.study").joinpath(FILE).read_text(encoding="utf-8"))


def read_assumptions(text: str, *, file: str = FILE) -> Assumptions:
    """The assumptions of a TOML text. Raises AssumptionError with the place of the first mistake."""
    table = read_table(text, file=file, error=AssumptionError)
    expect_schema(table, 1)
    table.name("id")
    cite: list[str] = []
    parts = {name: table.table(name) for name in ("people", "telling")}
    for part in parts.values():
        cite += part.texts("cite", ())
    found = Assumptions(
        people=_numbers(parts["people"], People),
        capacity=_numbers(table.table("capacity"), Capacity),
        load=_numbers(table.table("load"), Load),
        trouble=_numbers(table.table("trouble"), Trouble),
        life=_numbers(table.table("life"), Life),
        telling=_numbers(parts["telling"], Telling),
        tissues={one.id: one for one in (_tissue(entry) for entry in table.tables("tissue", needed=True))},
        styles=tuple(_numbers(e, Style, id=e.name("id")) for e in table.tables("style", needed=True)),
        cite=tuple(dict.fromkeys(cite)),
    )
    table.done()
    if abs(sum(style.share for style in found.styles) - 1) > 1e-9:
        table.fail("style", "the shares of the styles must add up to 1")
    return found


def _tissue(entry: Table) -> Tissue:
    return _numbers(entry, Tissue, id=entry.name("id"), protocols=entry.texts("protocols", ()))


def _numbers(table: Table, kind: type[_T], **known: Any) -> _T:
    """A value whose fields all are numbers at or above nought, but for those known."""
    values = dict(known)
    for field in fields(kind):  # type: ignore[arg-type]  # every kind above is a dataclass
        if field.name not in known:
            values[field.name] = _number(table, field.name)
    table.done()
    return kind(**values)


def _number(table: Table, name: str) -> float:
    found = table.any(name)
    if isinstance(found, bool) or not isinstance(found, int | Decimal) or not Decimal(found).is_finite() or found < 0:
        table.fail(name, "must be a number that is not below nought, such as 0.25")
    return float(found)
