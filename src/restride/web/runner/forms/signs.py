"""The confirming page of warning signs: each one ticked is repeated as a sentence and answered again."""

from collections.abc import Iterable
from typing import Any

from restride.usecases.ports import Words
from restride.web.runner.forms.asking import Asking, OneOf

YES = "yes"
SLIP = "slip"


class Confirmed(Asking):
    """A question for each sign that was ticked; nothing is preselected. `section` is `flags` or `lines`."""

    def __init__(self, data: Any, words: Words, section: str, ids: Iterable[str]) -> None:
        super().__init__(data)
        for id in ids:
            sentence = words.render(f"{section}.{id}", "confirm")
            self.fields[f"sure-{id}"] = OneOf(
                (
                    (YES, words.render("questions.confirm", "yes")),
                    (SLIP, words.render("questions.confirm", "no")),
                ),
                kind="col",
                label=words.render("questions.confirm", "ask", sentence=sentence),
            )

    def is_sure(self, id: str) -> bool:
        """Whether the runner confirmed this sign."""
        return bool(self.cleaned_data[f"sure-{id}"] == YES)
