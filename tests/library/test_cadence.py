"""What `cadence.toml` may hold: bad numbers are refused with file, key and cure."""

import pytest

from restride.library.cadence import FILE, cadence, cadence_sources, read_cadence
from restride.library.errors import ProtocolError
from restride.library.exercises import exercises
from restride.library.source import MemorySource, packaged

SHELF = exercises()


def changed(old: str, new: str) -> MemorySource:
    text = packaged().text(FILE)
    assert old in text
    return MemorySource({FILE: text.replace(old, new, 1)}, over=packaged())


def test_the_shipped_numbers_are_read_with_their_sources() -> None:
    plan, drill = cadence()
    assert len(plan.on_min) == plan.programme.sessions
    assert drill.id == "metronome_run"
    assert {one.id for one in cadence_sources()} >= {"heiderscheit_2011", "willy_2016", "davis_2020", "noehren_2011"}


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("percent = [5, 10]", "percent = [5, 20]", "percent"),
        ("percent = [5, 10]", "percent = [10, 5]", "percent"),
        ("percent = [5, 10]", "percent = [180]", "percent"),
        ("percent = [5, 10]", 'percent = "5"', "percent"),
        ("[4, 4, 4, 4, 3, 2, 1, 0]", "[4, 4, 4, 4, 3, 2, 1]", "on_min"),
        ("[4, 4, 4, 4, 3, 2, 1, 0]", "[4, 4, 4, 3, 3, 2, 1, 0]", "on_min"),
        ("[4, 4, 4, 4, 3, 2, 1, 0]", "[4, 4, 4, 4, 3, 3, 1, 0]", "on_min"),
        ("[4, 4, 4, 4, 3, 2, 1, 0]", "[4, 4, 4, 4, 3, 2, 1, 1]", "on_min"),
        ("least = 120", "least = 230", "least"),
        ("mainly_to = 170", "mainly_to = 90", "mainly_to"),
        ('"metronome_run"', '"squat"', "exercise"),
        ("days = 7", "days = 0", "days"),
        ("days = 7", "days = 7\nmore = 1", "more"),
        ('cite = ["heiderscheit_2011", "willy_2016"]', 'cite = ["nobody_2020"]', "cite"),
    ],
)
def test_a_number_that_cannot_be_is_refused_with_its_place(old: str, new: str, key: str) -> None:
    with pytest.raises(ProtocolError) as wrong:
        read_cadence(changed(old, new), SHELF)
    assert FILE in str(wrong.value)
    assert key in str(wrong.value)
