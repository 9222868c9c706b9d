"""Files made to be slow or large, each of another kind; and a large honest one. How they are read is not here."""

import gzip
import io
import struct
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

from fastcrc import crc16

from restride.formats.fit.write import Leg, write_activity

MB = 1 << 20
_MOST = 24 * MB
_START = datetime(2026, 1, 1, tzinfo=UTC)
_POINT = b'<trkpt lat="1.1" lon="2.2"><time>2026-01-01T00:00:00Z</time></trkpt>'
_JUNK = b'<trkpt lat="x" lon="y"><time>junk</time></trkpt>'


def honest() -> bytes:
    """A run whose file has at least ten megabytes."""
    hour = [Leg(kind="run", seconds=1800, speed_mps=2.7, cadence_spm=164), Leg(kind="walk", seconds=1800)]
    size = len(write_activity(hour, _START))
    return write_activity(hour * (10 * MB // size + 1), _START)


def hostile() -> Iterator[tuple[str, bytes]]:
    """Each kind with its name."""
    yield from _markup()
    yield from _packed()
    yield from _fit()


def _xml(inside: bytes) -> bytes:
    return b'<?xml version="1.0"?><gpx>' + inside + b"</gpx>"


def _attributes(count: int) -> bytes:
    return b"<a " + b" ".join(b'a%d="1"' % number for number in range(count)) + b"/>"


def _markup() -> Iterator[tuple[str, bytes]]:
    yield "200,000 deep", _xml(b"<a>" * 200_000 + b"</a>" * 200_000)
    yield "entity bomb", b'<!DOCTYPE gpx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><gpx>&b;</gpx>'
    yield "attributes", _xml(_attributes(1_500_000))
    yield "fewer attributes", _xml(_POINT + _attributes(480_000))
    yield "points of junk", _xml(b"<trk><trkseg>" + _JUNK * (_MOST // len(_JUNK)) + b"</trkseg></trk>")
    yield "empty points", _xml(b"<trk><trkseg>" + b"<trkpt/>" * (_MOST // 8) + b"</trkseg></trk>")
    yield "comments", _xml(b"<!-- x -->" * (_MOST // 10))
    yield "long comments", _xml(_POINT + (b"<!--" + b"x" * 250 + b"-->") * 90_000)
    yield "empty tags", _xml(_POINT + b"<a/>" * 4_900_000)
    yield "closing signs", _xml(_POINT + b">" * _MOST)
    yield "text", _xml(_POINT + b"x" * _MOST)
    yield "references", _xml(_POINT + b"&amp;" * (_MOST // 5))
    yield "a long name", _xml(_POINT + b"<" + b"a" * _MOST + b"/>")
    yield "two bytes a sign", _xml(_POINT + b"<a/>" * (3 * MB)).decode().encode("utf-16")
    yield "laps", b"<Activities><Activity>" + b"<Lap/>" * 4_000_000 + b"</Activity></Activities>"
    yield "activities", b"<Activities>" + b"<Activity/>" * 2_000_000 + b"</Activities>"
    yield "noise", bytes(range(256)) * (_MOST // 256)


def _packed() -> Iterator[tuple[str, bytes]]:
    yield "gzip bomb", gzip.compress(b"\0" * 190 * MB)
    yield "gzip of many parts", gzip.compress(b"") * (_MOST // 20)
    yield "gzip of text", gzip.compress(_xml(_POINT + b"some text " * (18 * MB)), 1)
    yield "gzip of spaces", gzip.compress(_xml(_POINT + b" " * (190 * MB)), 1)
    yield "gzip of tags", gzip.compress(_xml(b"<a/>" * 4_900_000) + b" " * (100 * MB), 1)
    yield "gzip of points", gzip.compress(_xml(b"<trk><trkseg>" + _POINT * 1_900_000 + b"</trkseg></trk>"), 1)
    yield "gzip of comments", gzip.compress(_xml((b"<!--" + b"x" * 2000 + b"-->") * 90_000), 1)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("a.gpx", _xml(_POINT + b"some text " * (18 * MB)))
    yield "zip of text", whole.getvalue()


def _frame(body: bytes) -> bytes:
    head = struct.pack("<BBHI4s", 14, 0x20, 2132, len(body), b".FIT")
    head += struct.pack("<H", crc16.arc(head))
    return head + body + struct.pack("<H", crc16.arc(head + body))


def _kind(message: int, *fields: tuple[int, int, int], local: int = 0) -> bytes:
    specs = b"".join(bytes(one) for one in fields)
    return bytes([0x40 | local, 0, 0, message, 0, len(fields)]) + specs


def _fit() -> Iterator[tuple[str, bytes]]:
    stamp = (253, 4, 0x86)
    record = _kind(20, stamp, local=1) + b"\1\1\0\0\0"
    yield "records of a byte", _frame(_kind(20) + b"\0" * _MOST)
    yield "defined anew each time", _frame((_kind(20, stamp) + b"\0\1\0\0\0") * (_MOST // 14))
    yield "definitions alone", _frame(_kind(20) * (_MOST // 6))
    yield "parts", _frame(b"") * (_MOST // 16)
    yield "sessions", _frame(_kind(18, stamp) + b"\0\1\0\0\0" * (_MOST // 5))
    yield "events", _frame(record + _kind(21, stamp, (0, 1, 0)) + b"\0\1\0\0\0\0" * 1_900_000)
    yield "described fields", _frame(_kind(206, (0, 1, 2), (1, 1, 2), (2, 1, 2)) + b"\0\1\2\2" * (_MOST // 4))
    yield "wide values", _frame(_kind(20, stamp, (5, 250, 13)) + (b"\0\1\0\0\0" + b"\xff" * 250) * (_MOST // 255))
    wide = _kind(20, stamp, (5, 200, 0x86), local=2) + b"\2\1\0\0\0" + b"\1" * 200
    yield "one wide value", _frame(wide + _kind(20) + b"\0" * 990_000)
    named = _kind(3, (0, 250, 7), local=3) + b"\3" + b"a" * 250
    yield "names", _frame(record + named + _kind(3) + b"\0" * 1_900_000)
