"""The contract of protocol plug-ins: they add, change nothing, and are taken whole or not at all."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from restride.cli.main import main
from restride.doors import Door, Plugin
from restride.library.catalogue import catalogue, read_catalogue
from restride.library.plugged import Shelf, fill, sentences, shelf
from restride.library.skeleton import skeleton
from restride.library.source import packaged, packaged_words
from tests.doors.packages import install

ID = "shin-splints"
OURS = Shelf(data=packaged(), words=packaged_words())


def course(folder: Path, id: str = ID, change: Callable[[str], str] = str) -> Path:
    """The folder of a plug-in as `restride protocol new` begins it."""
    protocol, words = skeleton(id, date(2026, 11, 1))
    (folder / "conditions").mkdir(parents=True, exist_ok=True)
    (folder / "words" / "en").mkdir(parents=True, exist_ok=True)
    (folder / "conditions" / f"{id}.toml").write_text(change(protocol), encoding="utf-8")
    (folder / "words" / "en" / f"protocols-{id}.toml").write_text(words, encoding="utf-8")
    return folder


def offered(folder: object, name: str = "shins") -> Plugin:
    return Plugin(door=Door.PROTOCOLS, name=name, package="shin_course", version="1.0", offered=folder)


def refusal(folder: object) -> str:
    filled = fill(OURS, [offered(folder)])
    assert filled.taken == ()
    assert set(read_catalogue(filled.data).protocols) == set(read_catalogue(packaged()).protocols)
    (refused,) = filled.refused
    return refused.why


def test_every_installed_one_is_taken() -> None:
    assert shelf().refused == ()


def test_a_course_is_added_with_its_sentences_and_the_others_stay_as_they_are(tmp_path: Path) -> None:
    filled = fill(OURS, [offered(course(tmp_path))])
    assert filled.refused == ()
    ours, all_of_them = read_catalogue(packaged()).protocols, read_catalogue(filled.data).protocols
    assert {id: one.hash for id, one in all_of_them.items() if id != ID} == {id: one.hash for id, one in ours.items()}
    assert all_of_them[ID].conditions == ("shin_splints",)


def looser(text: str) -> str:
    return text + '\n[[rule]]\nid = "mine"\nmeasure = "pain_during_last_run"\nat_most = 9\nelse = "hold"\n'


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: "", "schema"),
        (lambda text: text[: len(text) // 2], ""),
        (lambda text: text.replace('use = ["windows"]', 'use = ["nowhere"]'), "nowhere"),
        (lambda text: text.replace('["shin_splints"]', '["patellofemoral_pain"]'), "served by"),
        (lambda text: text.replace('"shin-splints"', '"other"'), "name of the file"),
        (lambda text: text + "\nsurprise = 1\n", "surprise"),
        (lambda text: "x" * 500_000, "longer than"),
        (looser, "mine"),
    ],
    ids=["empty", "cut", "unknown set", "somebody else's", "misnamed", "unknown key", "huge", "without a source"],
)
def test_a_course_that_is_not_right_is_refused_with_its_place(
    change: Callable[[str], str], said: str, tmp_path: Path
) -> None:
    why = refusal(course(tmp_path, change=change))
    assert said in why
    assert f"conditions/{ID}.toml" in why


def test_a_course_cannot_take_the_place_of_ours(tmp_path: Path) -> None:
    folder = course(tmp_path, id="patellofemoral-pain")
    (folder / "words" / "en" / "protocols-patellofemoral-pain.toml").unlink()
    assert "stands here already" in refusal(folder)


def test_a_plug_in_cannot_change_a_course_of_ours(tmp_path: Path) -> None:
    folder = course(tmp_path)
    (folder / "warning_signs.toml").write_text("schema = 1\n", encoding="utf-8")
    (folder / "shared").mkdir()
    (folder / "shared" / "load-caps.toml").write_text("schema = 1\n", encoding="utf-8")
    filled = fill(OURS, [offered(folder)])
    ours = read_catalogue(packaged()).protocols
    found = read_catalogue(filled.data).protocols
    assert {id: found[id].hash for id in ours} == {id: one.hash for id, one in ours.items()}


def test_a_sentence_of_ours_cannot_be_said_otherwise(tmp_path: Path) -> None:
    folder = course(tmp_path)
    (folder / "words" / "en" / "mine.toml").write_text(
        'schema = 1\n[verdicts.stop]\ntitle = "Run."\n', encoding="utf-8"
    )
    assert "twice" in refusal(folder)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    folder = course(tmp_path)
    (folder / "conditions" / f"{ID}.toml").write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in refusal(folder)


@pytest.mark.parametrize("what", [7, None, "no/such/place", print])
def test_what_is_no_folder_is_refused(what: object) -> None:
    assert "no folder" in refusal(what)


def test_a_folder_without_a_course_is_refused(tmp_path: Path) -> None:
    assert "no protocol" in refusal(tmp_path)


def test_one_that_is_refused_does_not_stop_the_next(tmp_path: Path) -> None:
    good = course(tmp_path / "good")
    filled = fill(OURS, [offered(7, name="broken"), offered(good)])
    assert [one.name for one in filled.taken] == ["shins"]
    assert [one.name for one in filled.refused] == ["broken"]


def test_of_two_for_one_condition_the_first_is_taken(tmp_path: Path) -> None:
    filled = fill(OURS, [offered(course(tmp_path / "a"), name="a"), offered(course(tmp_path / "b"), name="b")])
    assert ([one.name for one in filled.taken], [one.name for one in filled.refused]) == (["a"], ["b"])


def test_a_package_brings_a_course_that_the_catalogue_and_the_commands_know(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course(place / "shin_course")
    (place / "shin_course" / "__init__.py").write_text("")
    install(place, "shin_course", {"restride.protocols": {"shins": "shin_course"}})
    catalogue.cache_clear()
    try:
        assert ID in catalogue().protocols
        assert sentences().render(f"protocols.{ID}", "title") == "After shin splints"
        assert main(["protocol", "list"]) == 0
        assert main(["protocol", "show", ID]) == 0
        assert main(["plugins"]) == 0
        assert ID in capsys.readouterr().out
    finally:
        catalogue.cache_clear()


def test_a_broken_course_is_told_by_the_command_and_nothing_else_stops(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course(place / "shin_course", change=lambda text: text + "surprise = 1\n")
    (place / "shin_course" / "__init__.py").write_text("")
    install(place, "shin_course", {"restride.protocols": {"shins": "shin_course"}})
    assert main(["plugins"]) == 1
    said = capsys.readouterr().out
    assert "not used" in said
    assert "surprise" in said
    assert main(["protocol", "list"]) == 0
