"""The check-in as pages: which one is open, and the entry that the finished pages make."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.forms import Form
from django.http import QueryDict

from restride.core.answers import Answers
from restride.core.protocol import FlagLine, Protocol
from restride.core.terms import PainMoment, PainPlace, Swelling
from restride.usecases.check_in import CheckInGiven, normal_day
from restride.usecases.flags import FlagSaid
from restride.usecases.ports import Ports
from restride.web.runner.forms.check_in import SOMETHING, Different, Morning, Picked
from restride.web.runner.forms.signs import Confirmed

_OURS = {"csrfmiddlewaretoken"}
_NIGHT = "night"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The pages that were sent. `open` is the one to show next, None when all are answered."""

    forms: Mapping[str, Form]
    open: str | None
    carried: Mapping[str, list[str]]

    @property
    def form(self) -> Form:
        """The form of the page to show."""
        return self.forms[self.open or "morning"]


def read_pages(ports: Ports, protocol: Protocol, data: QueryDict) -> Pages:
    """Go through the pages in their order up to the first that is not answered."""
    done: dict[str, Form] = {}
    while (name := _next(done, protocol)) is not None:
        sent = data if name == "morning" or f"sent-{name}" in data else None
        done[name] = form = _form(name, sent, ports, protocol, done)
        if not form.is_valid():
            return Pages(forms=done, open=name, carried=_carried(data, form, name))
    return Pages(forms=done, open=None, carried={})


def _next(done: Mapping[str, Form], protocol: Protocol) -> str | None:
    if "morning" not in done:
        return "morning"
    said = done["morning"].cleaned_data
    if said["lines"] == SOMETHING and "picked" not in done:
        return "picked"
    if _stopping(done, protocol) and "sure" not in done:
        return "sure"
    if said["different"] and "different" not in done and not _confirmed(done, protocol):
        return "different"
    return None


def _form(name: str, data: Any, ports: Ports, protocol: Protocol, done: Mapping[str, Form]) -> Form:
    words = ports.words
    if name == "morning":
        return Morning(data, protocol=protocol, words=words)
    if name == "picked":
        return Picked(data, protocol=protocol, words=words)
    if name == "sure":
        return Confirmed(data, words, "lines", [line.group for line in _stopping(done, protocol)])
    return Different(data, words=words)


def _carried(data: QueryDict, form: Form, name: str) -> dict[str, list[str]]:
    """What the earlier pages sent, and the mark that this one was sent."""
    kept = {key: data.getlist(key) for key in data if key not in _OURS and key not in form.fields}
    return {} if name == "morning" else {**kept, f"sent-{name}": ["1"]}


def _picked(done: Mapping[str, Form]) -> list[str]:
    return list(done["picked"].cleaned_data["picked"]) if "picked" in done else []


def _stopping(done: Mapping[str, Form], protocol: Protocol) -> list[FlagLine]:
    return [line for line in protocol.lines if line.stops and line.group in _picked(done)]


def _confirmed(done: Mapping[str, Form], protocol: Protocol) -> list[FlagLine]:
    sure = done.get("sure")
    return [line for line in _stopping(done, protocol) if isinstance(sure, Confirmed) and sure.is_sure(line.group)]


def given(pages: Pages, ports: Ports, protocol: Protocol) -> CheckInGiven:
    """The entry of finished pages. A line ticked by mistake is kept as declined and is no answer yes."""
    said = pages.forms["morning"].cleaned_data
    stopping, sure = _stopping(pages.forms, protocol), _confirmed(pages.forms, protocol)
    weighed = [line.group for line in protocol.lines if not line.stops and line.group in _picked(pages.forms)]
    base = Answers(
        pain_tenths=said["pain"],
        painkiller=said["painkiller"],
        sleep_h=said["sleep_h"],
        woken=_NIGHT in weighed,
        flag_lines=tuple(sorted([*weighed, *(line.group for line in sure)])),
        lines_covered=tuple(sorted(line.group for line in protocol.lines)),
    )
    return CheckInGiven(
        id=said["id"],
        episode=said["episode"],
        moment=PainMoment.MORNING,
        answers=_with_symptoms(base, pages.forms.get("different"), different=said["different"]),
        flags=tuple(_said(ports, line, declined=line not in sure) for line in stopping),
    )


def _with_symptoms(base: Answers, form: Form | None, *, different: bool) -> Answers:
    if form is not None:
        return symptoms(base, form.cleaned_data)
    return base if different else normal_day(base)


def symptoms(base: Answers, said: Mapping[str, Any]) -> Answers:
    """The answers with what the runner said about symptoms; what is left open stays unknown."""
    return replace(
        base,
        swelling=Swelling(int(said["swelling"])),
        swelling_h=said["swelling_h"],
        stiffness_min=said["stiffness_min"],
        sharp=said["sharp"],
        limp=said["limp"],
        place=PainPlace(said["place"]) if said["place"] else None,
        soreness_h=said["soreness_h"],
    )


def _said(ports: Ports, line: FlagLine, *, declined: bool) -> FlagSaid:
    """The line's strictest flag, with the sentence that the runner was asked to confirm."""
    flag = max(line.flags, key=lambda id: ports.protocols.flag_urgency(id) or 0)
    return FlagSaid(flag=flag, wording=ports.words.render(f"lines.{line.group}", "confirm"), declined=declined)
