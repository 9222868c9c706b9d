"""Forms of the cadence programme: steps counted, and how the run with the beat was."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from restride.web.runner.forms.asking import Entry, OneOf

_MOST = 999  # a typing slip; what a runner can do is checked by the use case


class Steps(Entry):
    """Steps of both feet over the seconds that the page asks for."""

    steps = forms.IntegerField(
        label=_("Steps counted"),
        min_value=1,
        max_value=_MOST,
        error_messages={
            "required": _("Write the number of steps."),
            "invalid": _("Write a whole number."),
            "min_value": _("Write the steps that you counted, one or more."),
            "max_value": _("That can't be right. Count again."),
        },
    )


class BeatDone(Entry):
    """Whether the run went with the beat, or the beat was left because something hurt."""

    hurt = OneOf(
        (("no", _("Done, it felt fine")), ("yes", _("I left the beat: it hurt"))),
        kind="col",
        label=_("How was it with the beat?"),
    )

    def hurts(self) -> Any:
        """Whether it hurt."""
        return self.cleaned_data["hurt"] == "yes"
