"""`restride today SCENARIO.toml`: the decision of a told story, with reasons and sources. No account, no database."""

import argparse
import json
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from restride.cli._ahead import MOST_DAYS, ahead_lines, ahead_plain, look_ahead
from restride.cli._files import FileRefused, regular_file
from restride.core.decision import Decision, Dose, Position
from restride.core.explain import Sentence
from restride.core.pace import session_dose
from restride.core.protocol import Phase
from restride.core.terms import Verdict
from restride.library.errors import DataError
from restride.library.scenario.expect import differences
from restride.library.scenario.read import Scenario, read_scenario
from restride.usecases.act_out import Acted, act_out, stopped_clock
from restride.usecases.ports import Words
from restride.wiring import ports_in_memory

_EXITS = "Exit codes: 0 the decision is as expected, 1 it is not, 2 the file or the command can't be used."
_SIGNS = {
    Verdict.PROGRESS: "▲",
    Verdict.HOLD: "●",
    Verdict.STEP_BACK: "▼",
    Verdict.REST: "◆",
    Verdict.STOP: "■",
    Verdict.PENDING: "?",
}


def add(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "today", help="decide a scenario file and say why", description="Decide a scenario file.", epilog=_EXITS
    )
    parser.add_argument("scenario", type=Path, metavar="SCENARIO.toml", help="a story; see docs/add/scenario.md")
    parser.add_argument("--json", action="store_true", help="print the decision as JSON")
    parser.add_argument("--ahead", type=_days, metavar="DAYS", help="also the days ahead if every run goes well")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the decision; 1 where it isn't what the scenario expects, 2 where the file can't be read."""
    path: Path = arguments.scenario
    try:
        scenario = read_scenario(regular_file(path))
    except (DataError, FileRefused) as wrong:
        print(f"restride: {wrong}", file=sys.stderr)
        return 2
    ports = ports_in_memory(stopped_clock(scenario))
    acted = act_out(ports, scenario)
    missed = differences(scenario.expect, acted.decision)
    ahead = look_ahead(ports, scenario, acted, arguments.ahead) if arguments.ahead else None
    if arguments.json:
        plain = _plain(path, scenario, acted, missed=missed) | ({"ahead": ahead_plain(ahead)} if ahead else {})
        print(json.dumps(plain, indent=2, ensure_ascii=False))
    else:
        print("\n".join(_lines(scenario, acted, ports.words, missed=missed)))
        print("\n".join(ahead_lines(ahead, ports.words)) if ahead else "", end="\n" if ahead else "")
    return 1 if missed else 0


def _days(text: str) -> int:
    """A number of days for the road ahead."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST_DAYS:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1 to {MOST_DAYS}")
    return int(text)


def _lines(scenario: Scenario, acted: Acted, words: Words, *, missed: tuple[str, ...]) -> Iterator[str]:
    decision = acted.decision
    yield scenario.story
    yield ""
    yield f"{_SIGNS[decision.verdict]} {words.render(f'verdicts.{decision.verdict}', 'title')}: {acted.headline}"
    yield f"  {_place(acted)}"
    yield from (f"  {line}" for line in _session(decision.dose, words))
    if decision.questions:
        yield f"  Still to be answered: {', '.join(decision.questions)}"
    if decision.no_run_before is not None and decision.no_run_before > scenario.now.at:
        there = decision.no_run_before.astimezone(ZoneInfo(scenario.now.zone))
        yield f"  No run before {there:%Y-%m-%d %H:%M}, {scenario.now.zone}"
    if decision.urgency is not None:
        yield f"  {words.render(f'urgency.{decision.urgency.name.lower()}', 'text')}"
    yield ""
    yield "Why"
    yield from (_why(sentence) for sentence in acted.sentences if sentence.status != "not_yet")
    if acted.changes:
        yield ""
        yield "What would change it"
        yield from (f"  {_SIGNS[change.verdict]} {change.text}" for change in acted.changes)
    yield ""
    if scenario.expect is None:
        yield "Nothing was expected: the file has no [expect]."
    else:
        yield "As expected." if not missed else "Not as expected:"
    yield from (f"  {line}" for line in missed)


def _place(acted: Acted) -> str:
    position = acted.decision.position
    phase = acted.protocol.phase(position.phase)
    return f"{phase.title}{_stage(position, phase)} ({acted.protocol.id} {acted.protocol.version})"


def _stage(position: Position, phase: Phase) -> str:
    """The target where the pace is one of minutes, else the stage by its name."""
    if position.target_s:
        dose = session_dose(phase, position)
        return f", {_clock(dose.run_s)} of running in bouts of {_clock(dose.longest_bout_s)}"
    if position.table:
        return f", session {position.level} of {position.table}"
    if not 1 <= position.level <= len(phase.stages):
        return ""
    on = f" of {position.ladder}" if position.ladder else ""
    return f", stage {phase.stages[position.level - 1].id}{on}, {position.level} of {len(phase.stages)}"


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def _session(dose: Dose, words: Words) -> Iterator[str]:
    if not dose.bouts:
        return
    if dose.warmup_s:
        yield words.render("session.bouts", "warmup", walk=dose.warmup_s)
    for bout, same in groupby(dose.bouts):
        times = len(list(same))
        form = "run_only" if not bout.walk_s else "same" if times > 1 else "one"
        yield words.render("session.bouts", form, run=bout.run_s, walk=bout.walk_s, repeats=times)
    if fast := dose.quality:
        yield words.render("session.quality", fast.kind, repeats=fast.repeats, on=fast.on_s, easy=fast.easy_s)
        if fast.most_pct:
            yield words.render("session.speed", "most", percent=fast.most_pct)
    if dose.cooldown_s:
        yield words.render("session.bouts", "cooldown", walk=dose.cooldown_s)
    yield words.render("session.bouts", "total", run=dose.run_s)


def _why(sentence: Sentence) -> str:
    sign = "→" if sentence.deciding else "✓" if sentence.status == "met" else "·"
    aside = f"; set aside by {sentence.waived_by}" if sentence.waived_by else ""
    return f"  {sign} {sentence.text} [{sentence.id}; {sentence.grade}: {', '.join(sentence.cite) or 'none'}{aside}]"


def _plain(path: Path, scenario: Scenario, acted: Acted, *, missed: tuple[str, ...]) -> dict[str, Any]:
    return {
        "scenario": str(path),
        "story": scenario.story,
        "protocol": {"id": acted.protocol.id, "version": acted.protocol.version, "hash": acted.protocol.hash},
        "decision": _decision(acted.decision),
        "headline": acted.headline,
        "reasons": [_sentence(sentence) for sentence in acted.sentences],
        "changes": [{"verdict": change.verdict.value, "text": change.text} for change in acted.changes],
        "expected": {"met": not missed, "differences": list(missed)} if scenario.expect else None,
    }


def _decision(decision: Decision) -> dict[str, Any]:
    dose = decision.dose
    return {
        "verdict": decision.verdict.value,
        "course": decision.course.name.lower(),
        "phase": decision.position.phase,
        "level": decision.position.level,
        "table": decision.position.table,
        "target_s": decision.position.target_s,
        "step_pm": decision.position.step_pm,
        "ladder": decision.position.ladder,
        "day": decision.day.isoformat(),
        "bouts": [{"run_s": bout.run_s, "walk_s": bout.walk_s} for bout in dose.bouts],
        "run_s": dose.run_s,
        "longest_bout_s": dose.longest_bout_s,
        "walk_s": dose.walk_s,
        "no_run_before": decision.no_run_before.isoformat() if decision.no_run_before else None,
        "expires_at": decision.expires_at.isoformat(),
        "urgency": decision.urgency.name.lower() if decision.urgency else None,
        "questions": list(decision.questions),
        "deciding": [reason.rule for reason in decision.reasons if reason.deciding],
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "kind": sentence.kind,
        "id": sentence.id,
        "status": sentence.status,
        "deciding": sentence.deciding,
        "text": sentence.text,
        "sources": list(sentence.cite),
        "evidence": sentence.grade.value,
        "waived_by": sentence.waived_by or None,
    }
