"""What the operator may set, and what is refused with its name and cure."""

import pytest

from restride.web.environment import SettingRefused, database_settings, read_environment


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
