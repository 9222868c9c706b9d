"""The check-in as pages: which one is open, and the entries that the finished pages make, one for each injury."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.forms import Form
from django.http import Http404, QueryDict

from restride.core.answers import Answers
from restride.core.protocol import FlagLine, Protocol
from restride.core.state import Entry
from restride.core.terms import PainMoment, PainPlace, Swelling
from restride.usecases.check_in import CheckInGiven, normal_day
from restride.usecases.entry import derived_id
from restride.usecases.flags import FlagSaid
from restride.usecases.ports import Ports, Words
from restride.usecases.today import EpisodeToday, Today
from restride.web.runner.forms.check_in import SOMETHING, Different, Morning, Picked, lines_of
from restride.web.runner.forms.injuries import Followed
from restride.web.runner.forms.signs import Confirmed

_OURS = {"csrfmiddlewaretoken"}
_NIGHT = "night"
_DIFFERENT = "different"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The pages that were sent. `open` is the one to show next, None when all are answered; `about` names an injury."""

    forms: Mapping[str, Form]
    open: str | None
    carried: Mapping[str, list[str]]
    about: str = ""

    @property
    def form(self) -> Form:
        """The form of the page to show."""
        return self.forms[self.open or "morning"]

    @property
    def template(self) -> str:
        """The template of the page to show; that of a second injury is the first one's."""
        return (self.open or "morning").partition("-")[0]


def followed_of(now: Today, first: str | None, ports: Ports) -> tuple[Followed, ...]:
    """Every injury that is followed, the one with this id first; with its name where there are several.

    One whose plan can't be read is asked about too: its warning signs are those of its condition as it is asked now.
    Raises Http404 where the runner has no such injury, or none.
    """
    readable = {one.opened.id: one for one in now.episodes}
    opened = sorted(now.record.open_episodes(), key=lambda one: one.id != first)
    if not opened or (first is not None and opened[0].id != first):
        raise Http404
    several = len(opened) > 1
    return tuple(
        _followed(number, one, readable.get(one.id), ports, named=several) for number, one in enumerate(opened, start=1)
    )


def _followed(number: int, opened: Entry, episode: EpisodeToday | None, ports: Ports, *, named: bool) -> Followed:
    protocol = episode.regimen.protocol if episode else None
    return Followed(
        number=number,
        id=opened.id,
        asks=protocol.lines if protocol else ports.protocols.lines((opened.body.condition,)),
        painkiller_h=protocol.windows.painkiller_void_h if protocol else _longest_painkiller_h(ports),
        title=title_of(opened, protocol, ports.words) if named else "",
    )


def _longest_painkiller_h(ports: Ports) -> int:
    """The longest of all plans, for an injury whose own can't be read."""
    offered = (ports.protocols.current(condition) for condition in ports.protocols.conditions())
    return max(one.windows.painkiller_void_h for one in offered)


def title_of(opened: Entry, protocol: Protocol | None, words: Words) -> str:
    """An injury by its course and side."""
    key = f"protocols.{opened.body.protocol}"
    title = words.render(key, "title") if key in words else protocol.title if protocol else opened.body.protocol
    return f"{title}, {words.render('terms.side', opened.body.side)}"


def read_pages(ports: Ports, followed: Sequence[Followed], data: QueryDict) -> Pages:
    """Go through the pages in their order up to the first that is not answered."""
    done: dict[str, Form] = {}
    while (name := _next(done, followed)) is not None:
        sent = data if name == "morning" or f"sent-{name}" in data else None
        done[name] = form = form_of(name, sent, ports, followed, done)
        if not form.is_valid():
            about = next((one.title for one in followed if one.field(_DIFFERENT) == name), "")
            return Pages(forms=done, open=name, carried=_carried(data, form, name), about=about)
    return Pages(forms=done, open=None, carried={})


def _next(done: Mapping[str, Form], followed: Sequence[Followed]) -> str | None:
    if "morning" not in done:
        return "morning"
    said = done["morning"].cleaned_data
    if said["lines"] == SOMETHING and "picked" not in done:
        return "picked"
    if _stopping(done, followed) and "sure" not in done:
        return "sure"
    if _confirmed(done, followed):
        return None  # a stop comes before everything else that could be asked
    asked = (one.field(_DIFFERENT) for one in followed if said[one.field(_DIFFERENT)])
    return next((name for name in asked if name not in done), None)


def form_of(
    name: str, data: Any, ports: Ports, followed: Sequence[Followed], done: Mapping[str, Form] | None = None
) -> Form:
    """The form of a page; `done` are the pages before it, which only the confirming one needs."""
    words = ports.words
    if name == "morning":
        return Morning(data, followed=followed, words=words)
    if name == "picked":
        return Picked(data, lines=lines_of(followed), words=words)
    if name == "sure":
        return Confirmed(data, words, "lines", [line.group for line in _stopping(done or {}, followed)])
    prefix = name if name != _DIFFERENT else None
    return Different(data, words=words, prefix=prefix)


def _carried(data: QueryDict, form: Form, name: str) -> dict[str, list[str]]:
    """What the earlier pages sent, and the mark that this one was sent."""
    mine = {form.add_prefix(field) for field in form.fields}
    kept = {key: data.getlist(key) for key in data if key not in _OURS and key not in mine}
    return {} if name == "morning" else {**kept, f"sent-{name}": ["1"]}


def _picked(done: Mapping[str, Form]) -> list[str]:
    return list(done["picked"].cleaned_data["picked"]) if "picked" in done else []


def _stopping(done: Mapping[str, Form], followed: Sequence[Followed]) -> list[FlagLine]:
    return [line for line in lines_of(followed) if line.stops and line.group in _picked(done)]


def _confirmed(done: Mapping[str, Form], followed: Sequence[Followed]) -> list[FlagLine]:
    sure = done.get("sure")
    return [line for line in _stopping(done, followed) if isinstance(sure, Confirmed) and sure.is_sure(line.group)]


def given(pages: Pages, ports: Ports, followed: Sequence[Followed]) -> tuple[CheckInGiven, ...]:
    """An entry for each injury. A line ticked by mistake is kept as declined and is no answer yes.

    A warning sign is the person's: it is told once, with the first injury that asks for it.
    """
    told: set[str] = set()
    entries = []
    for one in followed:
        mine = {line.group for line in one.lines} - told
        entries.append(_entry(pages, ports, one, mine, followed))
        told |= mine & {line.group for line in _stopping(pages.forms, followed)}
    return tuple(entries)


def _entry(pages: Pages, ports: Ports, one: Followed, mine: set[str], followed: Sequence[Followed]) -> CheckInGiven:
    said = pages.forms["morning"].cleaned_data
    stopping = [line for line in _stopping(pages.forms, followed) if line.group in mine]
    sure = [line for line in _confirmed(pages.forms, followed) if line.group in mine]
    plain = (line.group for line in lines_of(followed) if line.group in mine and not line.stops)
    weighed = [group for group in plain if group in _picked(pages.forms)]
    base = Answers(
        pain_tenths=said[one.field("pain")],
        painkiller=said["painkiller"],
        sleep_h=said["sleep_h"],
        woken=_NIGHT in weighed,
        flag_lines=tuple(sorted([*weighed, *(line.group for line in sure)])),
        lines_covered=tuple(sorted(mine)),
    )
    different = one.field(_DIFFERENT)
    return CheckInGiven(
        id=said["id"] if one.number == 1 else derived_id(said["id"], one.id),
        episode=one.id,
        moment=PainMoment.MORNING,
        answers=_with_symptoms(base, pages.forms.get(different), different=said[different]),
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
