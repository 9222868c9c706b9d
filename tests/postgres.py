"""A PostgreSQL for the tests: the one RESTRIDE_TEST_DSN names, or a throw-away server in a temporary folder.

Restride itself reads RESTRIDE_DATABASE_URL; conftest.py sets it to what `serve` returns here.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

# Nothing here outlives the tests, so durability is traded for speed.
_SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")
_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)


class NoPostgres(Exception):
    """There is no PostgreSQL to test on; the message says how to get one."""


def serve(*, private: bool = False, within: Path | None = None) -> tuple[str, Callable[[], None]]:
    """The address of a running PostgreSQL as a URL, and a function that ends it. Raises NoPostgres.

    A private one is never the one that was named: a test may kill it. It lies in a new folder inside `within`.
    """
    given = os.environ.get("RESTRIDE_TEST_DSN")
    if given and not private:
        return given, lambda: None
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="restride-pg-", dir=within))
    as_user = _server_account(folder)
    data, log = folder / "data", folder / "log"
    stop = _stopper(programs / "pg_ctl", folder, as_user)
    try:
        _run(
            [
                programs / "initdb",
                "-D",
                data,
                "-U",
                "restride",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
                *(["--wal-segsize=1"] if within else []),
            ],
            as_user,
        )
        options = " ".join([f"-k {folder}", *(f"-c {one}" for one in _SETTINGS)])
        _run([programs / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start"], as_user)
    except BaseException:
        stop()
        raise
    return f"postgresql://restride@/postgres?host={folder}", stop


def _programs() -> Path:
    found = shutil.which("pg_ctl")
    if found and shutil.which("initdb"):
        return Path(found).parent
    for pattern in _FOLDERS:
        for folder in sorted(Path("/").glob(pattern.lstrip("/")), reverse=True):
            if (folder / "pg_ctl").exists() and (folder / "initdb").exists():
                return folder
    raise NoPostgres("no initdb and pg_ctl found: install postgresql, or set RESTRIDE_TEST_DSN=postgresql://…")


def _server_account(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: the account to use instead, or None for our own."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam("postgres")
    except KeyError as error:
        raise NoPostgres("root may not run PostgreSQL, and there is no user 'postgres'") from error
    shutil.chown(folder, "postgres", "postgres")
    return "postgres"


def _stopper(pg_ctl: Path, folder: Path, as_user: str | None) -> Callable[[], None]:
    def stop() -> None:
        if (folder / "data" / "postmaster.pid").exists():
            _run([pg_ctl, "-D", folder / "data", "-m", "immediate", "-w", "stop"], as_user)
        shutil.rmtree(folder, ignore_errors=True)

    return stop


def _run(command: list[str | Path], as_user: str | None) -> None:
    # The server inherits what it is started with: no pipes, or reading them would wait for the server's end.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [str(part) for part in command],
            user=as_user,
            group=as_user,
            extra_groups=[] if as_user else None,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
        output.seek(0)
        if done.returncode:
            said = output.read().decode(errors="replace").strip()
            raise NoPostgres(f"{Path(command[0]).name} failed with {done.returncode}:\n{said}")
