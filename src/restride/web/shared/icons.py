"""The icons: their strokes on a ground of 24 by 24, by name. Shapes of verdicts are not icons; the styles draw them."""

_DAY = "M4 6h16v14H4zM4 10.5h16M8 3.5V7M16 3.5V7"
_CIRCLE = '<circle cx="12" cy="12" r="9"/>'


def _path(strokes: str) -> str:
    return f'<path d="{strokes}"/>'


ICONS: dict[str, str] = {
    "alert": _path("M12 4l9 16H3zM12 10v4M12 17v.01"),
    "back": _path("M15 5l-7 7 7 7"),
    "bell": _path("M6 17V11a6 6 0 0112 0v6l1.5 1.5h-15zM10 21h4"),
    "bike": '<circle cx="6" cy="16" r="4"/><circle cx="18" cy="16" r="4"/>'
    + _path("M6 16l4-7h5l3 7M10 9l3 7H6M9 6h2.5M15 9l-.8-3H17"),
    "body": '<circle cx="12" cy="4.5" r="2"/>' + _path("M12 8v6M5 10.5L12 8l7 2.5M12 14l-4 6.5M12 14l4 6.5"),
    "book": _path("M12 6c-2-1.5-5-2-8-2v14c3 0 6 .5 8 2 2-1.5 5-2 8-2V4c-3 0-6 .5-8 2zM12 6v14"),
    "card": _path("M5 4h10a4 4 0 014 4v12H9a4 4 0 01-4-4zM9 9h6M9 13h4"),
    "chart": _path("M4 19.5l5-6 4 3 7-9"),
    "check": _path("M5 12.5l4.5 4.5L19 7.5"),
    "clock": _CIRCLE + _path("M12 7v5l3.5 2"),
    "columns": _path("M4 4v16h16M8 16v-4M12 16V8M16 16v-6"),
    "cross": _path("M6 6l12 12M18 6L6 18"),
    "day": _path(_DAY),
    "day-done": _path(_DAY + "M8.5 15.5l2.5 2 4.5-4"),
    "down": _path("M5 9l7 7 7-7"),
    "download": _path("M12 4v12M7 11l5 5 5-5M4 16v4h16v-4"),
    "drop": _path("M12 3.5c4 5 6 7.8 6 11a6 6 0 01-12 0c0-3.2 2-6 6-11z"),
    "file": _path("M6 3h8l4 4v14H6zM14 3v4h4"),
    "flag": _path("M6 21V4M6 5h11l-2.5 4 2.5 4H6"),
    "go": _path("M9 5l7 7-7 7"),
    "home": _path("M4 11l8-7 8 7v9h-5v-6H9v6H4z"),
    "info": _CIRCLE + _path("M12 11v5M12 8v.01"),
    "lock": _path("M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3"),
    "mail": _path("M3 6h18v13H3zM3.5 7l8.5 6 8.5-6"),
    "minus": _path("M6 12h12"),
    "moon": _path("M19.5 14.5A8 8 0 119.5 4.5a6.5 6.5 0 0010 10z"),
    "move": _path("M4 8h14l-4-4M20 16H6l4 4"),
    "offline": _path("M7 18a4 4 0 010-8 5.5 5.5 0 0110.5 1A3.5 3.5 0 0117.5 18M4 4l16 16"),
    "pause": _path("M8 5v14M16 5v14"),
    "people": '<circle cx="9" cy="8" r="3.5"/>'
    + _path("M2.5 20c.8-4 3.5-5.5 6.5-5.5s5.7 1.5 6.5 5.5M16 5a3.5 3.5 0 010 6.5M18.5 15c1.8.8 2.7 2.5 3 5"),
    "person": '<circle cx="12" cy="8" r="4"/>' + _path("M4.5 20.5c1-4 4-6 7.5-6s6.5 2 7.5 6"),
    "phone": _path("M6 3h4l1.5 5-2.5 1.5a12 12 0 005.5 5.5L16 12.5l5 1.5v4a3 3 0 01-3 3C10 21 3 14 3 6a3 3 0 013-3z"),
    "play": _path("M7 4.5v15l12-7.5z"),
    "plus": _path("M12 5v14M5 12h14"),
    "print": _path("M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z"),
    "question": _path("M9 9a3 3 0 115 2.2c-1.2 1-2 1.5-2 3M12 18v.01"),
    "runner": '<circle cx="14.5" cy="4.5" r="1.8"/>'
    + _path("M6 11l3-3.5 4 .5 2 3.5 3.5 1M13 8l-2.5 5.5 3.5 2.5-.5 5M10.5 13.5L8.5 17 4.5 17.5"),
    "search": '<circle cx="11" cy="11" r="6.5"/>' + _path("M16 16l4.5 4.5"),
    "settings": _path("M4 7h10M18 7h2M4 17h2M10 17h10")
    + '<circle cx="16" cy="7" r="2"/><circle cx="8" cy="17" r="2"/>',
    "shield": _path("M12 3l8 3v6c0 4.5-3.5 7.5-8 9-4.5-1.5-8-4.5-8-9V6zM8.5 12l2.5 2.5 4.5-5"),
    "shoe": _path("M3 17V9c2 2 4 1 5-1 2 4 5 5 9 5.5 2.5.3 4 1.5 4 3.5z") + _path("M3 20h18"),
    "sound": _path("M4 10v4h4l5 4V6L8 10zM17 9a4 4 0 010 6"),
    "star": _path("M12 4l2.4 5.2 5.6.6-4.2 3.8 1.2 5.6-5-2.9-5 2.9 1.2-5.6L4 9.8l5.6-.6z"),
    "stop": _path("M6 6h12v12H6z"),
    "strength": _path("M3 9v6M6 7v10M18 7v10M21 9v6M6 12h12"),
    "skip": _path("M6 5v14l9-7zM18 5v14"),
    "up": _path("M5 15l7-7 7 7"),
    "upload": _path("M12 16V4M7 9l5-5 5 5M4 16v4h16v-4"),
    "watch": '<circle cx="12" cy="12" r="6"/>'
    + _path("M9 6.5L9.6 3h4.8L15 6.5M9 17.5l.6 3.5h4.8l.6-3.5M12 9.5V12l1.5 1"),
}
