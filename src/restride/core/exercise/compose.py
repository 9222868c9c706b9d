"""Today's exercises: a small session for phase, condition and kit at hand. The same record gives the same session."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Literal

from restride.core.exercise.allowed import Situation, may_do
from restride.core.exercise.growth import Level, level_of, variant_of
from restride.core.exercise.jumping import entered, jumps_of, prepared
from restride.core.exercise.log import Done
from restride.core.exercise.model import Category, Exercise, Landings, Shelf, order_of
from restride.core.terms import Side
from restride.core.values import dataclass

Kind = Literal["stopped", "check_in", "full", "daily", "none"]
Why = Literal["prescribed", "key", "factor", "part"]
WORK: tuple[Category, ...] = ("mobility", "plyometric", "balance", "strength", "core")  # in the order of doing
_WEEK_D = 7


@dataclass(frozen=True, kw_only=True)
class Runner:
    """What a session is made for: the episodes, what is at hand, named causes, the weaker side, the log so far.

    Not slotted: it keeps what it once worked out of the log.
    """

    situations: tuple[Situation, ...]
    log: tuple[Done, ...]
    kit: frozenset[str] = frozenset()
    factors: tuple[str, ...] = ()
    weaker: Side | None = None

    @cached_property
    def day(self) -> date:
        return max(one.day for one in self.situations)

    @cached_property
    def before_today(self) -> tuple[Done, ...]:
        return tuple(done for done in self.log if done.day < self.day)

    @cached_property
    def by_exercise(self) -> dict[str, list[Done]]:
        """The log of each exercise, oldest first."""
        found: dict[str, list[Done]] = {}
        for done in self.log:
            found.setdefault(done.exercise, []).append(done)
        return found

    @cached_property
    def last_done(self) -> dict[str, date]:
        """The last day before today on which each exercise was done."""
        return {done.exercise: done.day for done in self.before_today if done.did}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One exercise of today: its variant (empty: as it is), amounts, the sides in the order of doing, whole seconds."""

    exercise: Exercise
    variant: str
    sets: int
    amount: int
    rest_s: int
    takes_s: int
    sides: tuple[Side, ...]
    why: Why
    contacts: int = 0  # landings in all, of each leg on one leg


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What there is today. Only a `full` one counts as a session of strength and mobility."""

    kind: Kind
    items: tuple[Item, ...] = ()

    @property
    def takes_s(self) -> int:
        return sum(item.takes_s for item in self.items)

    def item(self, exercise: str) -> Item | None:
        return next((item for item in self.items if item.exercise.id == exercise), None)


def compose(shelf: Shelf, runner: Runner) -> Session:
    """Today's session. It goes by what was known before today, and by what hurt today, which only makes it easier."""
    if not runner.situations or any(one.stopped for one in runner.situations):
        return Session(kind="stopped" if runner.situations else "none")
    if not all(one.checked_in for one in runner.situations):
        return Session(kind="check_in")
    full = _is_due(shelf, runner)
    chosen = _chosen(shelf, replace(runner, log=runner.before_today), full=full)
    items = [item for exercise, why in chosen if (item := item_of(shelf, runner, exercise, why)) is not None]
    ordered = tuple(sorted(items, key=lambda item: WORK.index(item.exercise.category)))
    return Session(kind=("full" if full else "daily") if ordered else "none", items=ordered)


def item_of(shelf: Shelf, runner: Runner, exercise: Exercise, why: Why = "part") -> Item | None:
    """How an exercise is done today; None while it rests because its easiest form hurt."""
    most = _most_tenths(shelf, runner)
    own = runner.by_exercise.get(exercise.id, [])
    known = [done for done in own if done.day < runner.day or done.hurt(most)]
    level = level_of(exercise, known, shelf.growth, most)
    if level.paused_until is not None and runner.day <= level.paused_until:
        return None
    level = _as_asked(runner, exercise, level)
    variant = variant_of(exercise, level)
    step = _landings(shelf, runner, exercise)
    if step is not None:
        level, variant = replace(level, sets=step.sets, amount=step.amount), variant or step.variant
    if exercise.kit and not runner.kit & set(exercise.kit):
        variant = exercise.without
    sides = _sides(runner) if exercise.sides else ()
    rest = shelf.session.rest_s if exercise.dose.rest_s is None else exercise.dose.rest_s
    item = Item(
        exercise=exercise,
        variant=variant,
        sets=level.sets,
        amount=level.amount,
        rest_s=rest,
        takes_s=0,
        sides=sides,
        why=why,
        contacts=step.contacts if step else 0,
    )
    return replace(item, takes_s=_takes_s(shelf, item))


def _as_asked(runner: Runner, exercise: Exercise, level: Level) -> Level:
    """The dose that a clinician set, of the exercise as it is; the smaller one where an easier variant is due.

    Of several episodes the smallest dose counts. Landings go by their ladder alone.
    """
    asked = [one.asked[exercise.id] for one in runner.situations if exercise.id in one.asked]
    if not asked or exercise.ladder is not None:
        return level
    sets, amount = min(one.sets for one in asked), min(one.amount for one in asked)
    if level.rung < 0:
        return replace(level, sets=min(level.sets, sets), amount=min(level.amount, amount))
    return replace(level, rung=0, sets=sets, amount=amount)


def to_hand(exercise: Exercise, runner: Runner) -> bool:
    """Whether the runner has what it needs, or a way without."""
    return not exercise.kit or bool(exercise.without) or bool(runner.kit & set(exercise.kit))


def open_exercises(shelf: Shelf, runner: Runner) -> Iterator[Exercise]:
    """Everything that may be shown to this runner now, in the order of the data; a run is never among it.

    Landings only where their ladder has opened them, and a strength exercise of the region was tolerated before.
    """
    most = _most_tenths(shelf, runner)
    jumps = jumps_of(shelf, runner.before_today, runner.situations)
    for one in shelf.exercises.values():
        if one.impact == "running" or not may_do(shelf, one, runner.situations) or not to_hand(one, runner):
            continue
        if not one.impact or (
            entered(one, jumps, runner.situations) and prepared(shelf, one, runner.before_today, most)
        ):
            yield one


def lands_today(shelf: Shelf, runner: Runner) -> bool:
    """Whether landings are due today: rested, a quiet morning, no run asked for."""
    jumps = jumps_of(shelf, runner.before_today, runner.situations)
    return jumps.due and not any(one.runs_today for one in runner.situations)


def _is_due(shelf: Shelf, runner: Runner) -> bool:
    """Whether a whole session has its turn: days between, and not more in a week than the phase asks for."""
    phase = min((one.phase_today for one in runner.situations), key=order_of)
    most = shelf.session.per_week[phase].most if phase in shelf.session.per_week else 1
    days = _session_days(runner)
    lately = [day for day in days if (runner.day - day).days < _WEEK_D]
    return len(lately) < most and (not days or (runner.day - days[-1]).days >= _WEEK_D // most)


def _session_days(runner: Runner) -> list[date]:
    """Days before today on which something of a whole session was done."""
    return sorted({done.day for done in runner.before_today if done.body.whole and done.did})


def _is_daily(shelf: Shelf, id: str) -> bool:
    one = shelf.exercises.get(id)
    return one is None or one.dose.per_week.least >= shelf.session.daily_from or one.category not in WORK


def _chosen(shelf: Shelf, runner: Runner, *, full: bool) -> list[tuple[Exercise, Why]]:
    """The most important first, as many as fit into the time."""
    pool = [one for one in open_exercises(shelf, runner) if one.category in WORK and _has_turn(one, runner)]
    pool = grown(shelf, runner, pool)
    if not full:
        pool = [one for one in pool if _is_daily(shelf, one.id)]
    if not lands_today(shelf, runner):
        pool = [one for one in pool if not one.impact]
    chosen: dict[str, tuple[Exercise, Why]] = {}
    left = shelf.session.most_s if full else shelf.session.daily_most_s
    for one, why in _wanted(shelf, runner, pool):
        item = item_of(shelf, runner, one, why)
        if item is None or one.id in chosen or item.takes_s > left:
            continue
        if one.impact and any(each.impact for each, _ in chosen.values()):
            continue
        chosen[one.id] = (one, why)
        left -= item.takes_s
    return list(chosen.values())


def _has_turn(exercise: Exercise, runner: Runner) -> bool:
    """Whether enough days have passed since it was done last."""
    last = runner.last_done.get(exercise.id)
    return last is None or (runner.day - last).days >= _WEEK_D // exercise.dose.per_week.most


def _wanted(shelf: Shelf, runner: Runner, pool: list[Exercise]) -> Iterator[tuple[Exercise, Why]]:
    """Candidates by weight: prescribed, key exercises, landings, named causes, trunk, mobility, other body parts.

    Of each kind the one comes first that was done longest ago, so that they take turns.
    """
    prescribed = {id for one in runner.situations for id in one.prescribed}
    yield from ((one, "prescribed") for one in pool if one.id in prescribed)
    key = [one for id in _keys(shelf, runner) for one in pool if one.id == id and not one.impact]
    yield from ((one, "key") for one in _stalest(key, runner)[: shelf.session.key_items])
    yield from ((one, "part") for one in _landing_now(shelf, runner, pool))
    named = [one for id in _causes(shelf, runner) for one in pool if one.id == id]
    yield from ((one, "factor") for one in _stalest(named, runner)[:1])
    yield from ((one, "part") for one in _parts(shelf, runner, pool))


def _parts(shelf: Shelf, runner: Runner, pool: list[Exercise]) -> Iterator[Exercise]:
    """One exercise of the trunk, one of mobility, then the parts of the body that were worked longest ago."""
    for category in ("core", "mobility"):
        yield from _stalest([one for one in pool if one.category == category], runner)[:1]
    strength = [one for one in pool if one.category in ("strength", "balance")]
    for area in sorted(shelf.areas_required, key=lambda area: _last_worked(shelf, runner, area)):
        yield from _stalest([one for one in strength if area in one.areas], runner)[:1]


def _last_worked(shelf: Shelf, runner: Runner, area: str) -> date:
    """The last day before today on which a strength exercise of this part was done."""
    known = ((shelf.exercises.get(id), day) for id, day in runner.last_done.items())
    days = (day for one, day in known if one and one.category in ("strength", "balance") and area in one.areas)
    return max(days, default=date.min)


def _stalest(pool: list[Exercise], runner: Runner) -> list[Exercise]:
    """Those done longest ago first, the ones never done before all; else in the order given."""
    return sorted(pool, key=lambda one: runner.last_done.get(one.id, date.min))


def grown(shelf: Shelf, runner: Runner, pool: list[Exercise]) -> list[Exercise]:
    """What the runner is at: not what was outgrown, and not what is still ahead of something that grows.

    What the condition, a named cause or a clinician has put there comes whenever it is open. Landings have ladders.
    """
    most = _most_tenths(shelf, runner)
    there = {one.id for one in open_exercises(shelf, runner)}
    levels = {one.id: _level(shelf, runner, one, most) for one in pool}
    growing = [one for one in pool if not levels[one.id].topped]
    ahead = {id for one in growing for id in one.progression if id in levels and not levels[id].done}
    outgrown = {one.id for one in pool if levels[one.id].topped and there & set(one.progression)}
    wanted = {id for one in runner.situations for id in one.prescribed} | {
        *_keys(shelf, runner),
        *_causes(shelf, runner),
    }
    return [one for one in pool if one.impact or one.id in wanted or one.id not in ahead | outgrown]


def _keys(shelf: Shelf, runner: Runner) -> dict[str, None]:
    """Key exercises of every condition, in their order, each once."""
    conditions = [one for each in runner.situations for one in each.conditions if one in shelf.policies]
    return dict.fromkeys(id for one in conditions for id in shelf.policies[one].key)


def _causes(shelf: Shelf, runner: Runner) -> dict[str, None]:
    """Exercises of every named cause, in their order, each once."""
    named = [shelf.factors[name] for name in runner.factors if name in shelf.factors]
    return dict.fromkeys(id for one in named for id in one.exercises)


def _level(shelf: Shelf, runner: Runner, one: Exercise, most: int) -> Level:
    before = (done for done in runner.by_exercise.get(one.id, ()) if done.day < runner.day)
    return level_of(one, before, shelf.growth, most)


def _landing_now(shelf: Shelf, runner: Runner, pool: list[Exercise]) -> list[Exercise]:
    """Exercises with landings, of which one is done: one leg and two in turn, once one leg is open."""
    jumps = jumps_of(shelf, runner.before_today, runner.situations)
    mine = [one for one in pool if one.category == "plyometric"]
    one_leg = [one for one in mine if one.ladder == "one_leg"]
    two_leg = [one for one in mine if one.ladder == "two_leg"]
    if not (one_leg and two_leg):
        return _stalest(mine, runner)
    return _stalest(two_leg if jumps.days % 2 else one_leg, runner)


def _landings(shelf: Shelf, runner: Runner, exercise: Exercise) -> Landings | None:
    """The step of the exercise that its ladder allows: the most contacts within it, and never fewer than its least."""
    if exercise.ladder is None:
        return None
    allowed = jumps_of(shelf, runner.before_today, runner.situations).rung(exercise.ladder).contacts
    within = [one for one in exercise.dose.landings if one.contacts <= allowed]
    return within[-1] if within else exercise.dose.landings[0]


def _most_tenths(shelf: Shelf, runner: Runner) -> int:
    return shelf.pain_most_tenths(tuple(one for each in runner.situations for one in each.conditions))


def _sides(runner: Runner) -> tuple[Side, ...]:
    """The weaker side first; the injured one where nobody knows."""
    injured = [one.side for one in runner.situations if one.side in (Side.LEFT, Side.RIGHT)]
    first = runner.weaker or (injured[0] if injured else Side.LEFT)
    return (first, Side.RIGHT if first is Side.LEFT else Side.LEFT)


def _takes_s(shelf: Shelf, item: Item) -> int:
    """An estimate in whole seconds: work, rests between sets, the change to the next. One leg rests while one works."""
    dose, rules = item.exercise.dose, shelf.session
    least = rules.landing_s if item.exercise.ladder else rules.rep_s
    each = max(dose.tempo.seconds if dose.tempo else 0, least)
    work = item.amount * each if dose.reps else item.amount
    if dose.reps and dose.hold_s:
        work = item.amount * dose.hold_s.least
    sides = len(item.sides) or 1
    rests = max(item.sets - 1, 0) * (item.rest_s // sides)
    return item.sets * work * sides + rests + rules.change_s
