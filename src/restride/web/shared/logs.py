"""Logs as JSON lines with the number of the request. It must not import Django, as settings read it.

Nothing that a person typed is written: no query, no body, no message of an exception, only where it happened.
"""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

request_number: ContextVar[str | None] = ContextVar("request_number", default=None)

OUR_FIELDS = ("event", "method", "route", "status", "ms", "task", "count")


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, request, our fields, and for a fault its kind and places."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of one record. Of records by others the fixed text is written, never its values."""
        entry: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": request_number.get(),
        }
        entry.update({name: getattr(record, name) for name in OUR_FIELDS if hasattr(record, name)})
        if "event" not in entry:
            entry["event"] = "fault" if record.exc_info else str(record.msg)
        if record.exc_info and record.exc_info[0] is not None:
            entry["fault"] = record.exc_info[0].__name__
            entry["places"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps({key: value for key, value in entry.items() if value is not None}, ensure_ascii=False)


class WithoutNoise(logging.Filter):
    """Leaves out what the request line says already: Django's own line about an answer with an error status."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to write this record."""
        return record.name != "django.request" or record.exc_info is not None


def logging_settings() -> dict[str, Any]:
    """The logging set-up of a server process: everything to standard error, as JSON lines."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": JsonLines}},
        "filters": {"noise": {"()": WithoutNoise}},
        "handlers": {
            "lines": {"class": "logging.StreamHandler", "formatter": "lines", "filters": ["noise"]},
        },
        "root": {"handlers": ["lines"], "level": "WARNING"},
        "loggers": {
            "restride": {"handlers": ["lines"], "level": "INFO", "propagate": False},
            "django": {"handlers": ["lines"], "level": "WARNING", "propagate": False},
            "psycopg.pool": {"level": "ERROR"},  # its warnings repeat the fault that the request line tells
        },
    }
