"""What a form asks of every injury that is followed: a group of questions each, told apart by a number in its names."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from restride.core.protocol import FlagLine
from restride.web.runner.forms.asking import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """An injury that is asked about: its place among them, its entry, and its name where it isn't alone.

    `asks` are its warning signs, `painkiller_h` the hours for which a painkiller hides its pain.
    """

    number: int
    id: str
    asks: tuple[FlagLine, ...]
    painkiller_h: int
    title: str = ""

    def field(self, name: str) -> str:
        """The field of this injury: the first has the plain name, the second `pain-2`, and so on."""
        return name if self.number == 1 else f"{name}-{self.number}"

    @property
    def lines(self) -> tuple[FlagLine, ...]:
        """The warning signs of its daily question."""
        return tuple(line for line in self.asks if line.daily)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The questions about one injury; `title` is its name, empty where it is the only one."""

    number: int
    title: str
    questions: tuple[BoundField, ...]


class OfInjuries(Entry):
    """A form with the same questions, `each`, for every injury, and others that are asked once."""

    each: ClassVar[tuple[str, ...]] = ()

    def __init__(self, data: Any, *, followed: Sequence[Followed], **options: Any) -> None:
        super().__init__(data, **options)
        self.followed = followed
        for one in followed:
            self.fields[one.field("episode")] = forms.CharField(widget=forms.HiddenInput, initial=one.id)
            for name in self.each:
                self.fields.setdefault(one.field(name), deepcopy(self.fields[name]))

    def groups(self) -> list[Group]:
        """The questions of each injury, in their order."""
        return [
            Group(
                number=one.number,
                title=one.title,
                questions=tuple(self[one.field(name)] for name in self.each),
            )
            for one in self.followed
        ]

    def said_of(self, one: Followed) -> dict[str, Any]:
        """What was answered about an injury, by the plain names."""
        return {name: self.cleaned_data[one.field(name)] for name in self.each}

    def clean(self) -> dict[str, Any]:
        """The answers; an error where the page was made for other injuries than those of now."""
        cleaned = super().clean()
        for one in self.followed:
            if one.field("episode") in cleaned and cleaned[one.field("episode")] != one.id:
                self.add_error(None, _("What is followed here has changed meanwhile. Look at the questions again."))
        return cleaned
