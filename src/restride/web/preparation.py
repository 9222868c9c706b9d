"""What must be there before a server starts: the tables of this release, and the published static files."""

import hashlib
import shutil
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection

from restride import wiring
from restride.usecases.backup import back_up
from restride.web.db import queue
from restride.web.db.examine import known_removals
from restride.web.db.schema import pending, refuse_newer, schema_of

BACKUPS = "backups"
STAMP = ".stamp"


def prepare() -> None:
    """Bring the tables up to this release and publish the static files where they changed."""
    update_tables()
    call_command("createcachetable", verbosity=0)
    if connection.vendor != "sqlite":
        queue.install()
    publish_static_files()


def update_tables() -> Path | None:
    """Bring the tables up to this release; what was there is backed up first. Gives the backup, where one was made.

    Each step is one transaction, so that an update cut short goes on at the next start. Raises TooNew, BackupRefused.
    """
    schema = schema_of()
    refuse_newer(schema)
    made = _backed_up() if schema and pending() else None
    call_command("migrate", interactive=False, verbosity=0)
    wiring.removed_list().add(known_removals())
    return made


def _backed_up() -> Path | None:
    """A backup beside the data, without the original files: an update does not touch those."""
    vault = wiring.vault()
    if vault.is_empty():
        return None
    folder = settings.RESTRIDE_DATA / BACKUPS
    folder.mkdir(mode=0o700, exist_ok=True)
    file = folder / f"before-update-{vault.clock.now():%Y%m%dT%H%M%S}.zip"
    print(f"The tables are of an earlier Restride. A backup goes to {file} first.", file=sys.stderr, flush=True)
    return back_up(vault, file, with_files=False).file


def publish_static_files() -> bool:
    """Collect and compress the static files; False where they are those of the last start."""
    root = Path(settings.STATIC_ROOT)
    stamp = static_stamp()
    if (root / STAMP).is_file() and (root / STAMP).read_text(encoding="ascii") == stamp:
        return False
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["*-4*.js", "*.map", "ext"])
    (root / STAMP).write_text(stamp, encoding="ascii")
    return True


def static_stamp() -> str:
    """A name of all source files' content, so that a second start has nothing to do."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            with storage.open(path) as source:
                digest.update(path.encode() + b"\0" + source.read())
    return digest.hexdigest()
