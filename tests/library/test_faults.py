"""Faults planted in protocol data: each is found, and the message names file, key and cure."""

import pytest

from restride.library.errors import ProtocolError
from restride.library.read import read_library, read_protocol
from restride.library.source import MemorySource
from tests.library.planted import KNEE, findings, with_fault

OUTLINE = "outlines/return-to-running.toml"
PAIN = "shared/pain-two-studied.toml"
GREENS = "shared/greens.toml"
DAILY = "shared/daily-two.toml"
WALK = "shared/walk-none.toml"
MONITORING = "shared/monitoring.toml"
LADDER = "shared/ladder-default.toml"
WALK_RUN = "shared/walk-run.toml"
SOURCES = "bibliography/knee.toml"
FLAGS = "shared/general-red-flags.toml"
BUILD_BACK = "shared/build-way-back.toml"
_LONGER = "[[way_back.step]] # any longer gap\nlevel_most = 1\ngate_again = true"
PAIN_IN_RUN = 'id = "pain-in-run"\nmeasure = "pain_during_last_run"\nat_most = 2\nelse = "step_back"'


# What the reader refuses: file, text, its fault, the key and a piece of the cure.
UNREADABLE = [
    (MONITORING, "at_most = 2\nelse = \"rest\"", "at_mots = 2\nelse = \"rest\"", "at_most", "exactly one of"),
    (MONITORING, 'measure = "painkiller_last_run"', 'measure = "painkiler_last_run"', "measure", "did you mean"),
    (PAIN, PAIN_IN_RUN, PAIN_IN_RUN.replace("2\n", "11\n"), "at_most", "from 0 to 10"),
    (PAIN, PAIN_IN_RUN, PAIN_IN_RUN.replace("2\n", "2.55\n"), "at_most", "one decimal"),
    (PAIN, PAIN_IN_RUN, PAIN_IN_RUN.replace("2\n", '"two"\n'), "at_most", "a number from 0 to 10"),
    (PAIN, PAIN_IN_RUN, PAIN_IN_RUN.replace("2\n", "nan\n"), "at_most", "a number from 0 to 10"),
    (PAIN, PAIN_IN_RUN, PAIN_IN_RUN + '\nunknown = "hold"', "unknown", "looser than else"),
    (PAIN, PAIN_IN_RUN, PAIN_IN_RUN + '\nelse = "hold"', "line", "only once"),
    (MONITORING, 'cite = ["cu_running"]', "cite = []", "cite", "is empty"),
    (MONITORING, 'cite = ["cu_running"]', 'cite = ["cu_runing"]', "cite", "not in the bibliography"),
    (SOURCES, 'url = "https://doi.org', 'url = "doi.org', "url", "not one address"),
    (PAIN, 'evidence = "trial"', 'evidence = "strong"', "evidence", "allowed"),
    (MONITORING, 'id = "painkiller"', 'id = "cut-short"', "use", "comes in twice"),
    (MONITORING, 'arg = "warmup_fades"', 'arg = "warmup_fading"', "arg", "did you mean"),
    (MONITORING, "equals = true", "at_least = 1", "at_least", "yes-or-no"),
    (FLAGS, 'opens_flag = "night_pain"', 'opens_flag = "night_pains"', "opens_flag", "not a flag"),
    (FLAGS, 'urgency = "days"\n', "", "urgency", "is missing"),
    (FLAGS, 'else = "rest"\nrest_today = true', 'else = "rest"', "else", "how long"),
    (WALK, 'arg = "walk_30"', 'arg = "walk_40"', "arg", "not an item"),
    (LADDER, "sessions = 2", "sessions = 0", "sessions", "from 1"),
    (LADDER, 'id = "w2"', 'id = "w1"', "id", "twice"),
    (WALK_RUN, "days_off_most = 8", "days_off_most = 4", "days_off_most", "does not rise"),
    (WALK_RUN, "[[way_back.step]] # any longer gap", "[[way_back.step]]\ndays_off_most = 90", "step", "last step"),
    (KNEE, 'version = "0.1.0"', 'version = "0.1.0"\nauthor = "me"', "author", "is not a key here"),
    (KNEE, '"windows"', '"window"', "use", "not a shared set"),
    (KNEE, "due = 2027-05-20", 'due = "2027-05-20"', "due", "a date such as"),
    (KNEE, "due = 2027-05-20", "due = 2026-05-20", "due", "after the review"),
    (KNEE, "schema = 1", "schema = 2", "schema", "bring the file to schema 1"),
    (OUTLINE, '"woken"', '"wokken"', "required", "no answer of a check-in"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "key", "cure"), UNREADABLE)
def test_a_planted_fault_is_refused_with_file_key_and_cure(path: str, old: str, new: str, key: str, cure: str) -> None:
    with pytest.raises(ProtocolError) as refused:
        read_protocol(read_library(with_fault(path, old, new)), KNEE)
    wrong = refused.value
    assert wrong.file in (path, KNEE)
    assert key in wrong.key
    assert cure in wrong.cure
    assert str(wrong).startswith(f"{wrong.file}: {wrong.key}: ")


# What only the whole protocol shows: file, text, its fault, the key and a piece of the cure.
UNUSABLE = [
    (DAILY, 'measure = "calm_days"\narg = 2', 'measure = "runs_in_days"\narg = 7', "gate-pain-daily", "nobody passes"),
    (
        DAILY,
        'measure = "calm_days"\narg = 2\nat_least = 1',
        'measure = "pain_during_last_run"\nat_most = 2',
        "gate-pain-daily",
        "only a run can answer",
    ),
    (DAILY, 'else = "hold"', 'else = "stop"\nurgency = "consult"', "gate-pain-daily", 'write else = "hold"'),
    ("readiness/everybody.toml", 'id = "walk_30"', 'id = "walk_30"\noptional = true', "gate-walk-30", "optional item"),
    (LADDER, "run_s = 720", "run_s = 900", "walk-run.w7", "over bout-growth"),
    (LADDER, "run_s = 1800", "run_s = 2400", "walk-run.w12", "ends at"),
    (LADDER, "repeats = 8", "repeats = 9", "walk-run.w1", "starts at"),
    (WALK_RUN, "arg = 7\nat_most = 1", "arg = 7\nat_most = 0", "levels-in-week", "no stage can ever be left"),
    (GREENS, "noise = 1 }\nat_least = 2", "noise = 1 }\nat_least = 3", "good-runs", "make them one"),
    (WALK_RUN, "levels_down = 2\n\n", "levels_down = 0\n\n", "walk-run.way_back[15]", "further on"),
    (WALK_RUN, _LONGER, "[[way_back.step]]\nlevels_down = 2", "walk-run.way_back[longer]", "looser than entering"),
    (BUILD_BACK, _LONGER, "[[way_back.step]]\nlevel_most = 1", "build.way_back[longer]", "looser than entering"),
    (WALK_RUN, "at_most = 4", "at_most = 9", "walk-run.way_back", "same number"),
    (WALK_RUN, "at_least = 2\nelse", "at_least = 1\nelse", "walk-run", "no rest day"),
    (PAIN, 'cite = ["esculier_2018", "seed_001"]', 'cite = ["seed_001"]', "pain-in-run", 'write "expert"'),
    (
        MONITORING,
        'cite = ["adams_2012", "fees_1998"]\nevidence = "expert"',
        'cite = ["adams_2012", "fees_1998"]\nevidence = "guideline"',
        "warm-up-pain-stays",
        'write "expert"',
    ),
    (
        MONITORING,
        'id = "painkiller"\nmeasure = "painkiller_last_run"\nequals = false',
        'id = "painkiller"\nmeasure = "pain_this_morning"\nat_least = 3',
        "morning-pain",
        'contradicts rule "painkiller"',
    ),
    (FLAGS, 'opens_flag = "night_pain"', 'opens_flag = "night_pain"\nwaivable = true', "nights-woken", "never waived"),
    ("shared/hard-limits.toml", "most_s = 1800", "most_s = 1800\nwaivable = true", "hard-session", "everybody"),
    (OUTLINE, ', "hard-limits"]', "]", "use", "no hard limit"),
    (KNEE, '"pain-two-studied", ', "", "walk-run.rule", "pain in the last run decides nothing"),
    (KNEE, '"greens", ', "", "walk-run.rule", "good runs before the next stage"),
    (KNEE, '"daily-two", ', "", "walk-run.gate", "a calm day before the first run"),
    (KNEE, 'kind = "overuse"', 'kind = "surgery"', "clearance", "obligatory after an operation"),
    (KNEE, 'kind = "overuse"', 'kind = "surgery"', "use", 'add "night-postop"'),
    (KNEE, "may_continue = true", 'exercise_policy = "listed_only"', "exercise_policy", '"hop_30s" has impact'),
    (OUTLINE, '"general-red-flags", ', "", "use", "does not stop everybody"),
    (OUTLINE, '"clearance-to-run", ', "", "walk-run.rule", "withdrawn does not stop"),
    (OUTLINE, 'needs = "run"', 'needs = "impact"', "walk-run", 'needs = "run"'),
    (KNEE, 'id = "gate-stairs"', 'id = "gate-steps"', "rules.gate-steps", "has no sentence"),
    (KNEE, "on = 2026-11-20\ndue = 2027-05-20", "on = 2025-11-20\ndue = 2026-05-20", "review.due", "was due on"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "key", "cure"), UNUSABLE)
def test_a_planted_fault_of_the_whole_is_found(path: str, old: str, new: str, key: str, cure: str) -> None:
    found = findings(with_fault(path, old, new))
    assert [one for one in found if one.key == key and cure in one.cure], [str(one) for one in found]
    assert all(one.file == KNEE for one in found)


def test_an_overdue_review_is_refused_by_the_strict_check_only() -> None:
    late = with_fault(KNEE, "on = 2026-11-20\ndue = 2027-05-20", "on = 2025-11-20\ndue = 2026-05-20")
    assert {one.severity for one in findings(late)} == {"overdue"}


def test_a_trial_may_be_shown_as_less_than_it_is() -> None:
    assert not findings(with_fault(PAIN, 'evidence = "trial"', 'evidence = "cohort"'))


def test_a_file_that_is_missing_names_itself() -> None:
    with pytest.raises(ProtocolError, match=r"bibliography/nothing.toml: there is no such file"):
        MemorySource({}).text("bibliography/nothing.toml")


@pytest.mark.parametrize("text", ["", "[", "a = 1\na = 2", "\x00", "x = " + "[" * 5000])
def test_a_text_that_is_no_protocol_is_refused_without_a_stack_trace(text: str) -> None:
    with pytest.raises(ProtocolError) as refused:
        read_protocol(read_library(MemorySource({KNEE: text}, over=with_fault(KNEE, "schema = 1", "schema = 1"))), KNEE)
    assert refused.value.file == KNEE


def test_a_text_far_too_long_for_a_person_is_refused() -> None:
    with pytest.raises(ProtocolError, match="longer than"):
        MemorySource({KNEE: "#" * 500_000}).text(KNEE)
