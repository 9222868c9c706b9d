"""The ports as a running server gets them, on Django's own test database."""

import subprocess
import sys

import pytest

from restride import wiring
from restride.journal.values import Purpose, Scope
from tests.journal.builders import check_in
from tests.storage import START, person, runner


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_what_is_written_is_read_and_the_next_test_starts_empty(time: str) -> None:
    assert wiring.audit().heads() == (), time
    _write_and_read()


@pytest.mark.django_db
def test_a_unit_also_works_inside_a_test_that_is_rolled_back() -> None:
    _write_and_read()


def test_the_ports_are_named_without_loading_the_web() -> None:
    code = "import sys, restride.wiring, restride.journal.memory; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _write_and_read() -> None:
    who = person()
    with wiring.units().begin(who, runner(who), Purpose.OWN_USE) as unit:
        unit.append(check_in(who))
    scope = Scope(viewer=runner(who), person=who, purpose=Purpose.OWN_USE, at=START)
    assert len(wiring.store().read(scope).entries) == 1
    assert wiring.audit().verify() is None
    assert wiring.clock().now().utcoffset() is not None
