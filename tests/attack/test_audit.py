"""The look among known faults of packages: what could not be looked up is said, and never passes for clean."""

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests import source
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


def _step(code: int, said: str, tmp_path: Path) -> "subprocess.CompletedProcess[str]":
    """The step of `./run test`, with a look that ends like this."""
    text = source.text(source.ROOT / "run")
    parts = [re.search(rf"^{name}\(\) {{.*?^}}", text, re.M | re.S) for name in ("step", "audit")]
    functions = "\n".join(part[0] for part in parts if part)
    look = f"python() {{ printf '%s\\n' '{said}'; return {code}; }}"
    script = f"set -eu\nfailed=\nlog={tmp_path / 'log'}\n{functions}\n{look}\naudit\necho failed:$failed"
    return subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)


def test_a_run_of_all_tests_says_what_the_look_came_to(tmp_path: Path) -> None:
    assert "    audit\n" in source.text(source.ROOT / "run").partition("test_all() {")[2]
    clean = _step(0, "audited: no known fault", tmp_path).stdout
    assert re.match(r"audit +ok ", clean)
    assert "failed:\n" in clean
    nobody_knows = _step(NOT_AUDITED, "NOT AUDITED: no network", tmp_path).stdout
    assert re.match(r"audit +NOT AUDITED: no network\n", nobody_knows)
    assert " ok " not in nobody_knows
    known = _step(1, "django 1.0 has a fault", tmp_path).stdout
    assert re.match(r"audit +FAILED ", known)
    assert "django 1.0 has a fault" in known
    assert "failed:audit\n" in known


@pytest.mark.skipif(not os.environ.get("RESTRIDE_NIGHTLY"), reason="asks the network: RESTRIDE_NIGHTLY=1")
def test_no_package_of_the_lock_has_a_known_fault() -> None:
    code, said = audit(_run)
    if code == NOT_AUDITED:
        pytest.skip(said)
    assert code == 0, said
