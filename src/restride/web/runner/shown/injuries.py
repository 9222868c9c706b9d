"""Where several injuries are followed: what is decided about each, beside the one answer that holds for the body."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from restride.core.state import Entry
from restride.usecases.ports import Words
from restride.usecases.today import EpisodeToday, Today
from restride.usecases.why import headline
from restride.web.runner.shown.check_in import title_of


@dataclass(frozen=True, slots=True, kw_only=True)
class InjuryLine:
    """One injury: its name, its verdict (empty where it would run and another forbids it), a sentence, its reasons."""

    title: str
    verdict: str
    text: str
    why: str


def injury_lines(now: Today, words: Words) -> tuple[InjuryLine, ...]:
    """Every injury that is followed, in the order in which they were opened; none where there is only one."""
    if len(now.episodes) < 2:
        return ()
    return tuple(_line(one, now, words) for one in now.episodes)


def injury_names(now: Today, words: Words) -> dict[str, str]:
    """The name of each injury by its entry; empty where the record has only one."""
    opened = now.record.state.episodes
    plans = {one.opened.id: one.regimen.protocol for one in now.episodes}
    return {id: title_of(one, plans.get(id), words) for id, one in opened.items()} if len(opened) > 1 else {}


def name_of(entry: Entry | None, now: Today, words: Words) -> str:
    """The name of the injury of an entry; empty where there is only one, or the entry is the person's."""
    return injury_names(now, words).get(entry.episode or "", "") if entry else ""


def _line(one: EpisodeToday, now: Today, words: Words) -> InjuryLine:
    title = title_of(one.opened, one.regimen.protocol, words)
    if one.decision is None or one.issued is None:
        return InjuryLine(title=title, verdict="pending", text=_("Its questions of today are still open."), why="")
    why = reverse("why", args=[one.issued.id])
    if one.decision.runs and not (now.decision and now.decision.runs):
        said = _("It does not hold the run back. The run waits for the other injury.")
        return InjuryLine(title=title, verdict="", text=said, why="")
    return InjuryLine(title=title, verdict=one.decision.verdict, text=headline(one.decision, words), why=why)
