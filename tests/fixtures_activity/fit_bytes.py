"""FIT files byte by byte, for shapes that the product's own writer never makes. Uses nothing of the reader."""

import struct
from collections.abc import Sequence

Field = tuple[int, int, int]  # number, size, base type
ENUM, U8, U16, U32, STRING = 0x00, 0x02, 0x84, 0x86, 0x07
STAMP = 1_100_000_000  # a FIT time in November 2024


def crc(data: bytes) -> int:
    """The protocol's checksum, half a byte at a time as its document shows it."""
    table = (
        0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401,
        0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400,
    )  # fmt: skip
    value = 0
    for byte in data:
        for half in (byte & 0xF, byte >> 4):
            value = (value >> 4) ^ table[value & 0xF] ^ table[half]
    return value


def define(
    local: int, message: int, fields: Sequence[Field], developer: Sequence[Field] = (), *, big: bool = False
) -> bytes:
    """A definition message; developer fields are (number, size, developer index)."""
    order = ">" if big else "<"
    header = 0x40 | local | (0x20 if developer else 0)
    out = struct.pack(f"{order}BBBHB", header, 0, int(big), message, len(fields))
    out += b"".join(bytes(one) for one in fields)
    if developer:
        out += bytes([len(developer)]) + b"".join(bytes(one) for one in developer)
    return out


def file(*messages: bytes, header: int = 14, header_crc: int | None = None, protocol: int = 0x10) -> bytes:
    """A whole FIT file around these messages. header_crc None computes it; 0 is the legal "not computed"."""
    body = b"".join(messages)
    head = struct.pack("<BBHI4s", header, protocol, 2132, len(body), b".FIT")
    if header == 14:
        head += struct.pack("<H", crc(head) if header_crc is None else header_crc)
    return head + body + struct.pack("<H", crc(head + body))


FILE_ID = define(0, 0, [(0, 1, ENUM), (1, 2, U16), (2, 2, U16)]) + struct.pack("<BBHH", 0, 4, 255, 0)
RECORD = [(253, 4, U32), (5, 4, U32), (6, 2, U16), (3, 1, U8), (4, 1, U8)]


def record(at: int, metres: float, mps: float, heart_rate: int, cadence: int, *, local: int = 1) -> bytes:
    """A record of the layout RECORD."""
    return struct.pack("<BIIHBB", local, at, round(metres * 100), round(mps * 1000), heart_rate, cadence)


def records(count: int, *, first: int = STAMP, mps: float = 2.5, cadence: int = 82) -> bytes:
    """A definition and one record a second."""
    return define(1, 20, RECORD) + b"".join(
        record(first + second, second * mps, mps, 140, cadence) for second in range(count)
    )


SESSION = [(253, 4, U32), (2, 4, U32), (7, 4, U32), (8, 4, U32), (9, 4, U32), (5, 1, ENUM), (6, 1, ENUM)]


def session(start: int, seconds: int, metres: float, *, sport: int = 1, timer: int | None = None) -> bytes:
    """A definition and one session."""
    row = (start + seconds, start, seconds * 1000, (seconds if timer is None else timer) * 1000, round(metres * 100))
    return define(2, 18, SESSION) + struct.pack("<BIIIIIBB", 2, *row, sport, 0)


def run_file(seconds: int = 120, *, start: int = STAMP) -> bytes:
    """A plain, complete run."""
    return file(FILE_ID, records(seconds + 1, first=start), session(start, seconds, seconds * 2.5))
