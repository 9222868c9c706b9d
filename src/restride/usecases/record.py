"""A person's record as use cases read it: events, folded state, open episodes with their regimens."""

from dataclasses import dataclass

from restride.core.events import EpisodeOpened, Event
from restride.core.protocol import Regimen
from restride.core.regimen import regimen_for
from restride.core.state import Entry, RunnerState, fold
from restride.usecases.moved_in import believed
from restride.usecases.ports import Ports


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything known of one person at one time."""

    events: tuple[Event, ...]
    state: RunnerState

    def open_episodes(self) -> tuple[Entry, ...]:
        """Episodes that are followed, in the order in which they were opened."""
        closed = {entry.episode for entry in self.state.episodes_closed.values()}
        mine = (entry for id, entry in self.state.episodes.items() if id not in closed)
        return tuple(sorted(mine, key=lambda entry: (entry.recorded_at, entry.id)))


def read_record(events: tuple[Event, ...]) -> Record:
    """The record of these events. What a clinician of another server did is among them, and isn't counted."""
    return Record(events=events, state=fold(believed(events)))


def regimen_of(ports: Ports, opened: Entry, state: RunnerState) -> Regimen:
    """The pinned protocol of an episode, under the pace that was chosen last."""
    body: EpisodeOpened = opened.body
    return regimen_for(ports.protocols.pinned(body.protocol_hash), opened, state)
