"""A made-up runner: who they are, and the latent state of the tissue. No policy sees anything of this module."""

from math import exp, log

from restride.core.values import dataclass
from restride.study.asked import Intake
from restride.study.assumptions import Assumptions, Style, Tissue
from restride.study.draws import Day, people_stream

_MINUTE_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What does not change. The intake the runner knows and tells; the rest nobody does."""

    number: int
    intake: Intake
    style: Style
    start_min: float
    ceiling_min: float
    residual: float
    swells: bool


def person(seed: int, number: int, tissue: Tissue, world: Assumptions) -> Person:
    """Runner `number` of a seed. Of another tissue, the same runner differs by that alone."""
    stream = people_stream(seed, number)
    usual_n, off_n, pace_n, start_n, residual_n = stream.standard_normal(5).tolist()
    chosen, swells = stream.random(2).tolist()
    people, capacity = world.people, world.capacity
    usual = _between(people.usual_min * exp(people.usual_spread * usual_n), people.usual_least, people.usual_most)
    off = _between(people.days_off * exp(people.days_off_spread * off_n), people.days_off_least, people.days_off_most)
    start = usual * capacity.start_share * exp(-off / capacity.start_decay_d + capacity.start_spread * start_n)
    return Person(
        number=number,
        intake=Intake(
            usual_min=usual, days_off=int(off), pace_s_mi=int(people.pace_s_mi * exp(people.pace_spread * pace_n))
        ),
        style=style_at(world.styles, chosen),
        start_min=_between(start * tissue.start, capacity.start_least, capacity.start_most),
        ceiling_min=max(usual * capacity.ceiling_share, capacity.ceiling_least),
        residual=tissue.residual * max(residual_n, 0.0),
        swells=swells < tissue.swells,
    )


def style_at(styles: tuple[Style, ...], share: float) -> Style:
    """The style in which this share of the cohort, counted through the styles in order, falls."""
    for style in styles:
        share -= style.share
        if share < 0:
            return style
    return styles[-1]


def _between(value: float, least: float, most: float) -> float:
    return min(max(value, least), most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Felt:
    """What a run truly felt like, in points of pain, and how large it was for this tissue."""

    before: float
    during: float
    after: float
    added: float
    ratio: float
    injured: bool


class Body:
    """The state of the tissue: what it can take, how irritated it is, how long an injury keeps it from running."""

    def __init__(self, who: Person, tissue: Tissue, world: Assumptions) -> None:
        self.who = who
        self.tissue = tissue
        self.world = world
        self.capacity = who.start_min
        self.irritation = 0.0
        self.idle_d = 0
        self.laid_off_d = 0
        self.swollen_d = 0
        self.least = who.start_min * world.trouble.injury_capacity
        self._night = 0.5 ** (1 / tissue.half_life_d)

    @property
    def pain(self) -> float:
        """True pain at rest in points."""
        return min(self.irritation + self.who.residual, 10.0)

    @property
    def swollen(self) -> bool:
        """Whether the joint of somebody whose joint swells is swollen."""
        return self.who.swells and self.irritation >= self.world.telling.swelling_from

    def sleep(self, day: Day) -> None:
        """A night: irritation fades, tissue mends, and now and then daily life knocks it."""
        world, trouble = self.world, self.irritation
        self.irritation = trouble * self._night
        if day.knock < world.life.knock:
            self.irritation += -log(max(day.knock_size, 1e-9)) * world.life.knock_points
        room = 1 - self.capacity / self.who.ceiling_min
        self.capacity += self.tissue.mends * room * self.capacity
        self.idle_d += 1
        self.laid_off_d = max(self.laid_off_d - 1, 0)
        self.swollen_d = self.swollen_d + 1 if self.swollen else 0
        if self.idle_d > world.capacity.idle_after_d:
            self.capacity = max(self.capacity * (1 - world.capacity.idle_loss), min(self.least, self.capacity))

    def weigh(self, run_s: int, longest_s: int, day: Day) -> tuple[float, float]:
        """What a run would be: its size over what the tissue takes now, and the irritation that it would add."""
        load = self.world.load
        minutes, longest = run_s / _MINUTE_S, longest_s / _MINUTE_S
        size = minutes * (1 + load.bout_weight * longest / (longest + load.bout_half_min))
        ratio = size / self.capacity * (1 + load.residual_gain * self.irritation)
        over = max(ratio - load.free_share, 0.0)
        points = load.base_points * ratio + load.over_points * over**load.over_power
        return ratio, points * self.tissue.irritability * exp(load.day_spread * day.body_n)

    def run(self, run_s: int, longest_s: int, day: Day) -> Felt:
        """Do it: irritation, adaptation, perhaps an injury."""
        before = self.pain
        ratio, added = self.weigh(run_s, longest_s, day)
        during = self.felt_in(added)
        self.irritation += added
        self._adapt(ratio)
        self.idle_d = 0
        injured = self._breaks(day)
        return Felt(
            before=before,
            during=min(during + (self.world.trouble.injury_points if injured else 0.0), 10.0),
            after=min(before + added * self.world.load.after_share, 10.0),
            added=added,
            ratio=ratio,
            injured=injured,
        )

    def _adapt(self, ratio: float) -> None:
        load = self.world.load
        if self.irritation >= load.sore_from:
            self.capacity = max(self.capacity * (1 - self.world.capacity.hurt_loss), min(self.least, self.capacity))
        else:
            share = 1.0 if self.irritation < load.quiet_below else load.sore_adapts
            room = max(1 - self.capacity / self.who.ceiling_min, 0.0)
            self.capacity *= 1 + self.tissue.adapts * min(ratio, load.most_ratio) * room * share

    def _breaks(self, day: Day) -> bool:
        trouble = self.world.trouble
        over = max(self.irritation - trouble.injury_from, 0.0) / trouble.injury_scale
        if day.injury >= 1 - exp(-over * over) + trouble.injury_any:
            return False
        self.irritation += trouble.injury_points
        self.capacity = max(self.capacity * trouble.injury_capacity, self.least)
        self.laid_off_d = int(trouble.layoff_d * exp(trouble.layoff_spread * day.layoff_n))
        return True

    def felt_in(self, added: float) -> float:
        """Pain in a run that adds so much: some of what was there is warmed away."""
        load = self.world.load
        return self.pain * load.warm_share + added * load.felt_share
