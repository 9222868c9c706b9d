"""A session with faster running never reaches a program as a plain run, and a withheld one leaves nothing of it."""

from restride.core.decision import NO_RUN, Dose, Quality, RunWalk
from restride.web.api.shapes.decisions import session_out

HILLS = Dose(
    bouts=(RunWalk(run_s=1800, walk_s=0),),
    warmup_s=300,
    cooldown_s=300,
    quality=Quality(kind="hills", repeats=4, on_s=30, easy_s=60),
)


def test_kind_repeats_and_seconds_are_given_and_stand_in_their_place() -> None:
    session = session_out(HILLS)
    assert session.quality is not None
    assert session.quality.model_dump() == {"kind": "hills", "repeats": 4, "on_s": 30, "easy_s": 60, "most_pct": None}
    assert [step.kind for step in session.steps] == ["warmup", "run", *["fast", "easy"] * 4, "cooldown"]
    assert sum(step.seconds for step in session.steps) == session.on_feet_s == 2400


def test_an_easy_session_says_so() -> None:
    assert session_out(Dose(bouts=(RunWalk(run_s=60, walk_s=120),))).quality is None


def test_a_withheld_session_has_neither_steps_nor_faster_running() -> None:
    for dose in (NO_RUN, Dose(quality=HILLS.quality)):
        assert session_out(dose).steps == ()
        assert session_out(dose).quality is None
