"""`restride today`: what a scenario leads to, as text and as JSON, and what it says to files that are none."""

import json
from pathlib import Path

import pytest

from restride.cli.main import main
from restride.library.scenario.read import read_scenario
from restride.usecases.act_out import act_out, stopped_clock
from restride.wiring import ports_in_memory

SCENARIOS = Path(__file__).parents[1] / "scenarios"
GOOD = SCENARIOS / "patellofemoral-pain" / "two-good-runs.toml"


def test_the_answer_comes_with_its_session_reasons_rules_and_sources(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["today", str(GOOD)]) == 0
    said = capsys.readouterr().out
    assert "▲ Progress" in said
    assert "Run 2 minutes, walk 2 minutes" in said
    assert "[good-runs; expert: crowell_2023" in said
    assert "What would change it" in said
    assert "■ " in said, "what would stop it"


def test_json_holds_the_same_decision(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["today", str(GOOD), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    scenario = read_scenario(GOOD)
    decision = act_out(ports_in_memory(stopped_clock(scenario)), scenario).decision
    assert printed["decision"]["verdict"] == decision.verdict
    assert printed["decision"]["run_s"] == decision.dose.run_s
    assert {row["id"] for row in printed["reasons"]} >= {reason.rule for reason in decision.reasons}
    assert printed["expected"] == {"met": True, "differences": []}


@pytest.mark.parametrize("path", sorted(SCENARIOS.rglob("*.toml")), ids=lambda path: path.stem)
def test_every_story_can_be_told_in_words(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["today", str(path)]) == 0, capsys.readouterr().out
    assert "As expected." in capsys.readouterr().out


def test_an_expectation_that_is_not_met_is_told_and_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(GOOD.read_text(encoding="utf-8").replace('verdict = "progress"', 'verdict = "rest"'))
    assert main(["today", str(wrong)]) == 1
    assert "verdict: expected rest, got progress" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("schema = 1\nstory = 3\n", "story"),
        ("schema = 2\n", "schema"),
        ("nothing", "end of document"),
        (GOOD.read_text(encoding="utf-8").replace("[today]", "[todays]"), "today"),
        (GOOD.read_text(encoding="utf-8").replace('protocol = "', 'protocol = "x'), "protocol"),
    ],
)
def test_a_mistake_in_a_scenario_names_the_place(
    text: str, named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(text, encoding="utf-8")
    assert main(["today", str(bad)]) == 2
    said = capsys.readouterr().err
    assert str(bad) in said
    assert named in said
    assert "Traceback" not in said


def test_a_story_without_an_expectation_is_told_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = GOOD.read_text(encoding="utf-8")
    file = tmp_path / "story.toml"
    file.write_text(text[: text.index("[expect]")], encoding="utf-8")
    assert main(["today", str(file)]) == 0
    assert "Nothing was expected" in capsys.readouterr().out
    assert main(["today", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["expected"] is None
