"""Looks every package of the lock up among the known security faults: `./run python -m tools.audit`.

Exit code 0: looked up, and none is known. 1: there are some. 3: not audited, with the reason, which is never the same
as clean: without a network, or without pip-audit, nobody knows.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

NOT_AUDITED = 3
Runner = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]
_EXPORT = ("uv", "export", "--frozen", "--quiet", "--no-emit-project", "--all-extras", "--all-groups")
_AUDIT = ("uv", "tool", "run", "pip-audit", "--strict", "--disable-pip", "--require-hashes", "--progress-spinner=off")
_FOUND = "known vulnerabilit"


def audit(run: Runner) -> tuple[int, str]:
    """The exit code and what to say, with a way to run programs."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "requirements.txt"
        try:
            exported = run((*_EXPORT, "--output-file", str(file)))
            if exported.returncode:
                return _not_audited(exported.stderr)
            looked = run((*_AUDIT, "--requirement", str(file)))
        except (OSError, subprocess.TimeoutExpired) as error:
            return _not_audited(str(error))
    said = looked.stdout + looked.stderr
    if looked.returncode == 0:
        return 0, "audited: no known fault in any package of the lock"
    if _FOUND in said.lower() and "No known" not in said:
        return 1, said.strip()
    return _not_audited(said)


def _not_audited(reason: str) -> tuple[int, str]:
    lines = reason.strip().splitlines()
    return NOT_AUDITED, f"NOT AUDITED: {lines[-1] if lines else 'no reason given'}"


def _run(command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)


if __name__ == "__main__":
    code, sentence = audit(_run)
    print(sentence, file=sys.stderr if code else sys.stdout)
    sys.exit(code)
