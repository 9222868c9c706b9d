"""The forms about a file from a watch: sending it, confirming its run, saying that it is none."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from restride.usecases.ports import Words
from restride.web.runner.forms.asking import Asking, Entry, OneOf
from restride.web.runner.forms.run import Felt

LARGEST = 25 * 1024 * 1024
NEW = "new"


class Upload(Asking):
    """One file of one run."""

    file = forms.FileField(
        label=_("File of one run"),
        help_text=_("FIT, GPX or TCX, plain or packed with gzip, up to 25 MB."),
        max_length=255,
        allow_empty_file=True,
        error_messages={"required": _("Choose a file.")},
    )

    def clean_file(self) -> Any:
        """The file, where it is not larger than any run."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than 25 MB. Send the file of one run."))
        return file


class RecordedFelt(Felt):
    """What was felt in a recorded run, and whether it is one that was logged by hand."""

    same_as = OneOf((), kind="col", required=False, label=_("Did you log this run by hand already?"))

    def __init__(self, data: Any, *, words: Words, by_hand: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(data, words=words, **options)
        if by_hand:
            self.fields["same_as"].choices = [*by_hand, (NEW, _("No, it is another run"))]  # type: ignore[attr-defined]
            self.fields["same_as"].required = True
        else:
            del self.fields["same_as"]

    def same(self) -> str | None:
        """The run logged by hand that this one is; None where it is another."""
        chosen = self.cleaned_data.get("same_as")
        return chosen if chosen and chosen != NEW else None


class NotMine(Entry):
    """A file that holds no run of the runner's."""

    reason = forms.CharField(
        label=_("What is it?"),
        max_length=500,
        error_messages={"required": _("Write in a few words what it was.")},
    )
