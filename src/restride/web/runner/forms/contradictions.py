"""Answers that can't both be true: they are asked about, with both named, and nothing is stored meanwhile."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.utils.translation import gettext as _

from restride.core.quantity import PainScore
from restride.core.terms import PainPattern, Swelling
from restride.usecases.ports import Words

_NOT_IN_THE_RUN = (PainPattern.NONE, PainPattern.ONLY_AFTER)


def ask_about_pain(form: Form, cleaned: dict[str, Any], words: Words, *, field: Callable[[str], str]) -> None:
    """Pain of a run beside how it behaved and whether it was sharp. A score that was skipped contradicts nothing.

    `field` gives the names of one injury's questions.
    """
    pain, chosen = cleaned.get(field("pain")), cleaned.get(field("pattern"))
    if pain is None:
        return
    said = {"pain": PainScore(pain)}
    if chosen:
        pattern = PainPattern(chosen)
        both = said | {"pattern": words.render("terms.pattern", pattern)}
        if bool(pain) is (pattern in _NOT_IN_THE_RUN):
            cure = _("You said pain %(pain)s of 10 in the run, and here “%(pattern)s”. Change the one that is wrong.")
            form.add_error(field("pattern"), cure % both)
    if cleaned.get(field("sharp")) and not pain:
        cure = _("You said pain %(pain)s of 10 in the run, and here that it was sharp. Change the one that is wrong.")
        form.add_error(field("sharp"), cure % said)


def ask_about_swelling(form: Form, cleaned: dict[str, Any]) -> None:
    """No swelling beside hours of it."""
    hours = cleaned.get("swelling_h")
    if cleaned.get("swelling") == str(int(Swelling.NONE)) and hours:
        cure = _("You said that nothing is swollen, and here %(hours)d hours of it. Change the one that is wrong.")
        form.add_error("swelling_h", cure % {"hours": hours})
