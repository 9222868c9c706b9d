"""Whether everything that is shown has its sentence, and whether each sentence can be filled with what it is given."""

import re
from collections.abc import Iterator, Mapping

from restride.core.measures.registry import MEASURES
from restride.core.protocol import Condition, Protocol, Rule, Statement
from restride.core.terms import Urgency, Verdict
from restride.library.every_rule import every_rule
from restride.library.lint.finding import Finding, refused
from restride.library.red_flags import RedFlags
from restride.library.words import Phrases

_RULE = ("met", "unmet", "unknown")
_CAP = ("title", "binding", "free")
_GIVEN_TO_RULES = {"value", "bound"}
_GIVEN_TO_CAPS = {"allowed", "before", "base"}
_COUNTS = {"nights", "runs", "times", "stages", "grades", "files", "flags", "number"}
_KINDS: Mapping[str, set[str]] = {
    "nrs": {"pain"},
    "grade": {"grade"},
    "count": _COUNTS,
    "h": {"hours"},
    "min": {"minutes"},
    "d": {"days"},
    "weeks": {"weeks"},
    "s": {"duration", "seconds"},
    "pct": {"percent"},
    "reps": {"reps"},
    "cm": {"centimetres"},
    "yes_no": set(),
}
_NUMBER = re.compile(r"\d")
_SCALE = " of 10"  # the scale itself, which is no number of a protocol
FIXED: Mapping[str, tuple[str, ...]] = {
    **{f"verdicts.{verdict.value}": ("title", "text") for verdict in Verdict if verdict is not Verdict.PENDING},
    "verdicts.pending": ("title", "text", "trouble"),
    **{f"urgency.{urgency.name.lower()}": ("title", "text", "card") for urgency in Urgency},
    "rules.decided-today": _RULE,
    "rules.pace-changed": _RULE,
    "rules.restored": _RULE,
    "caps.clearance-limit": _CAP,
    "caps.comeback": _CAP,
    "session.speed": ("most",),
    "caps.first-sessions": _CAP,
    "caps.first-bouts": _CAP,
    "caps.decided-today": _CAP,
    "caps.pace-changed": _CAP,
    "questions.next_morning": ("ask", "short"),
    "questions.run_outcome": ("ask", "short"),
    "questions.confirm": ("ask", "yes", "no"),
}


def findings(protocol: Protocol, phrases: Phrases) -> Iterator[Finding]:
    """Sentences of one protocol that are missing or cannot be filled."""
    for key, forms in expected(protocol).items():
        for form in forms:
            if key not in phrases or form not in phrases.forms(key):
                yield refused(protocol, key, f'has no sentence "{form}" in words/{phrases.language}; write one')
    for rule in (*(rule for rule, _, _ in every_rule(protocol)), *protocol.before_speed):
        yield from _fillable(protocol, rule, phrases)
    for section, said in (("cautions", protocol.cautions), ("facts", protocol.facts)):
        for one in said:
            yield from _stated(protocol, f"{section}.{one.id}", one, phrases)
    for cap in protocol.caps:
        key = f"caps.{cap.say}"
        for form in _there(phrases, key, _CAP):
            for name, kind in phrases.places(key, form).items():
                if name not in _GIVEN_TO_CAPS or kind != "duration":
                    cure = f"asks for {{{name}:{kind}}}; a limit gives allowed, before and base as :duration"
                    yield refused(protocol, f"{key}.{form}", cure)


def expected(protocol: Protocol) -> dict[str, tuple[str, ...]]:
    """The keys and forms that a protocol needs."""
    flags = [flag for line in protocol.lines for flag in line.flags]
    asked = dict.fromkeys((*protocol.required, *protocol.required_after_run))
    return {
        **FIXED,
        **{f"rules.{rule.say}": _RULE for rule, _, _ in every_rule(protocol)},
        **{f"caps.{cap.say}": _CAP for cap in protocol.caps},
        **{f"phases.{phase.id}": ("title", "about", "next") for phase in protocol.phases},
        **({"session.quality": tuple(kinds)} if (kinds := _quality(protocol)) else {}),
        **{f"items.{item.id}": ("title", "how", "record") for item in protocol.items},
        **{f"lines.{line.group}": ("ask", "confirm") for line in protocol.lines},
        **{f"flags.{flag}": ("ask", "confirm", "why") for flag in flags},
        **{f"flags.{r.opens_flag}": ("confirm", "why") for r, _, _ in every_rule(protocol) if r.opens_flag},
        **{f"questions.{name}": ("ask", "short") for name in asked},
        f"protocols.{protocol.id}": ("title", "about"),
        **{f"rules.{rule.say}": _RULE for rule in protocol.before_speed},
        **{f"cautions.{one.id}": ("text",) for one in protocol.cautions},
        **{f"facts.{one.id}": ("text",) for one in protocol.facts},
        **{f"ladders.{one.id}": ("title", "about") for one in protocol.ladders},
    }


def _quality(protocol: Protocol) -> list[str]:
    """Every kind of faster running that a table of the protocol has."""
    tables = (table for phase in protocol.phases for table in phase.tables)
    return list(dict.fromkeys(kind.id for table in tables for kind in table.kinds))


def unsaid(red_flags: RedFlags, phrases: Phrases) -> tuple[str, ...]:
    """Keys of flags, warning signs and screens that have no sentence; empty when the catalogue is complete."""
    wanted = {
        **{f"flags.{id}": ("ask", "confirm", "why") for id in red_flags.flags},
        **{f"flags.{id}": ("confirm", "why") for id in red_flags.soft},
        **{f"lines.{group}": ("ask", "confirm") for group in red_flags.lines},
        **{f"warnings.{id}": ("ask", "why") for id in red_flags.warnings},
        **{f"screens.{id}": ("ask", "why", "then") for id in red_flags.screens},
    }
    return tuple(
        f"{key}.{form}"
        for key, forms in wanted.items()
        for form in forms
        if key not in phrases or form not in phrases.forms(key)
    )


def _fillable(protocol: Protocol, rule: Rule, phrases: Phrases) -> Iterator[Finding]:
    key = f"rules.{rule.say}"
    kinds = set.intersection(*(_kinds(protocol, condition) for condition in rule.any_of))
    for form in _there(phrases, key, _RULE):
        places = phrases.places(key, form)
        if form == "unknown" and "value" in places:
            yield refused(protocol, f"{key}.{form}", "shows a value that nobody told us; take {value} out")
        for name, kind in places.items():
            if name not in _GIVEN_TO_RULES or kind not in kinds:
                allowed = ", ".join(sorted(kinds)) or "none"
                cure = f"asks for {{{name}:{kind}}}; this rule gives value and bound, of kind: {allowed}"
                yield refused(protocol, f"{key}.{form}", cure)
        if _NUMBER.search(_without_places(phrases.forms(key)[form])):
            yield refused(protocol, f"{key}.{form}", "has a number typed in; write {bound:…}, so that it stays true")


def _stated(protocol: Protocol, key: str, one: Statement, phrases: Phrases) -> Iterator[Finding]:
    """A caution or a figure shows exactly the values that its data holds, and types none in."""
    for form in _there(phrases, key, ("text",)):
        wanted, given = set(phrases.places(key, form)), {name for name, _ in one.values}
        if wanted != given:
            cure = f"shows {sorted(wanted) or 'no value'}, and the data gives {sorted(given) or 'none'}; make them one"
            yield refused(protocol, f"{key}.{form}", cure)
        if _NUMBER.search(_without_places(phrases.forms(key)[form])):
            yield refused(protocol, f"{key}.{form}", "has a number typed in; write {name:kind} and put it in values")


def _there(phrases: Phrases, key: str, forms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(form for form in forms if key in phrases and form in phrases.forms(key))


def _kinds(protocol: Protocol, condition: Condition) -> set[str]:
    unit: str = MEASURES[condition.measure].unit
    if unit == "item":
        wanted = dict(condition.params).get("item")
        unit = next((item.unit for item in protocol.items if item.id == wanted), "")
    return _KINDS.get(unit, set())


def _without_places(sentence: str) -> str:
    return re.sub(r"\{[^}]*\}", "", sentence).replace(_SCALE, "")
