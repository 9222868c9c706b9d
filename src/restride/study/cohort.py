"""Runs a cohort: every runner under every policy, spread over workers. Their number never changes the result."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, as_completed
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Literal

from restride.core.protocol import Protocol
from restride.core.values import dataclass
from restride.study.assumptions import assumptions
from restride.study.days import Plan, live
from restride.study.outcome import Outcome
from restride.study.policies import catalogue, policies

_CHUNK = 16  # runners a task: long enough to be worth the journey, short enough to share out evenly
Kind = Literal["processes", "dask"]
Outcomes = Mapping[str, tuple[Outcome, ...]]
Progress = Callable[[int, int], None]


class StudyError(ValueError):
    """A study that cannot be run as asked; the text says why and the cure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What is asked: policies and protocols by name, how many runners, and what they have in common."""

    policies: tuple[str, ...]
    protocols: tuple[str, ...]
    runners: int
    plan: Plan

    def protocol_of(self, number: int) -> str:
        """The protocol of a runner: the protocols in turn."""
        return self.protocols[number % len(self.protocols)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Some runners under one policy."""

    study: Study
    policy: str
    first: int
    end: int


def protocols_named(names: str) -> tuple[str, ...]:
    """The protocols of a list with commas, "" for all that are shipped. Raises StudyError."""
    there = {id: one for id, one in sorted(catalogue().protocols.items()) if one.status != "retired"}
    wanted = [name.strip() for name in names.split(",")] if names else list(there)
    for name in wanted:
        if name not in there:
            raise StudyError(f'"{name}" is no protocol; choose from: {", ".join(there)}')
    return tuple(dict.fromkeys(wanted))


def run_study(study: Study, *, executor: Executor | None = None, progress: Progress | None = None) -> Outcomes:
    """Every policy's outcomes in the order of the runners; without an executor, one after another in this process."""
    tasks = [
        Task(study=study, policy=policy, first=first, end=min(first + _CHUNK, study.runners))
        for first in range(0, study.runners, _CHUNK)
        for policy in study.policies
    ]
    found: dict[tuple[str, int], list[Outcome]] = {}
    for done, (task, outcomes) in enumerate(_results(tasks, executor), 1):
        found[task.policy, task.first] = outcomes
        if progress is not None:
            progress(done, len(tasks))
    return {
        policy: tuple(one for first in range(0, study.runners, _CHUNK) for one in found[policy, first])
        for policy in study.policies
    }


def _results(tasks: Sequence[Task], executor: Executor | None) -> Iterator[tuple[Task, list[Outcome]]]:
    if executor is None:
        for task in tasks:
            yield task, work(task)
        return
    waiting: dict[Future[list[Outcome]], Task] = {executor.submit(work, task): task for task in tasks}
    try:
        for future in as_completed(waiting):
            yield waiting[future], future.result()
    finally:
        for future in waiting:
            future.cancel()


def work(task: Task) -> list[Outcome]:
    """The runners of one task; called in whatever process."""
    world, policy = assumptions(), policies()[task.policy]
    return [
        live(number, _protocol(task.study.protocol_of(number)), policy, task.study.plan, world)
        for number in range(task.first, task.end)
    ]


def _protocol(id: str) -> Protocol:
    return catalogue().protocol(id)


@contextmanager
def workers(kind: Kind, many: int, scheduler: str = "") -> Iterator[Executor | None]:
    """Where the work is done: None for this process alone, else an executor of `concurrent.futures`.

    Raises StudyError where Dask is asked for and isn't installed, or its scheduler does not answer.
    """
    if kind == "dask":
        with _dask(many, scheduler) as executor:
            yield executor
        return
    if many == 1:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(many, mp_context=get_context("spawn")) as pool:
        yield pool


@contextmanager
def _dask(many: int, scheduler: str) -> Iterator[Executor]:
    try:
        distributed: Any = import_module("dask.distributed")
    except ImportError:
        raise StudyError("Dask is not installed; install the study extra: pip install 'restride[study]'") from None
    local = {"n_workers": many, "threads_per_worker": 1, "dashboard_address": None}
    try:
        client = distributed.Client(scheduler, timeout=_ANSWERS_S) if scheduler else distributed.Client(**local)
    except (OSError, ValueError) as wrong:
        raise StudyError(f"{scheduler or 'Dask'}: the scheduler does not answer ({wrong}); check its address") from None
    with client, client.get_executor() as executor:
        yield executor


_ANSWERS_S = 10
