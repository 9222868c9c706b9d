"""What holds for every command: usage errors, files that are none, mistakes of ours; never a stack trace."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from restride.cli import main as module
from restride.cli.main import command_names, main

FILES = {"today": "a scenario", "replay": "a journal"}


def restride(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "restride.cli.main", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("command", sorted(command_names()))
def test_help_is_there_and_an_unknown_option_is_a_usage_error(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, code in (([command, "--help"], 0), ([command, "--no-such-option"], 2)):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == code
    assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["today", "replay", "import"])
def test_help_documents_the_exit_codes(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    assert "Exit codes: 0" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [(), ("no-such-command",), ("today",), ("replay",), ("import",)])
def test_a_command_used_wrongly_says_how_it_is_used(arguments: tuple[str, ...]) -> None:
    done = restride(*arguments)
    assert done.returncode == 2
    assert "usage" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", sorted(FILES))
def test_what_is_no_readable_file_is_refused_in_a_sentence(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    closed = tmp_path / "closed"
    closed.write_text("x")
    closed.chmod(0)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    given = [tmp_path / "missing", tmp_path, pipe, "/dev/zero", closed / "below"]
    if os.geteuid() != 0:
        given.append(closed)
    for path in given:
        assert main([command, str(path)]) == 2
        said = capsys.readouterr().err
        assert str(path) in said
        assert "Traceback" not in said
    closed.chmod(stat.S_IRUSR | stat.S_IWUSR)


def test_a_mistake_of_ours_is_a_sentence_and_not_a_trace(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(arguments: object) -> int:
        raise ZeroDivisionError("seven by nought")

    monkeypatch.setattr("restride.cli.replay.run", broken)
    assert main(["replay", "x"]) == 3
    said = capsys.readouterr().err
    assert "seven by nought" in said
    assert "Please report" in said
    assert "Traceback" not in said
    assert module.__doc__ is not None
    assert "3 a mistake of ours" in module.__doc__


def test_a_reader_who_leaves_early_is_no_mistake() -> None:
    scenario = Path(__file__).parents[1] / "scenarios" / "patellofemoral-pain" / "two-good-runs.toml"
    program = f"{sys.executable} -m restride.cli.main today {scenario} | head -c 10"
    done = subprocess.run(program, shell=True, capture_output=True, text=True, timeout=60, check=False)  # noqa: S602
    assert done.stderr == ""
