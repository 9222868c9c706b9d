"""Where a runner stood before today, decision by decision: since when in a phase, since when on a level, steps up."""

from datetime import date, datetime

from restride.core.decision import Decision
from restride.core.once import once
from restride.core.terms import Course
from restride.core.told import Rank

_HOLD = Course.HOLD


class Trail:
    """The decisions of an episode, in the order in which they were made, up to the first of today."""

    def __init__(self, decisions: tuple[Decision, ...], ranks: tuple[Rank, ...]) -> None:
        self.decisions = decisions
        self.ranks = ranks

    def entered(self, phase: str) -> date | None:
        """The civil day on which the last stay in this phase began; None when it isn't where the trail ends."""
        began = None
        for made in reversed(self.decisions):
            if made.position.phase != phase:
                break
            began = made.day
        return began

    def level_since(self, rank: Rank) -> datetime | None:
        """When this level was last reached, by a step back too; None when it isn't where the trail ends."""
        reached = None
        for made, here in zip(reversed(self.decisions), reversed(self.ranks), strict=True):
            if here != rank:
                break
            reached = made.issued_at
            if made.course < _HOLD:
                break
        return reached

    @once
    def climbs(self) -> tuple[date, ...]:
        """The days on which a step up was made inside a phase, in order."""
        made, ranks = self.decisions, self.ranks
        up = [number for number in range(1, len(ranks)) if ranks[number] > ranks[number - 1]]
        return tuple([made[n].day for n in up if made[n].position.phase == made[n - 1].position.phase])
