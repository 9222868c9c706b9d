"""A run out of a file, ready to show: asked against done bout by bout, sums in words, and what stands in its way."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from restride.activity.problems import problem
from restride.usecases.confirm_activity import Proposal
from restride.usecases.ports import Words
from restride.usecases.recordings import UNDATED
from restride.web.runner.shown.session import pieces

Pieces = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bout:
    """One bout, asked and done, as minutes and seconds."""

    number: int
    asked: str
    done: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Everything of the screen of a recorded run."""

    done: Pieces
    asked: Pieces
    label: str
    asked_label: str
    bouts: tuple[Bout, ...]
    facts: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]
    undated: bool


def recorded_of(proposal: Proposal, words: Words) -> Recorded:
    """The screen of a proposal."""
    seen = proposal.amounts
    run, walk = words.amount("duration", seen.run_s), words.amount("duration", seen.walk_s)
    facts = [(_("Running"), run), (_("Longest stretch"), words.amount("duration", seen.longest_bout_s))]
    facts.append((_("Walking"), walk))
    if seen.distance_m is not None:
        facts.append((_("Distance"), _("%(km).2f km") % {"km": seen.distance_m / 1000}))
    asked = proposal.asked.dose if proposal.asked else None
    return Recorded(
        done=tuple(("run" if bout.run else "walk", bout.seconds) for bout in proposal.bouts if bout.seconds),
        asked=pieces(asked) if asked else (),
        label=_("Recorded: %(run)s of running, %(walk)s of walking") % {"run": run, "walk": walk},
        asked_label=_("Asked: %(run)s of running") % {"run": words.amount("duration", asked.run_s)} if asked else "",
        bouts=_bouts(proposal),
        facts=tuple(facts),
        problems=tuple(problem(code, "").cure for code in proposal.review),
        undated=proposal.start is None or bool(UNDATED & set(proposal.review)),
    )


def _bouts(proposal: Proposal) -> tuple[Bout, ...]:
    if proposal.fidelity is None:
        return ()
    pairs = enumerate(proposal.fidelity.bouts, start=1)
    return tuple(Bout(number=n, asked=_clock(one.prescribed_s), done=_clock(one.done_s)) for n, one in pairs)


def _clock(seconds: int | None) -> str:
    if seconds is None:
        return "–"
    return f"{seconds // 60}:{seconds % 60:02d}"
