"""The way through the intake: which question comes when, what it offers, how far it is, the enrolment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from django.utils.translation import gettext_lazy as _

from restride.core.terms import Side
from restride.library.catalogue import catalogue
from restride.library.red_flags import RedFlag
from restride.usecases.enrol import Enrolment
from restride.usecases.flags import FlagSaid
from restride.usecases.ports import Ports
from restride.web.runner.forms import intake as ask
from restride.web.runner.forms.days import Beside

Answers = Mapping[str, Any]
QUESTIONS: dict[str, type[ask.Question]] = {
    "injury": ask.Injury,
    "side": ask.WhichSide,
    "onset": ask.Onset,
    "operation": ask.Operated,
    "operation-day": ask.OperationDay,
    "age": ask.Age,
    "recent": ask.Recent,
    "screens": ask.Screens,
    "rehab": ask.Rehab,
    "running": ask.Running,
    "usual-run": ask.UsualRun,
    "last-run": ask.LastRun,
    # Agreement comes before the last question, so that a yes to a warning sign is stored and answered at once.
    "consent": ask.Consent,
    "signs": ask.RedFlags,
}
_ELSEWHERE = "elsewhere"
_SEVERAL = 3  # regions; with more of them a condition has no part of the body of its own
# Each part of the body, its heading, and how the names of its regions begin.
_PARTS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "knee": (_("Knee"), ("knee",)),
    "hip": (_("Hip, groin and buttock"), ("hip", "groin", "pelvis")),
    "thigh": (_("Thigh"), ("thigh",)),
    "lower-leg": (_("Shin and calf"), ("shin", "calf")),
    "foot": (_("Ankle and foot"), ("ankle", "foot")),
    "back": (_("Back"), ("low_back",)),
    _ELSEWHERE: (_("Anywhere else, or not in the list"), ()),
}
CONSENT = "intended-use-1"  # id of the text that is agreed to, raised with its wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody is in the intake: the question's name, its number, how many there are, and the one before."""

    name: str
    number: int
    of: int
    before: str


def steps(answers: Answers) -> list[str]:
    """The questions that apply after these answers, in their order."""
    left_out = set() if answers.get("operated") in ("yes", "unsure") else {"operation-day"}
    return [name for name in QUESTIONS if name not in left_out]


def place(name: str, answers: Answers) -> Place | None:
    """Where this question stands; None when it does not apply."""
    there = steps(answers)
    if name not in there:
        return None
    number = there.index(name)
    return Place(name=name, number=number + 1, of=len(there), before=there[number - 1] if number else "")


def following(name: str, answers: Answers) -> str:
    """The question after this one; an empty text after the last."""
    there = steps(answers)
    return (there[there.index(name) + 1 :] or [""])[0]


def first_open(answers: Answers) -> str:
    """The first question that nobody answered yet; an empty text when all are."""
    open_ones = (name for name in steps(answers) if not set(QUESTIONS[name].base_fields) & set(answers))
    return next(open_ones, "")


def question(ports: Ports, name: str, answers: Answers, beside: Beside, data: Any = None) -> ask.Question:
    """The form of a question with what the data offers; what was answered before stands in it."""
    form = QUESTIONS[name](data, beside=beside, initial=_initial(QUESTIONS[name], answers))
    if isinstance(form, ask.Injury):
        form.offer("condition", _conditions(ports))
    elif isinstance(form, ask.Screens):
        screens = [(id, ports.words.render(f"screens.{id}", "ask")) for id in ports.protocols.intake().screens]
        form.offer("screens", [*screens, (ask.NONE, _("None of these"))])
    elif isinstance(form, ask.Recent):
        form.within(_fresh_days())
    elif isinstance(form, ask.RedFlags):
        flags = [(flag.id, ports.words.render(f"flags.{flag.id}", "ask")) for flag in flags_asked(answers)]
        form.offer("flags", [*flags, (ask.NONE, _("None of these"))])
    return form


def beside(ports: Ports, answers: Answers, today: date) -> Beside:
    """What each answer has to fit."""
    chosen = answers.get("condition")
    known = chosen in ports.protocols.conditions()
    after_operation = known and ports.protocols.current(str(chosen)).kind == "surgery"
    return Beside(today=today, answers=answers, after_operation=after_operation)


def question_of(field: str) -> str:
    """The question that asks for a field; the first one where none does."""
    return next((name for name, form in QUESTIONS.items() if field in form.base_fields), "injury")


def flags_asked(answers: Answers) -> tuple[RedFlag, ...]:
    """The red flags of the intake for this condition; those of a fresh injury only where nobody examined it."""
    fresh = answers.get("recent") is True and answers.get("examined") is not True
    asked = catalogue().library.red_flags.in_force((answers["condition"],), "intake")
    return tuple(flag for flag in asked if fresh or flag.injured_within_d is None)


def _fresh_days() -> int:
    days = [flag.injured_within_d for flag in catalogue().library.red_flags.flags.values() if flag.injured_within_d]
    return max(days)


def _conditions(ports: Ports) -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Under the part of the body; what may be anywhere, and what isn't in the list, at the end."""
    groups: dict[str, list[tuple[str, Any]]] = {part: [] for part in _PARTS}
    for id in ports.protocols.conditions():
        course = ports.protocols.current(id)
        groups[_part(course.regions)].append((id, ports.words.render(f"protocols.{course.id}", "title")))
    other = (ask.OTHER, _("Something else, or I'm not sure"))
    found = [(_PARTS[part][0], [*sorted(choices, key=itemgetter(1))]) for part, choices in groups.items() if choices]
    heading, last = found[-1]
    return [*found[:-1], (heading, [*last, other])]


def _part(regions: tuple[str, ...]) -> str:
    """The part of the body that the first region belongs to; what may be in many places is elsewhere."""
    if len(regions) > _SEVERAL:
        return _ELSEWHERE
    known = (part for part, (_title, begins) in _PARTS.items() if regions and regions[0].startswith(begins))
    return next(known, _ELSEWHERE)


def _initial(form: type[ask.Question], answers: Answers) -> dict[str, Any]:
    """Answers given before; agreement and warning signs are asked afresh each time."""
    if form in (ask.Consent, ask.RedFlags):
        return {}
    kept = {name: answers[name] for name in form.base_fields if name in answers}
    words = {True: "yes", False: "no"}
    return {name: words[value] if isinstance(value, bool) else value for name, value in kept.items()}


def stored(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as a session keeps them: texts, numbers, yes and no."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in cleaned.items()}


def enrolment(id: str, answers: Answers, said: tuple[FlagSaid, ...]) -> Enrolment:
    """The enrolment that these answers make."""
    return Enrolment(
        id=id,
        condition=answers["condition"],
        side=Side(answers["side"]),
        age_years=answers["age_years"],
        onset=_day(answers.get("onset")),
        operated=answers["operated"] != "no",
        operation=_day(answers.get("operation")) if answers["operated"] != "no" else None,
        screens=tuple(answers["screens"]),
        flags=said,
        rehab_weeks=int(answers["rehab_weeks"]),
        usual_session_s=_seconds(answers.get("usual_min")),
        last_run=_day(answers.get("last_run")),
        answers={name: answers[name] for name in ("usual", "goal") if answers.get(name)},
        consent=CONSENT,
    )


def _seconds(minutes: int | str | None) -> int | None:
    """Minutes as seconds; None where nobody said."""
    return int(minutes) * 60 if minutes not in (None, "") else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
