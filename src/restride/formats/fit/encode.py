"""FIT messages to bytes: layouts of the few kinds that Restride writes, checksums in header and foot.

One layout a kind of message, little-endian. What goes into the messages is for `write` to say.
"""

import struct
from collections.abc import Mapping
from datetime import datetime

from fastcrc import crc16

from restride.formats.fit.clock import EPOCH
from restride.formats.fit.profile import FIELDS, MESSAGE_NUMBERS

Value = int | float | str | None

_PROTOCOL, _PROFILE = 0x10, 2132
_TYPES = {"enum": (0x00, "B"), "u8": (0x02, "B"), "u16": (0x84, "H"), "u32": (0x86, "I"), "u32z": (0x8C, "I")}
_TEXT = 0x07
_WORKOUT_NAME, _STEP_NAME = 24, 16  # bytes with the closing zero; small watches show fifteen letters

_LAYOUTS: dict[str, dict[str, str]] = {
    "file_id": {
        "type": "enum",
        "manufacturer": "u16",
        "product": "u16",
        "serial_number": "u32z",
        "time_created": "u32",
    },
    "workout": {"sport": "enum", "num_valid_steps": "u16", "wkt_name": f"text{_WORKOUT_NAME}"},
    "workout_step": {
        "message_index": "u16",
        "wkt_step_name": f"text{_STEP_NAME}",
        "duration_type": "enum",
        "duration_value": "u32",
        "target_type": "enum",
        "target_value": "u32",
        "intensity": "enum",
    },
    "event": {"timestamp": "u32", "event": "enum", "event_type": "enum"},
    "record": {
        "timestamp": "u32",
        "distance": "u32",
        "enhanced_speed": "u32",
        "heart_rate": "u8",
        "cadence": "u8",
        "fractional_cadence": "u8",
    },
    "lap": {
        "message_index": "u16",
        "timestamp": "u32",
        "start_time": "u32",
        "total_elapsed_time": "u32",
        "total_timer_time": "u32",
        "total_distance": "u32",
        "event": "enum",
        "event_type": "enum",
        "sport": "enum",
    },
    "session": {
        "message_index": "u16",
        "timestamp": "u32",
        "start_time": "u32",
        "total_elapsed_time": "u32",
        "total_timer_time": "u32",
        "total_distance": "u32",
        "first_lap_index": "u16",
        "num_laps": "u16",
        "event": "enum",
        "event_type": "enum",
        "sport": "enum",
        "sub_sport": "enum",
        "avg_heart_rate": "u8",
        "max_heart_rate": "u8",
        "avg_cadence": "u8",
        "avg_fractional_cadence": "u8",
    },
    "activity": {
        "timestamp": "u32",
        "total_timer_time": "u32",
        "num_sessions": "u16",
        "type": "enum",
        "event": "enum",
        "event_type": "enum",
    },
}


class FitFile:
    """Collects messages, writing each kind's definition before its first message."""

    def __init__(self) -> None:
        self._body = bytearray()
        self._local: dict[str, int] = {}

    def add(self, message: str, values: Mapping[str, Value]) -> None:
        """Write one message; a field without a value is written as invalid."""
        layout = _LAYOUTS[message]
        if message not in self._local:
            self._define(message, layout)
        self._body.append(self._local[message])
        fields = {field.name: field for field in FIELDS[MESSAGE_NUMBERS[message]].values()}
        for name, kind in layout.items():
            value = values.get(name)
            if kind.startswith("text"):
                self._body += _text(str(value or ""), int(kind[4:]))
                continue
            scale = fields[name].scale if name in fields else 1.0
            self._body += _number(value, _TYPES[kind], scale)

    def _define(self, message: str, layout: Mapping[str, str]) -> None:
        local = self._local[message] = len(self._local)
        number = MESSAGE_NUMBERS[message]
        numbers = {field.name: field.number for field in FIELDS[number].values()} | {"timestamp": 253}
        self._body += struct.pack("<BBBHB", 0x40 | local, 0, 0, number, len(layout))
        for name, kind in layout.items():
            text = kind.startswith("text")
            base, code = (_TEXT, kind[4:] + "s") if text else _TYPES[kind]
            self._body += bytes((numbers[name], struct.calcsize(code), base))

    def content(self) -> bytes:
        """The whole file: header, messages, checksum."""
        head = struct.pack("<BBHI4s", 14, _PROTOCOL, _PROFILE, len(self._body), b".FIT")
        whole = head + struct.pack("<H", crc16.arc(head)) + bytes(self._body)
        return whole + struct.pack("<H", crc16.arc(whole))


def _number(value: Value, kind: tuple[int, str], scale: float) -> bytes:
    """A scaled number; None is the type's "invalid": all ones, or zero for a z type."""
    base, code = kind
    if value is None:
        return b"\0" * 4 if base == _TYPES["u32z"][0] else b"\xff" * struct.calcsize(code)
    return struct.pack("<" + code, round(float(value) * scale))


def _text(text: str, size: int) -> bytes:
    """UTF-8 with a closing zero in `size` bytes, cut between letters."""
    cut = text.encode()[: size - 1].decode("utf-8", "ignore")
    return cut.encode().ljust(size, b"\0")


def stamp(at: datetime) -> int:
    """Whole FIT seconds of an aware instant."""
    if at.tzinfo is None:
        raise ValueError("FIT times need an aware instant")
    return int((at - EPOCH).total_seconds())
