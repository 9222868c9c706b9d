"""A comparison as a page that a clinician reads, and as plain data: what allows more stands first and is marked."""

from collections.abc import Iterable, Iterator
from typing import Any

from restride.cli._compared import Compared, Found
from restride.core.compare import ORDER, Aspect, Direction, PartChange
from restride.core.decision import Decision, RunWalk
from restride.core.protocol import Cap, Condition, Outcome, Protocol, Rule
from restride.core.quantity import PainScore
from restride.library.page import bout_words, clock_words, condition_words, outcome_words

_MARKS: dict[Direction, str] = {"more": "▲ allows more", "other": "● other", "less": "▼ allows less"}
_HEADS: dict[Direction, str] = {
    "more": "▲ ALLOWS MORE: look at these first",
    "other": "● OTHERWISE: the same is allowed, in another way",
    "less": "▼ ALLOWS LESS",
}
_EXAMPLES = 3  # of each kind; all of them are in the JSON
_NOBODY = "no rule"
_ABOUT: dict[Aspect, tuple[str, str]] = {  # where more is allowed, and where less is or it is only otherwise
    "run": ("A run where there was none", "No run where there was one"),
    "urgency": ("Help is asked for less soon", "Help is asked for sooner"),
    "session": ("A longer session", "A shorter session"),
    "stretch": ("A longer stretch without a break", "A shorter stretch without a break"),
    "on_feet": ("More time on the feet", "Less time on the feet"),
    "phase": ("A later phase", "An earlier phase"),
    "course": ("A better answer", "A stricter answer"),
    "rest": ("Rest ends earlier", "Rest ends later"),
    "questions": ("Fewer questions before a run", "More questions before a run"),
    "position": ("Another place", "Another place on the way"),
}
_ASPECTS = tuple(_ABOUT)
_IN_TENTHS = ("response.during_tolerance", "response.morning_tolerance", "response.rise_slack")


def change_lines(old: Protocol, new: Protocol, changes: tuple[PartChange, ...]) -> Iterator[str]:
    """What was added, taken out and changed in the data, in words."""
    if not changes:
        return
    yield ""
    yield "  WHAT CHANGED IN THE DATA"
    for one in changes:
        if not one.what:
            side, word, value = (new, "new", one.new) if one.old is None else (old, "gone", one.old)
            yield f"    {_MARKS[one.direction]}: {one.part} is {word}: {_part(side, value)}"
        else:
            before, after = _value(old, one.what, one.old), _value(new, one.what, one.new)
            yield f"    {_MARKS[one.direction]}: {one.part}, {_NAMES.get(one.what, one.what)}: {before} → {after}"


def difference_lines(found: "Iterable[Found]") -> Iterator[str]:
    """Decisions that differ, by kind: what they allow, from which verdict to which, and by which rules."""
    groups: dict[tuple[Direction, str], list[Found]] = {}
    for one in found:
        groups.setdefault((one.what.direction, _kind(one)), []).append(one)
    for direction in ORDER:
        mine = {kind: ones for (way, kind), ones in groups.items() if way == direction}
        if not mine:
            continue
        yield ""
        yield f"  {_HEADS[direction]}"
        for kind, ones in sorted(mine.items(), key=_gravest):
            yield f"    {kind}: {len(ones)} {'time' if len(ones) == 1 else 'times'}"
            shown = _picked(ones)
            for one in shown:
                yield f"      {one.story} ({one.place}), {one.day}"
                yield f"        old: {_answer(one.what.old)}"
                yield f"        new: {_answer(one.what.new)}"
            if len(ones) > len(shown):
                yield f"      and {len(ones) - len(shown)} more"


def plain(compared: "Compared") -> dict[str, Any]:
    """Everything as data, none left out."""
    return {
        "title": compared.title,
        "old": {"id": compared.old.id, "version": compared.old.version, "hash": compared.old.hash},
        "new": {"id": compared.new.id, "version": compared.new.version, "hash": compared.new.hash},
        "changes": [
            {
                "allows": one.direction,
                "part": one.part,
                "what": one.what,
                "old": None if one.old is None else _shown(compared.old, one, one.old),
                "new": None if one.new is None else _shown(compared.new, one, one.new),
            }
            for one in compared.changes
        ],
        "differences": [
            {
                "allows": one.what.direction,
                "story": one.story,
                "place": one.place,
                "day": one.day,
                "about": one.what.about,
                "old": _data(one.what.old, one.what.old_deciding),
                "new": _data(one.what.new, one.what.new_deciding),
            }
            for one in compared.found
        ],
        "stories": compared.stories,
        "days": compared.days,
    }


def _picked(ones: "list[Found]") -> "list[Found]":
    """A few that show the kind: told stories before made-up days, and each made-up runner once where possible."""
    first: dict[str, Found] = {}
    for one in ones:
        first.setdefault(one.story, one)
    return [*first.values()][:_EXAMPLES]


def _gravest(group: "tuple[str, list[Found]]") -> tuple[int, int, str]:
    kind, ones = group
    return (_ASPECTS.index(ones[0].what.about), -len(ones), kind)


def _kind(one: "Found") -> str:
    """What is different, from which verdict to which, and by which rules: those alone that decide on one side."""
    old, new = one.what.old_deciding, one.what.new_deciding
    gone, come = [rule for rule in old if rule not in new], [rule for rule in new if rule not in old]
    by = f"as before by {', '.join(old) or _NOBODY}"
    if gone or come:
        by = f"no longer {', '.join(gone)}" if gone else "as before"
        by += f", now {', '.join(come)}" if come else ""
    what = _ABOUT[one.what.about][one.what.direction != "more"]
    verdicts = dict.fromkeys(verdict.replace("_", " ") for verdict in (one.what.old.verdict, one.what.new.verdict))
    return f"{what}, {' → '.join(verdicts)} ({by})"


def _answer(decision: Decision) -> str:
    position = decision.position
    place = f"{position.phase} level {position.level}" if position.level else position.phase
    parts = [f"{decision.verdict.replace('_', ' ')}, {place}", _dose(decision)]
    if decision.no_run_before is not None and not decision.runs:
        parts.append(f"no run before {decision.no_run_before:%Y-%m-%d %H:%M} UTC")
    if decision.trouble:
        parts.append(f"it could not be decided ({decision.trouble})")
    return "; ".join(parts)


def _dose(decision: Decision) -> str:
    dose = decision.dose
    if not dose.bouts:
        return "no run"
    return f"{clock_words(dose.run_s)} of running, {clock_words(dose.longest_bout_s)} at most without a break"


def _data(decision: Decision, deciding: tuple[str, ...]) -> dict[str, Any]:
    return {
        "verdict": decision.verdict.value,
        "course": decision.course.name.lower(),
        "phase": decision.position.phase,
        "level": decision.position.level,
        "run_s": decision.dose.run_s,
        "longest_bout_s": decision.dose.longest_bout_s,
        "no_run_before": decision.no_run_before.isoformat() if decision.no_run_before else None,
        "deciding": list(deciding),
    }


# ---- values of the data ----

_NAMES = {
    "any_of": "asks",
    "orelse": "where it is not met",
    "unknown": "where nobody knows",
    "waivable": "a clinician may waive it",
    "urgency": "how soon somebody is seen",
    "opens_flag": "opens the flag",
    "presets": "in force under",
}


def _shown(protocol: Protocol, change: PartChange, value: Any) -> str:
    return _value(protocol, change.what, value) if change.what else _part(protocol, value)


def _part(protocol: Protocol, part: Any) -> str:
    if isinstance(part, Rule):
        asks = _value(protocol, "any_of", part.any_of)
        only = f" ({' and '.join(part.presets)} only)" if part.presets else ""
        return f"{asks}; else {outcome_words(part.orelse)}{only}"
    if isinstance(part, Cap):
        most = "no fixed end" if part.most_s is None else f"{clock_words(part.most_s)} at most"
        return f"{part.quantity}, {part.percent}% of {part.base}, {most}"
    return str(getattr(part, "id", "")) or "see the page of the protocol"


def _value(protocol: Protocol, what: str, value: Any) -> str:
    if isinstance(value, Outcome):
        return outcome_words(value) or "nothing is held back"
    if isinstance(value, tuple):
        return ", ".join(_one(protocol, one) for one in value) or "none"
    if value is None or value == "":
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if what in _IN_TENTHS:
        return f"{PainScore(value)} of 10"
    if what.endswith("_s") and isinstance(value, int):
        return clock_words(value)
    if what.endswith("_pm") and isinstance(value, int):
        return f"{value / 10:g}%"
    return str(getattr(value, "name", value)).lower() if hasattr(value, "name") else str(value)


def _one(protocol: Protocol, one: Any) -> str:
    if isinstance(one, Condition):
        return condition_words(protocol, one)
    if isinstance(one, RunWalk):
        return bout_words(one)
    if hasattr(one, "run_s") and hasattr(one, "from_s"):
        return f"{clock_words(one.run_s)} run {clock_words(one.walk_s)} walk from {clock_words(one.from_s)}"
    return str(one)
