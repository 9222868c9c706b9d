"""Small cohorts for the tests of the study: builders, no fixtures."""

from functools import cache

from restride.study.assumptions import assumptions
from restride.study.cohort import Outcomes, Study, protocols_named, run_study
from restride.study.days import Plan, live
from restride.study.outcome import Outcome
from restride.study.policies import DEFAULT, catalogue, named


def study(
    *, policies: str = "default,nine-weeks", protocols: str = "general", runners: int = 3, days: int = 20, seed: int = 1
) -> Study:
    """A study that takes a moment."""
    return Study(
        policies=tuple(one.name for one in named(policies)),
        protocols=protocols_named(protocols),
        runners=runners,
        plan=Plan(seed=seed, days=days),
    )


@cache
def outcomes(seed: int = 1) -> Outcomes:
    """The outcomes of a small study in this process."""
    return run_study(study(seed=seed))


def one(policy: str = DEFAULT, protocol: str = "general", *, number: int = 0, plan: Plan | None = None) -> Outcome:
    """What becomes of one runner."""
    (chosen,) = named(policy)
    return live(number, catalogue().protocol(protocol), chosen, plan or Plan(seed=1, days=15), assumptions())
