"""What the runner says beside the check-ins, for the chart: causes and history in the runner's words, own numbers."""

from dataclasses import dataclass

from django.utils.translation import gettext

from restride.core.cadence import cadence_of
from restride.library.cadence import cadence
from restride.library.causes import causes
from restride.usecases.chart import Chart
from restride.usecases.ports import Words
from restride.usecases.self_report import self_report_of
from restride.usecases.why_it_happened import NO, YES, said_in
from restride.web.shared.self_report import Line, lines_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidBeside:
    """Causes and history by answer, words of the runner's own, the worry that weighs most, own numbers over time."""

    true: tuple[str, ...]
    unsure: tuple[str, ...]
    untrue: tuple[str, ...]
    own_words: str
    worry: str
    numbers: tuple[Line, ...]
    cadence: tuple[str, ...]

    @property
    def causes_asked(self) -> bool:
        """Whether anything was said about causes."""
        return bool(self.true or self.unsure or self.untrue or self.own_words or self.worry)


def said_beside(chart: Chart, words: Words) -> SaidBeside:
    """As far as this clinician may see it; what is not shared is not there."""
    said, known = said_in(chart.record), causes().causes
    asked = {id: answer for id, answer in said.answers.items() if known[id].ask == "yes_no"}

    def named(*answers: str) -> tuple[str, ...]:
        return tuple(words.render(f"causes.{id}", "said") for id, answer in asked.items() if answer in answers)

    return SaidBeside(
        true=named(YES),
        untrue=named(NO),
        unsure=tuple(
            gettext("%(cause)s: not sure") % {"cause": words.render(f"causes.{id}", "said")}
            for id, answer in asked.items()
            if answer not in (YES, NO)
        ),
        own_words=" ".join(text for id, text in said.answers.items() if known[id].ask == "words"),
        worry=words.render(f"worries.{said.worry}", "ask") if said.worry else "",
        numbers=lines_of(self_report_of(chart.record.state, chart.now.day), words),
        cadence=_cadence(chart, words),
    )


def _cadence(chart: Chart, words: Words) -> tuple[str, ...]:
    """Own steps, goal, sessions of this round and checks of the cadence programme; empty where there is none."""
    plan, _ = cadence()
    found = cadence_of(plan, chart.record.state, chart.now.day)
    if found.own is None:
        return ()
    goal = {"target": plan.target(found.own, found.round), "percent": plan.rounds_pct[found.round]}
    sessions = {"done": found.sessions, "sessions": plan.programme.sessions}
    return (
        words.render("cadence.chart", found.how, own=found.own),
        words.render("cadence.chart", "goal", **goal, **sessions),
        *(words.render("cadence.chart", "check", day=day, steps=steps) for day, steps, _ in found.checks),
    )
