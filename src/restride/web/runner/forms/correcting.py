"""The forms that correct an entry. They start from what was answered, since that is what the runner corrects."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from restride.core.answers import Answers
from restride.core.events import SessionLogged
from restride.core.quantity import PainScore
from restride.core.terms import PainPattern, PainPlace, Swelling
from restride.usecases.ports import Words
from restride.web.runner.forms.asking import Entry, OneOf, PainField, YesNo
from restride.web.runner.forms.check_in import Different, whole_number
from restride.web.runner.forms.contradictions import ask_about_pain, ask_about_swelling

_MOST_MIN = 24 * 60
_WORDS = {True: "yes", False: "no", None: None}
_SYMPTOMS = ("swelling", "swelling_h", "stiffness_min", "sharp", "limp", "place", "soreness_h")
_SAID = ("painkiller", "woken")


class Answered(Entry):
    """Every answer of a check-in but the warning signs: those have a door of their own."""

    pain = PainField(label=_("Pain"))
    painkiller = YesNo(required=False)
    woken = YesNo(required=False)
    pattern = OneOf((), kind="col", required=False)
    reason = forms.CharField(label=_("What was wrong?"), help_text=_("If you like."), max_length=500, required=False)

    def __init__(self, data: Any, *, words: Words, was: Answers, in_run: bool) -> None:
        super().__init__(data, initial=as_sent(was))
        self.words = words
        last = {name: self.fields.pop(name) for name in ("pattern", "reason")}
        for name, field in Different(None, words=words).fields.items():
            field.required = False
            self.fields[name] = field
        self.fields.update(last)
        for name in (*_SAID, "pattern"):
            self.fields[name].label = words.render(f"questions.{name}", "ask")
        patterns = [(one, words.render("terms.pattern", one)) for one in PainPattern]
        self.fields["pattern"].choices = patterns  # type: ignore[attr-defined]
        if not in_run:
            del self.fields["pattern"]

    def clean(self) -> dict[str, Any]:
        """The answers; an error beside one that can't be true with another."""
        cleaned = super().clean()
        if "pattern" in self.fields:
            ask_about_pain(self, cleaned, self.words, field=str)
        ask_about_swelling(self, cleaned)
        return cleaned

    def answers(self, was: Answers) -> Answers:
        """The new version: what the form holds, and the rest as it was."""
        said = self.cleaned_data
        return replace(
            was,
            pain_tenths=said["pain"],
            pattern=self._pattern(was),
            swelling=Swelling(int(said["swelling"])) if said["swelling"] else None,
            place=PainPlace(said["place"]) if said["place"] else None,
            **{name: said[name] for name in (*_SAID, "swelling_h", "stiffness_min", "sharp", "limp", "soreness_h")},
        )

    def _pattern(self, was: Answers) -> PainPattern | None:
        """How the pain behaved; as it was where this moment isn't asked about it."""
        if "pattern" not in self.fields:
            return was.pattern
        said = self.cleaned_data["pattern"]
        return PainPattern(said) if said else None


def as_sent(was: Answers) -> dict[str, Any]:
    """The answers as a page would send them."""
    values = {name: getattr(was, name) for name in (*_SYMPTOMS, *_SAID, "pattern")}
    sent = {
        name: _WORDS[value] if value is None or isinstance(value, bool) else value for name, value in values.items()
    }
    if was.swelling is not None:
        sent["swelling"] = str(int(was.swelling))
    pain = "" if was.pain_tenths is None else str(PainScore(was.pain_tenths))
    return {**sent, "pain": pain}


class Ran(Entry):
    """The minutes of a run, as they shall read."""

    run_min = whole_number(_("Minutes of running in all"), most=_MOST_MIN)
    longest_min = whole_number(_("Longest stretch without a walk, in minutes"), most=_MOST_MIN)
    walk_min = whole_number(_("Minutes of walking, warm-up included"), most=_MOST_MIN)
    reason = forms.CharField(label=_("What was wrong?"), help_text=_("If you like."), max_length=500, required=False)

    def __init__(self, data: Any, *, was: SessionLogged) -> None:
        amounts = {"run_min": was.run_s, "longest_min": was.longest_bout_s, "walk_min": was.walk_s}
        super().__init__(data, initial={name: -(-seconds // 60) for name, seconds in amounts.items()})
        for name in amounts:
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = _("Write the minutes; 0 if there were none.")

    def clean(self) -> dict[str, Any]:
        """The minutes; the longest stretch can't be longer than the run."""
        said = super().clean()
        if said.get("longest_min", 0) > said.get("run_min", _MOST_MIN):
            self.add_error("longest_min", _("The longest stretch is longer than the whole run."))
        return said

    def session(self, was: SessionLogged) -> SessionLogged:
        """The new version of the run."""
        run_s, walk_s = self.cleaned_data["run_min"] * 60, self.cleaned_data["walk_min"] * 60
        return replace(
            was,
            run_s=run_s,
            longest_bout_s=self.cleaned_data["longest_min"] * 60,
            walk_s=walk_s,
            elapsed_s=max(was.elapsed_s, run_s + walk_s),
        )
