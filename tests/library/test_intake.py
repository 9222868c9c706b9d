"""The numbers of the intake: read, cited, and refused with place and cure when they can't be right."""

import pytest

from restride.library.errors import ProtocolError
from restride.library.intake import read_intake
from restride.library.read import read_library
from restride.library.source import MemorySource, packaged

FILE = "intake.toml"


def changed(old: str, new: str) -> MemorySource:
    text = packaged().text(FILE)
    assert old in text
    return MemorySource({FILE: text.replace(old, new)}, over=packaged())


def test_every_number_of_the_intake_has_a_source() -> None:
    found = read_intake(read_library(packaged()))
    assert {source.part for source in found.sources} == {
        "intake.clearance",
        "intake.age",
        "intake.rehab",
        "intake.screens",
    }
    assert all(source.cite for source in found.sources)
    assert set(found.clearance_screens) <= set(found.screens)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("operation_months = 24", "operation_month = 24", "clearance.operation_months"),
        ("operation_months = 24", "operation_months = -1", "clearance.operation_months"),
        ("least = 18", 'least = "18"', "age.least"),
        ('"low_energy"]', '"low_energie"]', "screens.asked"),
        ('"heart_or_lung_investigation", "anticoagulant"]\ncite', '"under_18"]\ncite', "screens.clearance"),
        ("weeks_least = 2", "weeks_least = 2\nweeks = 3", "rehab.weeks"),
    ],
)
def test_a_mistake_names_file_key_and_cure(old: str, new: str, key: str) -> None:
    with pytest.raises(ProtocolError) as found:
        read_intake(read_library(changed(old, new)))
    assert (found.value.file, found.value.key) == (FILE, key)
    assert found.value.cure
