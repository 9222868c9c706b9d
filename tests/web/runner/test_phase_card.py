"""The card of a phase without runs: what is still to come, each thing with the mark that is true of it."""

from tests.web.runner.story import Runner, text_of


def test_a_test_that_nobody_did_yet_is_not_known_and_never_failed(runner: Runner) -> None:
    runner.intake(rehab={"rehab_weeks": "3"})
    runner.check_in()
    for _ in range(4):
        runner.clock.move(days=1)
        runner.check_in()
    said = text_of(runner.get("/"))
    assert "Not known: Still to do" in said
    assert "Missing: Still to do" not in said
