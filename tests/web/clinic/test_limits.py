"""Setting a limit at the clinic: field errors, one effect, what the page says, and the end."""

from datetime import timedelta
from typing import Any

import pytest

from tests.web.clinic.people import Clinic, id_in


def text(answer: Any) -> str:
    return str(answer.content.decode())


def typed(clinic: Clinic, **changed: str) -> dict[str, str]:
    until = (clinic.scene.clock.now() + timedelta(days=14)).date().isoformat()
    told = {"id": clinic.scene.id(), "run_s_most": "10", "bout_s_most": "", "no_run_before": "", "until": until}
    return {**told, "reason": "the tendon is sore", **changed}


def test_a_limit_is_stored_once_shown_and_ended_with_a_reason(clinic: Clinic) -> None:
    clinic.link()
    screen = f"{clinic.page}/plans/{clinic.scene.episode}/limit"
    told = typed(clinic, id=id_in(clinic.at_desk.get(screen)))
    for _ in range(2):
        assert clinic.at_desk.post(screen, told).status_code == 302
    (id,) = clinic.scene.record().state.limits
    page = text(clinic.at_desk.get(clinic.page))
    assert "10 minutes of running in a session at most." in page
    assert "the tendon is sore" in page
    end = f"{clinic.page}/limits/{id}"
    assert clinic.at_desk.post(end, {"id": clinic.scene.id(), "reason": ""}).status_code == 422
    assert clinic.at_desk.post(end, {"id": clinic.scene.id(), "reason": "calm again"}).status_code == 302
    assert clinic.at_desk.get(end).status_code == 404


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"run_s_most": ""}, "Give at least one of the limits."),
        ({"run_s_most": "ten"}, "Write whole minutes"),
        ({"until": ""}, "Give a day."),
        ({"until": "2020-01-01"}, "Give a day from today"),
        ({"no_run_before": "2020-01-01"}, "Give a day after today"),
        ({"reason": ""}, "Write the reason"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(clinic: Clinic, changed: dict[str, str], said: str) -> None:
    clinic.link()
    answer = clinic.at_desk.post(f"{clinic.page}/plans/{clinic.scene.episode}/limit", typed(clinic, **changed))
    assert answer.status_code == 422
    assert said in text(answer)
    assert not clinic.scene.record().state.limits
