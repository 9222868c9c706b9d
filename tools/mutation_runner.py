"""Tries mutants: pytest collects once, then a fork a mutant runs the tests that reach it, the best killers first."""

import json
import os
import resource
import signal
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state
from mutmut.utils.format_utils import mangled_name_from_mutant_name

_FAILED, _PASSED = 1, 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What became of a mutant: killed (by which test), survived, timeout, or no tests."""

    status: str
    by: str = ""


def try_mutants(mutants: dict[str, str], tests: list[str], *, report: Path, most_cpu_s: int) -> dict[str, Tried]:
    """The result of each mutant. What an earlier run of the same name found killed is not asked again."""
    plugin = _Mutating(list(mutants), report, most_cpu_s)
    code = pytest.main(["-q", "-p", "no:cacheprovider", "--tb=short", *tests], plugins=[plugin])
    if plugin.broken:
        raise SystemExit(f"the tests fail without any mutant: {plugin.broken}")
    if code not in (0, 5) and not plugin.tried:
        raise SystemExit(f"pytest could not collect the tests ({code})")
    return plugin.tried


class _Mutating:
    def __init__(self, mutants: list[str], report: Path, most_cpu_s: int) -> None:
        self.mutants = mutants
        self.report = report
        self.most_cpu_s = most_cpu_s
        self.tried: dict[str, Tried] = {}
        self.kills: Counter[str] = Counter()
        self.broken = ""
        self.failed = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed = self.failed or report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        reach, seconds = self._clean(session.items)
        if self.broken:
            return True
        by_id = {item.nodeid: item for item in session.items}
        for place, name in enumerate(self.mutants):
            ids = reach.get(mangled_name_from_mutant_name(name), set())
            order = sorted(ids, key=lambda id: (-self.kills[id], seconds[id]))
            self.tried[name] = self._try(name, [by_id[id] for id in order])
            if place % 20 == 0:
                self._keep(place)
        self._keep(len(self.mutants))
        return True

    def _clean(self, items: list[pytest.Item]) -> tuple[dict[str, set[str]], dict[str, float]]:
        """Which tests reach which function, and how long each takes, with no mutant at work."""
        reach: dict[str, set[str]] = {}
        seconds: dict[str, float] = {}
        for item in items:
            set_mutant_under_test("stats")
            state()._stats.clear()
            began, self.failed = time.process_time(), False
            _run(item)
            seconds[item.nodeid] = time.process_time() - began
            if self.failed:
                self.broken = item.nodeid
                break
            for function in state()._stats:
                reach.setdefault(function, set()).add(item.nodeid)
        set_mutant_under_test("")
        return reach, seconds

    def _try(self, name: str, items: list[pytest.Item]) -> Tried:
        if not items:
            return Tried(status="no tests")
        read, write = os.pipe()
        child = os.fork()
        if not child:
            os.close(read)
            self._in_child(name, items, write)
        os.close(write)
        with os.fdopen(read) as told:
            killer = told.read()
        _, code = os.waitpid(child, 0)
        if os.WIFSIGNALED(code):
            return Tried(status="timeout" if os.WTERMSIG(code) in (signal.SIGXCPU, signal.SIGKILL) else "killed")
        if os.WEXITSTATUS(code) == _PASSED:
            return Tried(status="survived")
        self.kills[killer] += 1
        return Tried(status="killed", by=killer)

    def _in_child(self, name: str, items: list[pytest.Item], write: int) -> None:
        """Never returns: the process ends with what it found."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        resource.setrlimit(resource.RLIMIT_CPU, (self.most_cpu_s, self.most_cpu_s + 2))
        set_mutant_under_test(name)
        self.failed = False
        for item in items:
            _run(item)
            if self.failed:
                os.write(write, item.nodeid.encode())
                os._exit(_FAILED)
        os._exit(_PASSED)

    def _keep(self, place: int) -> None:
        self.report.write_text(json.dumps({name: asdict(one) for name, one in self.tried.items()}, indent=0))
        lived = sum(one.status in ("survived", "no tests") for one in self.tried.values())
        print(f"\n{place} of {len(self.mutants)} tried, {lived} alive", file=sys.__stderr__, flush=True)


def _run(item: pytest.Item) -> None:
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
