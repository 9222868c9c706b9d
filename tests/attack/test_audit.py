"""The look among known faults of packages: what could not be looked up is said, and never passes for clean."""

import os
import subprocess
from collections.abc import Sequence

import pytest

from tools.audit import NOT_AUDITED, Runner, _run, audit


def answering(code: int, said: str) -> Runner:
    def run(command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
        asked = "pip-audit" in command
        return subprocess.CompletedProcess(list(command), code if asked else 0, "", said if asked else "")

    return run


def no_program(command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    raise FileNotFoundError("there is no uv")


def test_a_clean_look_is_clean() -> None:
    assert audit(answering(0, "No known vulnerabilities found"))[0] == 0


def test_a_known_fault_is_told() -> None:
    code, said = audit(answering(1, "Found 2 known vulnerabilities in 1 package\ndjango 1.0"))
    assert (code, "django 1.0" in said) == (1, True)


@pytest.mark.parametrize("run", [no_program, answering(1, "ConnectionError: no route"), answering(2, "")])
def test_what_was_not_looked_up_is_said_aloud(run: Runner) -> None:
    code, said = audit(run)
    assert code == NOT_AUDITED
    assert said.startswith("NOT AUDITED: ")


@pytest.mark.skipif(not os.environ.get("RESTRIDE_NIGHTLY"), reason="asks the network: RESTRIDE_NIGHTLY=1")
def test_no_package_of_the_lock_has_a_known_fault() -> None:
    code, said = audit(_run)
    if code == NOT_AUDITED:
        pytest.skip(said)
    assert code == 0, said
