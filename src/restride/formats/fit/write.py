"""Small FIT files: a walk-run workout for the watch, and a recorded activity for demonstrations and tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from restride.formats.fit.encode import FitFile, Value, stamp

_DEVELOPMENT = 255  # the manufacturer number that the protocol sets aside for files without a device
_ACTIVITY_FILE, _WORKOUT_FILE = 4, 5
_RUNNING = 1


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
    file = FitFile()
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
        "time_created": stamp(created),
    }


_TIMER, _START, _STOP, _STOP_ALL, _LAP_EVENT = 0, 0, 1, 4, 9
_SESSION_EVENT, _ACTIVITY_EVENT = 8, 26


def write_activity(legs: Sequence[Leg], start: datetime, sub_sport: int = 0) -> bytes:
    """A FIT activity file of a run: a record each second, a lap a leg, one session. It holds no positions."""
    file = FitFile()
    began = stamp(start)
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
