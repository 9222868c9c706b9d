"""Rebuilds what is derived from a journal, and says where it differs. What it is derived by is the use cases' own."""

from collections.abc import Iterator
from datetime import datetime

from restride.journal.port import Projector, Store, UnitOfWork
from restride.journal.values import SYSTEM, Checkpoint, Purpose, Scope


def rebuild(units: UnitOfWork, store: Store, project: Projector) -> int:
    """Fold every journal anew and store what comes out; gives the number of people."""
    people = tuple(store.people(SYSTEM))
    for person in people:
        with units.begin(person, SYSTEM, Purpose.REPAIR) as unit:
            checkpoints, standing = project(person, unit.events())
            unit.drop_checkpoints()
            for checkpoint in checkpoints:
                unit.save_checkpoint(checkpoint)
            if standing is not None:
                unit.save_standing(standing)
    return len(people)


def differences(store: Store, project: Projector, at: datetime) -> Iterator[str]:
    """A line for each stored projection that the full fold does not give. A missing checkpoint is none: it may be
    dropped at any time."""
    for person in store.people(SYSTEM):
        scope = Scope(viewer=SYSTEM, person=person, purpose=Purpose.REPAIR, at=at)
        checkpoints, standing = project(person, store.read(scope).events)
        for expected in checkpoints:
            stored = store.checkpoint(scope, expected.episode)
            if stored is not None and not _agrees(stored, expected):
                yield f"{person}: the folded state of {expected.episode or 'everything'} differs from the full fold"
        if store.standing(scope) != standing:
            yield f"{person}: the line in lists differs from the full fold"


def _agrees(stored: Checkpoint, expected: Checkpoint) -> bool:
    """A state folded up to an older entry, or by an older fold, is only behind."""
    behind = (stored.seq, stored.fold_version) != (expected.seq, expected.fold_version)
    return behind or stored == expected
