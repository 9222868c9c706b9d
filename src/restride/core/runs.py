"""How a run was taken: rise of pain, swelling, and whether it went well. What a run is made of is in `run_reading`."""

from restride.core.answers import Answers, place_of
from restride.core.run_reading import Run
from restride.core.terms import PainPlace, Swelling


def rise_over_before(run: Run) -> int | None:
    """Tenths that the pain an hour after stood above the pain before; None when either is missing."""
    after, before = run.after_60.pain_tenths, run.before.pain_tenths
    if after is None or before is None:
        return None
    return max(after - before, 0)


def morning_rise(run: Run, baseline_tenths: int) -> int | None:
    """Tenths that the next morning stood above the baseline; None when nobody answered."""
    pain = run.next_morning.pain_tenths
    return None if pain is None else max(pain - baseline_tenths, 0)


def in_muscle(answers: Answers) -> bool:
    """Whether the pain was named as muscle; an unknown place counts as joint."""
    return place_of(answers) is PainPlace.MUSCLE


def swelling_steps(run: Run) -> int | None:
    """Grades of swelling above before the run; None when nobody answered after it."""
    after = [s for s in (run.during.swelling, run.after_60.swelling, run.next_morning.swelling) if s is not None]
    if not after:
        return None
    return max(int(max(after)) - int(run.before.swelling or Swelling.NONE), 0)


def was_too_much(run: Run, *, most_tenths: int, rise_tenths: int, baseline_tenths: int) -> bool:
    """A failure: over a limit of pain, cut short, a changed stride, swollen, or never answered.

    What only repeats the session is neither good nor too much: a rise within the error of the scale, slow settling,
    more than was asked.
    """
    limits = ("too much", most_tenths, rise_tenths, baseline_tenths)
    found: bool | None = run.found.get(limits)
    if found is None:
        found = run.found[limits] = _is_too_much(run, most_tenths, rise_tenths, baseline_tenths)
    return found


def was_good(run: Run, *, most_tenths: int, most_excess_s: int, baseline_tenths: int, noise_tenths: int = 0) -> bool:
    """A success: asked for, done, inside the limits during, an hour after and next morning; unknown is no success.

    An hour after and next morning the pain may stand higher by the noise of a score, and no more.
    """
    limits = ("good", most_tenths, most_excess_s, baseline_tenths, noise_tenths)
    found: bool | None = run.found.get(limits)
    if found is None:
        found = run.found[limits] = _is_good(run, most_tenths, most_excess_s, baseline_tenths, noise_tenths)
    return found


def _is_too_much(run: Run, most_tenths: int, rise_tenths: int, baseline_tenths: int) -> bool:
    during, overnight = run.during.pain_tenths, morning_rise(run, baseline_tenths)
    said = (run.before, run.during, run.after_60, run.next_morning)
    return (
        during is None
        or during > most_tenths
        or run.cut_short
        or run.withdrawn
        or run.morning == "lapsed"
        or any(answers.limp or answers.sharp for answers in said)
        or bool(overnight is not None and overnight >= rise_tenths and not in_muscle(run.next_morning))
        or bool(swelling_steps(run))
    )


def _is_good(run: Run, most_tenths: int, most_excess_s: int, baseline_tenths: int, noise_tenths: int) -> bool:
    during, rise = run.during.pain_tenths, rise_over_before(run)
    done = run.issued is not None and run.excess_s <= most_excess_s and not (run.cut_short or run.withdrawn)
    if not done or run.morning != "answered":
        return False
    if during is None or during > most_tenths or rise is None or rise > noise_tenths:
        return False
    said = (run.before, run.during, run.after_60, run.next_morning)
    if any(answers.limp or answers.sharp or answers.painkiller for answers in said):
        return False
    if during and run.during.limp is None:
        return False
    overnight = morning_rise(run, baseline_tenths)
    if overnight is None or (overnight > noise_tenths and not in_muscle(run.next_morning)):
        return False
    return swelling_steps(run) == 0
