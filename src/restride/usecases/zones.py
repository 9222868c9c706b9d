"""The time zones that a person's days may be counted in: places, and UTC. What a day is isn't decided here."""

from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

_UTC = frozenset({"UTC", "Etc/UTC"})
_NO_PLACES = ("Etc/", "SystemV/", "posix/", "right/")  # offsets with the sign reversed, and clocks with leap seconds


@cache
def zones() -> frozenset[str]:
    """The zones of the IANA list that name a place, such as Europe/Madrid, and UTC.

    Left out is what means another thing on another computer (localtime, posixrules), nothing at all (Factory), or an
    offset without a place, whose summer time nobody knows.
    """
    places = (zone for zone in available_timezones() if "/" in zone and not zone.startswith(_NO_PLACES))
    return frozenset(places) | _UTC


@cache
def offered() -> tuple[str, ...]:
    """The zones to choose from, in order: each place once, by the name that it has today, and UTC.

    Older names of the same places, such as Asia/Calcutta, are still zones; they are no choice for anybody new.
    """
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return (*sorted({row[2] for row in rows} & zones()), "UTC")


def is_zone(name: str) -> bool:
    """Whether days may be counted in the zone of this name."""
    return name in zones()
