"""What the operator sets through RESTRIDE_* variables, read and checked once. It knows nothing of Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "[::1]")
SECOND_FACTOR = ("required", "optional")
EXTERNAL = ("accept", "confirm", "refuse")
POSTGRES_SCHEMES = ("postgres", "postgresql")
# A request that waits this long for another's lock, or for one statement, is told to come back. Long work of the
# operator is given more time in `restride.web.db.patience`.
WAITS = {"lock_timeout": "5s", "statement_timeout": "15s", "idle_in_transaction_session_timeout": "60s"}


class SettingRefused(ValueError):
    """A variable with a value that can't be used; the text names the variable and the cure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """The operator's settings. `origin` is None on a loopback address; `mail` is None where no mail is sent."""

    data: Path
    database_url: str | None
    origin: str | None
    mail: Mapping[str, Any] | None
    clock: str | None
    trusted_proxies: int
    external_wanted: str = "confirm"
    clinician_second_factor: str = "required"

    @property
    def external(self) -> str:
        """What clinicians without an account may do; without mail nobody can confirm, so nothing is taken."""
        return "refuse" if self.external_wanted == "confirm" and self.mail is None else self.external_wanted

    @property
    def secure(self) -> bool:
        """Whether visitors arrive by https."""
        return self.origin is not None and self.origin.startswith("https://")

    @property
    def hosts(self) -> list[str]:
        """The names this server answers to."""
        if self.origin is None:
            return list(LOOPBACK_HOSTS)
        host = urlsplit(self.origin).hostname or ""
        return [f"[{host}]" if ":" in host else host]


def read_environment(variables: Mapping[str, str]) -> Environment:
    """The settings these variables ask for; SettingRefused where one can't be used."""
    origin = _origin(variables.get("RESTRIDE_ORIGIN"))
    return Environment(
        data=Path(variables.get("RESTRIDE_DATA") or "data").absolute(),
        database_url=variables.get("RESTRIDE_DATABASE_URL") or None,
        origin=origin,
        mail=mail_settings(variables.get("RESTRIDE_SMTP_URL"), origin=origin),
        clock=variables.get("RESTRIDE_CLOCK") or None,
        external_wanted=_external(variables.get("RESTRIDE_EXTERNAL")),
        clinician_second_factor=_second_factor(variables),
        trusted_proxies=_proxies(variables, behind_proxy=origin is not None and not variables.get("RESTRIDE_TLS_CERT")),
    )


def _origin(text: str | None) -> str | None:
    if not text:
        return None
    parts = urlsplit(text.strip())
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.path not in ("", "/") or parts.query:
        raise SettingRefused(f"RESTRIDE_ORIGIN is {text!r}. It needs the form https://run.example.org.")
    if parts.scheme == "http" and f"{parts.hostname}" not in ("localhost", "127.0.0.1", "::1"):
        raise SettingRefused(f"RESTRIDE_ORIGIN is {text!r}. Away from this computer it must begin with https://.")
    return f"{parts.scheme}://{parts.netloc}"


def _external(text: str | None) -> str:
    wanted = (text or "confirm").strip().lower()
    if wanted not in EXTERNAL:
        raise SettingRefused(f"RESTRIDE_EXTERNAL is {text!r}. It is one of {', '.join(EXTERNAL)}.")
    return wanted


def _second_factor(variables: Mapping[str, str]) -> str:
    """With a moved clock, which is for a demonstration on this computer alone, it is optional unless it is set."""
    text = variables.get("RESTRIDE_CLINICIAN_SECOND_FACTOR")
    wanted = (text or ("optional" if variables.get("RESTRIDE_CLOCK") else "required")).strip().lower()
    if wanted not in SECOND_FACTOR:
        raise SettingRefused(f"RESTRIDE_CLINICIAN_SECOND_FACTOR is {text!r}. It is required or optional.")
    return wanted


def _proxies(variables: Mapping[str, str], *, behind_proxy: bool) -> int:
    text = variables.get("RESTRIDE_TRUSTED_PROXIES")
    if not text:
        return 1 if behind_proxy else 0
    if not text.isdecimal():
        raise SettingRefused(f"RESTRIDE_TRUSTED_PROXIES is {text!r}. It needs a count: 0, 1 or more.")
    return int(text)


def database_settings(environment: Environment) -> dict[str, Any]:
    """Django's description of the database: PostgreSQL where a DSN is set, otherwise a file in the data folder."""
    if environment.database_url is None:
        return {
            "ENGINE": "restride.web.db.sqlite",
            "NAME": environment.data / "restride.sqlite3",
            "OPTIONS": {"timeout": 10, "transaction_mode": "IMMEDIATE"},
        }
    parts = urlsplit(environment.database_url)
    if parts.scheme not in POSTGRES_SCHEMES or not parts.path.strip("/"):
        raise SettingRefused("RESTRIDE_DATABASE_URL needs the form postgresql://user:password@host:5432/name.")
    query = dict(parse_qsl(parts.query))
    waits = " ".join(f"-c {name}={longest}" for name, longest in WAITS.items())
    query["options"] = f"{waits} {query.get('options', '')}".strip()  # the operator's own come last and win
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": query.pop("port", "") or str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,  # after the database was away, none of the pool's dead connections is handed out
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 5}, **query},
    }


def mail_settings(text: str | None, *, origin: str | None) -> dict[str, Any] | None:
    """Django's mail settings of an URL like smtp://user:password@host:587?from=run@example.org; None sends no mail."""
    if not text:
        return None
    parts = urlsplit(text)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise SettingRefused("RESTRIDE_SMTP_URL needs the form smtp://user:password@mail.example.org:587.")
    query = dict(parse_qsl(parts.query))
    sender_host = urlsplit(origin).hostname if origin else "localhost"
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and query.get("tls") != "off",
        "EMAIL_TIMEOUT": 10,
        "DEFAULT_FROM_EMAIL": query.get("from") or f"restride@{sender_host}",
    }
