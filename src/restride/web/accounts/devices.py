"""What to call a browser that somebody is signed in with. Only for showing; nothing is decided by it."""

from django.utils.translation import gettext

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
PLACES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> str:
    """Words such as `Firefox on Android`; what can't be told is left out."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    place = next((name for sign, name in PLACES if sign in user_agent), "")
    if browser and place:
        return gettext("%(browser)s on %(place)s") % {"browser": browser, "place": place}
    return browser or place or gettext("Unknown device")
