"""Every line of the mission has a test that shows it, or stands on a list that only shrinks."""

from pathlib import Path

from tools import mission

MOST_OPEN = 4  # lowered with each line that gets its test; never raised


def test_every_line_has_a_test_or_is_listed_as_open() -> None:
    silent = set(mission.lines()) - set(mission.guards()) - set(mission.open_lines())
    assert not silent, f"neither a test nor a line in {mission.OPEN.name}: {sorted(silent)}"


def test_a_line_with_a_test_is_struck_from_the_list() -> None:
    stale = set(mission.open_lines()) & set(mission.guards())
    assert not stale, f"has a test by now, run `./run python -m tools.generate`: {sorted(stale)}"


def test_the_list_of_open_lines_only_shrinks() -> None:
    assert len(mission.open_lines()) <= MOST_OPEN


def test_marks_and_the_list_name_lines_that_exist() -> None:
    unknown = (set(mission.guards()) | set(mission.open_lines())) - set(mission.lines())
    assert not unknown, f"no such line in docs/mission.toml: {sorted(unknown)}"
    assert len(mission.open_lines()) == len(set(mission.open_lines()))
    assert list(mission.lines()) == [f"M{n:02}" for n in range(1, 40)]


def test_a_mark_is_found_on_a_test_and_on_its_class(tmp_path: Path) -> None:
    tests = tmp_path / "tests"
    tests.mkdir()
    (tests / "test_sample.py").write_text(
        "@pytest.mark.mission('M01', 'M02')\n"
        "def test_one(): ...\n"
        "@pytest.mark.mission('M03')\n"
        "class Story:\n"
        "    def test_told(self): ...\n"
        "@pytest.mark.mission('M04')\n"
        "def builder(): ...\n"
    )
    found = {id: [one.test for one in guards] for id, guards in mission.guards(tests).items()}
    assert found == {"M01": ["test_one"], "M02": ["test_one"], "M03": ["test_told"]}


def test_the_page_names_each_line_and_what_is_open() -> None:
    page = mission.render()
    for id, says in mission.lines().items():
        assert f"## {id}" in page
        assert says in page
    assert page.count("- open:") == len(mission.open_lines())
