"""Today as one card: which state the day is in, its words, its session, and the one thing to do next."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from restride.core.decide import NEXT_MORNING, RUN_OUTCOME
from restride.core.decision import Decision
from restride.core.explain import Sentence, explain
from restride.core.state import Entry
from restride.core.terms import Verdict
from restride.usecases.place import Place, place_of
from restride.usecases.ports import Words
from restride.usecases.recordings import waiting_of
from restride.usecases.today import EpisodeToday, Today
from restride.usecases.why import headline
from restride.web.runner.shown.injuries import name_of
from restride.web.runner.shown.session import Session, session

_OPEN = {"unmet": "missing", "unknown": "unknown"}  # what nobody has told yet is never shown as failed
_CLEARANCE = ("gate-clearance", "clearance-lost")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something to do: its words and where it leads."""

    word: str
    url: str
    sign: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """The one answer of the day. `why` leads to its reason card; `valid_until` is the end of its day.

    `shown_at` is now by the server's clock: an open page counts from there when its session ends. `injury` names the
    one that the answer comes from, where several are followed.
    """

    verdict: str
    title: str
    text: str
    place: Place | None
    session: Session | None
    reason: str
    why: str
    valid_until: datetime | None
    shown_at: datetime
    next_run: datetime | None
    injury: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseCard:
    """A phase without runs: what it is for, what is still open before the next one with its mark, what comes then."""

    title: str
    about: str
    next: str
    open: tuple[tuple[str, str], ...]
    met: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A run that was asked for on an earlier day, of which nobody said whether it was done."""

    day: date
    url: str


def lead(now: Today, words: Words) -> Lead | None:
    """The card of the decision in force; None when there is none (check in first)."""
    episode = deciding_episode(now)
    if now.decision is None or episode is None or episode.issued is None:
        return None
    decision = now.decision
    return Lead(
        verdict=decision.verdict,
        title=_title(decision, episode, words),
        text=_text(decision, episode, words),
        place=place_of(decision.position, episode.regimen, words),
        session=session(decision.dose, words),
        reason=headline(decision, words) if any(one.deciding for one in explain(decision, words)) else "",
        why=reverse("why", args=[episode.issued.id]),
        valid_until=decision.expires_at,
        shown_at=now.now.at,
        next_run=decision.no_run_before if decision.verdict is Verdict.REST else None,
        injury=name_of(episode.issued, now, words) if len(now.episodes) > 1 else "",
    )


def deciding_episode(now: Today) -> EpisodeToday | None:
    """The episode whose decision is today's combined answer: the one with its very reasons, where several are alike."""
    made = [
        one for one in now.episodes if one.decision and now.decision and one.decision.verdict is now.decision.verdict
    ]
    own = [one for one in made if one.decision and now.decision and one.decision.reasons is now.decision.reasons]
    return next(iter((*own, *made)), None)


def _title(decision: Decision, episode: EpisodeToday, words: Words) -> str:
    phase = episode.regimen.protocol.phase(decision.position.phase)
    if decision.verdict in (Verdict.HOLD, Verdict.PROGRESS) and not phase.has_runs:
        return words.render(f"phases.{phase.id}", "title")
    return words.render(f"verdicts.{decision.verdict}", "title")


def _text(decision: Decision, episode: EpisodeToday, words: Words) -> str:
    phase = episode.regimen.protocol.phase(decision.position.phase)
    key = f"verdicts.{decision.verdict}"
    if decision.verdict is Verdict.STOP:
        return words.render(key, "text", whom="")
    if decision.verdict is Verdict.PENDING and decision.trouble:
        return words.render(key, "trouble")
    if decision.verdict is Verdict.HOLD and not decision.runs and not phase.has_runs:
        return words.render(key, "no_run")
    if decision.verdict is Verdict.PROGRESS and episode.context.anchor.phase != phase.id:
        return words.render(key, "phase", phase=words.render(f"phases.{phase.id}", "title"))
    return words.render(key, "text")


def phase_card(now: Today, words: Words) -> PhaseCard | None:
    """The phase of today's decision where it holds no runs; None on the ladder and without a decision."""
    episode = deciding_episode(now)
    if episode is None or now.decision is None or now.decision.verdict is Verdict.STOP:
        return None
    phase = episode.regimen.protocol.phase(now.decision.position.phase)
    if phase.has_runs:
        return None
    said = gate_sentences(episode, now.decision, words)
    return PhaseCard(
        title=words.render(f"phases.{phase.id}", "title"),
        about=words.render(f"phases.{phase.id}", "about"),
        next=words.render(f"phases.{phase.id}", "next"),
        open=tuple((_OPEN[one.status], one.text) for one in said if one.status in _OPEN),
        met=tuple(one for one in said if one.status == "met"),
    )


def gate_sentences(episode: EpisodeToday, decision: Decision, words: Words) -> tuple[Sentence, ...]:
    """What was found about the gate of the next phase, in the words of the decision."""
    gates = {rule.id for phase in episode.regimen.protocol.phases for rule in phase.gate}
    return tuple(sentence for sentence in explain(decision, words) if sentence.id in gates)


def needs_clearance(now: Today) -> bool:
    """Whether a clearance is what is missing."""
    reasons = [reason for one in now.episodes if one.decision for reason in one.decision.reasons]
    return any(reason.rule in _CLEARANCE and reason.status in ("unmet", "unknown") for reason in reasons)


def open_acts(now: Today, words: Words) -> list[Act]:
    """What has to be answered before a run, most urgent first: a file that waits, the check-in, the last run."""
    acts: dict[str, Act] = {}
    for episode in now.episodes:
        for question in episode.questions:
            act = _act(question, episode, words)
            acts.setdefault(act.url, act)
    for run in hours_after(now):
        after = Act(word=_("How is it an hour after?"), url=reverse("run_hour", args=[run]), sign="clock")
        acts.setdefault(after.url, after)
    if any(one.issued is None for one in now.episodes):
        acts.setdefault(reverse("check_in"), _check_in())
    asked = sorted(acts.values(), key=lambda act: act.url != reverse("check_in"))
    return [*files_waiting(now, words), *asked]


def files_waiting(now: Today, words: Words) -> list[Act]:
    """Files that hold a run back until the runner has said what they are, oldest first."""
    return [_file(entry, words) for entry in waiting_of(now.record.state)]


def _file(entry: Entry, words: Words) -> Act:
    """Where its figures can't be believed, its date least of all: then no day is named."""
    url = reverse("activity", args=[entry.id])
    if entry.body.review or entry.body.start is None:
        return Act(word=_("Look at your file"), url=url, sign="file", note=_("Something in it can't be right"))
    day = timezone.localtime(entry.body.start).date()
    run = words.amount("duration", entry.body.run_s)
    note = _("%(run)s of running on %(day)s") % {"run": run, "day": date_format(day, "l j F")}
    return Act(word=_("Confirm your recorded run"), url=url, sign="watch", note=note)


def hours_after(now: Today) -> list[str]:
    """Today's last run, where nobody said yet how it was an hour after."""
    runs = [one.context.last_run for one in now.episodes]
    open_ones = [run for run in runs if run and run.at.day == now.now.day and run.after_60.pain_tenths is None]
    return [run.id for run in open_ones]


def _act(question: str, episode: EpisodeToday, words: Words) -> Act:
    run = episode.context.last_run
    if question == NEXT_MORNING and run is not None:
        return Act(
            word=words.render("questions.next_morning", "ask"), url=reverse("run_morning", args=[run.id]), sign="clock"
        )
    if question == RUN_OUTCOME:
        asked = asked_run(episode)
        when = asked.day.strftime("%A") if asked else ""
        return Act(word=_("Did you run on %(day)s?") % {"day": when}, url=asked.url if asked else "", sign="runner")
    return _check_in()


def _check_in() -> Act:
    return Act(word=_("Check in, 15 seconds"), url=reverse("check_in"), sign="check")


def asked_run(episode: EpisodeToday) -> Asked | None:
    """The newest run that an earlier day asked for; None when there was none."""
    days = [made.day for made in episode.context.decisions if made.runs and made.day < episode.context.now.day]
    return Asked(day=days[-1], url=f"{reverse('run_new')}?day={days[-1].isoformat()}") if days else None


def missing_answers(now: Today, words: Words) -> tuple[str, ...]:
    """In short what today's check-in left open; empty when nobody checked in yet."""
    found = []
    for episode in now.episodes:
        if episode.context.today_ids:
            asked = [question for question in episode.questions if question not in (NEXT_MORNING, RUN_OUTCOME)]
            found += [_in_short(question, episode, words) for question in asked]
    return tuple(dict.fromkeys(found))


def _in_short(question: str, episode: EpisodeToday, words: Words) -> str:
    """A pain that was told is open where a painkiller hides it: then that is said."""
    says = episode.context.today
    if question == "pain_tenths" and says.pain_tenths is not None and says.painkiller:
        return words.render("questions.painkiller", "hides")
    return words.render(f"questions.{question}", "short")
