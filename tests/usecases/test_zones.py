"""Zones: a runner's days are counted at a place that means the same on every computer."""

from zoneinfo import ZoneInfo

import pytest

from restride.usecases.zones import is_zone, offered, zones


@pytest.mark.parametrize("name", ["Europe/Madrid", "America/Argentina/Buenos_Aires", "Asia/Calcutta", "UTC", "Etc/UTC"])
def test_places_and_utc_are_zones(name: str) -> None:
    assert is_zone(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "localtime",
        "Factory",
        "posixrules",
        "Etc/GMT+5",
        "EST5EDT",
        "EST",
        "posix/Europe/Madrid",
        "Mars/Base",
        "../x",
    ],
)
def test_what_names_no_place_is_none(name: str) -> None:
    assert not is_zone(name)


def test_every_zone_has_rules_here() -> None:
    assert all(ZoneInfo(name) for name in zones())


def test_each_place_is_offered_once_by_the_name_that_it_has_today() -> None:
    assert {"Asia/Kolkata", "Europe/Lisbon", "UTC"} <= set(offered())
    assert not {"Asia/Calcutta", "US/Eastern", "Europe/Kiev"} & set(offered())
    assert set(offered()) <= zones()
    assert len(offered()) == len(set(offered())) > 300
