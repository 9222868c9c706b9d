"""Edits and withdrawals: which versions of an entry count on a given day. Easing never unlocks the day it is made."""

from dataclasses import replace
from datetime import date, datetime

from restride.core.answers import Answers, cleaned, join
from restride.core.events import SessionLogged
from restride.core.values import dataclass

_SYMPTOMS = "symptoms"  # why less was done than asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One correction or withdrawal of an entry; `day` is the civil day on which it was made."""

    id: str
    day: date
    recorded_at: datetime
    answers: Answers | None = None
    session: SessionLogged | None = None
    withdrawn: bool = False
    settled: bool = False  # a clinician agreed that the entry was wrong


def is_settled(edits: tuple[Edit, ...]) -> bool:
    """Whether a clinician took the entry out for good."""
    return bool(edits) and any(edit.withdrawn and edit.settled for edit in edits)


def is_withdrawn(edits: tuple[Edit, ...]) -> bool:
    """Whether the runner took the entry back; its bad news counts on until a clinician settles it (INV-056)."""
    return bool(edits) and any(edit.withdrawn for edit in edits)


def answers_on(first: Answers, edits: tuple[Edit, ...], day: date) -> Answers:
    """What a report says on `day`: the newest version, joined with each that was replaced on that day or later."""
    if not edits:
        return first
    versions = [(edit.day, cleaned(edit.answers)) for edit in _in_order(edits) if edit.answers is not None]
    says = first
    for replaced_on, newer in versions:
        says = join(says, newer) if replaced_on >= day else newer
    return says


def sessions_on(first: SessionLogged, edits: tuple[Edit, ...], day: date) -> tuple[SessionLogged, SessionLogged]:
    """The newest version of a run, and one that holds the larger load of all that still count on `day`.

    A run that was corrected away counts on for caution; only a clinician settles it.
    """
    newest = most = first
    if not edits:
        return newest, most
    for edit in _in_order(edits):
        if edit.session is None:
            continue
        newest = edit.session
        most = larger(most, newest) if edit.day >= day or not newest.run_s else newest
    return newest, most


def larger(one: SessionLogged, other: SessionLogged) -> SessionLogged:
    """Both versions as one run with the larger of each amount, and cut short where either says so (INV-058)."""
    distances = [d for d in (one.distance_m, other.distance_m) if d is not None]
    return replace(
        other,
        run_s=max(one.run_s, other.run_s),
        longest_bout_s=max(one.longest_bout_s, other.longest_bout_s),
        walk_s=max(one.walk_s, other.walk_s),
        elapsed_s=max(one.elapsed_s, other.elapsed_s),
        distance_m=max(distances) if distances else None,
        cut_short=True if True in (one.cut_short, other.cut_short) else other.cut_short,
        why_less=_SYMPTOMS if _SYMPTOMS in (one.why_less, other.why_less) else other.why_less or one.why_less,
    )


def _in_order(edits: tuple[Edit, ...]) -> list[Edit]:
    return sorted(edits, key=lambda edit: (edit.recorded_at, edit.id))
