"""The own baseline read from a record: which mornings count for it, and how far it had settled by a day."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from restride.core.answers import Answers, join_all
from restride.core.corrections import answers_on, is_settled
from restride.core.events import CheckIn, SessionLogged
from restride.core.protocol import Windows
from restride.core.state import Entry, RunnerState
from restride.core.terms import PainMoment
from restride.core.values import dataclass
from restride.core.windows import Settled, settle

_DAY = timedelta(days=1)
_MORNING = PainMoment.MORNING
_FIRST = date.min
TellingDay = tuple[date, tuple[Entry, ...]]
Span = tuple[date, date | None]  # first and last day; None: to this day


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """How far the mornings of a record were read: on what they rest beside the days, the days, and what they gave."""

    basis: tuple[object, ...]
    days: list[TellingDay]
    settled: Settled


class QuietMornings:
    """The mornings of one episode that may count for the baseline, as they read today; none while a flag was open."""

    def __init__(
        self, state: RunnerState, windows: Windows, *, episode: str, today: date, flags: tuple[Span, ...]
    ) -> None:
        self.state = state
        self.windows = windows
        self.episode = episode
        self.today = today
        self.flags = flags

    def settled_before(self, day: date) -> Settled:
        """How far the own baseline had settled before this day.

        Days that were read before, and are the same still, are not read again, unless something was edited.
        """
        state, windows = self.state, self.windows
        started = state.baselines.get(self.episode, Settled())
        basis = (windows, state.since, started, self.flags)
        kept: _Read | None = state.kept.get(("baseline", self.episode))
        if kept is None or state.edits or not self._holds(kept, basis, day):
            kept = _Read(basis=basis, days=[], settled=started)
        if kept.settled.lowest == 0:  # it can only fall
            return kept.settled
        days = list(kept.days)
        pains = self._pains(days, day)
        settled = settle(kept.settled, pains, first=windows.baseline_mornings, most=windows.baseline_most_tenths)
        if not state.edits:
            state.kept["baseline", self.episode] = _Read(basis=basis, days=days, settled=settled)
        return settled

    def _holds(self, kept: _Read, basis: tuple[object, ...], day: date) -> bool:
        """Whether what was read before is the beginning of what is to be read now."""
        days = kept.days
        if not days or days[-1][0] >= day or kept.basis != basis:
            return False
        return list(islice(self.state.calendar.items(), len(days))) == days

    def _pains(self, read: list[TellingDay], before: date) -> Iterator[int]:
        """The pains of the days that follow those read, up to a day; each day is added to those read."""
        first = self.state.since or _FIRST
        for day, entries in islice(self.state.calendar.items(), len(read), None):
            if day >= before:
                return
            read.append((day, entries))
            pain = self._pain(day, entries) if day >= first else None
            if pain is not None:
                yield pain

    def _pain(self, day: date, entries: tuple[Entry, ...]) -> int | None:
        """The morning's pain, where it may count for the baseline: no run the day before, no painkiller, no flag."""
        before = self.state.calendar.get(day - _DAY, ())
        if any(isinstance(entry.body, SessionLogged) and entry.body.run_s for entry in before):
            return None
        mornings = [entry for entry in entries if self._is_morning(entry)]
        if not mornings or self._flag_was_open(day):
            return None
        says = [self._said(entry) for entry in mornings]
        if any(one.pain_tenths is None or one.painkiller is True for one in says):
            return None
        return join_all(says).pain_tenths

    def _is_morning(self, entry: Entry) -> bool:
        body = entry.body
        if not isinstance(body, CheckIn) or entry.episode != self.episode or body.moment is not _MORNING:
            return False
        return not is_settled(self.state.edits.get(entry.id, ()))

    def _said(self, entry: Entry) -> Answers:
        first: Answers = entry.body.answers
        edits = self.state.edits.get(entry.id)
        return answers_on(first, edits, self.today) if edits else first

    def _flag_was_open(self, day: date) -> bool:
        return any(first <= day and (last is None or day <= last) for first, last in self.flags)
