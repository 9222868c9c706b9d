"""The reason card at the clinic: the runner's own card, in words about the runner, narrowed by what is shared."""

import re
from typing import Any

from restride.core.terms import Category
from tests.usecases.scene import Scene
from tests.web.clinic.people import Clinic, House, a_user


def text(answer: Any) -> str:
    return str(answer.content.decode())


def newest(scene: Scene) -> str:
    """The id of the newest decision."""
    made = sorted(scene.record().state.decisions.values(), key=lambda entry: entry.body.number)
    return made[-1].id


def without_tags(page: str) -> list[str]:
    """What is read in the main part of a page, piece by piece."""
    main = re.sub(r"<svg.*?</svg>", "", page.split("<main", 1)[1], flags=re.DOTALL)
    return [" ".join(piece.split()) for piece in re.split(r"<[^>]+>", main) if piece.strip()]


def test_the_clinicians_card_has_every_part_of_the_runners(clinic: Clinic) -> None:
    clinic.link()
    clinic.scene.morning()
    id = newest(clinic.scene)
    runners = text(clinic.at_home.get(f"/why/{id}"))
    page = text(clinic.at_desk.get(f"{clinic.page}/decisions/{id}"))
    headings = re.findall(r"<h[23]>(.*?)</h[23]>", runners)
    assert headings == re.findall(r"<h[23]>(.*?)</h[23]>", page)
    assert {"What was looked at", "What would change it", "The rule", "Sources"} <= set(headings)
    for part in (
        'class="mono">',
        "Evidence",
        "Protocol",
        "Draft, not yet reviewed by a clinician",
        "rules, by strength",
    ):
        assert (part in runners, part in page) == (True, True), part
    assert runners.count('class="mono">') == page.count('class="mono">')
    assert clinic.scene.protocol().version in page


def test_the_card_speaks_of_the_runner_and_not_to_them(clinic: Clinic) -> None:
    clinic.link()
    clinic.scene.morning()
    address = f"{clinic.page}/decisions/{newest(clinic.scene)}"
    for page in (clinic.page, address):
        spoken = [
            piece for piece in without_tags(text(clinic.at_desk.get(page))) if re.search(r"\byour?\b", piece, re.I)
        ]
        assert not [piece for piece in spoken if "opened this page" not in piece], spoken
    assert "The runner has been calm" in text(clinic.at_desk.get(address))


def test_the_page_of_a_runner_leads_to_the_card(clinic: Clinic) -> None:
    clinic.link()
    clinic.scene.morning()
    assert f"{clinic.page}/decisions/{newest(clinic.scene)}" in text(clinic.at_desk.get(clinic.page))


def test_a_decision_of_the_past_says_so(clinic: Clinic) -> None:
    clinic.link()
    clinic.scene.morning()
    old = newest(clinic.scene)
    clinic.scene.clock.tick(days=1)
    assert "It allows nothing today" in text(clinic.at_desk.get(f"{clinic.page}/decisions/{old}"))


def test_where_answers_are_not_shared_the_card_keeps_rules_and_sources_and_hides_values(clinic: Clinic) -> None:
    clinic.scene.share(Category.DECISIONS)
    clinic.scene.morning()
    page = text(clinic.at_desk.get(f"{clinic.page}/decisions/{newest(clinic.scene)}"))
    assert "The value behind this reason is not shared with you." in page
    assert "morning-pain" in page
    assert "Pain this morning is" not in page
    assert "instead of" not in page


def test_another_runners_decision_is_not_there(clinic: Clinic) -> None:
    clinic.link()
    other = a_user("lee@example.org", name="Lee")
    theirs = Scene(House(clinic.scene.ports), clinic.scene.clock, runner=str(other.pk), clinician=str(clinic.physio.pk))
    theirs.morning()
    assert clinic.at_desk.get(f"{clinic.page}/decisions/{newest(theirs)}").status_code == 404
    assert clinic.at_desk.get(f"/clinic/{other.pk}/decisions/{newest(theirs)}").status_code == 404
