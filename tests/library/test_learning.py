"""The cards: each statement of the source texts sourced, said plainly, of use at some time; what is wrong is named."""

import re

import pytest

from restride.core.exercise.model import PHASES
from restride.core.learning import OCCASIONS, Card, Reader, in_order_of_use, is_useful
from restride.library.catalogue import catalogue
from restride.library.errors import ProtocolError
from restride.library.learning import Cards, cards, read_cards
from restride.library.lint.learning import findings
from restride.library.source import MemorySource, packaged
from restride.library.words import Phrases, phrases, read_phrases

SHELF = {
    "bibliography/a.toml": "\n".join(
        [
            "schema = 1",
            '[[reference]]\nid = "seen"\nstatus = "found"\nkind = "cohort"\nauthors = "A"\ntitle = "T"',
            '[[reference]]\nid = "recalled"\nstatus = "recalled"\nkind = "book"\nauthors = "B"\ntitle = "U"',
        ]
    )
}
GOOD = 'id = "one"\nbacking = "partly"\ncite = ["seen"]\nevidence = "cohort"\nwhen = { phases = ["calm"] }'


def shelf(card: str = GOOD, top: str = 'topic = "help"\norder = 1') -> Cards:
    text = f"schema = 1\n{top}\n[[card]]\n{card}"
    return read_cards(MemorySource({**SHELF, "education/a.toml": text}))


def said(title: str = "A title", text: str = "Short words.", more: str = "") -> Phrases:
    words = 'schema = 1\n[topics.help]\ntitle = "Help"\n[units.days]\none = "{n:n} day"\nother = "{n:n} days"\n'
    card = f'[cards.one]\ntitle = "{title}"\ntext = "{text}"\n{more}'
    return read_phrases(MemorySource({"en/a.toml": words + card}), "en")


def state_for(card: Card) -> Reader:
    """The runner for whom the card's own data says that it is of use."""
    when = card.when
    return Reader(
        conditions=frozenset(when.conditions[:1]),
        kinds=frozenset(when.kinds[:1]),
        phases=frozenset(when.phases[:1]),
        occasions=frozenset(when.occasions[:1]),
        causes=frozenset(when.causes[:1]),
        worries=frozenset(when.worries[:1]),
    )


def test_every_card_is_sourced_said_plainly_and_promises_nothing() -> None:
    assert findings(cards(), phrases()) == ()


@pytest.mark.parametrize("card", cards().shown, ids=lambda card: card.id)
def test_every_card_is_of_use_in_some_state(card: Card) -> None:
    assert card in in_order_of_use(cards().shown, state_for(card))
    assert not is_useful(card, Reader())


@pytest.mark.parametrize("text", ["seed_000", "seed_001", "seed_002", "seed_003", "seed_004"])
def test_each_source_text_has_its_cards(text: str) -> None:
    assert sum(text in card.cite for card in cards().shown) >= 7


@pytest.mark.mission("M23")
def test_whether_running_is_bad_for_joints_is_answered_with_figures_and_their_source() -> None:
    card = cards().cards["running-and-joints"]
    text = phrases().render("cards.running-and-joints", "text", **dict(card.values))
    assert all(figure in text for figure in ("35 of 1000", "102", "133"))
    assert "do not prove" in phrases().render("cards.running-and-joints", "limits")
    assert {"alentorngeli_2017", "burfield_2023"} <= {one.id for one in cards().cited(card) if one.status == "found"}
    assert {"most-injuries-do-not-end-running", "other-injuries"} <= {card.id for card in cards().shown}


@pytest.mark.mission("M26")
def test_shoes_are_fitted_by_somebody_who_knows_and_the_first_ground_is_soft_and_level() -> None:
    assert "somebody who knows running shoes" in phrases().forms("cards.shoes")["text"]
    assert "level, even and rather soft" in phrases().forms("cards.surfaces")["text"]


@pytest.mark.mission("M04")
@pytest.mark.mission("M38")
def test_who_is_who_and_that_the_therapist_is_still_there() -> None:
    helpers = {card.id for card in cards().shown if card.topic == "help"}
    assert {"what-a-physio-does", "what-a-sports-doctor-does", "what-a-coach-does", "therapist-stays-there"} <= helpers
    assert "video" in phrases().forms("cards.therapist-stays-there")["text"]


@pytest.mark.mission("M27")
def test_a_card_says_how_to_begin_with_a_clinic() -> None:
    assert "first visit" in phrases().forms("cards.begin-with-a-clinic")["text"]


def test_nothing_unverified_is_shown_or_said() -> None:
    hidden = [card for card in cards().cards.values() if not card.shown]
    assert hidden
    assert all(f"cards.{card.id}" not in phrases() for card in hidden)
    everybody = Reader(phases=frozenset(PHASES), occasions=frozenset(OCCASIONS))
    assert not set(hidden) & set(in_order_of_use(cards().cards.values(), everybody))


def test_the_conditions_of_a_card_exist() -> None:
    known = {one for protocol in catalogue().protocols.values() for one in protocol.conditions}
    kinds = {protocol.kind for protocol in catalogue().protocols.values()}
    for card in cards().cards.values():
        assert {*card.when.conditions, *card.when.not_for} <= known, card.id
        assert set(card.when.kinds) <= kinds, card.id


def test_what_today_is_like_comes_before_what_the_phase_brings() -> None:
    reader = Reader(phases=frozenset({"walk-run"}), occasions=frozenset({"flare"}))
    order = [card.id for card in in_order_of_use(cards().shown, reader)]
    assert order.index("ups-and-downs") < order.index("easy-effort")


def test_figures_of_a_back_operation_are_not_for_a_disc_without_one() -> None:
    reader = Reader(conditions=frozenset({"lumbar_disc_herniation"}), phases=frozenset({"calm", "foundation"}))
    ids = {card.id for card in in_order_of_use(cards().shown, reader)}
    assert "after-a-disc-operation" not in ids
    assert "disc-without-operation" in ids


def test_an_unknown_key_is_refused_with_its_place() -> None:
    with pytest.raises(ProtocolError, match=r"education/a.toml: card\[one\].colour: is not a key here"):
        shelf(GOOD + '\ncolour = "red"')


@pytest.mark.parametrize(
    ("card", "place"),
    [
        (GOOD.replace('"seen"', ""), "cite: is empty"),
        (GOOD.replace("seen", "nobody"), 'cite: "nobody" is not in the bibliography'),
        (GOOD.replace("partly", "surely"), "backing"),
        (GOOD.replace("calm", "sprint"), 'when.phases: "sprint" is not one'),
        (GOOD.replace("phases", "occasions"), 'when.occasions: "calm" is not one'),
        (GOOD + f"\n[[card]]\n{GOOD}", "stands here twice"),
    ],
)
def test_a_card_that_makes_no_sense_is_refused(card: str, place: str) -> None:
    with pytest.raises(ProtocolError, match=place.replace("[", r"\[")):
        shelf(card)


@pytest.mark.parametrize(
    ("card", "words", "fault"),
    [
        (GOOD, said(text="You will heal 3 times."), "number typed in"),
        (GOOD, said(text="We guarantee this."), "nobody can promise"),
        (GOOD, said(text="word " * 30), "long sentences"),
        (GOOD, said(text="Proprioceptive neuromuscular facilitation " * 5 + "."), "long words"),
        (GOOD, said(text="Wait {days:days}."), "shows \\['days'\\]"),
        (
            GOOD.replace("seen", "recalled").replace('evidence = "cohort"', 'evidence = "expert"'),
            said(),
            "memory alone",
        ),
        (GOOD.replace('evidence = "cohort"', 'evidence = "trial"'), said(), 'is shown as "trial"'),
        (GOOD.replace('phases = ["calm"]', ""), said(), "of use at no time"),
        (GOOD.replace("partly", "unverified"), said(), "nobody has verified it"),
        (GOOD, read_phrases(MemorySource({"en/a.toml": 'schema = 1\n[terms.a]\nb = "c"'}), "en"), 'sentence "text"'),
    ],
)
def test_a_fault_of_a_card_is_named(card: str, words: Phrases, fault: str) -> None:
    found = "\n".join(findings(shelf(card), words))
    assert re.search(fault, found), found


def test_a_good_card_has_no_finding() -> None:
    assert findings(shelf(), said()) == ()


def test_the_packaged_cards_can_be_read_from_any_source() -> None:
    assert read_cards(packaged()).cards.keys() == cards().cards.keys()
