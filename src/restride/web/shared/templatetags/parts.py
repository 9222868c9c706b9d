"""Tags of the parts a page is made of: icon, chip, field, scale, choices, row, tabs. They draw; they decide nothing."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from restride.web.shared.icons import ICONS
from restride.web.shared.published import script_path

register = template.Library()

VERDICTS = {
    "progress": _("Progress"),
    "hold": _("Hold"),
    "step_back": _("Step back"),
    "rest": _("Rest"),
    "stop": _("Stop"),
    "pending": _("Pending"),
}
TONES = {"step_back": "stepback"}
CHECKS = {
    "met": ("ok", "check", _("Met:")),
    "missing": ("no", "cross", _("Missing:")),
    "unknown": ("unk", "question", _("Not known:")),
}
TABS = (
    ("today", "/", "home", _("Today")),
    ("history", "/history", "chart", _("History")),
    ("learn", "/learn", "card", _("Learn")),
    ("me", "/me", "person", _("Me")),
)
SCALE_TOP = 10


@register.simple_tag
def icon(name: str, kind: str = "") -> SafeString:
    """An icon by its name; kind: `s` small, `fill` filled. A screen reader passes it: words stand beside it."""
    return format_html(
        '<svg class="i {}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        kind,
        mark_safe(ICONS[name]),  # noqa: S308 - our own strokes
    )


@register.simple_tag
def script(name: str) -> str:
    """The address of one of our scripts."""
    return settings.STATIC_URL + script_path(name)


@register.inclusion_tag("parts/logo.html")
def logo() -> dict[str, Any]:
    """The mark and the name."""
    return {}


@register.filter
def tone(verdict: str) -> str:
    """The tone class of a verdict, for a lead card or a banner."""
    return TONES.get(str(verdict), str(verdict))


@register.inclusion_tag("parts/verdict.html")
def verdict(name: str) -> dict[str, Any]:
    """The chip of a verdict: shape, word and colour. `pending` has a clock, as it is no decision."""
    return {"tone": tone(name), "word": VERDICTS[str(name)], "pending": name == "pending"}


@register.inclusion_tag("parts/check.html")
def check(state: str, text: str) -> dict[str, Any]:
    """A line of a list of checks; state: met, missing or unknown."""
    css, sign, word = CHECKS[state]
    return {"css": css, "sign": sign, "word": word, "text": text}


@register.inclusion_tag("parts/banner.html")
def banner(tone: str, title: str, text: str = "") -> dict[str, Any]:
    """An explanation on the screen; tone: info, none or a verdict's."""
    return {"tone": tone, "title": title, "text": text, "plain": tone in ("info", "none")}


@register.inclusion_tag("parts/row.html")
def row(title: str, *, url: str = "", sign: str = "", note: str = "", value: str = "") -> dict[str, Any]:
    """A row of a list; with an address it leads there."""
    return {"title": title, "url": url, "sign": sign, "note": note, "value": value}


@register.simple_tag
def field(bound: BoundField, **attributes: Any) -> SafeString:
    """A form field with its label, help and errors, tied together for a screen reader."""
    wrong = bool(bound.errors)
    notes = [f"{bound.id_for_label}-{part}" for part, there in (("error", wrong), ("help", bound.help_text)) if there]
    bound.field.widget.attrs.pop("placeholder", None)
    attrs = {"class": "input bad" if wrong else "input", **attributes}
    if notes:
        attrs["aria-describedby"] = " ".join(notes)
    if wrong:
        attrs["aria-invalid"] = "true"
    return render_to_string("parts/field.html", {"field": bound, "widget": bound.as_widget(attrs=attrs)})


@register.inclusion_tag("parts/scale.html")
def scale(name: str, legend: object, **options: Any) -> dict[str, Any]:
    """A question with a button a number and `skip`, whose value is empty. Nothing is chosen unless `value` is given.

    Options: `value`, `error`, `skip`; `values` and `ends` for another scale than that of pain.
    """
    value, values = options.pop("value", None), options.pop("values", range(SCALE_TOP + 1))
    shape = {"error": options.pop("error", ""), "skip": options.pop("skip", True), "ends": options.pop("ends", ())}
    if options:
        raise TypeError(f"scale takes value, error, skip, values and ends, not {', '.join(options)}")
    chosen = None if value is None else str(value)
    numbers = [{"value": str(n), "chosen": chosen == str(n)} for n in values]
    return {"name": name, "legend": legend, "numbers": numbers, "skipped": chosen == "", **shape}


@register.inclusion_tag("parts/seg.html")
def seg(name: str, legend: object, choices: Iterable[Sequence[Any]], **options: Any) -> dict[str, Any]:
    """A choice of (value, words); options: `value` chosen, `error`, `kind`.

    Kind is empty for one line, `two` columns, `col` below one another, and `any` for several (then `value` is a list).
    """
    value, kind = options.pop("value", None), options.pop("kind", "")
    several = "any" in kind.split()
    given = value if several and isinstance(value, Iterable) else [value]
    chosen = {str(v) for v in given if v is not None}
    rows = [{"value": str(key), "word": word, "chosen": str(key) in chosen} for key, word in choices]
    shape = {"type": "checkbox" if several else "radio", "kind": kind, "error": options.pop("error", "")}
    if options:
        raise TypeError(f"seg takes value, error and kind, not {', '.join(options)}")
    return {"name": name, "legend": legend, "options": rows, **shape}


@register.inclusion_tag("parts/tabs.html")
def tabs(current: str = "") -> dict[str, Any]:
    """The tab bar of a runner, with the present tab marked."""
    return {"tabs": [{"url": u, "sign": s, "word": w, "current": key == current} for key, u, s, w in TABS]}


@register.simple_tag
def in_place(url: str) -> SafeString:
    """The attributes of a form whose errors and next questions appear without a new page. It works without them too."""
    return format_html(
        'hx-post="{}" hx-target="#content" hx-select="#content" hx-swap="outerHTML" '
        'hx-disabled-elt="find button.primary" hx-disinherit="hx-target hx-select hx-swap hx-disabled-elt"',
        url,
    )


@register.simple_tag
def url_if_any(name: str) -> str:
    """The address of a named route, or an empty text where no room has it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
