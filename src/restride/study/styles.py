"""What a made-up runner says: the truth through noise, habit and mistakes. The truth itself stays in `runner`."""

from dataclasses import replace
from math import sqrt

from restride.core.answers import Answers
from restride.core.quantity import PAIN_TENTHS_MAX
from restride.core.terms import PainPattern, PainPlace, Swelling
from restride.study.assumptions import Style, Telling
from restride.study.draws import Day
from restride.study.runner import Felt

_POINT = 10  # tenths in a point
_DAY_H, _TWO_DAYS_H = 24, 48


class Voice:
    """How one runner tells things. `place` is where it hurts, `lines` are the groups of the daily question."""

    def __init__(self, style: Style, telling: Telling, *, place: PainPlace, lines: tuple[str, ...]) -> None:
        self.style = style
        self.telling = telling
        self.place = place
        self._quiet = Answers(
            pain_tenths=0,
            sharp=False,
            swelling=Swelling.NONE,
            swelling_h=0,
            stiffness_min=0,
            soreness_h=0,
            limp=False,
            woken=False,
            painkiller=False,
            flag_lines=(),
            lines_covered=lines,
        )
        self._before = Answers(pain_tenths=0, painkiller=False, swelling=Swelling.NONE)
        self._during = Answers(pain_tenths=0, sharp=False, limp=False, swelling=Swelling.NONE, pattern=PainPattern.NONE)

    def points(self, true: float, normal: float, *, spurious: bool) -> int:
        """The score said for a true pain, in tenths; whole points, as people say them."""
        telling, style = self.telling, self.style
        noisy = true * style.scale - style.hides + telling.spread * normal * min(true, 1.0)
        said = int(max(noisy, 0.0) + 0.5) + spurious
        return min(max(said, 0) * _POINT, PAIN_TENTHS_MAX)

    def morning(self, true: float, day: Day, *, ratio: float, swollen_d: int) -> Answers:
        """The answers of a morning; `ratio` is how large yesterday's run was, 0 without one."""
        telling = self.telling
        pain = self.points(true, day.morning_n, spurious=day.spurious < telling.spurious)
        awake = telling.night + (telling.night_share if self._owns_up(true, telling.night_from) else 0)
        woken = day.night < awake
        limp = day.limp < telling.false_sign or self._owns_up(true, telling.limp_from)
        sore = self._soreness(ratio)
        stiff = int(true * telling.stiff_min) if self._owns_up(true, telling.stiff_from) else 0
        if not (pain or woken or limp or sore or stiff or swollen_d):
            return self._quiet
        return replace(
            self._quiet,
            pain_tenths=pain,
            place=self.place if pain else None,
            woken=woken,
            limp=limp,
            soreness_h=sore,
            stiffness_min=stiff,
            swelling=Swelling.TRACE if swollen_d else Swelling.NONE,
            swelling_h=swollen_d * _DAY_H - _DAY_H // 2 if swollen_d else 0,
        )

    def before_run(self, true: float, day: Day) -> Answers:
        """The answers right before a run."""
        pain = self.points(true, day.before_n, spurious=False)
        return replace(self._before, pain_tenths=pain, place=self.place) if pain else self._before

    def during_run(self, felt: Felt, day: Day, *, swollen: bool) -> Answers:
        """The answers about a run."""
        telling = self.telling
        pain = self.points(felt.during, self._noise(day, day.during_n), spurious=day.spurious_run < telling.spurious)
        limp = self._owns_up(felt.during, telling.limp_from)
        sharp = day.sharp < telling.false_sign or self._owns_up(felt.during, telling.sharp_from)
        if not (pain or limp or sharp or swollen):
            return self._during
        return replace(
            self._during,
            pain_tenths=pain,
            place=self.place if pain else None,
            pattern=self._pattern(felt) if pain else PainPattern.NONE,
            limp=limp,
            sharp=sharp,
            swelling=Swelling.TRACE if swollen else Swelling.NONE,
        )

    def after_run(self, felt: Felt, day: Day) -> Answers:
        """The answer an hour after a run."""
        return Answers(
            pain_tenths=self.points(felt.after, self._noise(day, day.after_n), spurious=False), place=self.place
        )

    def _noise(self, day: Day, own: float) -> float:
        """Noise of a run's later scores: much of it is that of the first, for one hour is scored by one mood."""
        shared = self.telling.shared
        return sqrt(shared) * day.before_n + sqrt(1 - shared) * own

    def _owns_up(self, true: float, limit: float) -> bool:
        """Whether something is strong enough to be said: those who play pain down say it later."""
        return true * self.style.scale - self.style.hides >= limit

    def _soreness(self, ratio: float) -> int:
        """Hours of muscle soreness told: none, a day, or more than two after far too much."""
        telling = self.telling
        if ratio * self.style.scale >= telling.very_sore_ratio:
            return _TWO_DAYS_H + _DAY_H // 2
        return _DAY_H if ratio * self.style.scale >= telling.sore_ratio else 0

    def _pattern(self, felt: Felt) -> PainPattern:
        """How the pain went: it builds where the run adds much, fades where it adds little, else it stays."""
        if felt.added >= 2 * felt.before + self.telling.builds_from:
            return PainPattern.BUILDS
        if felt.before > self.telling.fades_from and felt.added < felt.before / 2:
            return PainPattern.WARMUP_FADES
        return PainPattern.STEADY
