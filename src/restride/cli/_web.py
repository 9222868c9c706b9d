"""How a command reaches the web's side: in a process of its own, so that no command imports the web framework."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


def web_environment(*, data: str | None, **variables: str | None) -> dict[str, str]:
    """This process's variables, with those given set; None leaves one as it is."""
    environment = dict(os.environ)
    changed = {"RESTRIDE_DATA": data and str(Path(data).absolute()), **variables}
    environment.update({name: value for name, value in changed.items() if value is not None})
    return environment


def ask_web(act: str, *arguments: str, environment: Mapping[str, str]) -> int:
    """Have the web do one act of `restride.web.operate`; its exit code."""
    command: Sequence[str] = [sys.executable, "-P", "-m", "restride.web.operate", act, *arguments]
    return subprocess.run(command, env=dict(environment), check=False).returncode  # noqa: S603 - our own module
