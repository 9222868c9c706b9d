"""What to mind on today's run, in words with sources: effort, ground and shoes, and what suits the injury."""

from collections.abc import Mapping
from dataclasses import dataclass

from restride.core.protocol import Citation, Statement
from restride.core.run_advice import lines_today
from restride.library.run_advice import citations, run_advice
from restride.usecases.heart_rate import beside_a_run
from restride.usecases.ports import Words
from restride.usecases.today import EpisodeToday, Today
from restride.web.shared.reason_card import Source, source_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Lines beside today's run, what to mind with this injury, and where both come from."""

    lines: tuple[str, ...]
    injury: tuple[str, ...]
    sources: tuple[Source, ...]


def run_advice_of(now: Today, words: Words) -> Advice | None:
    """The advice beside today's run; None where there is no run."""
    if now.decision is None or not now.decision.runs:
        return None
    phase = now.decision.position.phase
    conditions = [one.opened.body.condition for one in now.episodes]
    said = lines_today(run_advice(), phase, conditions, now.now.day)
    cautions = dict.fromkeys(one for each in now.episodes for one in each.regimen.protocol.cautions)
    known = {**citations(), **_cited(now.episodes)}
    beats = beside_a_run(now.record.state, words)
    return Advice(
        lines=(*(_text("advice", one, words) for one in said), *([beats] if beats else [])),
        injury=tuple(_text("cautions", one, words) for one in cautions),
        sources=_sources((*said, *cautions), known),
    )


def _text(section: str, one: Statement, words: Words) -> str:
    return words.render(f"{section}.{one.id}", "text", **dict(one.values))


def _cited(episodes: tuple[EpisodeToday, ...]) -> dict[str, Citation]:
    return {one.id: one for each in episodes for one in each.regimen.protocol.citations}


def _sources(said: tuple[Statement, ...], known: Mapping[str, Citation]) -> tuple[Source, ...]:
    """Each source once, in the order of the lines."""
    ids = dict.fromkeys(id for one in said for id in one.cite)
    return tuple(source_of(known[id]) for id in ids if id in known)
