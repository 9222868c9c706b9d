"""`restride study`: what it prints and writes, and what it refuses."""

from pathlib import Path

import pytest

from restride.cli.main import main

QUICK = ["study", "run", "--runners", "2", "--seed", "1", "--days", "4", "--workers", "1", "--protocol", "general"]


def test_a_study_prints_its_tables_labelled_as_a_simulation(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(QUICK) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("SIMULATION")
    assert "nine-weeks" in printed.out
    assert "runner-days" in printed.err


def test_table_plot_and_data_are_written_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*QUICK, "--policy", "default", "--out", str(tmp_path / "new" / "folder"), "--json"]) == 0
    there = {path.name for path in (tmp_path / "new" / "folder").iterdir()}
    assert there == {"study.json", "study.txt", "study.svg"}
    assert capsys.readouterr().out == (tmp_path / "new" / "folder" / "study.json").read_text()


def test_from_calm_runners_go_through_every_phase(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*QUICK, "--from", "calm"]) == 0
    assert "the calm phase" in capsys.readouterr().out


def test_the_policies_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["study", "policies"]) == 0
    assert capsys.readouterr().out.split()[0] == "default"


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--runners", "0", "must be from 1"),
        ("--runners", "many", "not a whole number"),
        ("--seed", "1.5", "not a whole number"),
        ("--seed", "-1", "must be from 0"),
        ("--days", "0", "must be from 1"),
        ("--workers", "0", "must be from 1"),
        ("--executor", "cloud", "invalid choice"),
    ],
)
def test_numbers_that_cannot_be_meant_are_usage_errors(
    option: str, value: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*QUICK, option, value])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--policy", "fastest"], '"fastest" is no policy'),
        (["--policy", "default,"], '"" is no policy'),
        (["--protocol", "elbow"], '"elbow" is no protocol'),
        (["--scheduler", "tcp://127.0.0.1:1"], "--executor dask"),
    ],
)
def test_names_that_are_not_there_are_refused_with_those_that_are(
    more: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*QUICK, *more]) == 2
    assert said in capsys.readouterr().err


def test_a_place_that_is_no_folder_is_refused_before_any_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x")
    assert main([*QUICK, "--out", str(tmp_path / "file")]) == 2
    assert "not a folder" in capsys.readouterr().err
    assert main([*QUICK, "--out", str(tmp_path / "file" / "below")]) == 2
