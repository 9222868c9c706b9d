"""Bytes out of gzip or a one-file zip, within limits. Knows nothing of what is inside."""

import io
import struct
import zipfile
import zlib

from restride.activity.problems import Problem, problem

MAX_FILE = 25 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200  # tracks shrink to a tenth or so; two hundred times is a bomb
_SMALL = 1024 * 1024  # below this no ratio hurts
_CHUNK = 256 * 1024
MAX_MEMBERS = 1000  # of a gzip file; each costs a start, however empty it is
MAX_DIRECTORY = 64 * 1024  # the list of contents of a zip that holds one file is a hundredth of that
_END, _END_SIGN, _LONGEST_COMMENT = struct.Struct("<4s8xI6x"), b"PK\x05\x06", 0xFFFF
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
    out = bytearray()
    place = members = 0
    try:
        while data.startswith(_GZIP, place):
            members += 1
            if members > MAX_MEMBERS:
                return problem("packed-many", f"more than {MAX_MEMBERS} parts")
            read = _member(data, place, out)
            if isinstance(read, Problem):
                return read
            place = read
    except zlib.error as error:
        return problem("packed-cut", str(error))
    return bytes(out)


def _member(data: bytes, place: int, out: bytearray) -> int | Problem:
    """Add what one gzip member holds to `out`; gives where the next begins. It is fed piece by piece, never copied."""
    stream = zlib.decompressobj(wbits=31)
    while not stream.eof:
        feed = data[place : place + _CHUNK]
        if not feed:
            return problem("packed-cut", f"byte {len(data)}")
        out += stream.decompress(feed, _CHUNK)
        place += len(feed) - len(stream.unconsumed_tail) - len(stream.unused_data)
        if len(out) > _allowed(len(data)):
            return _too_much(len(data), f"byte {place}")
    return place


def _unzip(data: bytes) -> bytes | Problem:
    """The one file in a zip archive. Names are never used, so they cannot lead anywhere."""
    allowed = _allowed(len(data))
    if _directory_of(data) > MAX_DIRECTORY:
        return problem("packed-many", "a long list of contents")
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


def _directory_of(data: bytes) -> int:
    """How many bytes a zip says its list of contents has; found where zipfile looks for it. 0 where there is none."""
    end = len(data) - _END.size
    if end < 0 or not (data.startswith(_END_SIGN, end) and data.endswith(b"\0\0")):
        end = data.rfind(_END_SIGN, max(0, len(data) - _END.size - _LONGEST_COMMENT))
    if end < 0 or end + _END.size > len(data):
        return 0
    size: int = _END.unpack_from(data, end)[1]
    return size
