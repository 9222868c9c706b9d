"""A session ready to show: the bar's pieces, the sentences, and the sums. Seconds become words in the catalogue."""

from dataclasses import dataclass
from itertools import groupby

from restride.core.decision import Dose, RunWalk
from restride.usecases.ports import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What a session is: its lines in order, the pieces of its bar, the sums in words, and whether limits cut it."""

    title: str
    lines: tuple[str, ...]
    pieces: tuple[tuple[str, int], ...]
    run: str
    walk: str
    whole: str
    label: str


def session(dose: Dose, words: Words) -> Session | None:
    """The session of a dose; None where it holds no run."""
    if not dose.bouts:
        return None
    groups = [(bout, len(list(same))) for bout, same in groupby(dose.bouts)]
    bouts = [_bouts(bout, times, words) for bout, times in groups]
    bouts += quality(dose, words)
    before = [words.render("session.bouts", "warmup", walk=dose.warmup_s)] if dose.warmup_s else []
    after = [words.render("session.bouts", "cooldown", walk=dose.cooldown_s)] if dose.cooldown_s else []
    return Session(
        title=" ".join(bouts),
        lines=(*before, *after),
        pieces=pieces(dose),
        run=words.amount("duration", dose.run_s),
        walk=words.amount("duration", dose.walk_s),
        whole=words.amount("duration", dose.on_feet_s),
        label=" ".join([*before, *bouts, *after]),
    )


def quality(dose: Dose, words: Words) -> list[str]:
    """The faster running inside the session in words; empty where all of it is easy."""
    found = dose.quality
    if found is None:
        return []
    said = words.render("session.quality", found.kind, repeats=found.repeats, on=found.on_s, easy=found.easy_s)
    most = [words.render("session.speed", "most", percent=found.most_pct)] if found.most_pct else []
    return [said, *most]


def pieces(dose: Dose) -> tuple[tuple[str, int], ...]:
    """Runs and walks in their order, with their seconds; empty stretches left out."""
    inside = [piece for bout in dose.bouts for piece in (("run", bout.run_s), ("walk", bout.walk_s))]
    whole = [("walk", dose.warmup_s), *inside, ("walk", dose.cooldown_s)]
    return tuple((kind, seconds) for kind, seconds in whole if seconds)


def _bouts(bout: RunWalk, times: int, words: Words) -> str:
    if not bout.walk_s:
        return words.render("session.bouts", "run_only", run=bout.run_s)
    if times == 1:
        return words.render("session.bouts", "one", run=bout.run_s, walk=bout.walk_s)
    return words.render("session.bouts", "same", run=bout.run_s, walk=bout.walk_s, repeats=times)
