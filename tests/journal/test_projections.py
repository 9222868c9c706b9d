"""What is derived from a journal is rebuilt from it, and told where it differs."""

from dataclasses import replace
from typing import Any

from restride.core.events import Event
from restride.journal.projections import differences, rebuild
from restride.journal.values import Checkpoint, Purpose, Standing
from tests.journal.builders import check_in
from tests.journal.test_writing import own, write
from tests.storage import START, person, runner


def counted(who: str, events: tuple[Event, ...]) -> tuple[tuple[Checkpoint, ...], Standing | None]:
    """A fold that counts."""
    state = str(len(events)).encode()
    kept = Checkpoint(episode="", seq=len(events), fold_version="1", protocol_hash="h", state=state)
    return (kept,), Standing(person=who, seq=len(events), episode="", verdict="hold", phase="p", level=1)


def test_projections_are_rebuilt_from_the_journal(house: Any) -> None:
    who = person()
    write(house, who, check_in(who))
    assert rebuild(house.units, house.store, counted) >= 1
    assert list(differences(house.store, counted, START)) == []
    assert house.store.checkpoint(own(who)).state == b"1"
    assert house.store.standing(own(who)).seq == 1


def test_a_projection_that_differs_is_named(house: Any) -> None:
    who = person()
    write(house, who, check_in(who))
    rebuild(house.units, house.store, counted)
    (kept,), standing = counted(who, (check_in(who),))
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        unit.save_checkpoint(replace(kept, state=b"2"))
        unit.save_standing(replace(standing, verdict="progress"))  # type: ignore[type-var]
    assert [line.split(": ")[1] for line in differences(house.store, counted, START)] == [
        "the folded state of everything differs from the full fold",
        "the line in lists differs from the full fold",
    ]
    rebuild(house.units, house.store, counted)
    assert list(differences(house.store, counted, START)) == []
