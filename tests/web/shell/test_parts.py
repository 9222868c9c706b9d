"""Each part of the design can be drawn, says in words what it shows, and carries no inline style or script."""

from pathlib import Path
from typing import Any

import brotli
import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.template import engines
from django.test import Client

from restride.web.shared.icons import ICONS
from restride.web.shared.published import script_parts, style_parts, style_sheet


class Answer(forms.Form):
    day = forms.CharField(label="Date of the operation", help_text="As on the letter.")


def draw(source: str, **values: Any) -> str:
    text = engines["django"].from_string(source).render(values)
    assert " style=" not in text
    assert "<script" not in text
    return text


@pytest.mark.parametrize("name", sorted(ICONS))
def test_every_icon_is_drawn_and_silent(name: str) -> None:
    text = draw("{% icon name %}", name=name)
    assert 'aria-hidden="true"' in text
    assert "<path" in text


@pytest.mark.parametrize(
    ("verdict", "word", "css"),
    [
        ("progress", "Progress", "progress"),
        ("hold", "Hold", "hold"),
        ("step_back", "Step back", "stepback"),
        ("rest", "Rest", "rest"),
        ("stop", "Stop", "stop"),
    ],
)
def test_a_verdict_is_a_shape_a_word_and_a_colour(verdict: str, word: str, css: str) -> None:
    text = draw("{% verdict verdict %}", verdict=verdict)
    assert f'class="chip {css}"' in text
    assert 'class="mark"' in text
    assert word in text


def test_pending_has_no_shape_of_a_verdict() -> None:
    text = draw("{% verdict 'pending' %}")
    assert "mark" not in text
    assert "Pending" in text


def test_the_pain_question_has_eleven_buttons_a_skip_and_nothing_chosen() -> None:
    text = draw("{% scale 'pain' 'Pain now' %}")
    assert text.count('type="radio"') == 12
    assert 'value=""' in text
    assert "checked" not in text
    assert "<legend>Pain now</legend>" in text


def test_the_pain_question_keeps_an_answer_of_zero() -> None:
    assert 'value="0" checked' in draw("{% scale 'pain' 'Pain now' value=0 %}")


def test_a_choice_marks_what_was_chosen_and_allows_several_where_asked() -> None:
    choices = [("a", "Better"), ("b", "Same")]
    assert "checked" not in draw("{% seg 'x' 'How' choices %}", choices=choices)
    assert 'value="b" checked' in draw("{% seg 'x' 'How' choices value='b' %}", choices=choices)
    several = draw("{% seg 'x' 'What' choices value=given kind='two any' %}", choices=choices, given=["a", "b"])
    assert several.count("checked") == 2
    assert several.count('type="checkbox"') == 2


def test_a_field_ties_its_error_and_help_to_itself() -> None:
    form = Answer({"day": ""})
    text = draw("{% field form.day %}", form=form)
    assert 'aria-describedby="id_day-error id_day-help"' in text
    assert 'aria-invalid="true"' in text
    assert 'id="id_day-error"' in text
    assert "This field is required." in text


def test_a_field_without_trouble_is_plain() -> None:
    text = draw("{% field form.day %}", form=Answer())
    assert "aria-invalid" not in text
    assert 'class="input"' in text


@pytest.mark.parametrize(("state", "word"), [("met", "Met:"), ("missing", "Missing:"), ("unknown", "Not known:")])
def test_a_check_is_a_mark_and_a_word(state: str, word: str) -> None:
    assert word in draw("{% check state 'Walk 30 min' %}", state=state)


def test_banner_row_empty_and_toast_are_drawn() -> None:
    assert "banner stop" in draw("{% banner 'stop' 'Nobody has been told yet.' %}")
    assert 'href="/x"' in draw("{% row 'Shoes' url='/x' sign='shoe' note='two pairs' value='212 km' %}")
    assert "<a" not in draw("{% row 'Shoes' value='212 km' %}")
    assert "No runs yet" in draw("{% include 'parts/empty.html' with sign='runner' title='No runs yet' text='Soon.' %}")
    assert 'role="status"' in draw("{% include 'parts/toasts.html' %}", messages=["Saved"])


def test_bars_have_their_sizes_in_attributes_and_their_meaning_in_words() -> None:
    meter = draw("{% meter 3 11 'Question 3 of 11' %}")
    assert 'width="27.27%"' in meter
    assert 'aria-valuenow="3"' in meter
    session = draw(
        "{% bouts pieces 'Two runs of one minute' %}", pieces=[("walk", 60), ("run", 60), ("walk", 120), ("run", 60)]
    )
    assert session.count("<rect") == 4
    assert 'aria-label="Two runs of one minute"' in session
    steps = draw("{% ladder 11 4 'Stage 4 of 11' %}")
    assert steps.count('class="done"') == 3
    assert steps.count('class="now"') == 1


def test_tabs_mark_where_you_are() -> None:
    assert draw("{% tabs 'history' %}").count('aria-current="page"') == 1
    assert "aria-current" not in draw("{% tabs %}")


def test_the_style_sheet_is_layered_and_each_part_short() -> None:
    sheet = style_sheet()
    assert sheet.startswith("@layer tokens, elements, parts, screens;")
    assert "/*" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert all(len(part.read_text().splitlines()) < 400 for part in style_parts())


def test_the_first_page_asks_for_few_files(client: Client) -> None:
    text = client.get("/").content.decode()
    assert text.count("<script") + text.count("<link") <= 9
    assert "http://" not in text.replace("http://www.w3.org", "")
    assert "https://" not in text


def test_the_first_page_weighs_less_than_100_kb_on_the_wire(client: Client) -> None:
    library = finders.find("django_htmx/htmx-2.min.js")
    assert library
    scripts = [part.read_bytes() for part in script_parts().values()]
    parts = [client.get("/").content, style_sheet().encode(), Path(library).read_bytes(), *scripts]
    assert sum(len(brotli.compress(part)) for part in parts) < 100_000
