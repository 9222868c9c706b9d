"""The heart alone: decide, fold, import."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

from benchmarks.history import year
from benchmarks.rows import Row, cpu_ms, sampled
from restride.core.decide import decide
from restride.core.moment import now_in
from restride.core.state import fold

_IMPORT = """
import time
begin = time.process_time_ns()
import restride.core.decide, restride.core.check, restride.core.explain, restride.core.what_if
took = time.process_time_ns() - begin
import sys
assert "django" not in sys.modules
print(took / 1e6)
"""


def rows() -> Iterator[Row]:
    story, states = year()
    took, rules = [], []
    for state in states * 3:
        now = now_in(state.latest, "UTC", story.now.at.tzinfo)  # type: ignore[arg-type]
        begin = time.process_time_ns()
        decision = decide(story.regimen, state, now)
        took.append((time.process_time_ns() - begin) / 1e3)
        rules.append(took[-1] / len(decision.reasons))
    yield sampled("decide, all reasons", took, "us", 200)
    yield Row(name="decide, 99th of 100", unit="us", value=statistics.quantiles(took, n=100)[98], target=1000)
    yield sampled("decide, a rule", rules, "us")
    yield sampled(f"full fold of a year, {len(story.events)} entries", cpu_ms(lambda: fold(story.events), 60), "ms", 2)
    yield sampled("import of the core, without Django", _imports_ms(7), "ms", 30)


def _imports_ms(tries: int) -> list[float]:
    """As it is installed: with compiled modules, which the first try writes into a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="restride-compiled-") as compiled:
        there = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        there["PYTHONPYCACHEPREFIX"] = compiled
        command = [sys.executable, "-c", _IMPORT]
        found = [
            float(subprocess.run(command, capture_output=True, text=True, check=True, env=there).stdout)  # noqa: S603
            for _ in range(tries + 1)
        ]
    return found[1:]
