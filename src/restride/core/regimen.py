"""Which regimen an episode follows: its pinned protocol under the pace that a clinician chose last.

Where a runner stands under it isn't here.
"""

from dataclasses import replace

from restride.core.context import is_clinicians, is_readable
from restride.core.events import EpisodeOpened
from restride.core.history import ever_told_of
from restride.core.on_ladder import ladders_to_run, on_ladder, stage_phase
from restride.core.protocol import Protocol, Regimen
from restride.core.state import Entry, RunnerState
from restride.core.terms import Role

ON_A_LADDER = "literal"  # the preset that goes by stages


def regimen_for(protocol: Protocol, opened: Entry, state: RunnerState) -> Regimen:
    """The regimen of an episode: as it was opened, but for the newest choice of a clinician that counts.

    A clearance is obligatory too once a cause was told that asks for one, whatever is said later.
    """
    body: EpisodeOpened = opened.body
    asked = any(ever_told_of(state, opened.id, cause) for cause in protocol.clearance_causes)
    regimen = Regimen(
        protocol=protocol,
        episode=opened.id,
        preset=body.preset,
        clearance_required=body.clearance_required or asked,
    )
    chosen = choice_in_force(protocol, opened.id, state)
    return regimen if chosen is None else under(regimen, chosen.body.preset, chosen.body.ladder)


def choice_in_force(protocol: Protocol, episode: str, state: RunnerState) -> Entry | None:
    """The newest choice of a pace that counts: by a clinician with an account, with a reason, of a pace that there is.

    None where the episode goes on as it was opened.
    """
    mine = [entry for entry in state.paces.values() if entry.episode == episode and _counts(entry, protocol, state)]
    return max(mine, key=lambda entry: (entry.recorded_at, entry.id), default=None)


def _counts(entry: Entry, protocol: Protocol, state: RunnerState) -> bool:
    by_right = entry.author.role is Role.CLINICIAN and is_clinicians(entry, state)
    return by_right and is_readable(entry.body.reason) and may_be_chosen(protocol, entry.body.preset, entry.body.ladder)


def may_be_chosen(protocol: Protocol, preset: str, ladder: str) -> bool:
    """Whether the protocol can be run so: one of its paces, or its stages, or a published ladder that it lists."""
    phase = stage_phase(protocol)
    if phase is None:
        return False
    if ladder:
        return preset == ON_A_LADDER and any(one.id == ladder for one in ladders_to_run(protocol))
    return preset == ON_A_LADDER or phase.pace(preset) is not None


def under(regimen: Regimen, preset: str, ladder: str = "") -> Regimen:
    """The regimen under another pace. Raises KeyError where the protocol doesn't list the ladder."""
    own = regimen.own
    if not ladder:
        return replace(regimen, protocol=own, preset=preset, ladder="", pinned=None)
    return replace(regimen, protocol=on_ladder(own, ladder), preset=preset, ladder=ladder, pinned=own)
