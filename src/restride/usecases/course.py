"""Where a runner is in walk-run, and what comes next if it goes well and if it doesn't. A read; it decides nothing."""

from dataclasses import dataclass

from restride.core.events import PaceChosen
from restride.core.measures.clearance import valid_clearances
from restride.core.next_steps import next_steps
from restride.core.protocol import Regimen
from restride.core.regimen import choice_in_force
from restride.core.state import Entry, RunnerState
from restride.core.terms import Course, Scope
from restride.usecases.place import Place, place_of
from restride.usecases.ports import Ports, Visitor, Words
from restride.usecases.today import EpisodeToday, Today, show_today


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseNow:
    """One injury's course. `well` and `trouble` are None where they lead out of walk-run."""

    here: Place
    well: Place | None
    trouble: Place | None
    way: str
    about: str
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Courses:
    """The course of each injury that is in walk-run now; none while today's own answer has to come first (`held`)."""

    found: tuple[CourseNow, ...] = ()
    held: bool = False


def show_courses(ports: Ports, visitor: Visitor) -> Courses:
    """The courses; no session is named beside a stop, an open question or a missing clearance. Raises AccessDenied."""
    now = show_today(ports, visitor)
    if _comes_first(now):
        return Courses(held=True)
    found = (_course(episode, ports.words) for episode in now.episodes)
    return Courses(found=tuple(one for one in found if one is not None))


def _comes_first(now: Today) -> bool:
    """Whether today has no answer yet, or one that stops the running of any injury (INV-005)."""
    if now.open_flags or now.lost or now.decision is None or now.decision.course is Course.STOP:
        return bool(now.episodes or now.lost)
    contexts = (one.context for one in now.episodes)
    return any(
        one.clearance_required and one.phase.has_runs and not valid_clearances(one, Scope.RUN) for one in contexts
    )


def _course(episode: EpisodeToday, words: Words) -> CourseNow | None:
    context, regimen = episode.context, episode.regimen
    position = episode.decision.position if episode.decision else context.held
    here = place_of(position, regimen, words)
    if here is None:
        return None
    ahead = next_steps(context, position)
    title, about = way_words(words, regimen.preset, regimen.ladder)
    return CourseNow(
        here=here,
        well=place_of(ahead.well, regimen, words),
        trouble=place_of(ahead.trouble, regimen, words),
        way=title,
        about=about,
        chosen=chosen_words(words, regimen, context.state, to="runner"),
    )


def way_words(words: Words, preset: str, ladder: str = "") -> tuple[str, str]:
    """The name of a way of building up, and what it is."""
    if not ladder:
        return words.render(f"paces.{preset}", "title"), words.render(f"paces.{preset}", "about")
    title = words.render(f"ladders.{ladder}", "title")
    return words.render("paces.ladder", "title", ladder=title), words.render("paces.ladder", "about")


def chosen_words(words: Words, regimen: Regimen, state: RunnerState, *, to: str) -> str:
    """Who chose the way of building up, when and why, for `runner` or `clinician`; empty where nobody did."""
    chosen = choice_in_force(regimen.own, regimen.episode, state)
    if chosen is None:
        return ""
    return words.render("paces.chosen", to, name=_name(chosen), day=chosen.at.day, reason=_body(chosen).reason)


def _name(chosen: Entry) -> str:
    return chosen.author.name or chosen.author.id


def _body(chosen: Entry) -> PaceChosen:
    body: PaceChosen = chosen.body
    return body
