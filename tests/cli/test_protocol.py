"""`restride protocol check | list | show | coverage | new`: exit codes, and what authors and reviewers read."""

from pathlib import Path

import pytest

from restride.cli.main import main
from restride.library.source import packaged

STORIES = Path(__file__).parents[1] / "scenarios"


def copied(folder: Path) -> Path:
    """The packaged protocols in a folder of their own."""
    for path in ("red_flags.toml", "warning_signs.toml"):
        (folder / path).write_text(packaged().text(path), encoding="utf-8")
    for place in ("shared", "outlines", "conditions", "bibliography", "readiness", "ladders"):
        (folder / place).mkdir(exist_ok=True)
        for path in packaged().names(place):
            (folder / path).write_text(packaged().text(path), encoding="utf-8")
    return folder


def test_the_packaged_protocols_pass_the_strict_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["protocol", "check", "--strict"]) == 0
    said = capsys.readouterr()
    assert "all good" in said.out
    assert "the largest step is 300 s" in said.out
    assert not said.err


def test_list_names_every_protocol(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["protocol", "list"]) == 0
    said = capsys.readouterr().out
    assert "patellofemoral-pain" in said
    assert "knee-arthroscopy" in said
    assert "draft" in said


def test_show_prints_each_rule_with_its_grade_and_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["protocol", "show", "knee-arthroscopy"]) == 0
    said = capsys.readouterr().out
    for piece in ("PHASE 4", "gate-clearance", "else stop", "expert opinion", "Esculier", "from memory", "Draft"):
        assert piece in said


def test_a_protocol_that_is_not_there_is_a_mistake_of_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["protocol", "show", "hip"]) == 2
    assert "there are: achilles-tendinopathy, acl-reconstruction" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_a_mistake_of_usage(tmp_path: Path) -> None:
    assert main(["protocol", "check", "--folder", str(tmp_path / "nothing")]) == 2


def test_each_bad_protocol_is_reported_and_the_good_one_still_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = copied(tmp_path)
    wrong = place / "conditions" / "patellofemoral-pain.toml"
    wrong.write_text(wrong.read_text(encoding="utf-8").replace("summary", "sumary"), encoding="utf-8")
    assert main(["protocol", "check", "--folder", str(place)]) == 1
    said = capsys.readouterr()
    assert "conditions/patellofemoral-pain.toml: summary: is missing" in said.err
    assert "31 protocols, 1 refused" in said.out


def test_an_overdue_review_fails_the_strict_check_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = copied(tmp_path)
    old = place / "conditions" / "knee-arthroscopy.toml"
    text = old.read_text(encoding="utf-8").replace("2027-05-20", "2025-06-01").replace("2026-11-20", "2025-01-01")
    old.write_text(text, encoding="utf-8")
    assert main(["protocol", "check", "--folder", str(place)]) == 0
    assert main(["protocol", "check", "--strict", "--folder", str(place)]) == 1
    assert "review.due: the review was due on 2025-06-01" in capsys.readouterr().err


def test_an_empty_folder_is_refused_with_a_cure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["protocol", "check", "--folder", str(tmp_path)]) == 1
    assert "begin one with `restride protocol new ID`" in capsys.readouterr().err


def test_check_tells_the_largest_step_of_each_published_ladder(capsys: pytest.CaptureFixture[str]) -> None:
    main(["protocol", "check"])
    said = capsys.readouterr().out
    assert "ladders/moen-shin-pain.toml: 6 stages: the largest step is 240 s of running and 780 s" in said


def test_show_prints_cautions_figures_ladders_and_what_speed_waits_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["protocol", "show", "acl-reconstruction"]) == 0
    said = capsys.readouterr().out
    for piece in ("TO MIND", "PUBLISHED FIGURES, NO PROMISE", "LADDERS IT MAY BE RUN ON", "BEFORE HILLS, SPEED"):
        assert piece in said


def test_a_new_protocol_passes_the_strict_check_with_its_sentences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own"
    assert main(["protocol", "new", "shin-pain", "--folder", str(own)]) == 0
    assert main(["protocol", "check", "--strict", "--folder", str(own)]) == 0
    said = capsys.readouterr()
    assert "1 protocols, all good" in said.out
    assert not said.err
    assert main(["protocol", "show", "shin-pain", "--folder", str(own)]) == 0


def test_a_new_protocol_never_takes_the_place_of_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["protocol", "new", "shin-pain", "--folder", str(tmp_path)]) == 0
    mine = tmp_path / "conditions" / "shin-pain.toml"
    mine.write_text("mine", encoding="utf-8")
    assert main(["protocol", "new", "shin-pain", "--folder", str(tmp_path)]) == 1
    assert "stands already" in capsys.readouterr().err
    assert mine.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("id", ["Shin", "shin pain", "../shin", "shin--pain", ""])
def test_an_id_that_is_none_is_refused_and_nothing_is_written(tmp_path: Path, id: str) -> None:
    assert main(["protocol", "new", id, "--folder", str(tmp_path)]) == 1
    assert not list(tmp_path.rglob("*.toml"))


def test_every_rule_decides_in_a_story_of_a_protocol_that_holds_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["protocol", "coverage", "--stories", str(STORIES)]) == 0
    assert not capsys.readouterr().err


def test_coverage_names_rules_and_protocols_without_a_story(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "first-run.toml").write_text((STORIES / "general" / "first-run.toml").read_text(encoding="utf-8"))
    assert main(["protocol", "coverage", "--stories", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "gate-groin-hop: decides in no story; write one for hip-related-pain" in said
    assert "mtss: has no story" in said


def test_coverage_without_stories_is_a_mistake_of_usage(tmp_path: Path) -> None:
    assert main(["protocol", "coverage", "--stories", str(tmp_path)]) == 2


def test_show_prints_the_pace_its_bouts_and_how_dates_are_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["protocol", "show", "patellofemoral-pain"]) == 0
    said = capsys.readouterr().out
    assert "Minutes that answer to the runner: cautious" in said
    assert "a step back:" in said
    assert "Its sessions are made of" in said
    assert "cautious runs stand beside the record" in said


def test_show_says_where_no_date_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["protocol", "show", "bsi-high-risk"]) == 0
    assert "No date is told" in capsys.readouterr().out
