"""Answers as lines of a list: the question in short and what was said. An answer nobody gave is named as such."""

from dataclasses import fields
from typing import Any

from django.utils.translation import gettext as _

from restride.core.answers import Answers
from restride.core.quantity import PainScore
from restride.core.terms import Swelling
from restride.usecases.check_in import normal_day
from restride.usecases.ports import Words

Line = tuple[str, str]
_LEFT_OUT = ("lines_covered", "woken")
_NORMAL = ("sharp", "swelling", "swelling_h", "stiffness_min", "soreness_h", "limp")
_OPTIONAL = ("place", "pattern", "rpe", "sleep_h")


def answer_lines(answers: Answers, words: Words, *, all: bool = True) -> tuple[Line, ...]:
    """(question, answer) for each field; with `all` False only what was answered.

    Of a day on which nothing was different one question was asked, and it is one line.
    """
    found = []
    normal = normal_day(answers) == answers
    for field in fields(answers):
        value = getattr(answers, field.name)
        if normal and field.name in _NORMAL:
            continue
        if field.name in _LEFT_OUT or (value is None and (not all or field.name in _OPTIONAL)):
            continue
        found.append((words.render(f"questions.{field.name}", "ask").rstrip("?"), _said(field.name, value, words)))
    if normal:
        found.append((_("Swelling, stiffness, sharp pain, a limp, sore muscles"), _("nothing different")))
    return tuple(found)


def _said(name: str, value: Any, words: Words) -> str:
    if value is None:
        return _("no answer")
    if name == "pain_tenths":
        return _("%(pain)s of 10") % {"pain": PainScore(value)}
    if name == "flag_lines":
        return _lines(value, words)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Swelling):
        return words.render("terms.swelling", value.name.lower())
    if name in ("place", "pattern"):
        return words.render(f"terms.{name}", value)
    return _number(name, value, words)


def _number(name: str, value: int, words: Words) -> str:
    if name.endswith("_h"):
        return words.amount("hours", value)
    return words.amount("minutes", value) if name.endswith("_min") else str(value)


def _lines(groups: tuple[str, ...], words: Words) -> str:
    if not groups:
        return words.render("questions.flag_lines", "none")
    return "; ".join(words.render(f"lines.{group}", "ask") for group in groups)
