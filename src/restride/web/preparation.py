"""What must be there before a server starts: the tables of this release, and the published static files."""

import hashlib
import shutil
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

STAMP = ".stamp"


def prepare() -> None:
    """Bring the tables up to this release and publish the static files where they changed."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    publish_static_files()


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
