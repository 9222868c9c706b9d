"""The policies that are compared, by name: the engine with each of its presets, and literal courses."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal

from restride.core.events import Event
from restride.core.protocol import Protocol
from restride.core.values import dataclass
from restride.library.catalogue import Catalogue, read_catalogue
from restride.library.rules import PRESETS
from restride.library.source import packaged
from restride.study.asked import Course, Intake
from restride.study.assumptions import assumptions
from restride.study.door import regimen
from restride.study.engine_course import EngineCourse
from restride.study.paper_course import PaperCourse
from restride.study.papers import PaperText, read_papers

DEFAULT = "default"
_FIRST_PRESET = PRESETS[0]  # what a runner gets whose clinician chose nothing
Begin = Callable[[Protocol, Intake, tuple[Event, ...]], Course]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A way of deciding with its name. `begin` makes a runner's course of protocol, intake and journal.

    The intake, the journal and the events told later are all that a policy ever learns.
    """

    name: str
    kind: Literal["engine", "paper"]
    preset: str
    begin: Begin


class UnknownPolicy(ValueError):
    """A name that stands for no policy; says which there are."""


@cache
def catalogue() -> Catalogue:
    """The shipped protocols, read once a process."""
    return read_catalogue(packaged())


@cache
def policies() -> Mapping[str, Policy]:
    """Every policy by name, the default first."""
    found = [_engine(DEFAULT, _FIRST_PRESET)]
    found += [_engine(preset, preset) for preset in PRESETS if preset != _FIRST_PRESET]
    found += [_paper(id) for id in _papers()]
    return {policy.name: policy for policy in found}


def literal_courses() -> tuple[str, ...]:
    """The names of the literal courses."""
    return tuple(name for name, policy in policies().items() if policy.kind == "paper")


def named(names: str) -> tuple[Policy, ...]:
    """The policies of a list with commas; "all" is every one, "" the default and the literal courses.

    Raises UnknownPolicy.
    """
    there = policies()
    if names == "all":
        return tuple(there.values())
    wanted = [name.strip() for name in names.split(",")] if names else [DEFAULT, *literal_courses()]
    for name in wanted:
        if name not in there:
            raise UnknownPolicy(f'"{name}" is no policy; choose all or some of: {", ".join(there)}')
    return tuple(there[name] for name in dict.fromkeys(wanted))


def _engine(name: str, preset: str) -> Policy:
    def begin(protocol: Protocol, intake: Intake, journal: tuple[Event, ...]) -> Course:
        return EngineCourse(regimen(protocol, preset), journal)

    return Policy(name=name, kind="engine", preset=preset, begin=begin)


def _paper(id: str) -> Policy:
    def begin(protocol: Protocol, intake: Intake, journal: tuple[Event, ...]) -> Course:
        course = PaperCourse(_papers()[id].at_pace(intake.pace_s_mi))
        for event in journal:
            course.tell(event)
        return course

    return Policy(name=id, kind="paper", preset=_FIRST_PRESET, begin=begin)


@cache
def _papers() -> Mapping[str, PaperText]:
    return read_papers(catalogue(), int(assumptions().trouble.goal_bout_s))
