"""The page docs/generated/exercises.md: which exercises each condition has for each body part, and every exercise."""

from restride.core.exercise.model import Exercise, Policy, Shelf
from restride.library.exercises import exercises
from restride.library.lint.exercises import Cell, coverage
from restride.library.words import Phrases, phrases

_HEAD = """\
# Exercises

Written by `./run python -m tools.generate` from `src/restride/protocols/exercises/`; do not edit by hand.
Each cell of the first table names how many exercises the condition has for that body part or technique. A letter is a
written reason why it has none. Where a clearance is required, nothing with landings is shown before a clearance for
impact; where exercises are listed one by one, nothing at all before a clearance for strength, and landings only by
prescription.

"""


def render() -> str:
    """The whole page."""
    shelf, words = exercises(), phrases()
    cells = coverage(shelf)
    reasons = sorted({cell.reason for cell in cells if cell.reason})
    letters = {reason: chr(ord("a") + n) for n, reason in enumerate(reasons)}
    return "".join(
        (
            _HEAD,
            _table(shelf, words, cells, letters),
            "\n",
            *(f"- ({letters[one]}) {words.render(f'left_out.{one}', 'text')}\n" for one in reasons),
            "\n## What conditions allow\n\n",
            _columns("Condition", "Clearance", "Exercises", "Pain while exercising, at most", "Key exercises"),
            *(_policy(policy) for policy in shelf.policies.values()),
            "\n## Every exercise\n\n",
            _columns("Exercise", "Phase", "Needs", "For", "Not for", "Easier", "Harder", "Sources"),
            *(_exercise(one, words) for one in shelf.exercises.values()),
        )
    )


def _table(shelf: Shelf, words: Phrases, cells: tuple[Cell, ...], letters: dict[str, str]) -> str:
    names = [words.render(f"areas.{area}", "name") for area in shelf.areas_required]
    lines = [_columns("Condition", *names)]
    for policy in shelf.policies:
        mine = [cell for cell in cells if cell.condition == policy]
        shown = [f"({letters[cell.reason]})" if cell.reason else str(len(cell.exercises)) for cell in mine]
        lines.append(f"| `{policy}` | {' | '.join(shown)} |\n")
    return "".join(lines)


def _columns(*names: str) -> str:
    return f"| {' | '.join(names)} |\n|{'---|' * len(names)}\n"


def _policy(policy: Policy) -> str:
    listed = "listed one by one" if policy.listed_only else "all but those excluded"
    key = ", ".join(f"`{one}`" for one in policy.key)
    return f"| `{policy.id}` | {policy.clearance} | {listed} | {policy.pain_most_tenths / 10:g} of 10 | {key} |\n"


def _exercise(one: Exercise, words: Phrases) -> str:
    name = words.render(f"exercises.{one.id}", "name")
    needs = one.needs.name.lower() if one.needs else "none"
    easier = ", ".join((*one.easier, *(f"`{id}`" for id in one.regression)))
    harder = ", ".join((*one.harder, *(f"`{id}`" for id in one.progression)))
    grade = f"{', '.join(one.cite)} ({one.evidence.value}; dose: {one.dose.evidence.value})"
    columns = (
        f"{name} `{one.id}`",
        one.phase,
        needs,
        ", ".join(one.conditions),
        ", ".join(one.exclude),
        easier,
        harder,
    )
    return f"| {' | '.join(columns)} | {grade} |\n"
