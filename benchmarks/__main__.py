"""Prints the table: every figure with target, spread and peer, after a line on the machine's own noise."""

import argparse
import os
import tempfile
from importlib import import_module

from benchmarks.rows import head, line, noise

GROUPS = ("core", "readers", "web", "server")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("group", nargs="*", help=f"of: {', '.join(GROUPS)}; all where none is named")
    wanted = parser.parse_args().group or GROUPS
    if unknown := [name for name in wanted if name not in GROUPS]:
        parser.error(f"no such group: {', '.join(unknown)}. There are {', '.join(GROUPS)}.")
    with tempfile.TemporaryDirectory(prefix="restride-bench-") as folder:
        os.environ["RESTRIDE_DATA"] = folder
        print(head())
        print(line(noise()), flush=True)
        for name in wanted:
            for row in import_module(f"benchmarks.{name}").rows():
                print(line(row), flush=True)
        print(line(noise()))


if __name__ == "__main__":
    main()
