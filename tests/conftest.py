"""What every test shares: a data folder, the choice of database, and the line about failed steps."""

import os
import shutil
import tempfile

import pytest
from django.conf import settings

from tests import postgres

_DB_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback"}
_TROUBLE = pytest.StashKey[str]()
pytest_plugins = ("tests.storage", "tests.vaults")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgres"),
        default="sqlite",
        help="which database the tests that touch one use",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Runs before pytest-django looks at the settings, so that they read what is set here."""
    folder = tempfile.mkdtemp(prefix="restride-test-")
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    os.environ["RESTRIDE_DATA"] = folder
    _choose_database(config)
    config.stash[_TROUBLE] = _set_up_django()


def _set_up_django() -> str:
    """pytest-django takes over where the settings were read; a fault in them is told where it matters."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "restride.web.settings")
    try:
        database = settings.DATABASES["default"]  # the first look reads them
    except Exception as error:  # noqa: BLE001  whatever it is, it is told where it matters
        del os.environ["DJANGO_SETTINGS_MODULE"]
        return f"{type(error).__name__}: {error}"
    if database["ENGINE"].endswith("sqlite"):
        # A file, as the server has it: threads can share it, and each worker puts its own number behind the name.
        database.setdefault("TEST", {})["NAME"] = os.path.join(os.environ["RESTRIDE_DATA"], "test.sqlite3")
    return ""


def _choose_database(config: pytest.Config) -> None:
    if config.getoption("--database") == "sqlite":
        os.environ.pop("RESTRIDE_DATABASE_URL", None)
        return
    # Under xdist the controller starts the server once; the workers inherit its address.
    if hasattr(config, "workerinput"):
        return
    try:
        url, stop = postgres.serve()
    except postgres.NoPostgres as error:
        raise pytest.UsageError(f"--database=postgres: {error}") from error
    config.add_cleanup(stop)
    os.environ["RESTRIDE_DATABASE_URL"] = url


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks what touches a database with `db`. A browser journey does too, but once is enough for those."""
    for item in items:
        touches = item.get_closest_marker("django_db") or _DB_FIXTURES & set(getattr(item, "fixturenames", ()))
        if touches and config.stash[_TROUBLE]:
            raise pytest.UsageError(f"the web settings can't be read: {config.stash[_TROUBLE]}")
        if touches and not item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.db)


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {config.getoption('--database')}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """`run` says here which steps failed earlier: the closing line alone would look like success."""
    failed = os.environ.get("RESTRIDE_FAILED_STEPS")
    if failed:
        terminalreporter.section("failed before these tests", red=True)
        terminalreporter.write_line(failed)
