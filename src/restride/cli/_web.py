"""How a command reaches the web's side: in a process of its own, so that no command imports the web framework."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_BEGIN = frozenset({"prepare", "demo", "restore"})  # these may make a new data folder
_OURS = "secret"  # every data folder has its key


def web_environment(*, data: str | None, **variables: str | None) -> dict[str, str]:
    """This process's variables, with those given set; None leaves one as it is."""
    environment = dict(os.environ)
    changed = {"RESTRIDE_DATA": data and str(Path(data).absolute()), **variables}
    environment.update({name: value for name, value in changed.items() if value is not None})
    return environment


def ask_web(act: str, *arguments: str, environment: Mapping[str, str]) -> int:
    """Have the web do one act of `restride.web.operate`; its exit code.

    Most acts need records to act on: in a folder that is none of ours they are refused, so that a mistyped name
    doesn't leave a second data folder behind.
    """
    if act not in _BEGIN:
        data = Path(environment.get("RESTRIDE_DATA") or "data").absolute()
        if not (data / _OURS).exists() and (data.is_dir() or not data.exists()):
            print(
                f"restride: There are no records of Restride in {data}. Name their folder with --data, or begin with "
                f"`restride serve`.",
                file=sys.stderr,
            )
            return 1
    command: Sequence[str] = [sys.executable, "-P", "-m", "restride.web.operate", act, *arguments]
    return subprocess.run(command, env=dict(environment), check=False).returncode  # noqa: S603 - our own module
