"""Tags of the bars: progress, run and walk, ladder. Sizes are SVG attributes, since no style attribute is allowed."""

from collections.abc import Sequence
from typing import Any

from django import template

from restride.web.shared.ahead import RangeBar

register = template.Library()

GAP_PERCENT = 0.9
LADDER_FOOT_PERCENT = 22
KINDS = {"run": "run", "walk": "walk", "missed": "missed"}


@register.inclusion_tag("parts/meter.html")
def meter(value: float, of: float, label: str) -> dict[str, Any]:
    """How far something has come; the label says it in words."""
    share = 100 * value / of if of else 0.0
    return {"width": _percent(min(100.0, max(0.0, share))), "value": value, "of": of, "label": label}


@register.inclusion_tag("parts/bouts.html")
def bouts(pieces: Sequence[tuple[str, float]], label: str, kind: str = "") -> dict[str, Any]:
    """A session as a bar: pieces of (`run`, `walk` or `missed`, seconds). The label says the same in words."""
    whole = sum(length for _, length in pieces)
    room = 100.0 - GAP_PERCENT * (len(pieces) - 1)
    drawn, x = [], 0.0
    for piece, length in pieces:
        width = room * length / whole
        drawn.append({"x": _percent(x), "width": _percent(width), "css": KINDS[piece]})
        x += width + GAP_PERCENT
    return {"pieces": drawn, "label": label, "kind": kind}


@register.inclusion_tag("parts/ladder.html")
def ladder(stages: int, now: int, label: str) -> dict[str, Any]:
    """The stages as rising steps; those before `now` (counted from one) are done."""
    width = (100.0 - GAP_PERCENT * (stages - 1)) / stages
    steps = []
    for stage in range(1, stages + 1):
        height = LADDER_FOOT_PERCENT + (100 - LADDER_FOOT_PERCENT) * stage / stages
        css = "done" if stage < now else "now" if stage == now else ""
        x = (width + GAP_PERCENT) * (stage - 1)
        steps.append(
            {
                "x": _percent(x),
                "y": _percent(100 - height),
                "width": _percent(width),
                "height": _percent(height),
                "css": css,
            }
        )
    return {"steps": steps, "label": label}


@register.inclusion_tag("parts/range.html")
def date_range(bar: RangeBar, label: str) -> dict[str, Any]:
    """A range of dates on a bar from today: the soonest as a mark, the likely stretch as a band."""
    return {
        "soonest": _percent(100 * bar.soonest / bar.length),
        "from": _percent(100 * bar.early / bar.length),
        "width": _percent(100 * max(bar.late - bar.early, 1) / bar.length),
        "open": bar.open,
        "dates": bar.dates,
        "label": label,
    }


def _percent(number: float) -> str:
    return f"{number:.2f}%"
