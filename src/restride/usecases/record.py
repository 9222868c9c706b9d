"""A person's record as use cases read it: events, folded state, open episodes with their regimens."""

from dataclasses import dataclass

from restride.core.events import EpisodeOpened, Event
from restride.core.protocol import Protocol, Regimen
from restride.core.regimen import regimen_for
from restride.core.state import Entry, RunnerState, fold
from restride.journal.values import Refused
from restride.usecases.moved_in import believed
from restride.usecases.ports import Ports


class PlanLost(LookupError):
    """The pinned protocol of an injury is lost or damaged: nothing can be decided or shown from it (INV-025)."""

    def __init__(self, episode: str) -> None:
        super().__init__("The plan of an injury can't be read.")
        self.episode = episode


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
    """The pinned protocol of an episode, under the pace that was chosen last. Raises PlanLost."""
    return regimen_for(protocol_of(ports, opened.id, opened.body), opened, state)


def protocol_of(ports: Ports, episode: str, body: EpisodeOpened) -> Protocol:
    """The pinned protocol of an episode. Raises PlanLost where its text is lost, or is no longer what was pinned."""
    try:
        return ports.protocols.pinned(body.protocol_hash)
    except Refused:
        raise
    except Exception as fault:  # a text can be damaged in any way, and a run is never guessed
        raise PlanLost(episode) from fault
