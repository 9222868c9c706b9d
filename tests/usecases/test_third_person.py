"""What a clinician reads speaks of the runner, in every sentence that a decision may hold."""

import re

import pytest

from restride.library.words import phrases
from restride.usecases.third_person import AboutTheRunner

_TO_THE_RUNNER = re.compile(r"\b(you|your|yours|yourself|us|we)\b", re.IGNORECASE)
_TO_THE_CLINICIAN = "not shared with you"
_NOT_ON_A_CARD = {"verdicts.stop.told"}  # shown on the runner's stop screen alone


def test_every_sentence_of_a_decision_has_words_for_the_clinician() -> None:
    catalogue, left = phrases(), []
    about = AboutTheRunner(words=catalogue)
    for key, forms in catalogue.sentences.items():
        if key.split(".")[0] not in ("rules", "caps", "changes", "verdicts", "reasons", "clearance"):
            continue
        for form, sentence in forms.items():
            said = about.said(sentence).replace(_TO_THE_CLINICIAN, "")
            if f"{key}.{form}" not in _NOT_ON_A_CARD and _TO_THE_RUNNER.search(said):
                left.append(f"{key}.{form}: {said}")
    assert not left, "add the piece to words/en/clinic.toml:\n" + "\n".join(left)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("You have not told us your pain this morning.", "The runner has not reported the pain this morning."),
        ("Pain in your last run was 4 of 10. Your limit is 2.", "Pain in the last run was 4 of 10. The limit is 2."),
        ("You hopped for 20 seconds.", "The runner hopped for 20 seconds."),
        ("It is time to ask your physiotherapist.", "The runner is told to ask a physiotherapist."),
        ("Young runners stay young.", "Young runners stay young."),
    ],
)
def test_a_sentence_speaks_of_the_runner(written: str, read: str) -> None:
    assert AboutTheRunner(words=phrases()).said(written) == read
