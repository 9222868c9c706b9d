"""How two answers to the same journal differ, and which way: what allows more in any respect is more."""

from dataclasses import replace
from datetime import timedelta

from restride.core.compare import difference, part_changes
from restride.core.decision import NO_RUN
from restride.core.terms import Course, Urgency, Verdict
from tests.story import Story, protocol


def test_the_same_answer_is_no_difference_whatever_its_reasons() -> None:
    made = Story().to_walk_run()
    assert difference(made, replace(made, reasons=())) is None


def test_a_run_where_there_was_none_allows_more() -> None:
    made = Story().to_walk_run()
    none = replace(made, dose=NO_RUN, verdict=Verdict.REST)
    more, less = difference(none, made), difference(made, none)
    assert more is not None
    assert less is not None
    assert (more.direction, more.about) == ("more", "run")
    assert (less.direction, less.about) == ("less", "run")


def test_an_earlier_end_of_rest_allows_more() -> None:
    made = Story().to_walk_run()
    late = replace(made, no_run_before=made.issued_at + timedelta(hours=60))
    soon = replace(made, no_run_before=made.issued_at + timedelta(hours=36))
    found = difference(late, soon)
    assert found is not None
    assert (found.direction, found.about) == ("more", "rest")


def test_less_urgent_help_allows_more_even_with_a_lower_course() -> None:
    made = Story().to_walk_run()
    old = replace(made, urgency=Urgency.NOW)
    found = difference(old, replace(made, urgency=None, course=Course.HOLD))
    assert found is not None
    assert found.direction == "more"


def test_a_protocol_has_no_changes_beside_itself() -> None:
    assert part_changes(protocol(), protocol()) == ()


def test_a_cap_that_is_taken_out_allows_more_and_one_that_is_added_less() -> None:
    knee = protocol()
    fewer = replace(knee, caps=knee.caps[1:])
    assert [one.direction for one in part_changes(knee, fewer)] == ["more"]
    assert [one.direction for one in part_changes(fewer, knee)] == ["less"]


def test_what_allows_more_stands_first() -> None:
    knee, other = protocol(), protocol("achilles-tendinopathy")
    order = [one.direction for one in part_changes(knee, other)]
    assert order == sorted(order, key=("more", "other", "less").index)
