"""A study's plot as SVG, labelled as a simulation across its whole face: curves to half an hour, and figures beside."""

from collections.abc import Iterator, Sequence
from html import escape

from restride.library.words import Phrases
from restride.study.figures import Figure
from restride.study.report import SAFETY, PolicyFigures, Report

_WIDTH, _LEFT, _TOP = 960, 60, 70
_PLOT_W, _PLOT_H = 560, 280
_ROW_H, _PANEL_W = 22, 240
_COLOURS = ("#0b5fa5", "#b3480e", "#2f7d32", "#7a3e9d", "#8a6d00", "#a01847", "#00707a", "#555555")
_DASHES = ("", "8 4", "3 3", "10 3 3 3", "1 4")


def as_svg(made: Report, said: Phrases) -> str:
    """The whole drawing. Lines differ in colour and in dashes, so that colour alone carries nothing."""
    height = _TOP + _PLOT_H + 90 + (len(made.policies) + 3) * _ROW_H
    body = "\n".join([*_frame(made, said, height), *_curves(made, said), *_panels(made, said)])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="13">\n{body}\n</svg>\n'
    )


def _frame(made: Report, said: Phrases, height: int) -> Iterator[str]:
    title, warning = (said.render("study.label", form) for form in ("title", "warning"))
    yield f"<title>{escape(title)}</title>"
    yield f"<desc>{escape(said.render('study.plot', 'description'))}</desc>"
    yield f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>'
    yield (
        f'<text x="{_WIDTH / 2:.0f}" y="{height / 2:.0f}" font-size="120" fill="#f0f0f0" text-anchor="middle" '
        f'transform="rotate(-24 {_WIDTH / 2:.0f} {height / 2:.0f})">{escape(title)}</text>'
    )
    yield _text(_LEFT, 26, warning, weight="bold")


def _curves(made: Report, said: Phrases) -> Iterator[str]:
    days = made.study.plan.days
    yield _text(_LEFT, 52, said.render("study.plot", "curves"))
    for percent in range(0, 101, 25):
        y = _y(percent / 100)
        yield f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_LEFT + _PLOT_W}" y2="{y:.1f}" stroke="#cccccc"/>'
        yield _text(_LEFT - 8, y + 4, f"{percent} %", anchor="end")
    for day in range(0, days + 1, max(days // 6 // 7 * 7, 7)):
        yield _text(_x(day, days), _TOP + _PLOT_H + 18, str(day), anchor="middle")
    yield _text(_LEFT + _PLOT_W, _TOP + _PLOT_H + 36, said.render("study.plot", "day"), anchor="end")
    for n, one in enumerate(made.policies):
        points = " ".join(f"{_x(day, days):.1f},{_y(value):.1f}" for day, value in enumerate(one.reached_by_day))
        yield f'<polyline points="{points}" fill="none" {_stroke(n)}/>'
        y = _TOP + 8 + n * _ROW_H
        yield f'<line x1="{_LEFT + _PLOT_W + 30}" y1="{y}" x2="{_LEFT + _PLOT_W + 80}" y2="{y}" {_stroke(n)}/>'
        yield _text(_LEFT + _PLOT_W + 90, y + 4, one.policy)


def _panels(made: Report, said: Phrases) -> Iterator[str]:
    top = _TOP + _PLOT_H + 70
    yield _text(_LEFT, top - 8, said.render("study.plot", "figures"))
    for column, metric in enumerate(SAFETY):
        left = 170 + column * (_PANEL_W + 20)
        yield _text(left, top + _ROW_H - 4, said.render("study.metric", metric), weight="bold")
        most = max(_most(one.before[metric]) for one in made.policies) or 1.0
        for n, one in enumerate(made.policies):
            yield from _dot(n, one.before[metric], left=left, y=top + (n + 1.7) * _ROW_H, most=most)
    yield from _names(made.policies, top)


def _names(found: Sequence[PolicyFigures], top: int) -> Iterator[str]:
    for n, one in enumerate(found):
        yield _text(_LEFT - 50, top + (n + 1.7) * _ROW_H + 4, one.policy)


def _dot(n: int, figure: Figure, *, left: float, y: float, most: float) -> Iterator[str]:
    value = figure.value or 0.0
    ends = (value if figure.low is None else max(figure.low, 0.0), value if figure.high is None else figure.high)
    low, middle, high = (left + x / most * (_PANEL_W - 60) for x in (ends[0], value, ends[1]))
    yield f'<line x1="{low:.1f}" y1="{y:.1f}" x2="{high:.1f}" y2="{y:.1f}" {_stroke(n)}/>'
    yield f'<circle cx="{middle:.1f}" cy="{y:.1f}" r="4" fill="{_COLOURS[n % len(_COLOURS)]}"/>'
    yield _text(left + _PANEL_W - 50, y + 4, f"{value:.2f}")


def _most(figure: Figure) -> float:
    return max(figure.high or 0.0, figure.value or 0.0)


def _x(day: float, days: int) -> float:
    return _LEFT + day / days * _PLOT_W


def _y(share: float) -> float:
    return _TOP + (1 - share) * _PLOT_H


def _stroke(n: int) -> str:
    dash = _DASHES[n % len(_DASHES)]
    return f'stroke="{_COLOURS[n % len(_COLOURS)]}" stroke-width="2"' + (f' stroke-dasharray="{dash}"' if dash else "")


def _text(x: float, y: float, said: str, *, anchor: str = "start", weight: str = "normal") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}">{escape(said)}</text>'
