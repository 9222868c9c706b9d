"""Whether the days and the age of the intake can be true beside one another. Each is asked on its own screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from restride.usecases.enrol import can_have_been


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What an answer stands beside: today, the answers so far, whether the chosen course follows an operation."""

    today: date
    answers: Mapping[str, Any]
    after_operation: bool

    def day(self, name: str) -> date | None:
        """A day that was given before; None where it wasn't."""
        text = self.answers.get(name)
        return date.fromisoformat(text) if text else None

    @property
    def operation(self) -> date | None:
        """The day of the operation, where there was one and it was given."""
        return self.day("operation") if self.answers.get("operated") in ("yes", "unsure") else None


def checked_day(when: date, beside: Beside) -> date:
    """A day that has passed and that the runner can have lived. Raises ValidationError."""
    if when > beside.today:
        raise ValidationError(_("This day is still to come. Give a day that has passed, or today."))
    if not can_have_been(when, beside.today):
        raise ValidationError(_("This is too long ago to be right. Check the year."))
    age = beside.answers.get("age_years")
    if isinstance(age, int) and when <= _years_before(beside.today, age + 1):
        raise ValidationError(_("At age %(age)d you weren't born then. Check this day, or your age.") % {"age": age})
    return when


def checked_order(onset: date | None, operation: date | None, beside: Beside, *, wrong: str) -> None:
    """An injury that was operated on began before its operation. Raises ValidationError with the words of `wrong`."""
    if beside.after_operation and onset and operation and onset > operation:
        other = onset if wrong == "operation" else operation
        said = {"day": date_format(other, "j F Y")}
        if wrong == "operation":
            raise ValidationError(_("You said that it began on %(day)s, after this day. Check the two.") % said)
        raise ValidationError(_("You said that the operation was on %(day)s, before this day. Check the two.") % said)


def checked_age(age: int, beside: Beside) -> int:
    """An age at which the days given before were lived. Raises ValidationError."""
    born_after = _years_before(beside.today, age + 1)
    for day in (beside.day("onset"), beside.operation):
        if day is not None and day <= born_after:
            said = {"age": age, "day": date_format(day, "j F Y")}
            raise ValidationError(_("At age %(age)d you weren't born on %(day)s. Check your age, or that day.") % said)
    return age


def _years_before(day: date, years: int) -> date:
    """The same day some years before; the last of February for one that its year doesn't have."""
    year = max(day.year - years, 1)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
