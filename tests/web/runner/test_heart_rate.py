"""The runner's own easy heart rate by plain POST, shown on the page of a recorded run."""

from uuid import uuid4

import pytest

from tests.web.runner.story import Runner, text_of


def sent(runner: Runner, **said: str) -> object:
    return runner.post("/me/heart-rate", id=str(uuid4()), **said)


@pytest.mark.mission("M18")
def test_it_is_kept_shown_again_and_named_in_the_history(runner: Runner) -> None:
    runner.intake()
    assert 'href="/me/heart-rate"' in runner.page("/me")
    assert sent(runner, beats="145", test="threshold").status_code == 302
    assert 'value="145"' in runner.page("/me/heart-rate")
    assert "My easy heart rate" in text_of(runner.get("/history"))


def test_what_cannot_be_is_said_beside_its_field(runner: Runner) -> None:
    runner.intake()
    for said, cure in (({"beats": "20", "test": "threshold"}, "beats a minute from"), ({"beats": "145"}, "which test")):
        page = sent(runner, **said)
        assert page.status_code == 422
        assert cure in text_of(page)
