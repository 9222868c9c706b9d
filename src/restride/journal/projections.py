"""Rebuilds what is derived from a journal, and says where it differs. What it is derived by is the use cases' own."""

from collections.abc import Iterator
from datetime import datetime

from restride.journal.port import Projector, Store, UnitOfWork
from restride.journal.values import SYSTEM, Purpose, Scope


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
        events = store.read(scope).events
        checkpoints, standing = project(person, events)
        for newest in checkpoints:
            expected, stored = newest, store.checkpoint(scope, newest.episode)
            if stored is None or stored.fold_version != expected.fold_version:
                continue  # a state by an older fold is only behind
            if stored.seq != expected.seq:
                expected = next(iter(project(person, events[: stored.seq])[0]), expected)
            if stored != expected:
                yield f"{person}: the folded state of {expected.episode or 'everything'} differs from the full fold"
        if store.standing(scope) != standing:
            yield f"{person}: the line in lists differs from the full fold"
