"""Which lines stand beside a run today, and that each that ships has its words and source."""

from datetime import date, timedelta

import pytest

from restride.core.run_advice import lines_today
from restride.library.errors import ProtocolError
from restride.library.exercises import exercises
from restride.library.plugged import sentences
from restride.library.run_advice import FILE, citations, read_run_advice, run_advice
from restride.library.source import MemorySource, packaged

DAY = date(2026, 3, 2)
KNEE = ("patellofemoral_pain",)


def ids(phase: str, conditions: tuple[str, ...] = KNEE, day: date = DAY) -> list[str]:
    return [one.id for one in lines_today(run_advice(), phase, conditions, day)]


def test_effort_by_talking_stands_beside_every_run() -> None:
    days = [DAY + timedelta(days=2 * n) for n in range(8)]
    assert all(ids("walk-run", day=day)[0] == "talk" for day in days)


@pytest.mark.mission("M26", "M32")
def test_the_other_lines_take_turns_one_a_run() -> None:
    days = [DAY + timedelta(days=2 * n) for n in range(8)]
    found = [ids("walk-run", day=day)[1:] for day in days]
    assert all(len(one) == 1 for one in found)
    assert {one for each in found for one in each} == {"even-ground", "downhill-last", "worn-shoes", "one-change"}


def test_what_is_for_one_injury_is_shown_for_no_other() -> None:
    days = [DAY + timedelta(days=2 * n) for n in range(10)]
    assert any("uphill-loads-the-calf" in ids("walk-run", ("achilles_tendinopathy",), day) for day in days)
    assert not any("uphill-loads-the-calf" in ids("walk-run", KNEE, day) for day in days)


def test_before_any_run_there_is_no_advice_about_one() -> None:
    assert ids("foundation") == []


def test_each_line_has_words_and_a_source() -> None:
    for line in run_advice():
        assert sentences("en").render(f"advice.{line.said.id}", "text", **dict(line.said.values))
        assert all(id in citations() for id in line.said.cite)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('phases = ["build"]', 'phases = ["sprint"]'),
        ('["achilles_tendinopathy", "calf_strain"]', '["elbow"]'),
        ('id = "talk-easy-days"', 'id = "talk"'),
        ('cite = ["seed_002", "restride_expert"]', "cite = []"),
        ("each = true", "each = true\nmore = 1"),
    ],
)
def test_a_line_that_cannot_be_is_refused_with_its_file(old: str, new: str) -> None:
    text = packaged().text(FILE)
    assert old in text
    with pytest.raises(ProtocolError, match="run_advice"):
        read_run_advice(MemorySource({FILE: text.replace(old, new, 1)}, over=packaged()), exercises())
