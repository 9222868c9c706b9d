"""A study's report as plain text: tables whose first line says that this is a simulation."""

from collections.abc import Iterable, Sequence

from restride.library.words import Phrases
from restride.study.figures import Figure
from restride.study.report import SAFETY, Compared, Part, PolicyFigures, Report, Span

_UNKNOWN = "–"
_WORST = 8  # protocols shown; every one stands in the JSON
_WHOLE_FROM = 20  # larger figures lose their decimals
Row = tuple[str, ...]


def as_text(made: Report, said: Phrases) -> str:
    """Every table, one after the other."""
    label = {form: said.render("study.label", form) for form in ("warning", "intervals", made.study.plan.start)}
    summary = said.render(
        "study.label",
        "summary",
        runners=str(made.study.runners),
        protocols=str(len(made.study.protocols)),
        days=str(made.study.plan.days),
        seed=str(made.study.plan.seed),
        start=label[made.study.plan.start],
    )
    parts = [
        [label["warning"], summary, label["intervals"]],
        _titled(said, "before", _policies(made.policies, "before", said)),
        _titled(said, "whole", _policies(made.policies, "whole", said)),
    ]
    if made.compared:
        parts.append([*_titled(said, "compared", _compared(made.compared, said)), "", *losses(made.compared, said)])
    parts.append(_titled(said, "styles", _parts(made.styles, "style", said)))
    fewest = sorted(made.protocols, key=lambda part: (part.reached.value or 0.0, part.name))[:_WORST]
    parts.append(_titled(said, "worst", _parts(fewest, "protocol", said)))
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def losses(compared: Sequence[Compared], said: Phrases) -> list[str]:
    """In words: where the default loses to the best literal course, and where no difference can be seen."""
    lost = [_measure(one, said) for one in compared if one.says == "more"]
    level = [_measure(one, said) for one in compared if one.says == "level"]
    lines = [
        said.render("study.says", "loses", list=", ".join(lost)) if lost else said.render("study.says", "loses_none")
    ]
    return [*lines, said.render("study.says", "unseen", list=", ".join(level))] if level else lines


def _titled(said: Phrases, form: str, rows: Iterable[Row]) -> list[str]:
    return [said.render("study.table", form), "", *_laid_out(list(rows))]


def _policies(found: Sequence[PolicyFigures], span: Span, said: Phrases) -> Iterable[Row]:
    counts = (*SAFETY, "rest_days", "refers", "false_refers", "runs")
    heads = [said.render("study.metric", name) for name in counts]
    ahead = [said.render("study.metric", name) for name in ("reached", "goal_day")] if span == "before" else []
    yield (said.render("study.table", "policy"), *heads, *ahead)
    for one in found:
        figures = one.before if span == "before" else one.whole
        cells = [_cell(figures[name]) for name in counts]
        if span == "before":
            cells += [_percent(one.reached), _cell(one.goal_day)]
        yield (one.policy, *cells)


def _compared(found: Sequence[Compared], said: Phrases) -> Iterable[Row]:
    yield tuple(said.render("study.table", name) for name in ("measure", "best", "gap", "says"))
    for one in found:
        yield (_measure(one, said), one.best, _cell(one.gap), said.render("study.says", one.says))


def _measure(one: Compared, said: Phrases) -> str:
    name = said.render("study.metric", one.measure)
    return said.render("study.metric", one.span, metric=name) if one.span else name


def _parts(found: Sequence[Part], head: str, said: Phrases) -> Iterable[Row]:
    names = (*SAFETY, "false_refers")
    heads = [said.render("study.metric", name) for name in ("reached", *names)]
    yield (said.render("study.table", head), said.render("study.table", "runners"), *heads)
    for one in found:
        yield (one.name, str(one.runners), _percent(one.reached), *(_cell(getattr(one, name)) for name in names))


def _cell(figure: Figure) -> str:
    ends = "" if figure.low is None and figure.high is None else f" ({_number(figure.low)} to {_number(figure.high)})"
    return f"{_number(figure.value)}{ends}"


def _number(value: float | None) -> str:
    if value is None:
        return _UNKNOWN
    return f"{value:.0f}" if abs(value) >= _WHOLE_FROM or value == int(value) else f"{value:.2f}"


def _percent(figure: Figure) -> str:
    value, low, high = (_UNKNOWN if x is None else f"{x * 100:.0f}" for x in (figure.value, figure.low, figure.high))
    return f"{value} % ({low} to {high})"


def _laid_out(rows: list[Row]) -> list[str]:
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]
