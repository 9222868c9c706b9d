"""The catalogue of sentences: complete, distinct, filled with the right kind of value, or refused."""

from datetime import date, time

import pytest

from restride.core.terms import Urgency, Verdict
from restride.library.errors import WordsError
from restride.library.source import MemorySource, packaged_words
from restride.library.words import phrases, read_phrases

UNITS = '[units.days]\none = "{n:n} day"\nother = "{n:n} days"\n'


def catalogue_of(text: str) -> object:
    return read_phrases(MemorySource({"xx/all.toml": "schema = 1\n" + UNITS + text}), "xx")


@pytest.mark.invariant("INV-090")
def test_inv_090_each_verdict_has_a_text_of_its_own() -> None:
    texts = [phrases().forms(f"verdicts.{verdict.value}")["text"] for verdict in Verdict]
    titles = [phrases().forms(f"verdicts.{verdict.value}")["title"] for verdict in Verdict]
    assert len(set(texts)) == len(set(titles)) == len(Verdict)


@pytest.mark.invariant("INV-090")
@pytest.mark.parametrize("urgency", Urgency)
def test_inv_090_stop_says_do_not_run_whom_to_see_and_how_soon(urgency: Urgency) -> None:
    whom = phrases().render(f"urgency.{urgency.name.lower()}", "text")
    said = phrases().render("verdicts.stop", "text", whom=whom)
    assert "Do not run" in said
    assert any(word in said for word in ("doctor", "physiotherapist", "emergency"))
    assert any(word in said for word in ("now", "today", "days", "before you run"))


@pytest.mark.invariant("INV-090")
def test_inv_090_no_sentence_claims_that_somebody_was_told() -> None:
    said = " ".join(text for forms in phrases().sentences.values() for text in forms.values()).lower()
    for claim in ("has been told about", "we told", "we have told", "was informed", "we called", "we let them know"):
        assert claim not in said
    assert "nobody has been told yet" in said


@pytest.mark.parametrize(
    ("key", "form", "values", "said"),
    [
        ("rules.nights-woken", "met", {"value": 1}, "Pain woke you on 1 night lately."),
        ("rules.nights-woken", "met", {"value": 0}, "Pain woke you on no night lately."),
        ("rules.morning-rise", "unmet", {"value": 15}, "The morning after your run was 1.5 points above"),
        ("rules.gate-hop", "met", {"value": 30}, "You hopped for 30 seconds"),
        ("rules.ran-more", "unmet", {"value": 150}, "You ran 2 minutes 30 seconds more than your session."),
        ("verdicts.rest", "until", {"day": date(2026, 11, 9), "time": time(7, 5)}, "9 November 2026, 07:05"),
    ],
)
def test_values_come_in_their_unit_with_their_plural(key: str, form: str, values: dict[str, object], said: str) -> None:
    assert said in phrases().render(key, form, **values)


@pytest.mark.parametrize("value", [None, "2", 2.5, True, -1, 101])
def test_a_value_of_another_kind_is_refused_and_never_printed(value: object) -> None:
    with pytest.raises(WordsError):
        phrases().render("rules.pain-in-run", "met", value=value, bound=20)


def test_a_missing_sentence_form_or_value_names_itself() -> None:
    with pytest.raises(WordsError, match=r"rules\.nothing"):
        phrases().render("rules.nothing", "met")
    with pytest.raises(WordsError, match=r"rules\.limp\.sideways"):
        phrases().render("rules.limp", "sideways")
    with pytest.raises(WordsError, match='a value for "bound"'):
        phrases().render("rules.pain-in-run", "met", value=10)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[rules.x]\nmet = "{value}"', "rules.x.met"),
        ('[rules.x]\nmet = "{value:ells}"', "rules.x.met"),
        ('[rules.x]\nmet = "half a {place:text"', "rules.x.met"),
        ('[rules.x]\nmet = ""', "rules.x.met"),
        ("[rules.x]\nmet = 3", "rules.x.met"),
        ('[rules]\nmet = "no table"', "rules.met"),
        ('[rules.x]\nmet = "a"\n[rules.x]\nmet = "b"', "line"),
    ],
)
def test_a_sentence_that_could_never_be_filled_is_refused(text: str, key: str) -> None:
    with pytest.raises(WordsError) as refused:
        catalogue_of(text)
    assert key in refused.value.key


def test_a_sentence_that_stands_in_two_files_is_refused() -> None:
    twice = {f"xx/{name}.toml": 'schema = 1\n[rules.x]\nmet = "a"\n' for name in ("one", "two")}
    with pytest.raises(WordsError, match="twice"):
        read_phrases(MemorySource(twice), "xx")


def test_a_language_that_is_not_there_is_refused() -> None:
    with pytest.raises(WordsError, match="no sentences in this language"):
        read_phrases(packaged_words(), "qq")


def test_the_digest_changes_with_any_sentence() -> None:
    one = read_phrases(MemorySource({"xx/a.toml": 'schema = 1\n[a.b]\nc = "d"\n'}), "xx")
    other = read_phrases(MemorySource({"xx/a.toml": 'schema = 1\n[a.b]\nc = "e"\n'}), "xx")
    assert one.digest != other.digest
    assert phrases().digest == read_phrases(packaged_words(), "en").digest


def test_sentences_are_short_and_kind() -> None:
    for key, forms in phrases().sentences.items():
        for text in forms.values():
            assert not any(word in text.lower() for word in ("failed you", "you failed", "lazy", "must not", "obey"))
            if key.startswith(("rules.", "caps.", "verdicts.")):
                longest = max(len(part.split()) for part in text.replace(":", ".").split("."))
                assert longest <= 26, f"{key}: {text}"
