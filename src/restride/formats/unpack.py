"""Bytes out of gzip or a one-file zip, within limits. Knows nothing of what is inside."""

import io
import zipfile
import zlib

from restride.activity.problems import Problem, problem

MAX_FILE = 25 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200  # tracks shrink to a tenth or so; two hundred times is a bomb
_SMALL = 1024 * 1024  # below this no ratio hurts
_CHUNK = 256 * 1024
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"


def unpack(data: bytes) -> bytes | Problem:
    """The plain content of a file as it was sent: as it is, out of gzip, or the only member of a zip."""
    if len(data) > MAX_FILE:
        return problem("too-large", f"{len(data)} bytes")
    if data.startswith(_GZIP):
        return _gunzip(data)
    if data.startswith(_ZIP):
        return _unzip(data)
    return data


def _allowed(packed: int) -> int:
    return min(MAX_UNPACKED, max(_SMALL, MAX_RATIO * packed))


def _too_much(packed: int, place: str) -> Problem:
    return problem("too-large" if _allowed(packed) == MAX_UNPACKED else "packed-too-tight", place)


def _gunzip(data: bytes) -> bytes | Problem:
    """All members of a gzip file, one after the other; cut or broken ones are refused whole."""
    allowed = _allowed(len(data))
    out = bytearray()
    rest = data
    try:
        while rest.startswith(_GZIP):
            stream = zlib.decompressobj(wbits=31)
            feed = rest
            while not stream.eof:
                piece = stream.decompress(feed, _CHUNK)
                feed = stream.unconsumed_tail
                out += piece
                if len(out) > allowed:
                    return _too_much(len(data), f"byte {len(data) - len(feed)}")
                if not piece and not feed and not stream.eof:
                    return problem("packed-cut", f"byte {len(data)}")
            rest = stream.unused_data
    except zlib.error as error:
        return problem("packed-cut", str(error))
    return bytes(out)


def _unzip(data: bytes) -> bytes | Problem:
    """The one file in a zip archive. Names are never used, so they cannot lead anywhere."""
    allowed = _allowed(len(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) != 1:
                return problem("packed-many", f"{len(members)} files")
            if members[0].file_size > allowed:
                return _too_much(len(data), "archive")
            with archive.open(members[0]) as stream:
                content = stream.read(allowed + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        return problem("packed-cut", str(error))  # RuntimeError is zipfile's word for an encrypted member
    return content if len(content) <= allowed else _too_much(len(data), "archive")
