"""What a runner answered at one moment, as JSON. A key that is left out, or null, is "nobody told us" (INV-004)."""

from typing import Annotated, Literal

from pydantic import Field

from restride.core.answers import Answers
from restride.core.terms import PainPattern, PainPlace, Swelling
from restride.usecases.flags import FlagSaid
from restride.web.api.shapes.values import Code, PainIn, PainOut, Shown, Strict, pain_points

Place = Literal["muscle", "joint", "tendon", "bone_spot", "nerve_leg", "unknown"]
Pattern = Literal["none", "only_after", "warmup_fades", "steady", "warmup_fades_returns", "warmup_continues", "builds"]
SwellingGrade = Literal["none", "trace", "mild", "moderate", "severe"]
Hours = Annotated[int, Field(ge=0, le=24 * 60)]
Groups = Annotated[tuple[Code, ...], Field(max_length=50, strict=False)]
_SAME = ("sharp", "swelling_h", "stiffness_min", "soreness_h", "limp", "woken", "painkiller", "rpe", "sleep_h")


class AnswersIn(Strict):
    """Answers of one moment. An empty list of flag lines is the answer "none of these"."""

    pain: PainIn | None = None
    place: Place | None = None
    sharp: bool | None = None
    pattern: Pattern | None = None
    swelling: SwellingGrade | None = None
    swelling_h: Hours | None = None
    stiffness_min: Annotated[int, Field(ge=0, le=24 * 60 * 60)] | None = None
    soreness_h: Hours | None = None
    limp: bool | None = None
    woken: bool | None = None
    painkiller: bool | None = None
    rpe: Annotated[int, Field(ge=0, le=10)] | None = None
    sleep_h: Annotated[int, Field(ge=0, le=24)] | None = None
    flag_lines: Groups | None = None
    lines_covered: Groups = ()

    def answers(self) -> Answers:
        """The report as the core has it."""
        return Answers(
            pain_tenths=self.pain,
            place=PainPlace(self.place) if self.place else None,
            pattern=PainPattern(self.pattern) if self.pattern else None,
            swelling=Swelling[self.swelling.upper()] if self.swelling else None,
            flag_lines=None if self.flag_lines is None else tuple(sorted(set(self.flag_lines))),
            lines_covered=tuple(sorted(set(self.lines_covered))),
            **{name: getattr(self, name) for name in _SAME},
        )


class AnswersOut(Shown):
    """Answers as they are stored; null is "nobody told us"."""

    pain: PainOut | None
    place: Place | None
    sharp: bool | None
    pattern: Pattern | None
    swelling: SwellingGrade | None
    swelling_h: int | None
    stiffness_min: int | None
    soreness_h: int | None
    limp: bool | None
    woken: bool | None
    painkiller: bool | None
    rpe: int | None
    sleep_h: int | None
    flag_lines: tuple[str, ...] | None
    lines_covered: tuple[str, ...]


def answers_out(said: Answers) -> AnswersOut:
    """Stored answers as they are sent."""
    return AnswersOut(
        pain=None if said.pain_tenths is None else pain_points(said.pain_tenths),
        place=None if said.place is None else said.place.value,
        pattern=None if said.pattern is None else said.pattern.value,
        swelling=None if said.swelling is None else _GRADES[said.swelling],
        flag_lines=said.flag_lines,
        lines_covered=said.lines_covered,
        **{name: getattr(said, name) for name in _SAME},
    )


_GRADES: dict[Swelling, SwellingGrade] = {
    Swelling.NONE: "none",
    Swelling.TRACE: "trace",
    Swelling.MILD: "mild",
    Swelling.MODERATE: "moderate",
    Swelling.SEVERE: "severe",
}


class FlagIn(Strict):
    """A warning sign that the runner confirmed, or took back on the confirming sentence, as it was worded."""

    flag: Code
    wording: Annotated[str, Field(max_length=500)] = ""
    declined: bool = False

    def said(self) -> FlagSaid:
        """The sign as the use cases take it."""
        return FlagSaid(flag=self.flag, wording=self.wording, declined=self.declined)


Flags = Annotated[tuple[FlagIn, ...], Field(max_length=50, strict=False)]
