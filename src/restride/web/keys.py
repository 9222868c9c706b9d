"""The server's signing keys in `data/secret`: made once, readable by its owner alone. No other secret lives here."""

import os
import secrets
from pathlib import Path

OWNER_ONLY = 0o600


def key_file(data: Path) -> Path:
    """Where the keys of this data folder lie: one a line, the newest first."""
    return data / "secret"


def ensure_keys(data: Path) -> Path:
    """Make the data folder and its key file where missing, and close the file to others. Returns the file."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = key_file(data)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError:
        if os.name == "posix" and file.stat().st_mode & 0o077:
            file.chmod(OWNER_ONLY)
        return file
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(64) + "\n")
        out.flush()
        os.fsync(out.fileno())
    return file


def read_keys(data: Path) -> tuple[str, ...]:
    """The keys, newest first. Without a file a key for this process alone, so that reading settings writes nothing."""
    try:
        text = key_file(data).read_text(encoding="ascii")
    except FileNotFoundError:
        return (secrets.token_urlsafe(64),)
    keys = tuple(line.strip() for line in text.splitlines() if line.strip())
    if not keys:
        raise ValueError(f"{key_file(data)} is empty. Delete it to have a new key made; everybody signs in again then.")
    return keys


def add_keys(data: Path, text: str) -> None:
    """Keep older keys behind those of this folder, so that what they encrypted can still be read."""
    ours = list(read_keys(data)) if key_file(data).is_file() else []
    older = [line.strip() for line in text.splitlines() if line.strip() and line.strip() not in ours]
    if not older:
        return
    half = data / "secret.part"
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "w", encoding="ascii") as out:
        out.write("".join(f"{key}\n" for key in (*ours, *older)))
        out.flush()
        os.fsync(out.fileno())
    half.replace(key_file(data))
