"""Tags of the clinic's screens: a question by its field's shape, and how long ago something was."""

from datetime import datetime, timedelta

from django import template
from django.conf import settings
from django.forms import BoundField, Form
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from restride.web.shared.templatetags import parts

register = template.Library()


@register.simple_tag
def question(bound: BoundField) -> SafeString:
    """A field with its choices or input, its help and its error."""
    if getattr(bound.field, "shape", "") != "seg":
        return parts.field(bound)
    options = {"value": bound.value(), "error": " ".join(map(str, bound.errors)), "kind": bound.field.kind}  # type: ignore[attr-defined]
    drawn = parts.seg(bound.html_name, str(bound.label), bound.field.choices, **options)  # type: ignore[attr-defined]
    return SafeString(render_to_string("parts/seg.html", drawn))


@register.simple_tag
def questions(form: Form) -> SafeString:
    """Every field of a form in its order."""
    return mark_safe("".join(question(bound) for bound in form))  # noqa: S308 - each part is escaped


@register.filter
def ago(since: datetime) -> str:
    """How long ago an instant was by this installation's clock, in one unit."""
    gone: timedelta = settings.RESTRIDE_CLOCK.now() - since
    minutes = max(0, int(gone.total_seconds()) // 60)
    if minutes < 60:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if minutes < 48 * 60:
        return ngettext("%(n)d hour", "%(n)d hours", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)d day", "%(n)d days", gone.days) % {"n": gone.days}
