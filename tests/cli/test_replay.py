"""`restride replay`: an exported journal says again what it said, or where it does not."""

from pathlib import Path

import pytest

from restride.cli.main import main
from restride.journal.jsonl import Portable, write_jsonl
from tests.usecases.days import kneecap


@pytest.fixture(scope="module")
def journal() -> bytes:
    """Two weeks of a quiet runner, with runs from watch files."""
    story = kneecap()
    decision = story.to_phase("walk-run")
    story.run_with_watch(decision)
    for _ in range(6):
        story.next_morning()
        made = story.morning()
        if made is not None and made.runs:
            story.run_with_watch(made)
    texts = {digest: story.ports.texts.text(digest) or "" for digest in story.ports.texts.digests()}
    return b"".join(write_jsonl(Portable(events=story.record().events, protocols=texts)))


def written(folder: Path, content: bytes) -> str:
    path = folder / "journal.jsonl"
    path.write_bytes(content)
    return str(path)


def test_an_untouched_journal_leads_to_every_stored_decision(
    journal: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["replay", written(tmp_path, journal)]) == 0
    assert "no difference" in capsys.readouterr().out


@pytest.mark.invariant("INV-033")
@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        (b'"verdict":"progress"', b'"verdict":"hold"', "verdict"),
        (b'"run_s":60', b'"run_s":90', "dose"),
        (b'"pain_tenths":0', b'"pain_tenths":60', "verdict"),
        (b'"protocol_hash":"', b'"protocol_hash":"0', "protocol"),
    ],
)
def test_inv_033_a_journal_that_was_changed_is_found_out(
    old: bytes, new: bytes, named: str, journal: bytes, *, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert old in journal
    assert main(["replay", written(tmp_path, journal.replace(old, new))]) == 1
    said = capsys.readouterr().out
    assert named in said
    assert "entry " in said


def test_a_protocol_that_does_not_travel_along_is_a_difference(
    journal: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head, _, rest = journal.partition(b"\n")
    events = head[head.index(b'"events":') : head.index(b",", head.index(b'"events":'))]
    bare = b"{" + events + b',"format":"restride-journal","protocols":{},"version":1}\n' + rest
    assert main(["replay", written(tmp_path, bare)]) == 1
    assert "the export holds no such text" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "place"),
    [(b"", "empty"), (b"{}\n", "line 1"), (b"nonsense\n", "line 1"), (b"\xff\xfe\n", "line 1")],
)
def test_a_file_that_is_no_journal_is_refused_in_a_sentence(
    content: bytes, place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["replay", written(tmp_path, content)]) == 2
    assert place in capsys.readouterr().err


def test_a_journal_that_is_cut_off_is_refused_whole(
    journal: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["replay", written(tmp_path, journal[:-200])]) == 2
    assert "cut off" in capsys.readouterr().err
