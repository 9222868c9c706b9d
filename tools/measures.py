"""The page docs/generated/measures.md: what rules may ask, in the words that runners read."""

from restride.core.measures.measure import Measure
from restride.core.measures.registry import MEASURES

_HEAD = """\
# Measures

Written by `./run python -m tools.generate` from `src/restride/core/measures/`; do not edit by hand.
What a rule may ask. The meaning of a measure never changes; a new meaning is a new name.

| Measure | Unit | What it answers | Takes | Only after a run |
|---|---|---|---|---|
"""

_UNITS = {
    "nrs": "points of pain, 0 to 10",
    "yes_no": "yes or no",
    "grade": "grade of swelling",
    "h": "hours",
    "min": "minutes",
    "d": "days",
    "s": "seconds",
    "pct": "percent",
    "item": "the item's own",
}


def render() -> str:
    """The whole page, in order of name."""
    return _HEAD + "".join(_row(MEASURES[name]) for name in sorted(MEASURES))


def _row(measure: Measure) -> str:
    takes = ", ".join(f"{name} ({_kind(measure, name)})" for name in measure.params)
    meaning = " ".join(measure.meaning.split())
    unit = _UNITS.get(measure.unit, measure.unit)
    return f"| `{measure.name}` | {unit} | {meaning} | {takes} | {'yes' if measure.needs_run else ''} |\n"


def _kind(measure: Measure, name: str) -> str:
    words = measure.words.get(name)
    kinds = {"nrs": "points of pain", "int": "a whole number", "word": "a word", "item": "a readiness item"}
    return " or ".join(words) if words else kinds[measure.params[name]]
