"""The forms about a run: done by hand, an hour after it, the morning after it."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from restride.core.moment import local_moment_exists
from restride.core.terms import PainPattern, Swelling
from restride.usecases.ports import Words
from restride.web.runner.forms.asking import Entry, OneOf, PainField, YesNo
from restride.web.runner.forms.check_in import whole_number
from restride.web.runner.forms.contradictions import ask_about_pain
from restride.web.runner.forms.injuries import OfInjuries

_MOST_MIN = 24 * 60
_DAY_ERRORS = {"required": _("Give the day of the run."), "invalid": _("This isn't a date.")}
_TIME_ERRORS = {"invalid": _("This isn't a time. Write it like 07:30.")}


class NoRun(Entry):
    """A run that was left out, and why."""

    episode = forms.CharField(widget=forms.HiddenInput)
    day = forms.DateField(widget=forms.HiddenInput, error_messages=_DAY_ERRORS)
    why = OneOf(
        (("symptoms", _("Because of how it felt")), ("other", _("Another reason: time, weather, no wish"))),
        kind="col",
        label=_("Why not?"),
    )


class Felt(OfInjuries):
    """What was felt before and in a run, asked of each injury. Symptoms that are left open stay unknown."""

    each = ("before", "pain", "pattern", "sharp", "limp", "swelling")
    before = PainField(label=_("Pain just before"))
    pain = PainField(label=_("Worst pain during the run"))
    pattern = OneOf((), kind="col", required=False)
    sharp = YesNo(required=False)
    limp = YesNo(required=False)
    swelling = OneOf((), kind="two", required=False)
    painkiller = YesNo(required=False, label=_("A painkiller before the run?"))
    cut_short = OneOf(
        (("no", _("No")), ("symptoms", _("Yes, because of how it felt")), ("other", _("Yes, another reason"))),
        kind="col",
        label=_("Did you cut it short?"),
    )

    def __init__(self, data: Any, *, words: Words, **options: Any) -> None:
        super().__init__(data, **options)
        self.words = words
        _name_symptoms(self, words)

    def clean(self) -> dict[str, Any]:
        """The answers; an error beside one that can't be true with another."""
        cleaned = super().clean()
        for one in self.followed:
            ask_about_pain(self, cleaned, self.words, field=one.field)
        return cleaned


class Done(Felt):
    """A run as it was done, in minutes. As planned needs no minutes."""

    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=_DAY_ERRORS,
    )
    start = forms.TimeField(
        label=_("Start"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Give the time you started; roughly is fine."), **_TIME_ERRORS},
    )
    run_min = whole_number(_("Minutes of running in all"), most=_MOST_MIN)
    longest_min = whole_number(_("Longest stretch without a walk, in minutes"), most=_MOST_MIN)
    walk_min = whole_number(_("Minutes of walking, warm-up included"), most=_MOST_MIN)

    def __init__(self, data: Any, *, words: Words, zone: str, planned: bool, **options: Any) -> None:
        super().__init__(data, words=words, **options)
        self.zone = zone
        for name in ("run_min", "longest_min", "walk_min"):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = _("Write the minutes; 0 if there were none.")
        if planned:
            for name in ("run_min", "longest_min", "walk_min", "cut_short"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """The answers, with `started` as an instant; an error for a time that the clock change skipped."""
        return _with_start(self, super().clean(), self.zone)


class Began(Entry):
    """When a run began whose file does not say."""

    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=_DAY_ERRORS,
    )
    start = forms.TimeField(
        label=_("Start"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Give the time you started; roughly is fine."), **_TIME_ERRORS},
    )

    def __init__(self, data: Any, *, zone: str) -> None:
        super().__init__(data)
        self.zone = zone

    def clean(self) -> dict[str, Any]:
        """The answers, with `started` as an instant."""
        return _with_start(self, super().clean(), self.zone)


def _with_start(form: forms.Form, cleaned: dict[str, Any], zone: str) -> dict[str, Any]:
    day, start = cleaned.get("day"), cleaned.get("start")
    if isinstance(day, date) and isinstance(start, time):
        wall = datetime.combine(day, start)
        if local_moment_exists(wall, ZoneInfo(zone)):
            cleaned["started"] = wall.replace(tzinfo=ZoneInfo(zone))
        else:
            form.add_error("start", _("The clocks went forward over this time. Give one before or after."))
    return cleaned


class Afterwards(OfInjuries):
    """How it is an hour after a run, or how the morning after it was, asked of each injury."""

    each = ("pain", "swelling", "limp")
    pain = PainField(label=_("Pain"))
    painkiller = YesNo(required=False, label=_("A painkiller since the run?"))
    swelling = OneOf((), kind="two", required=False)
    limp = YesNo(required=False)

    def __init__(self, data: Any, *, words: Words, **options: Any) -> None:
        super().__init__(data, **options)
        _name_symptoms(self, words)


def _name_symptoms(form: OfInjuries, words: Words) -> None:
    patterns = [(one, words.render("terms.pattern", one)) for one in PainPattern]
    grades = [(str(int(grade)), words.render("terms.swelling", grade.name.lower())) for grade in Swelling]
    for one in form.followed:
        for name in {"pattern", "sharp", "limp", "swelling"}.intersection(form.each):
            form.fields[one.field(name)].label = words.render(f"questions.{name}", "ask")
        form.fields[one.field("swelling")].choices = grades  # type: ignore[attr-defined]
        if "pattern" in form.each:
            form.fields[one.field("pattern")].choices = patterns  # type: ignore[attr-defined]
