"""The `restride` command: finds the module of the command asked for and runs it. What commands do isn't here.

Each command is a module beside this one with `add(subparsers)` and `run(arguments) -> int`. Only the one asked for is
imported, so that a light command stays light. Exit codes: 0 good, 1 some refused, 2 usage, 3 a mistake of ours,
130 stopped by Ctrl-C, 141 nobody reads the output any more.
"""

import argparse
import importlib
import os
import pkgutil
import sys
import traceback
from collections.abc import Sequence
from types import ModuleType

import restride.cli


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    modules = _modules(given[0] if given else "")
    parser = argparse.ArgumentParser(
        prog="restride",
        description="Back to running, one honest step at a time.",
        epilog="Exit codes: 0 good, 1 some refused, 2 usage, 3 a mistake of ours.",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for module in modules:
        module.add(commands)
    wanted = parser.parse_args(given)
    try:
        code = int(wanted.run(wanted))
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more at its end
        return 141
    except Exception as mistake:  # noqa: BLE001 - the last resort: a person at a terminal is shown a sentence, no trace
        print(f"restride: {_sentence(mistake)}", file=sys.stderr)
        return 3


def _sentence(mistake: Exception) -> str:
    """What went wrong and where, for a report to the makers."""
    *_, (frame, line) = traceback.walk_tb(mistake.__traceback__)
    place = f"{frame.f_globals.get('__name__', '?')}:{line}"
    what = f"{type(mistake).__name__}: {mistake}"
    return f"This is a mistake of Restride, not yours: {what} ({place}). Please report this line."


def _modules(name: str) -> list[ModuleType]:
    found = command_names()
    if name in found:
        return [_load(found[name])]
    return [module for path in found.values() if hasattr(module := _load(path), "add")]


def command_names() -> dict[str, str]:
    """The commands and their modules; the trailing underscore of `import_` isn't part of the command's name."""
    names = (module.name for module in pkgutil.iter_modules(restride.cli.__path__))
    return {_spoken(name): name for name in names if name != "main" and not name.startswith("_")}


def _spoken(module: str) -> str:
    return module.rstrip("_").replace("_", "-")


def _load(name: str) -> ModuleType:
    return importlib.import_module(f"restride.cli.{name}")


if __name__ == "__main__":
    sys.exit(main())
