"""The tag that draws a question by its field's shape: pain, choice, several, or a plain input."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.forms import BoundField, Form
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from restride.web.shared.templatetags import parts

register = template.Library()


@register.simple_tag
def ask(bound: BoundField, **attributes: Any) -> SafeString:
    """A question with its choices, what was answered, its help and its error."""
    shape = getattr(bound.field, "shape", "")
    if not shape:
        return parts.field(bound, **attributes)
    value, error = bound.value(), " ".join(str(error) for error in bound.errors)
    if shape == "scale":
        skip = getattr(bound.field, "skip", True)
        own = {name: getattr(bound.field, name) for name in ("values", "ends") if hasattr(bound.field, name)}
        drawn = _drawn("scale", parts.scale(bound.html_name, bound.label, value=value, error=error, skip=skip, **own))
    elif shape == "groups":
        drawn = _drawn("groups", _groups(bound, value, error))
    else:
        choices = bound.field.choices  # type: ignore[attr-defined]
        kind = bound.field.kind  # type: ignore[attr-defined]
        drawn = _drawn("seg", parts.seg(bound.html_name, bound.label, choices, value=value, error=error, kind=kind))
    return SafeString(render_to_string("runner/parts/ask.html", {"drawn": drawn, "help": bound.help_text}))


@register.simple_tag
def ask_all(form: Form) -> SafeString:
    """Every question of a form in its order."""
    return SafeString("".join(ask(bound) for bound in form))


@register.simple_tag
def carried(values: Mapping[str, list[str]]) -> SafeString:
    """Answers of an earlier page of the same form, as hidden fields."""
    pairs = ((name, value) for name, many in values.items() for value in many)
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


@register.simple_tag
def opened_by(question: str, about: str) -> SafeString:
    """The attributes of a place that fills with more questions once `question` is answered; empty without script."""
    return format_html(
        'class="opens" hx-post="{}" hx-trigger="change from:input[name={}]" hx-include="closest form" '
        'hx-target="this" hx-swap="innerHTML" aria-live="polite"',
        reverse("check_in_more", args=[about]),
        question,
    )


def _groups(bound: BoundField, value: Any, error: str) -> dict[str, Any]:
    """One question whose answers stand under headings; the heading of the answer given is open."""
    chosen = None if value is None else str(value)
    groups = []
    for heading, choices in bound.field.choices:  # type: ignore[attr-defined]
        rows = [{"value": str(key), "word": word, "chosen": str(key) == chosen} for key, word in choices]
        groups.append({"heading": heading, "options": rows, "open": any(row["chosen"] for row in rows)})
    return {"name": bound.html_name, "legend": bound.label, "groups": groups, "error": error}


def _drawn(part: str, values: dict[str, Any]) -> str:
    return render_to_string(f"parts/{part}.html", values)
