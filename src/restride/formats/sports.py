"""The many names of a sport in GPX and TCX files to the one name that FIT uses."""

_NAMES = {
    "running": {"running", "run", "9", "jogging", "trail running", "trail_running", "treadmill", "track running",
                "treadmill_running", "street_running", "virtualrun", "trail run"},
    "walking": {"walking", "walk", "10", "casual_walking", "speed_walking"},
    "hiking": {"hiking", "hike", "4"},
    "cycling": {"cycling", "biking", "bike", "ride", "1", "road_biking", "mountain_biking", "mountain biking",
                "road cycling", "virtualride", "gravel_cycling"},
    "swimming": {"swimming", "swim", "open_water_swimming", "lap_swimming"},
    "rowing": {"rowing", "indoor_rowing"},
    "other": {"other"},
}  # fmt: skip
_SPORTS = {name: sport for sport, names in _NAMES.items() for name in names}


def sport_named(text: str) -> str:
    """The FIT name of a sport as a file writes it; "unknown" for a word that no device is known to write.

    The digits are Strava's codes in GPX: 9 a run, 10 a walk, 4 a hike, 1 a ride.
    """
    return _SPORTS.get(text.strip().lower(), "unknown")
