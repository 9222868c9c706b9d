"""`restride protocol compare`: a planted change is found and marked, presets stand side by side, errors say a cure."""

import json
from pathlib import Path
from typing import Any

import pytest

from restride.cli.main import main
from restride.library.source import packaged

KNEE = "patellofemoral-pain"
STORIES = "tests/scenarios/patellofemoral-pain"
QUICK = ("--stories", STORIES, "--runners", "0")


def planted(place: Path, path: str, old: str, new: str) -> Path:
    """A folder of protocols with one text of the packaged ones replaced."""
    text = packaged().text(path)
    assert old in text
    file = place / path
    file.parent.mkdir(parents=True)
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return place


@pytest.fixture
def looser(tmp_path: Path) -> Path:
    """Cautious runners go again after fewer hours."""
    old = '{ measure = "hours_since_run", at_least = 60 }'
    return planted(tmp_path / "looser", "shared/walk-run.toml", old, old.replace("60", "36"))


def compared(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    main(["protocol", "compare", *words, "--json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def own(folder: Path) -> str:
    """The knee protocol of a folder, as a file of its own."""
    file = folder / "conditions" / f"{KNEE}.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(packaged().text(f"conditions/{KNEE}.toml"), encoding="utf-8")
    return str(file)


def test_a_version_does_not_differ_from_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["protocol", "compare", KNEE, KNEE, *QUICK]) == 0
    assert "0 differ" in capsys.readouterr().out


def test_a_loosened_bound_is_named_in_words_and_marked_as_allowing_more(
    capsys: pytest.CaptureFixture[str], looser: Path
) -> None:
    assert main(["protocol", "compare", KNEE, own(looser), *QUICK]) == 1
    said = capsys.readouterr().out
    assert (
        "▲ allows more: rule rest-hours-cautious (walk-run), asks: "
        "hours_since_run at least 60 h, run_colour at most 0 → hours_since_run at least 36 h, run_colour at most 0"
        in said
    )
    assert "▲ ALLOWS MORE: look at these first" in said
    assert "A run where there was none, rest → hold (no longer rest-hours-cautious)" in said
    assert "on the cautious plan the hours are not full yet" in said


def test_the_same_change_the_other_way_allows_less(capsys: pytest.CaptureFixture[str], looser: Path) -> None:
    assert main(["protocol", "compare", own(looser), KNEE, *QUICK]) == 1
    said = capsys.readouterr().out
    assert "▼ allows less: rule rest-hours-cautious" in said
    assert "▲ ALLOWS MORE" not in said
    assert "No run where there was one" in said


def test_the_data_hold_each_decision_that_differs(capsys: pytest.CaptureFixture[str], looser: Path) -> None:
    found = compared(capsys, KNEE, own(looser), *QUICK)
    ones = [one for pair in found["compared"] for one in pair["differences"]]
    assert ones
    assert {one["allows"] for one in ones} == {"more"}
    assert all(one["old"]["run_s"] == 0 < one["new"]["run_s"] for one in ones if one["about"] == "run")


def test_a_rule_that_is_gone_stands_among_the_changes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rule = packaged().text("shared/walk-run.toml").split("[[rule]]")[-1].split("[way_back]")[0]
    folder = planted(tmp_path / "gone", "shared/walk-run.toml", f"[[rule]]{rule}", "")
    found = compared(capsys, KNEE, own(folder), *QUICK)
    gone = [one for one in found["compared"][0]["changes"] if not one["what"]]
    assert ("rule long-gap (walk-run)", "more", None) in [(one["part"], one["allows"], one["new"]) for one in gone]
    assert {one["allows"] for one in gone} == {"more"}


def test_made_up_runners_find_it_where_no_story_tells_of_it(capsys: pytest.CaptureFixture[str], looser: Path) -> None:
    words = ("--stories", str(looser), "--runners", "2", "--days", "28")
    ones = compared(capsys, KNEE, own(looser), *words)["compared"][0]["differences"]
    assert ones
    assert all(one["story"].startswith("made-up runner") for one in ones)


def test_made_up_runners_are_the_same_at_every_run(capsys: pytest.CaptureFixture[str]) -> None:
    words = (KNEE, "--presets", "cautious", "standard", "--stories", "nowhere", "--runners", "1", "--days", "10")
    assert compared(capsys, *words) == compared(capsys, *words)


def test_cautious_and_standard_read_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["protocol", "compare", KNEE, "--presets", "cautious", "standard", *QUICK]) == 1
    said = capsys.readouterr().out
    assert "CAUTIOUS AND STANDARD" in said
    assert "rule rest-days-cautious (walk-run) is gone" in said
    assert "rest → progress" in said


def test_a_folder_is_compared_protocol_by_protocol(capsys: pytest.CaptureFixture[str], looser: Path) -> None:
    found = compared(capsys, str(looser), str(looser), *QUICK)
    assert len(found["compared"]) > 20
    assert not any(one["changes"] or one["differences"] for one in found["compared"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((KNEE,), "name NEW, or two presets"),
        ((KNEE, KNEE, "--presets", "cautious", "standard"), "name NEW, or two presets"),
        (("no-such", KNEE), "there is no such protocol"),
        ((KNEE, "missing.toml"), "there is no such file"),
        ((KNEE, KNEE, "--runners", "-1"), "whole numbers"),
    ],
)
def test_a_mistake_says_its_cure(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str) -> None:
    assert main(["protocol", "compare", *words]) == 2
    assert said in capsys.readouterr().err
