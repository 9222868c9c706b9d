"""`restride today STORY --ahead DAYS`: the days after the decision, and the range of dates."""

import json

import pytest

from restride.cli.main import main

STORY = "tests/scenarios/patellofemoral-pain/first-run.toml"


def test_the_days_ahead_follow_the_decision(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["today", STORY, "--ahead", "14"]) == 0
    said = capsys.readouterr().out.split("The road ahead")[1]
    assert said.count("▶") >= 3
    assert "If every run goes well: 30 minutes without a break not before" in said
    assert "a picture, not a promise" in said


def test_they_are_in_the_data_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    main(["today", STORY, "--ahead", "14", "--json"])
    ahead = json.loads(capsys.readouterr().out)["ahead"]
    assert len(ahead["days"]) == 14
    assert ahead["soonest"] <= ahead["early"]


@pytest.mark.parametrize("days", ["0", "-3", "2000", "soon"])
def test_a_number_of_days_that_is_none_is_refused(capsys: pytest.CaptureFixture[str], days: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(["today", STORY, "--ahead", days])
    assert left.value.code == 2
    assert "whole number" in capsys.readouterr().err
