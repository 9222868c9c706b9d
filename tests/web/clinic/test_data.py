"""Taking everything along and erasing it, in the browser."""

import io
import zipfile
from typing import Any

import pytest

from restride.journal.values import AccessDenied
from restride.web.accounts.models import User
from restride.web.db import models
from tests.web.clinic.people import PASSWORD, Clinic, signed_in

CANARY = "canary-7f3a"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_archive_is_sent_only_for_a_button_and_under_a_name_that_says_nothing(clinic: Clinic) -> None:
    assert clinic.at_home.get("/me/data/export").headers["Content-Type"].startswith("text/html")
    answer = clinic.at_home.post("/me/data/export")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="restride-20261120.zip"'
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:  # type: ignore[attr-defined]
        assert b"kim@example.org" in archive.read("account.json")
        assert archive.read("journal.jsonl").count(b"\n") == 1 + len(clinic.scene.record().events)


def test_erasing_needs_the_password_and_the_words(clinic: Clinic) -> None:
    for told, said in (
        ({"password": "wrong", "typed": "erase everything"}, "This isn"),
        ({"password": PASSWORD, "typed": "yes"}, "Type the words"),
        ({}, "Write your password."),
    ):
        answer = clinic.at_home.post("/me/data/erase", told)
        assert answer.status_code == 422
        assert said in text(answer)
    assert User.objects.filter(pk=clinic.kim.pk).exists()
    assert clinic.scene.record().events


def test_guessing_the_password_there_is_slowed_down(clinic: Clinic) -> None:
    told = {"password": "wrong", "typed": "erase everything"}
    assert [clinic.at_home.post("/me/data/erase", told).status_code for _ in range(6)][-1] == 429


@pytest.mark.invariant("INV-066")
def test_inv_066_after_erasing_account_record_and_name_are_gone(clinic: Clinic) -> None:
    clinic.link()
    clinic.at_desk.post(clinic.clear, {**clinic.form(reason=CANARY), "step": "save"})
    answer = clinic.at_home.post("/me/data/erase", {"password": PASSWORD, "typed": "erase everything"})
    assert answer.headers["Location"] == "/erased"
    assert "Everything is erased" in text(clinic.at_home.get("/erased"))
    assert not User.objects.filter(pk=clinic.kim.pk).exists()
    for table in (models.Journal, models.CareRelation, models.Standing, models.Blob):
        assert not table.objects.filter(person=clinic.kim.pk).exists(), table  # type: ignore[attr-defined]
    assert not any(
        CANARY in str(row)
        for table in (models.Journal, models.AuditDetail, models.Outbox, models.Idempotency)
        for row in table.objects.values_list()
    )  # type: ignore[attr-defined]
    with pytest.raises(AccessDenied):
        clinic.scene.ports.store.read(clinic.scene.by().scope(clinic.scene.clock.now()))
    assert clinic.at_desk.get(clinic.page).status_code == 404
    assert signed_in(None).post("/sign-in", {"login": "kim@example.org", "password": PASSWORD}).status_code == 200
