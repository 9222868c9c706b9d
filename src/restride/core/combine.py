"""Several episodes of one body: the most cautious answer holds, and the smallest session of all (INV-024)."""

from dataclasses import replace

from restride.core.decision import NO_RUN, Decision
from restride.core.plan import Room, fit
from restride.core.terms import Verdict

ORDER = (Verdict.STOP, Verdict.PENDING, Verdict.REST, Verdict.STEP_BACK, Verdict.HOLD, Verdict.PROGRESS)


def lowest(decisions: tuple[Decision, ...]) -> Decision:
    """The most cautious of these, with a session that no episode forbids. Raises ValueError for none at all."""
    first = min(decisions, key=lambda made: (ORDER.index(made.verdict), made.dose.run_s))
    if not all(made.runs for made in decisions):
        return first if not first.runs else replace(first, dose=NO_RUN)
    room = Room(
        run_s=min(made.dose.run_s for made in decisions),
        longest_bout_s=min(made.dose.longest_bout_s for made in decisions),
        on_feet_s=min(made.dose.on_feet_s for made in decisions),
    )
    dose = fit(first.dose, room, shortest_bout_s=1)
    if any(made.dose.quality != dose.quality for made in decisions):
        dose = replace(dose, quality=None)  # faster running only where every episode allows the same
    return replace(first, dose=dose)
