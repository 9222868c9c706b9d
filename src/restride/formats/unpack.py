"""Bytes out of gzip or a one-file zip, within limits. Knows of what is inside only how much a run may weigh.

What is packed is unpacked twice: once to be weighed piece by piece, and only what may be a run a second time to be
kept. So a bomb costs no memory, however it is made.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from restride.activity.problems import Problem, problem
from restride.formats.weighing import Weighing

MAX_FILE = 25 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200  # tracks shrink to a tenth or so; two hundred times is a bomb
_SMALL = 1024 * 1024  # below this no ratio hurts
_CHUNK = 256 * 1024
MAX_MEMBERS = 1000  # of a gzip file; each costs a start, however empty it is
MAX_DIRECTORY = 64 * 1024  # the list of contents of a zip that holds one file is a hundredth of that
_END, _END_SIGN, _LONGEST_COMMENT = struct.Struct("<4s8xI6x"), b"PK\x05\x06", 0xFFFF
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_MARKUP = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)
Pieces = Iterator[bytes]


class _Refused(Exception):
    """The packing is broken or holds too much."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.problem = found


def unpack(data: bytes) -> bytes | Problem:
    """The plain content of a file as it was sent: as it is, out of gzip, or the only member of a zip."""
    if len(data) > MAX_FILE:
        return problem("too-large", f"{len(data)} bytes")
    if data.startswith(_GZIP):
        return _opened(data, _gunzip)
    if data.startswith(_ZIP):
        return _opened(data, _unzip)
    return data


def _opened(data: bytes, pieces: Callable[[bytes], Pieces]) -> bytes | Problem:
    """What the pieces make up, where it weighs what a run may."""
    try:
        _weigh(data, pieces(data))
        whole = io.BytesIO()  # gives its bytes without another copy
        for piece in pieces(data):
            whole.write(piece)
    except _Refused as refusal:
        return refusal.problem
    except _BROKEN as error:  # RuntimeError is zipfile's word for an encrypted member
        return problem("packed-cut", str(error))
    return whole.getvalue()


def _weigh(data: bytes, pieces: Pieces) -> None:
    """Raises _Refused for more than a run weighs. What is no markup may have the size of an unpacked file."""
    size, allowed = 0, min(MAX_UNPACKED, max(_SMALL, MAX_RATIO * len(data)))
    weighing: Weighing | None = None
    for piece in pieces:
        if not size and piece.lstrip()[:3].startswith(_MARKUP):
            weighing = Weighing()
        size += len(piece)
        if size > allowed:
            raise _Refused(problem("too-large" if allowed == MAX_UNPACKED else "packed-too-tight", f"{size} bytes"))
        if weighing is not None:
            weighing.add(piece)
            _refuse(weighing.flood)
    if weighing is not None:
        _refuse(weighing.excess)
    elif size > MAX_FILE:
        raise _Refused(problem("too-large", f"{size} bytes unpacked"))


def _refuse(found: Problem | None) -> None:
    if found is not None:
        raise _Refused(found)


def _gunzip(data: bytes) -> Pieces:
    """All members of a gzip file, one after the other; cut or broken ones are refused whole."""
    place = members = 0
    while data.startswith(_GZIP, place):
        members += 1
        if members > MAX_MEMBERS:
            raise _Refused(problem("packed-many", f"more than {MAX_MEMBERS} parts"))
        stream = zlib.decompressobj(wbits=31)
        while not stream.eof:
            feed = data[place : place + _CHUNK]
            if not feed:
                raise _Refused(problem("packed-cut", f"byte {len(data)}"))
            yield stream.decompress(feed, _CHUNK)
            place += len(feed) - len(stream.unconsumed_tail) - len(stream.unused_data)


def _unzip(data: bytes) -> Pieces:
    """The one file in a zip archive. Names are never used, so they cannot lead anywhere."""
    if _directory_of(data) > MAX_DIRECTORY:
        raise _Refused(problem("packed-many", "a long list of contents"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) != 1:
            raise _Refused(problem("packed-many", f"{len(members)} files"))
        with archive.open(members[0]) as stream:
            while piece := stream.read(_CHUNK):
                yield piece


def _directory_of(data: bytes) -> int:
    """How many bytes a zip says its list of contents has; found where zipfile looks for it. 0 where there is none."""
    end = len(data) - _END.size
    if end < 0 or not (data.startswith(_END_SIGN, end) and data.endswith(b"\0\0")):
        end = data.rfind(_END_SIGN, max(0, len(data) - _END.size - _LONGEST_COMMENT))
    if end < 0 or end + _END.size > len(data):
        return 0
    size: int = _END.unpack_from(data, end)[1]
    return size
