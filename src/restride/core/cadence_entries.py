"""What the journal keeps of the cadence programme: steps counted, and runs done with a beat. It decides nothing."""

from typing import ClassVar, Literal

from restride.core.terms import Category
from restride.core.values import dataclass

How = Literal["counted", "watch"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CadenceMeasured:
    """Steps a minute of both feet in easy running without a beat, counted or from recordings. It begins a programme
    or, where `check` is set, ends a round of one.

    `activities` are the recordings that it rests on.
    """

    kind: ClassVar[str] = "cadence_measured"
    category: ClassVar[Category] = Category.SYMPTOMS
    spm: int
    how: How
    check: bool = False
    activities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CueSessionDone:
    """A run was done with the beat at `target_spm`. `hurt` that the runner left the beat out because it hurt."""

    kind: ClassVar[str] = "cue_session_done"
    category: ClassVar[Category] = Category.SYMPTOMS
    target_spm: int
    hurt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CadenceEnded:
    """The runner puts the programme away. A new count begins it anew."""

    kind: ClassVar[str] = "cadence_ended"
    category: ClassVar[Category] = Category.SYMPTOMS
