"""What answers about causes change, in words: exercises and cues, reminders, the card, what rules do and what holds."""

from dataclasses import dataclass

from restride.core.learning import Card
from restride.library.learning import cards
from restride.usecases.ports import Words
from restride.usecases.why_it_happened import Change, Said
from restride.web.runner.shown.learn import CardRow, row_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One cause that was answered yes, and everything that follows from it."""

    title: str
    exercises: tuple[str, ...]
    cues: tuple[str, ...]
    rules: tuple[str, ...]
    reminders: tuple[str, ...]
    holds: tuple[str, ...]
    card: CardRow | None


def changes_of(said: Said, words: Words) -> tuple[Changed, ...]:
    """What follows from each cause."""
    return tuple(_changed(change, words) for change in said.changes)


def reminders_of(said: Said, words: Words) -> tuple[str, ...]:
    """The reminders beside a run."""
    return tuple(words.render(f"reminders.{one}", "text") for one in said.reminders)


def _changed(change: Change, words: Words) -> Changed:
    cause = change.cause
    card: Card | None = cards().cards.get(cause.card)
    return Changed(
        title=words.render(f"causes.{cause.id}", "said"),
        exercises=tuple(words.render(f"exercises.{one.id}", "name") for one in change.exercises),
        cues=tuple(words.render(f"exercises.{one.id}", "name") for one in change.cues),
        rules=tuple(words.render(f"changes.{one}", "text") for one in cause.changes),
        reminders=tuple(words.render(f"reminders.{one}", "text") for one in cause.reminders),
        holds=tuple(words.render(f"holds.{one}", "text") for one in cause.holds),
        card=row_of(card, words) if card else None,
    )
