"""The forms of exercises: what was done set by set, what hurt, kit at hand, an exercise of one's own."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from restride.core.exercise.compose import Item
from restride.core.exercise_entries import ExerciseSet
from restride.core.terms import Side
from restride.usecases.ports import Words
from restride.web.runner.forms.asking import AnyOf, Entry, OneOf, PainField, YesNo
from restride.web.runner.forms.check_in import whole_number

NONE = "none"
_MOST_REPS, _MOST_MIN, _MOST_KG = 1000, 360, 500
_GRAMS, _MINUTE = 1000, 60
_LEGS = {Side.LEFT: _("Left"), Side.RIGHT: _("Right"), None: _("Done")}


class Sets(Entry):
    """Each set and side as it was asked for, to be changed; then pain a side. An empty number was not done."""

    def __init__(self, data: Any, *, item: Item, **options: Any) -> None:
        super().__init__(data, **options)
        self.item = item
        self.legs: tuple[Side | None, ...] = item.sides or (None,)
        self.of_sets = item.exercise.dose.sets is not None
        for number in self._numbers():
            for leg in self.legs:
                self.fields[_name(leg, number)] = self._amount(leg, number)
        if item.exercise.load in ("weight", "machine"):
            self.fields["kg"] = whole_number(_("Weight in kilograms, if any"), most=_MOST_KG)
        for leg in self.legs:
            label = _("Worst pain, %(side)s side") % {"side": str(_LEGS[leg]).lower()} if leg else _("Worst pain")
            self.fields[f"pain-{leg or 'one'}"] = PainField(label=label)

    def _numbers(self) -> range:
        return range(1, (self.item.sets if self.of_sets else 1) + 1)

    def _amount(self, leg: Side | None, number: int) -> forms.IntegerField:
        label = _("%(side)s, set %(n)d") % {"side": _LEGS[leg], "n": number} if self.of_sets else _("Minutes done")
        most = _MOST_REPS if self.of_sets else _MOST_MIN
        return whole_number(label, most=most, initial=self.item.amount if self.of_sets else None)

    def table(self) -> Iterator[tuple[int, list[BoundField]]]:
        """The sets with their fields, the weaker side first."""
        for number in self._numbers():
            yield number, [self[_name(leg, number)] for leg in self.legs]

    def heads(self) -> list[Any]:
        """The sides as headings."""
        return [_LEGS[leg] for leg in self.legs]

    def pains(self) -> list[BoundField]:
        return [self[f"pain-{leg or 'one'}"] for leg in self.legs]

    def sets(self) -> tuple[ExerciseSet, ...]:
        """What was done, with the pain of its side."""
        load = self.cleaned_data.get("kg")
        grams = load * _GRAMS if load else None
        return tuple(
            ExerciseSet(side=leg, load_g=grams, pain_tenths=self.cleaned_data[f"pain-{leg or 'one'}"], **amount)
            for number in self._numbers()
            for leg in self.legs
            if (amount := self._given(self.cleaned_data[_name(leg, number)]))
        )

    def _given(self, amount: int | None) -> dict[str, int]:
        if not amount:
            return {}
        if not self.of_sets:
            return {"seconds": amount * _MINUTE}
        return {"reps": amount} if self.item.exercise.dose.reps else {"seconds": amount}


class Hurts(Entry):
    """What hurt, on which side, and whether it was sharp."""

    def __init__(self, data: Any, *, item: Item, **options: Any) -> None:
        super().__init__(data, **options)
        self.legs: tuple[Side | None, ...] = item.sides or (None,)
        for leg in self.legs:
            label = _("Pain, %(side)s side") % {"side": str(_LEGS[leg]).lower()} if leg else _("Pain")
            self.fields[f"pain-{leg or 'one'}"] = PainField(label=label)
        self.fields["sharp"] = YesNo(label=_("Was it sharp, or did something give way or lock?"), kind="two")

    def sets(self) -> tuple[ExerciseSet, ...]:
        """The pain of each side, with nothing done."""
        return tuple(ExerciseSet(side=leg, pain_tenths=self.cleaned_data[f"pain-{leg or 'one'}"]) for leg in self.legs)


class OwnDone(Entry):
    """An exercise of one's own as it was done."""

    times = whole_number(_("How many, all sets together"), most=_MOST_REPS)
    pain = PainField(label=_("Worst pain"))

    def sets(self) -> tuple[ExerciseSet, ...]:
        times = self.cleaned_data["times"]
        return (ExerciseSet(reps=times, pain_tenths=self.cleaned_data["pain"]),) if times else ()


class Kit(Entry):
    """What is at hand, and which side is weaker."""

    kit = AnyOf((), label=_("What do you have at hand?"))
    weaker = OneOf(
        ((Side.LEFT, _("Left")), (Side.RIGHT, _("Right")), (NONE, _("Neither, or not sure"))),
        kind="col",
        label=_("Which leg is weaker or less steady?"),
    )

    def __init__(self, data: Any, *, kit: tuple[str, ...], words: Words, **options: Any) -> None:
        super().__init__(data, **options)
        named = [(one, words.render(f"kit.{one}", "name")) for one in kit]
        self.fields["kit"].choices = [*named, (NONE, _("None of these"))]  # type: ignore[attr-defined]

    def clean_kit(self) -> list[str]:
        """What is at hand; `none` beside another answer is refused."""
        given: list[str] = self.cleaned_data["kit"]
        if NONE in given and len(given) > 1:
            raise forms.ValidationError(_("You ticked something and none of these. Keep one of the two."))
        return [one for one in given if one != NONE]


class Own(Entry):
    """An exercise that the runner has from somebody."""

    name = forms.CharField(label=_("What is it?"), max_length=200, error_messages={"required": _("Give it a name.")})
    dose = forms.CharField(
        label=_("How much, and how often?"),
        max_length=200,
        help_text=_("As you were told, such as: 3 times 10, each day."),
        error_messages={"required": _("Write how much you were told to do.")},
    )
    given_by = forms.CharField(label=_("Who gave it to you?"), max_length=200, required=False)


def _name(leg: Side | None, number: int) -> str:
    return f"{leg or 'one'}-{number}"
