"""The stop screen: how soon somebody has to be seen, what was said, what it may mean, and what to bring along."""

from dataclasses import dataclass
from datetime import date

from restride.core.state import Entry
from restride.core.terms import Urgency, Verdict
from restride.usecases.ports import Words
from restride.usecases.today import Today
from restride.usecases.why import headline


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """One open warning: what was said, what it may be, since when, if disputed, and if a rule opened it."""

    id: str
    said: str
    why: str
    since: date
    by_rule: bool
    disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Everything of the screen. `emergency` is help at once, `today` a doctor on this day: then whom to call leads."""

    card: str
    title: str
    text: str
    emergency: bool
    today: bool
    warnings: tuple[Warned, ...]
    reason: str
    keeps: str
    told: str
    lost: bool = False  # a plan can't be read: checking in still keeps the answers
    unreadable: str = ""  # that, said beside whatever else stops


def stop_of(now: Today, words: Words) -> Stop | None:
    """The stop in force; None where nothing stops. A plan that can't be read does (INV-025)."""
    decision = now.decision
    stopped = decision is not None and decision.verdict is Verdict.STOP
    if not now.open_flags and not stopped:
        return without_plan(words) if now.lost else None
    urgencies = [entry.body.urgency for entry in now.open_flags]
    if stopped and decision is not None and decision.urgency:
        urgencies.append(decision.urgency)
    level = max(urgencies, default=Urgency.CONSULT)
    key = f"urgency.{level.name.lower()}"
    return Stop(
        card=words.render(key, "card"),
        title=words.render(key, "title"),
        text=words.render("verdicts.stop", "text", whom=words.render(key, "text")),
        emergency=level is Urgency.NOW,
        today=level is Urgency.SAME_DAY,
        warnings=tuple(_warned(entry, now, words) for entry in now.open_flags),
        reason="" if now.open_flags or decision is None else headline(decision, words),
        keeps=words.render("verdicts.stop", "why"),
        told=words.render("verdicts.stop", "told"),
        lost=bool(now.lost),
        unreadable=words.render("notices.plan-lost", "text") if now.lost else "",
    )


def without_plan(words: Words) -> Stop:
    """The stop of a plan that can't be read: nobody has to be seen for it, and somebody has to mend it."""
    key = "notices.plan-lost"
    return Stop(
        card=words.render(key, "card"),
        title=words.render(key, "title"),
        text=words.render(key, "text"),
        emergency=False,
        today=False,
        warnings=(),
        reason=words.render(key, "why"),
        keeps=words.render(key, "keeps"),
        told=words.render(key, "told"),
        lost=True,
    )


def _warned(entry: Entry, now: Today, words: Words) -> Warned:
    key = f"flags.{entry.body.flag}"
    return Warned(
        id=entry.id,
        said=entry.body.wording or words.render(key, "confirm"),
        why=words.render(key, "why"),
        since=entry.at.day,
        by_rule=bool(entry.body.by_rule),
        disputed=any(one.body.flag_event == entry.id for one in now.record.state.flags_disputed.values()),
    )
