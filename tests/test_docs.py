"""What the documents say exists: links, paths, commands, names in code; and what is generated is fresh."""

import re
import textwrap
from pathlib import Path

import pytest

from restride.library.read import read_library, read_protocol
from restride.library.source import MemorySource, packaged
from tests import source
from tools import generate, safety

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"(?:src|docs|tests|tools|changelog\.d)/[\w./<>*-]+|restride/[\w./<>*-]+/[\w./<>*-]+")
_NAME = re.compile(r"[A-Z][a-z]\w+|[a-z_]+\(\)")


def documents() -> list[Path]:
    return [path for path in source.own_texts() if path.suffix == ".md"]


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = [
        f"{source.name(path)}: {target}"
        for path in documents()
        for target in _LINK.findall(source.text(path))
        if "://" not in target and not (path.parent / target.partition("#")[0]).exists()
    ]
    assert not broken, "\n".join(broken)


def test_every_path_in_a_document_exists() -> None:
    broken = [
        f"{source.name(path)}: {written}"
        for path in documents()
        for code in _CODE.findall(source.text(path))
        for written in _PATH.findall(code)
        if not _exists(written)
    ]
    assert not broken, "\n".join(broken)


def test_every_name_of_code_in_the_glossary_exists() -> None:
    defined = {
        name
        for path in source.files(".py", under=source.PACKAGE)
        for name in re.findall(r"^\s*(?:class|def) (\w+)", source.text(path), re.MULTILINE)
    }
    glossary = source.text(source.ROOT / "GLOSSARY.md")
    named = {code for code in _CODE.findall(glossary) if _NAME.fullmatch(code)}
    assert len(named) > 20
    unknown = sorted(name for name in named if name.removesuffix("()") not in defined)
    assert not unknown, f"in the glossary, not in the code: {unknown}"


def test_the_rule_shown_in_the_documents_is_one_that_the_reader_takes() -> None:
    page = source.text(source.ROOT / "docs" / "add" / "rule.md")
    (shown,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    path = packaged().names("conditions")[0]
    rule = shown.replace('id = "pain-during"', 'id = "as-shown"')
    text = f"{packaged().text(path)}\n{textwrap.dedent(rule)}"
    protocol = read_protocol(read_library(MemorySource({path: text}, over=packaged())), path)
    assert "as-shown" in [rule.id for phase in protocol.phases for rule in phase.rules + phase.gate] + [
        rule.id for rule in protocol.rules
    ]


def test_the_safety_page_names_every_hazard() -> None:
    page = source.text(source.ROOT / "docs" / "safety.md")
    assert [one.id for one in safety.hazards() if one.id not in page] == []


def test_decision_records_are_numbered_without_a_gap_and_listed() -> None:
    folder = source.ROOT / "docs" / "decisions"
    records = sorted(path.name for path in folder.glob("[0-9]*.md"))
    assert [int(name[:4]) for name in records] == list(range(1, len(records) + 1))
    listed = _LINK.findall(source.text(folder / "README.md"))
    assert records == listed


@pytest.mark.parametrize("part", ["Context.", "Decision.", "Consequences."])
def test_a_decision_record_says_context_decision_and_consequences(part: str) -> None:
    folder = source.ROOT / "docs" / "decisions"
    assert [path.name for path in folder.glob("[0-9]*.md") if f"**{part}**" not in source.text(path)] == []


def test_change_fragments_are_named_by_number_and_kind() -> None:
    folder = source.ROOT / "changelog.d"
    wrong = [
        path.name
        for path in folder.glob("*.md")
        if path.name != "README.md" and not re.fullmatch(r"\d{4}\.(software|clinical)\.md", path.name)
    ]
    assert not wrong


@pytest.mark.parametrize("page", sorted(generate.PAGES))
def test_a_generated_page_is_fresh(page: str) -> None:
    written = (generate.FOLDER / page).read_text(encoding="utf-8")
    assert written == generate.PAGES[page](), "stale: ./run python -m tools.generate"


def _exists(written: str) -> bool:
    """A path with <placeholders> or stars has to match something; others have to be there."""
    pattern = re.sub(r"<[^>]*>", "*", written.rstrip("./"))
    starts = [source.ROOT, source.ROOT / "src"]
    return any(list(start.glob(pattern)) for start in starts)
