"""A clearance counts when every part of it fits: who gave it, for what, which side, when, and nothing since."""

from dataclasses import replace
from datetime import timedelta

import pytest

from restride.core.events import (
    ClearanceConfirmed,
    ClearanceGiven,
    ClearanceWithdrawn,
    FlagClosed,
    FlagOpened,
    OperationReported,
)
from restride.core.measures.clearance import overtaken, valid_clearances
from restride.core.measures.measure import Reading
from restride.core.terms import Role, Scope, Side, Urgency
from tests.core.measures.reading import NOT_YET, read
from tests.core.standing_at import view
from tests.story import CLINICIAN, EPISODE, RUNNER, Story

pytestmark = pytest.mark.invariant("INV-007", "INV-008")


def operated() -> Story:
    """A runner who needs a clearance and has none."""
    story = Story("knee-arthroscopy", cleared=False, operated=True)
    story.next_day()
    return story


def cleared(story: Story, *, author=CLINICIAN, at: timedelta = timedelta(0), **other: object) -> str:
    body = ClearanceGiven(scope=Scope.RUN, side=Side.LEFT, starts=story.day, until=story.day + timedelta(days=30))
    return story.tell(replace(body, **other), author=author, at=story.clock + at).id


def holds(story: Story, scope: str = "run") -> bool:
    return read(story, "clearance_given", scope=scope).value == 1


def test_where_no_clearance_is_asked_for_there_is_none_to_give() -> None:
    story = Story()
    cleared(story)
    assert read(story, "clearance_given", scope="run") == NOT_YET


def test_a_clearance_that_fits_in_every_part_counts_and_is_named() -> None:
    story = operated()
    assert read(story, "clearance_given", scope="run") == Reading(value=0)
    later = cleared(story)
    first = cleared(story, at=-timedelta(hours=1))
    assert read(story, "clearance_given", scope="run") == Reading(value=1, evidence=(first, later))


@pytest.mark.parametrize(
    ("scope", "opens"),
    [
        (Scope.STRENGTH, {"strength"}),
        (Scope.IMPACT, {"strength", "impact"}),
        (Scope.RUN, {"strength", "impact", "run"}),
        (Scope.SPEED, {"strength", "impact", "run", "speed"}),
    ],
)
def test_a_clearance_opens_its_scope_and_all_before_it(scope: Scope, opens: set[str]) -> None:
    story = operated()
    cleared(story, scope=scope)
    assert {one for one in ("strength", "impact", "run", "speed") if holds(story, one)} == opens


@pytest.mark.parametrize(
    ("side", "counts"), [(Side.LEFT, True), (Side.BOTH, True), (Side.RIGHT, False), (Side.MIDDLE, False)]
)
def test_a_clearance_is_for_the_injured_side_or_for_both(side: Side, counts: bool) -> None:
    story = operated()
    cleared(story, side=side)
    assert holds(story) is counts


@pytest.mark.parametrize(
    ("starts", "until", "counts"), [(0, 0, True), (1, 30, False), (-30, -1, False), (-30, 30, True)]
)
def test_a_clearance_holds_from_its_first_day_through_its_last(starts: int, until: int, counts: bool) -> None:
    story = operated()
    cleared(story, starts=story.day + timedelta(days=starts), until=story.day + timedelta(days=until))
    assert holds(story) is counts


@pytest.mark.parametrize(
    ("author", "counts"),
    [
        (replace(CLINICIAN, role=Role.EXTERNAL), True),
        (RUNNER, False),
        (replace(CLINICIAN, id=RUNNER.id), False),
        (replace(CLINICIAN, role=Role.OPERATOR), False),
    ],
)
def test_nobody_but_a_clinician_clears_and_nobody_clears_themselves(author, counts: bool) -> None:
    story = operated()
    cleared(story, author=author)
    assert holds(story) is counts


def test_a_clearance_needs_its_confirmation_and_no_withdrawal() -> None:
    story = operated()
    id = cleared(story, confirmed=False)
    assert not holds(story)
    story.tell(ClearanceConfirmed(clearance="another"), author=CLINICIAN)
    assert not holds(story)
    story.tell(ClearanceConfirmed(clearance=id), author=CLINICIAN)
    assert holds(story)
    story.tell(ClearanceWithdrawn(clearance="another", reason="no"), author=CLINICIAN)
    assert holds(story)
    story.tell(ClearanceWithdrawn(clearance=id, reason="no"), author=CLINICIAN)
    assert not holds(story)


def test_a_clearance_from_a_time_to_come_does_not_count_yet() -> None:
    story = operated()
    tolerance = timedelta(seconds=story.protocol.windows.clock_tolerance_s)
    cleared(story, at=tolerance + timedelta(seconds=1))
    assert not holds(story)
    cleared(story, at=tolerance)
    assert holds(story)


def test_a_clearance_belongs_to_its_injury_and_needs_an_episode() -> None:
    story = operated()
    id = cleared(story)
    entry = story.state.clearances[id]
    story.state = replace(story.state, clearances={id: replace(entry, episode="episode-2")})
    assert not holds(story)
    story.state = replace(story.state, clearances={id: entry}, episodes={})
    assert valid_clearances(view(story), Scope.RUN) == ()


@pytest.mark.parametrize(
    ("asked", "names", "counts"),
    [((), ("one",), True), (("one",), ("one", "two"), True), (("one", "two"), ("one",), False), (("one",), (), False)],
)
def test_a_clearance_names_each_screen_that_was_answered_with_yes(asked, names, counts: bool) -> None:
    story = operated()
    opened = story.state.episodes[EPISODE]
    screened = replace(opened, body=replace(opened.body, screens=asked))
    story.state = replace(story.state, episodes={EPISODE: screened})
    cleared(story, names=names)
    assert holds(story) is counts


# ---- what came after it ----


@pytest.mark.invariant("INV-009")
@pytest.mark.parametrize(
    ("recorded", "days", "counts"),
    [(-1, -1, True), (0, -1, False), (1, -1, False), (-1, 0, False), (-1, 1, False), (1, 1, False)],
)
def test_an_operation_told_or_done_since_ends_a_clearance(recorded: int, days: int, counts: bool) -> None:
    story = operated()
    given = story.clock
    story.clock = given + timedelta(minutes=recorded)
    story.tell(OperationReported(day=given.date() + timedelta(days=days), what="knee"))
    story.clock = given
    cleared(story)
    story.clock = given + timedelta(minutes=5)
    assert holds(story) is counts


@pytest.mark.invariant("INV-009")
@pytest.mark.parametrize(("episode", "ended"), [(None, True), (EPISODE, True), ("episode-2", False)])
def test_an_operation_ends_the_clearances_of_its_injury_and_one_of_the_person_all(episode, ended: bool) -> None:
    story = operated()
    id = cleared(story)
    told = story.tell(OperationReported(day=story.day, what="knee")).id
    entry = replace(story.state.operations[told], episode=episode)
    story.state = replace(story.state, operations={told: entry})
    assert overtaken(view(story), story.state.clearances[id]) is ended
    assert holds(story) is not ended


# ---- warnings ----


@pytest.mark.invariant("INV-005")
def test_open_warnings_are_counted_until_a_clinician_closed_them() -> None:
    story = Story()
    assert read(story, "open_red_flags") == Reading(value=0)
    ids = [story.tell(FlagOpened(flag=one, urgency=Urgency.NOW), person=True).id for one in ("a", "b")]
    assert read(story, "open_red_flags") == Reading(value=2, evidence=tuple(ids))
    story.tell(FlagClosed(flag_event=ids[0], reason="seen"), author=CLINICIAN, person=True)
    assert read(story, "open_red_flags") == Reading(value=1, evidence=(ids[1],))
