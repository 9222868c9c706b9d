"""Every language says what English says: complete, or red."""

import shutil
from pathlib import Path

import pytest

from restride.cli.main import main
from restride.library.lint.language import differences
from restride.library.words import Phrases, phrases
from tests.source import PACKAGE

WORDS = PACKAGE / "words"


@pytest.mark.parametrize("language", sorted(path.name for path in WORDS.iterdir() if path.is_dir()))
def test_a_language_that_is_here_is_complete(language: str) -> None:
    assert list(differences(phrases(language), phrases())) == []


def test_a_missing_a_needless_and_an_emptied_sentence_are_named_with_their_cure() -> None:
    english = Phrases("en", {"a.b": {"one": "{n:days} to go"}, "c.d": {"one": "x"}}, "")
    other = Phrases("de", {"a.b": {"one": "noch Tage"}, "e.f": {"one": "x"}}, "")
    assert list(differences(other, english)) == [
        "words/de: a.b.one: has other values than words/en; these have to be in it: {n:days}",
        "words/de: c.d.one: is missing; write it",
        "words/de: e.f.one: is not in words/en; take it out, or write it there too",
    ]


def test_the_command_compares_a_language_in_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(PACKAGE / "protocols", tmp_path / "data")
    shutil.copytree(WORDS / "en", tmp_path / "data" / "words" / "de")
    check = ["protocol", "check", "--folder", str(tmp_path / "data"), "--language", "de"]
    assert main(check) == 0
    (tmp_path / "data" / "words" / "de" / "verdicts.toml").write_text("schema = 1\n")
    assert main(check) == 1
    assert "words/de: verdicts" in capsys.readouterr().err


def test_a_language_that_is_not_there_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["protocol", "check", "--language", "tlh"]) == 1
    assert "no sentences in this language" in capsys.readouterr().err
