"""Prints the table: every figure with target, spread and peer, after a line on the machine's own noise."""

import os
import sys
import tempfile
from importlib import import_module

from benchmarks.rows import head, line, noise

GROUPS = ("core", "readers", "web", "server")


def main() -> None:
    wanted = sys.argv[1:] or GROUPS
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
