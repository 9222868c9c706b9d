"""Reading scenario files: what a physiotherapist writes, and what is said when it cannot be read."""

from pathlib import Path

import pytest

from restride.core.events import CheckIn, ClearanceGiven, DecisionIssued, ReadinessRecorded, SessionLogged
from restride.core.terms import PainMoment, Role
from restride.library.catalogue import catalogue
from restride.library.errors import ScenarioError
from restride.library.scenario.read import Scenario, read_scenario, scenario_from

STORY = """
schema = 1
story = "Two calm runs."
protocol = "knee-arthroscopy"
preset = "literal"

[episode]
side = "right"
operation = 2026-08-14

[[clearance]]
ago = 30
scope = "run"
run_s_most = 900

[[day]]
ago = [6, 3]
run = { stage = "w1", felt = "quiet", during_run = { pain = 1.5 }, next_morning = "quiet" }

[[day]]
ago = 2
tests = { hop_30s = [18, 40], quad_lsi = 82 }

[today]
day = 2026-11-19
zone = "Europe/London"
morning = { pain = 1, otherwise = "quiet", unanswered = ["woken"] }

[expect]
verdict = "progress"
phase = "walk-run"
stage = "w2"
deciding = []
"""


def told(text: str = STORY) -> Scenario:
    return scenario_from(text, file="story.toml", protocols=catalogue())


def bodies(scenario: Scenario, kind: type) -> list[object]:
    return [event.body for event in scenario.events if isinstance(event.body, kind)]


def test_a_run_is_done_as_its_stage_asked_with_the_decision_that_asked_for_it() -> None:
    scenario = told()
    runs = bodies(scenario, SessionLogged)
    asked = bodies(scenario, DecisionIssued)
    assert len(runs) == len(asked) == 2
    assert (runs[0].run_s, runs[0].longest_bout_s) == (480, 60)
    assert asked[0].decision.position.level == 1
    assert asked[0].protocol_hash == scenario.regimen.protocol.hash


def test_what_is_written_stands_over_a_quiet_run() -> None:
    during = [one for one in bodies(told(), CheckIn) if one.moment is PainMoment.DURING_RUN]
    assert [one.answers.pain_tenths for one in during] == [15, 15]
    assert all(one.answers.sharp is False and one.answers.limp is False for one in during)


@pytest.mark.invariant("INV-004")
def test_inv_004_what_is_not_written_is_not_answered() -> None:
    morning = [one for one in bodies(told(), CheckIn) if one.moment is PainMoment.MORNING][-1]
    assert morning.answers.pain_tenths == 10
    assert morning.answers.woken is None
    alone = told(STORY.replace('{ pain = 1, otherwise = "quiet", unanswered = ["woken"] }', "{ pain = 1 }"))
    last = [one for one in bodies(alone, CheckIn) if one.moment is PainMoment.MORNING][-1]
    assert last.answers.sharp is None
    assert last.answers.flag_lines is None


def test_device_tests_and_clearances_are_entered_by_a_clinician() -> None:
    scenario = told()
    by_device = [event for event in scenario.events if isinstance(event.body, ReadinessRecorded)]
    roles = {event.body.item: event.author.role for event in by_device}
    assert roles == {"hop_30s": Role.RUNNER, "quad_lsi": Role.CLINICIAN}
    cleared = next(event for event in scenario.events if isinstance(event.body, ClearanceGiven))
    assert cleared.author.role is Role.CLINICIAN
    assert cleared.body.run_s_most == 900


def test_reading_twice_gives_the_same_entries() -> None:
    assert told().events == told().events
    assert len({event.id for event in told().events}) == len(told().events)


def test_times_are_those_of_the_runners_zone() -> None:
    summer = told(STORY.replace("2026-11-19", "2026-07-19").replace("operation = 2026-08-14", "operation = 2026-03-14"))
    assert summer.now.at.hour == 6  # half past seven in London is half past six in summer
    assert told().now.at.hour == 7


WRONG = [
    ("schema = 1", "schema = 3", "schema", "bring the file to schema 1"),
    ('protocol = "knee-arthroscopy"', 'protocol = "knee-artroscopy"', "protocol", "did you mean"),
    ("[today]", "[todays]", "today", "is missing"),
    ('side = "right"', 'side = "rigth"', "episode.side", 'did you mean "right"?'),
    ("operation = 2026-08-14", 'operation = "August"', "episode.operation", "a date such as"),
    ('scope = "run"', 'scope = "jog"', "scope", "is not allowed"),
    ("ago = [6, 3]", "ago = [6, -3]", "ago", "days before today"),
    ('stage = "w1"', 'stage = "w13"', "run.stage", "is not allowed"),
    ('stage = "w1", ', "", "run.stage", "is missing"),
    ("pain = 1.5", "pain = 1.55", "during_run.pain", "one decimal"),
    ("pain = 1.5", "pain = 11", "during_run.pain", "from 0 to 10"),
    ("pain = 1.5", "pian = 1", "during_run.pian", "did you mean"),
    ('felt = "quiet"', 'felt = "fine"', "run.felt", "is not allowed"),
    ("hop_30s = [18, 40]", "hop_30s = [18, 40, 2]", "hop_30s", "[left, right]"),
    ("hop_30s = [18, 40]", "hop_30s = [18, -4]", "hop_30s", "whole number of s"),
    ("quad_lsi = 82", "quad = 82", "tests.quad", "is not a key here"),
    ('unanswered = ["woken"]', 'unanswered = ["waking"]', "unanswered", "no answer"),
    ('otherwise = "quiet", unanswered = ["woken"]', 'flags = ["heart"]', "flags", "no line"),
    ('zone = "Europe/London"', 'zone = "Europe/Londn"', "today.zone", "no time zone"),
    ("day = 2026-11-19", "day = 2026-02-30", "line", "Invalid date"),
    ('zone = "Europe/London"', 'at = "half past"', "today.at", 'like "07:30"'),
    ("day = 2026-11-19", 'day = 2026-03-29\nat = "01:30"', "today.at", "the clocks change"),
    ('verdict = "progress"', 'verdict = "go"', "expect.verdict", "is not allowed"),
    ("deciding = []", 'deciding = ["good-run"]', "expect.deciding", "no rule of this protocol"),
    ('stage = "w2"', 'stage = "x2"', "expect.stage", "is not allowed"),
    ("deciding = []", "decided = []", "expect.decided", "is not a key here"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "key", "cure"), WRONG)
def test_a_mistake_names_file_key_and_cure(old: str, new: str, key: str, cure: str) -> None:
    assert old in STORY
    with pytest.raises(ScenarioError) as refused:
        told(STORY.replace(old, new))
    assert refused.value.file == "story.toml"
    assert key in refused.value.key
    assert cure in refused.value.cure


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="there is no such file"):
        read_scenario(tmp_path / "nothing.toml")


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "run.fit"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ScenarioError, match="is no text file"):
        read_scenario(path)


def test_the_story_shown_in_the_documents_is_one_that_the_reader_takes() -> None:
    page = (Path(__file__).parents[2] / "docs" / "add" / "scenario.md").read_text(encoding="utf-8")
    shown = page.partition("```toml\n")[2].partition("```")[0]
    assert told(shown).expect.deciding == ("morning-rise", "good-runs")
