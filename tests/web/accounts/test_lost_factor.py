"""The operator's way back in for somebody who lost the second factor."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from restride.web.accounts import office
from restride.web.shared.logs import JsonLines
from tests.web.accounts.people import a_user, set_up_app, sign_in, signed_in

pytestmark = pytest.mark.django_db


def test_it_removes_every_factor_and_session_and_the_password_and_gives_a_link() -> None:
    a_user()
    client = signed_in()
    set_up_app(client)
    link = office.reset_second_factor("Kim@example.org", origin="")
    assert not Authenticator.objects.exists()
    assert client.get("/me/security").status_code == 302
    by_old_password = Client()
    sign_in(by_old_password)
    assert "_auth_user_id" not in by_old_password.session
    owner = Client()
    place = owner.get(link, follow=True).redirect_chain[-1][0]
    owner.post(place, {"password1": "eight tall wooden doors"})
    assert owner.get("/me/security").status_code == 200


@pytest.mark.invariant("INV-067")
def test_the_log_tells_that_it_was_done_and_not_whose_it_was(caplog: pytest.LogCaptureFixture) -> None:
    user = a_user()
    set_up_app(signed_in())
    logging.getLogger("restride").addHandler(caplog.handler)
    try:
        office.reset_second_factor("kim@example.org", origin="")
    finally:
        logging.getLogger("restride").removeHandler(caplog.handler)
    lines = [JsonLines().format(record) for record in caplog.records if record.name == "restride.accounts"]
    assert json.loads(lines[-1])["event"] == "second-factor-removed"
    assert json.loads(lines[-1])["count"] == 2
    assert "kim" not in "".join(lines).lower()
    assert str(user.pk) not in "".join(lines)


def test_an_unknown_or_closed_account_is_refused_and_nothing_changes() -> None:
    user = a_user()
    with pytest.raises(office.Refused, match="No account"):
        office.reset_second_factor("nobody@example.org", origin="")
    user.is_active = False
    user.save()
    with pytest.raises(office.Refused, match="closed"):
        office.reset_second_factor("kim@example.org", origin="")


def test_the_command_warns_beside_the_link(tmp_path: Path) -> None:
    env = {key: value for key, value in os.environ.items() if not key.startswith(("RESTRIDE_", "DJANGO_"))}
    env["RESTRIDE_DATA"] = str(tmp_path)

    def restride(*arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", *arguments]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    assert restride("restride.web.operate", "prepare").returncode == 0
    added = ["--name", "C", "--profession", "Physiotherapist", "--registration", "1"]
    assert restride("restride.cli.main", "clinician", "add", "c@example.org", *added).returncode == 0
    done = restride("restride.cli.main", "user", "reset", "c@example.org", "--second-factor")
    assert done.returncode == 0, done.stderr
    assert "/password/new/" in done.stdout
    assert "be sure who asked you" in done.stderr
    assert '"event": "second-factor-removed"' in done.stderr
    missing = restride("restride.cli.main", "user", "reset", "nobody@example.org", "--second-factor")
    assert missing.returncode == 1
    assert "Check its spelling" in missing.stderr
