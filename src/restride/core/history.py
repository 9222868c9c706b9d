"""What a runner said when asked why it happened, as rules may look at it. The questions and their words are data."""

from restride.core.moment import Now
from restride.core.state import Entry, RunnerState

CONFIDENCE = "confidence"  # the question of the week about trust in the leg or back
_NO = "no"
_YES = ("yes", "unsure")  # not knowing counts as a yes


def told_of(state: RunnerState, episode: str, cause: str, now: Now) -> tuple[Entry, ...]:
    """The entry that says yes or not sure; none where nobody said so, or where it was taken back on an earlier day."""
    said = _answers(state, episode, cause)
    standing = [entry for entry in said if _is_yes(entry, cause) or entry.at.day < now.day]
    if not standing or not _is_yes(standing[-1], cause):
        return ()
    return (standing[-1],)


def ever_told_of(state: RunnerState, episode: str, cause: str) -> bool:
    """Whether it was ever said: what only a clinician may settle is not taken back by another answer (INV-008)."""
    return any(_is_yes(entry, cause) for entry in _answers(state, episode, cause))


def _answers(state: RunnerState, episode: str, cause: str) -> list[Entry]:
    """Every answer to it, for the person or this injury, in order of time."""
    said = [
        entry
        for entry in state.intakes.values()
        if entry.episode in (None, episode) and entry.body.answers.get(cause) in (*_YES, _NO)
    ]
    return sorted(said, key=lambda entry: (entry.at.at, entry.recorded_at, entry.id))


def _is_yes(entry: Entry, cause: str) -> bool:
    return entry.body.answers.get(cause) in _YES
