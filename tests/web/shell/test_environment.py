"""What the operator may set, and what is refused with its name and cure."""

import pytest

from restride.web.environment import SettingRefused, database_settings, read_environment
from restride.web.shared.phones import EMERGENCY, URGENT, Phone, phone


def test_without_variables_it_is_a_loopback_server_with_a_file_database() -> None:
    environment = read_environment({})
    assert environment.data.name == "data"
    assert environment.hosts == ["localhost", "127.0.0.1", "[::1]"]
    assert not environment.secure
    assert environment.mail is None
    assert environment.trusted_proxies == 0
    assert database_settings(environment)["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RESTRIDE_ORIGIN", "http://run.example.org"),
        ("RESTRIDE_ORIGIN", "run.example.org"),
        ("RESTRIDE_ORIGIN", "https://run.example.org/path"),
        ("RESTRIDE_SMTP_URL", "mail.example.org"),
        ("RESTRIDE_TRUSTED_PROXIES", "-1"),
    ],
)
def test_a_wrong_value_is_refused_by_its_name(name: str, value: str) -> None:
    with pytest.raises(SettingRefused, match=name):
        read_environment({name: value})


def test_a_wrong_database_address_is_refused_without_telling_its_password() -> None:
    with pytest.raises(SettingRefused) as refusal:
        database_settings(read_environment({"RESTRIDE_DATABASE_URL": "mysql://me:hunter2@db/x"}))
    assert "hunter2" not in str(refusal.value)


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("postgresql://me:a%20b@db.example.org:5433/restride", "db.example.org", "5433"),
        ("postgresql://me@/restride?host=/run/postgresql", "/run/postgresql", ""),
    ],
)
def test_a_postgres_address_is_taken_apart(url: str, host: str, port: str) -> None:
    settings = database_settings(read_environment({"RESTRIDE_DATABASE_URL": url}))
    assert (settings["NAME"], settings["USER"], settings["HOST"], settings["PORT"]) == ("restride", "me", host, port)
    assert settings["CONN_MAX_AGE"] == 0
    assert "pool" in settings["OPTIONS"]


def test_postgres_waits_are_limited_and_the_operators_own_options_win() -> None:
    url = "postgresql://me@/restride?options=-c%20lock_timeout%3D1s&sslmode=require"
    options = database_settings(read_environment({"RESTRIDE_DATABASE_URL": url}))["OPTIONS"]
    assert "-c statement_timeout=15s" in options["options"]
    assert options["options"].endswith("-c lock_timeout=1s")
    assert options["sslmode"] == "require"


def test_a_mail_address_is_taken_apart() -> None:
    environment = read_environment(
        {"RESTRIDE_SMTP_URL": "smtp://me:p%40ss@mail.example.org", "RESTRIDE_ORIGIN": "https://run.example.org"}
    )
    assert environment.mail is not None
    assert environment.mail["EMAIL_HOST_PASSWORD"] == "p@ss"
    assert environment.mail["EMAIL_PORT"] == 587
    assert environment.mail["EMAIL_USE_TLS"]
    assert environment.mail["DEFAULT_FROM_EMAIL"] == "restride@run.example.org"


def test_with_a_certificate_of_its_own_no_proxy_is_trusted() -> None:
    variables = {"RESTRIDE_ORIGIN": "https://run.example.org", "RESTRIDE_TLS_CERT": "/x.pem"}
    assert read_environment(variables).trusted_proxies == 0


@pytest.mark.parametrize(
    ("set_to", "shown", "dialled"),
    [("112", "112", "tel:112"), (" +351  21 000-00 00 ", "+351 21 000-00 00", "tel:+351210000000")],
)
def test_a_telephone_number_is_shown_as_typed_and_dialled_without_its_spaces(
    set_to: str, shown: str, dialled: str
) -> None:
    assert phone({EMERGENCY: set_to}, EMERGENCY) == Phone(text=shown, url=dialled)
    assert phone({}, EMERGENCY) is None


@pytest.mark.parametrize("wrong", ["call us", "1", "112;ext=1", "javascript:alert(1)", "0" * 40])
def test_what_is_no_telephone_number_is_refused_by_its_name(wrong: str) -> None:
    with pytest.raises(SettingRefused, match=URGENT):
        phone({URGENT: wrong}, URGENT)
