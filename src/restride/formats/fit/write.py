"""Small FIT files: a walk-run workout for the watch, and a recorded activity for demonstrations and tests.

Only what these two need is written: one layout a kind of message, little-endian, checksums in header and foot.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from fastcrc import crc16

from restride.formats.fit.clock import EPOCH
from restride.formats.fit.profile import FIELDS, MESSAGE_NUMBERS

Value = int | float | str | None

_PROTOCOL, _PROFILE = 0x10, 2132
_DEVELOPMENT = 255  # the manufacturer number that the protocol sets aside for files without a device
_TYPES = {"enum": (0x00, "B"), "u8": (0x02, "B"), "u16": (0x84, "H"), "u32": (0x86, "I"), "u32z": (0x8C, "I")}
_TEXT = 0x07
_WORKOUT_NAME, _STEP_NAME = 24, 16  # bytes with the closing zero; small watches show fifteen letters
_ACTIVITY_FILE, _WORKOUT_FILE = 4, 5
_RUNNING = 1

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a workout: run or walk for so many whole seconds."""

    kind: Literal["run", "walk", "warm_up", "cool_down"]
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """Steps done one after the other, so many times."""

    steps: tuple[Step, ...]
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A stretch of a made-up activity at one speed and step rate; a pause stops the timer and writes no records."""

    kind: Literal["run", "walk", "pause"]
    seconds: int
    speed_mps: float = 0.0
    cadence_spm: float = 0.0
    heart_rate: int = 120


class _File:
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


def _stamp(at: datetime) -> int:
    """Whole FIT seconds of an aware instant."""
    if at.tzinfo is None:
        raise ValueError("FIT times need an aware instant")
    return int((at - EPOCH).total_seconds())


_INTENSITY = {"run": 0, "walk": 1, "warm_up": 2, "cool_down": 3}
_STEP_WORDS = {"run": "Run", "walk": "Walk", "warm_up": "Warm up", "cool_down": "Cool down"}
_FOR_TIME, _REPEAT, _OPEN_TARGET = 0, 6, 2


def write_workout(
    name: str, parts: Sequence[Step | Repeat], created: datetime, words: Mapping[str, str] = _STEP_WORDS
) -> bytes:
    """A FIT workout file: the parts in order, seconds exactly as given. words name the steps in a language."""
    rows: list[dict[str, Value]] = []
    for part in parts:
        first = len(rows)
        for step in part.steps if isinstance(part, Repeat) else (part,):
            rows.append(
                {
                    "wkt_step_name": words[step.kind],
                    "duration_type": _FOR_TIME,
                    "duration_value": step.seconds * 1000,
                    "target_type": _OPEN_TARGET,
                    "intensity": _INTENSITY[step.kind],
                }
            )
        if isinstance(part, Repeat):
            rows.append({"duration_type": _REPEAT, "duration_value": first, "target_value": part.times})
    file = _File()
    file.add("file_id", _file_id(_WORKOUT_FILE, created))
    file.add("workout", {"sport": _RUNNING, "num_valid_steps": len(rows), "wkt_name": name})
    for index, row in enumerate(rows):
        file.add("workout_step", {"message_index": index, **row})
    return file.content()


def _file_id(kind: int, created: datetime) -> dict[str, Value]:
    return {
        "type": kind,
        "manufacturer": _DEVELOPMENT,
        "product": 0,
        "serial_number": 1,
        "time_created": _stamp(created),
    }


_TIMER, _START, _STOP, _STOP_ALL, _LAP_EVENT = 0, 0, 1, 4, 9
_SESSION_EVENT, _ACTIVITY_EVENT = 8, 26


def write_activity(legs: Sequence[Leg], start: datetime, sub_sport: int = 0) -> bytes:
    """A FIT activity file of a run: a record each second, a lap a leg, one session. It holds no positions."""
    file = _File()
    began = _stamp(start)
    file.add("file_id", _file_id(_ACTIVITY_FILE, start))
    file.add("event", {"timestamp": began, "event": _TIMER, "event_type": _START})
    at, way, laps = began, 0.0, 0
    for number, leg in enumerate(legs):
        if leg.kind == "pause":
            file.add("event", {"timestamp": at, "event": _TIMER, "event_type": _STOP})
            at += leg.seconds
            file.add("event", {"timestamp": at, "event": _TIMER, "event_type": _START})
            continue
        last = number == len(legs) - 1
        for second in range(leg.seconds + last):
            file.add("record", _record(leg, at + second, way + leg.speed_mps * second))
        file.add("lap", _lap(leg, at, laps))
        at, way, laps = at + leg.seconds, way + leg.speed_mps * leg.seconds, laps + 1
    file.add("event", {"timestamp": at, "event": _TIMER, "event_type": _STOP_ALL})
    file.add("session", _session(legs, began) | {"sub_sport": sub_sport})
    file.add(
        "activity",
        {
            "timestamp": at,
            "total_timer_time": _timer_s(legs),
            "num_sessions": 1,
            "type": 0,
            "event": _ACTIVITY_EVENT,
            "event_type": _STOP,
        },
    )
    return file.content()


def _timer_s(legs: Sequence[Leg]) -> int:
    return sum(leg.seconds for leg in legs if leg.kind != "pause")


def _one_foot(cadence_spm: float) -> tuple[int, float]:
    """Whole and fractional turns a minute of one foot, as running watches count."""
    whole = int(cadence_spm // 2)
    return whole, cadence_spm / 2 - whole


def _record(leg: Leg, at: int, way: float) -> dict[str, Value]:
    whole, part = _one_foot(leg.cadence_spm)
    return {
        "timestamp": at,
        "distance": way,
        "enhanced_speed": leg.speed_mps,
        "heart_rate": leg.heart_rate,
        "cadence": whole,
        "fractional_cadence": part,
    }


def _lap(leg: Leg, at: int, index: int) -> dict[str, Value]:
    return {
        "message_index": index,
        "timestamp": at + leg.seconds,
        "start_time": at,
        "total_elapsed_time": leg.seconds,
        "total_timer_time": leg.seconds,
        "total_distance": leg.speed_mps * leg.seconds,
        "event": _LAP_EVENT,
        "event_type": _STOP,
        "sport": _RUNNING,
    }


def _session(legs: Sequence[Leg], began: int) -> dict[str, Value]:
    moving = [leg for leg in legs if leg.kind != "pause"]
    timer = max(_timer_s(legs), 1)
    elapsed = sum(leg.seconds for leg in legs)
    whole, part = _one_foot(sum(leg.cadence_spm * leg.seconds for leg in moving) / timer)
    return {
        "message_index": 0,
        "timestamp": began + elapsed,
        "start_time": began,
        "total_elapsed_time": elapsed,
        "total_timer_time": _timer_s(legs),
        "total_distance": sum(leg.speed_mps * leg.seconds for leg in moving),
        "first_lap_index": 0,
        "num_laps": len(moving),
        "event": _SESSION_EVENT,
        "event_type": _STOP,
        "sport": _RUNNING,
        "avg_heart_rate": round(sum(leg.heart_rate * leg.seconds for leg in moving) / timer),
        "max_heart_rate": max((leg.heart_rate for leg in moving), default=None),
        "avg_cadence": whole,
        "avg_fractional_cadence": part,
    }
