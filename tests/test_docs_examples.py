"""Every example in docs/add/ does what its page says: it is run, checked or stored here as a newcomer would."""

import ast
import builtins
import dataclasses
import re
import textwrap
import tomllib
from types import ModuleType
from typing import Any

import pytest

import restride.core.events as core_events
import restride.usecases.override as an_act
from restride.core.context import Context
from restride.core.decide import decide
from restride.core.measures import execution
from restride.core.state import fold
from restride.doors import Door
from restride.journal import codec
from restride.journal.codec import from_dict, to_dict
from restride.journal.memory import in_memory
from restride.library.catalogue import Catalogue, read_catalogue
from restride.library.lint.check import check, is_usable
from restride.library.scenario.expect import differences
from restride.library.scenario.read import Scenario, scenario_from
from restride.library.source import Layered, MemorySource, packaged, packaged_words
from restride.library.words import read_phrases
from restride.usecases import refused
from restride.usecases.refused import NotPossible
from tests import source
from tests.journal.builders import check_in
from tests.storage import HandClock
from tests.usecases.scene import Scene

ADD = source.ROOT / "docs" / "add"
PAGES = tuple(sorted(path.stem for path in ADD.glob("*.md")))
KNEE = "conditions/patellofemoral-pain.toml"


def examples(page: str, language: str) -> list[str]:
    """The examples of a page in this language, in order."""
    found = re.findall(rf"^ *```{language}\n(.*?)^ *```", source.text(ADD / f"{page}.md"), re.DOTALL | re.MULTILINE)
    return [textwrap.dedent(one) for one in found]


def decided(scenario: Scenario) -> Any:
    return decide(scenario.regimen, fold(scenario.events), scenario.now)


@pytest.fixture(scope="module")
def with_the_rule() -> Catalogue:
    rule = examples("rule", "toml")[0]
    return read_catalogue(MemorySource({KNEE: f"{packaged().text(KNEE)}\n{rule}"}, over=packaged()))


def test_the_rule_and_its_sentences_pass_the_strict_check(with_the_rule: Catalogue) -> None:
    sentences = MemorySource({"en/rules-kneecap.toml": f"schema = 1\n{examples('rule', 'toml')[1]}"})
    said = Layered(packaged_words(), sentences)
    protocol = with_the_rule.protocol("patellofemoral-pain")
    assert "kneecap-pain" in {rule.id for rule in protocol.phase("walk-run").rules}
    findings = check(protocol, today=protocol.review.on, phrases=read_phrases(said, "en"))
    assert is_usable(findings, strict=True), [str(one) for one in findings]


def test_the_story_of_the_rule_leads_to_its_decision(with_the_rule: Catalogue) -> None:
    told = scenario_from(examples("rule", "toml")[2], file="rule.md", protocols=with_the_rule)
    assert differences(told.expect, decided(told)) == ()


def test_the_story_of_the_scenario_page_leads_to_its_decision() -> None:
    told = scenario_from(examples("scenario", "toml")[0], file="scenario.md", protocols=read_catalogue(packaged()))
    assert differences(told.expect, decided(told)) == ()


def test_the_measure_shown_is_the_one_that_is_there() -> None:
    (shown,) = ast.parse(examples("measure", "python")[0]).body
    assert isinstance(shown, ast.FunctionDef)
    real = getattr(execution, shown.name)
    assert ast.get_docstring(shown) == real.__doc__
    assert [one.arg for one in shown.args.args] == ["context", "params"]
    assert real.__annotations__["context"] is Context


@pytest.fixture
def note(monkeypatch: pytest.MonkeyPatch) -> type:
    """The kind of event that the page adds, known to the codec for one test."""
    kind: type = run(examples("event", "python")[0], core_events)["NoteLeft"]
    monkeypatch.setitem(codec.KINDS, kind.kind, kind)  # type: ignore[attr-defined]
    return kind


def run(code: str, *modules: ModuleType, **names: Any) -> dict[str, Any]:
    """The names of the code after it ran among the names of these modules."""
    space = {name: value for module in modules for name, value in vars(module).items()}
    space |= names
    exec(compile(f"from __future__ import annotations\n{code}", "<docs/add>", "exec"), space)  # noqa: S102
    return space


def test_the_event_is_written_and_read_back(note: type) -> None:
    event = dataclasses.replace(check_in("kim"), body=note(text="Shoes look worn."))
    assert from_dict(to_dict(event)) == event


def test_the_act_stores_once_and_is_for_clinicians_alone(note: type) -> None:
    clock = HandClock()
    scene = Scene(house=in_memory(clock), clock=clock)
    scene.share()
    leave = run(examples("act", "python")[0], an_act, refused, NoteLeft=note)["leave_note"]
    with pytest.raises(NotPossible, match="Only a clinician"):
        leave(scene.ports, scene.me, "hello", id=scene.id())
    with pytest.raises(NotPossible, match="Write the note"):
        leave(scene.ports, scene.by(), "  ", id=scene.id())
    id = scene.id()
    leave(scene.ports, scene.by(), "Shoes look worn.", id=id)
    leave(scene.ports, scene.by(), "Shoes look worn.", id=id)
    seen = scene.ports.store.read(scene.me.scope(clock.now())).events
    assert [event.body.text for event in seen if event.kind == "note_left"] == ["Shoes look worn."]


def test_the_screen_uses_what_a_screen_of_ours_uses() -> None:
    (view,) = ast.parse(examples("screen", "python")[0]).body
    used = {node.id for node in ast.walk(view) if isinstance(node, ast.Name)} - set(dir(builtins))
    views = source.PACKAGE / "web" / "runner" / "views"
    known = set(re.findall(r"\w+", " ".join(source.text(path) for path in views.glob("*.py"))))
    assert used - known <= {"notes"}


def test_the_metadata_of_a_plug_in_names_groups_that_there_are() -> None:
    (shown,) = examples("plugin", "toml")
    assert set(tomllib.loads(shown)["project"]["entry-points"]) <= {door.value for door in Door}
    assert all(door.value in source.text(ADD / "plugin.md") for door in Door)


def test_every_example_in_code_is_one_that_a_test_runs() -> None:
    """The plug-ins of importer, exporter and notifier are installed and run in tests/doors/."""
    tested = {"rule", "scenario", "measure", "event", "act", "screen", "plugin", "importer", "exporter", "notifier"}
    assert {page for page in PAGES if examples(page, "python") or examples(page, "toml")} == tested


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_reached_from_the_table(page: str) -> None:
    assert f"docs/add/{page}.md" in source.text(source.ROOT / "CONTRIBUTING.md")
