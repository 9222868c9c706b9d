"""What counts of a record that was moved in from elsewhere: what the runner told. Anybody can write into an archive.

What a clinician elsewhere cleared, closed, waived, settled, tested or prescribed stays in the journal to be read, and
opens nothing until a clinician of this server does it anew. How an archive is read and stored isn't here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from restride.core.events import (
    ClearanceConfirmed,
    ClearanceGiven,
    EpisodeOpened,
    Event,
    FlagClosed,
    PaceChosen,
    ReadinessRecorded,
    Restored,
    WaiverGiven,
    Withdrawn,
)
from restride.core.exercise_entries import ExercisePrescribed

MOVED_IN = "move-in"  # the source of the mark that follows what was moved in
_PRESET = "cautious"  # the pace that every intake gives
_BY_A_CLINICIAN = (
    ClearanceGiven,
    ClearanceConfirmed,
    ExercisePrescribed,
    FlagClosed,
    PaceChosen,
    ReadinessRecorded,  # who tested can't be seen, and a test is quickly done again
    WaiverGiven,
)


def is_mark(event: Event) -> bool:
    """Whether everything before this entry came out of an archive."""
    return isinstance(event.body, Restored) and event.source == MOVED_IN


def believed(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The entries that count, in their order; all of them where nothing was moved in.

    What came before the mark is known by its place, because the times of an archive are what its writer says.
    """
    marks = [place for place, event in enumerate(events) if is_mark(event)]
    if not marks:
        return events
    return (*_told_by_the_runner(events[: marks[-1]]), *events[marks[-1] :])


def _told_by_the_runner(events: tuple[Event, ...]) -> Iterator[Event]:
    for event in events:
        if isinstance(event.body, Withdrawn) and event.body.settled:
            yield replace(event, body=replace(event.body, settled=False))
        elif not isinstance(event.body, _BY_A_CLINICIAN):
            yield event


def may_go_on(opened: EpisodeOpened, needs_clearance: Mapping[str, bool]) -> bool:
    """Whether an injury goes on under its protocol: one that a beginner of today gets here, with its clearance.

    `needs_clearance` says of each such protocol, by hash, whether it has to be cleared for.
    """
    if opened.protocol_hash not in needs_clearance or opened.preset != _PRESET:
        return False
    return opened.clearance_required or not needs_clearance[opened.protocol_hash]
