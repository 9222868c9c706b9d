"""The questions of the intake, one form a screen. They read answers; what follows from those is the use case's."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from restride.core.terms import Side
from restride.web.runner.forms.asking import AnyOf, Asking, Choices, OneOf, OneOfGroups, YesNo
from restride.web.runner.forms.days import Beside, checked_age, checked_day, checked_order

NONE = "none"
OTHER = "other"
_OLDEST = 120
_MOST_WEEKS = 520
_MOST_MINUTES = 600  # more is no ordinary run but a typing slip


class Question(Asking):
    """One screen of the intake. `title` asks, `why` says why, `unsure` is the button for not knowing."""

    title: ClassVar[Any] = ""
    why: ClassVar[Any] = ""
    lead: ClassVar[Any] = ""
    unsure: ClassVar[Any] = ""
    when_unsure: ClassVar[dict[str, str]] = {}

    def __init__(self, data: Any = None, *, beside: Beside, **options: Any) -> None:
        super().__init__(data, **options)
        self.beside = beside

    def offer(self, field: str, choices: Choices) -> None:
        """Give a field the choices that come from the data."""
        self.fields[field].choices = choices  # type: ignore[attr-defined]


class Injury(Question):
    """Which injury it is, from the catalogue."""

    title = _("What are you coming back from?")
    why = _("Each injury has its own rules. Choose the one that a clinician named, or that fits best.")
    lead = _("Choose the part of the body, then the injury.")
    condition = OneOfGroups((), label=_("Injury or operation"))


class WhichSide(Question):
    """Left, right or both."""

    title = _("Which side?")
    why = _("Tests and clearances are for one side. Both means that both are being treated.")
    side = OneOf(
        ((Side.LEFT, _("Left")), (Side.RIGHT, _("Right")), (Side.BOTH, _("Both"))), kind="col", label=_("Side")
    )


class Onset(Question):
    """When it began."""

    title = _("When did it begin?")
    why = _("The time since then helps a clinician. The plan goes by your answers, not by the calendar.")
    unsure = _("I don't know the date")
    when_unsure: ClassVar = {"onset": ""}
    onset = forms.DateField(
        label=_("Day it began"),
        help_text=_("Roughly is fine."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Give a day, or say that you don't know."), "invalid": _("This isn't a date.")},
    )

    def clean_onset(self) -> date:
        """The day, where it can be true beside the other answers."""
        day = checked_day(self.cleaned_data["onset"], self.beside)
        checked_order(day, self.beside.operation, self.beside, wrong="onset")
        return day


class Operated(Question):
    """Whether there was an operation in the region."""

    title = _("Was there an operation there?")
    why = _("After an operation somebody has to clear you before you run. Not sure counts as an operation.")
    operated = OneOf(
        (("no", _("No operation")), ("yes", _("Yes, an operation")), ("unsure", _("I'm not sure"))),
        kind="col",
        label=_("Operation in this region"),
    )

    def clean_operated(self) -> str:
        """The answer; no operation doesn't fit a course that follows one."""
        said: str = self.cleaned_data["operated"]
        if said == "no" and self.beside.after_operation:
            raise forms.ValidationError(
                _("You chose a way back after an operation. If there was none, go back and choose the injury itself.")
            )
        return said


class OperationDay(Question):
    """The day of the latest operation."""

    title = _("When was the operation?")
    why = _("Tissue needs time before the first run. Without a date the plan takes the most careful answer.")
    unsure = _("I don't know the date")
    when_unsure: ClassVar = {"operation": ""}
    operation = forms.DateField(
        label=_("Day of the latest operation"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Give a day, or say that you don't know."), "invalid": _("This isn't a date.")},
    )

    def clean_operation(self) -> date:
        """The day, where it can be true beside the other answers."""
        day = checked_day(self.cleaned_data["operation"], self.beside)
        checked_order(self.beside.day("onset"), day, self.beside, wrong="operation")
        return day


class Age(Question):
    """How old the runner is."""

    title = _("How old are you?")
    why = _("The rules were made for adults. Growing bones need somebody beside you.")
    age_years = forms.IntegerField(
        label=_("Age in years"),
        min_value=0,
        max_value=_OLDEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Write your age in years."),
            "invalid": _("Write your age as a whole number, such as 42."),
            "min_value": _("An age can't be below zero."),
            "max_value": _("This age can't be right. Check it."),
        },
    )

    def clean_age_years(self) -> int:
        """The age, where the days given before were lived at it."""
        return checked_age(self.cleaned_data["age_years"], self.beside)


class Recent(Question):
    """Whether the injury is fresh, and whether anybody looked at it."""

    title = _("Is the injury fresh?")
    why = _("A fresh injury that nobody has examined is asked about more closely.")
    recent = YesNo(label=_("Was it in the last days?"))
    examined = YesNo(label=_("Has a doctor or physiotherapist examined it since?"))

    def within(self, days: int) -> None:
        """Say how many days count as fresh."""
        self.days = days
        self.fields["recent"].label = _("Was it in the last %(days)d days?") % {"days": days}

    def clean_recent(self) -> bool:
        """The answer; a day given before says the same, or it is asked again."""
        said: bool = self.cleaned_data["recent"]
        onset = self.beside.day("onset")
        if not said and onset is not None and (self.beside.today - onset).days < self.days:
            raise forms.ValidationError(
                _("You said that it began on %(day)s, and that is within these days. Choose yes, or correct that day.")
                % {"day": date_format(onset, "j F Y")}
            )
        return said


class Screens(Question):
    """Things that need a clinician's word before some of the steps."""

    title = _("Is any of this true for you?")
    lead = _("Tick all that fit, or none of these.")
    why = _("Each of these asks for a clinician's word before some of the steps. None of them ends the way back.")
    screens = AnyOf((), label=_("True for you"))

    def clean_screens(self) -> list[str]:
        """The screens that are true; `none` beside another answer is refused."""
        return _alone(self.cleaned_data["screens"])


class Rehab(Question):
    """Weeks of supervised rehabilitation."""

    title = _("How many weeks of guided rehab?")
    why = _("Strength work that a clinician led, and that ended in the last four weeks, counts towards the foundation.")
    unsure = _("None, or I'm not sure")
    when_unsure: ClassVar = {"rehab_weeks": "0"}
    rehab_weeks = forms.IntegerField(
        label=_("Weeks of strength work led by a clinician"),
        min_value=0,
        max_value=_MOST_WEEKS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Write the weeks, or choose the button below."),
            "invalid": _("Write the weeks as a whole number, such as 3."),
            "min_value": _("Weeks can't be below zero."),
            "max_value": _("This number can't be right. Check it."),
        },
    )


class Running(Question):
    """What running was before, and what it shall be again."""

    title = _("What was running for you?")
    why = _("It stays beside your plan as your goal. It never makes the plan faster.")
    unsure = _("Skip")
    when_unsure: ClassVar = {"usual": "", "goal": ""}
    usual = OneOf(
        (
            ("starting", _("I was just starting")),
            ("weekly", _("Once or twice a week")),
            ("often", _("Three or more times a week")),
            ("races", _("I trained for races")),
        ),
        kind="col",
        label=_("Before the injury"),
    )
    goal = forms.CharField(
        label=_("What you would like to do again"),
        max_length=200,
        required=False,
        help_text=_("In your own words, if you like."),
    )


class UsualRun(Question):
    """How long an ordinary run was before the injury."""

    title = _("How long was an ordinary run before this?")
    why = _(
        "Your first run is a small share of it, within limits that keep it gentle. "
        "Without an answer you begin with the shortest one."
    )
    unsure = _("I don't know")
    when_unsure: ClassVar = {"usual_min": ""}
    usual_min = forms.IntegerField(
        label=_("Minutes of an ordinary run"),
        help_text=_("An easy run on an ordinary day, not your longest. Write 0 if you did not run before."),
        min_value=0,
        max_value=_MOST_MINUTES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Write the minutes, or say that you don't know."),
            "invalid": _("Write the minutes as a whole number, such as 40."),
            "min_value": _("Minutes can't be below zero."),
            "max_value": _("This is longer than an ordinary run. Check it: minutes are asked for, not seconds."),
        },
    )


class LastRun(Question):
    """When the runner last ran."""

    title = _("When did you last run?")
    why = _("The longer ago it was, the shorter your first run. Without an answer you begin with the shortest one.")
    unsure = _("I don't know")
    when_unsure: ClassVar = {"last_run": ""}
    last_run = forms.DateField(
        label=_("Day of your last run"),
        help_text=_("Roughly is fine. If it hurt, it counts as well."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Give a day, or say that you don't know."), "invalid": _("This isn't a date.")},
    )

    def clean_last_run(self) -> date:
        """The day, where it can have been."""
        return checked_day(self.cleaned_data["last_run"], self.beside)


class Consent(Question):
    """What Restride is for, and the agreement to keep the answers."""

    title = _("Before we store anything")
    agreed = AnyOf(
        (("yes", _("I have read this, and Restride may keep my answers")),),
        label=_("Your agreement"),
        error_messages={"required": _("Without your agreement nothing can be stored. Tick it to go on, or leave.")},
    )


class RedFlags(Question):
    """The warning signs in force, all on one screen, with an answer of its own for none."""

    title = _("Is any of this true right now?")
    lead = _("Tick each one that is true. If you're not sure about one, tick it: somebody then looks at it with you.")
    flags = AnyOf((), label=_("Warning signs"))

    def clean_flags(self) -> list[str]:
        """The flags ticked; `none` beside another answer is refused."""
        return _alone(self.cleaned_data["flags"])


def _alone(answers: list[str]) -> list[str]:
    if NONE in answers and len(answers) > 1:
        raise forms.ValidationError(_("You ticked something and none of these. Keep one of the two."))
    return [answer for answer in answers if answer != NONE]
