"""What a use case says no with: a field, what is wrong with it and the cure. Faces show it; nothing was written."""

from dataclasses import dataclass

_WORDS_LEAST = 3  # letters or digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong: the field (empty for the whole), a stable code, and the sentence with the cure."""

    field: str
    code: str
    cure: str


class NotPossible(Exception):
    """The request can't be carried out as it is; `problems` say why, one or more."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.cure for problem in problems))
        self.problems = problems


def refuse(field: str, code: str, cure: str) -> NotPossible:
    """A refusal with a single problem."""
    return NotPossible(Problem(field=field, code=code, cure=cure))


def is_blank(text: str) -> bool:
    """Whether nothing can be read in a text: no letter and no digit of any script; unseen signs are none."""
    return not any(map(str.isalnum, text))


def has_words(text: str) -> bool:
    """Whether a reason can be read: three letters or digits of any script, so that unseen signs are none."""
    return sum(sign.isalnum() for sign in text) >= _WORDS_LEAST
