"""The one command of the repository: what it says when it can't go on, and what integration calls."""

import os
import subprocess

from tests import source


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = ["bash", str(source.ROOT / "run"), *arguments]
    return subprocess.run(command, env={**os.environ, **variables}, capture_output=True, text=True, check=False)


def test_without_a_command_it_says_which_there_are() -> None:
    done = run()
    assert done.returncode == 2
    assert "./run serve" in done.stderr
    assert "./run test" in done.stderr


def test_a_python_that_does_not_fit_is_refused_by_name() -> None:
    done = run("python", "-V", RESTRIDE_PYTHON="python2.7")
    assert done.returncode == 1
    assert done.stderr == "run: RESTRIDE_PYTHON=python2.7 is not a Python of 3.11 or newer\n"


def test_integration_runs_what_a_person_runs() -> None:
    script = source.text(source.ROOT / ".ci" / "run")
    assert [line for line in script.splitlines() if "run test" in line] == ["exec ./run test </dev/null"]
