"""What the documents say exists: links, paths, commands, names in code; and what is generated is fresh."""

import re
from pathlib import Path

import pytest

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


def test_every_public_name_of_the_core_is_in_the_glossary() -> None:
    glossary = source.text(source.ROOT / "GLOSSARY.md")
    named = {word for code in _CODE.findall(glossary) for word in re.findall(r"\w+", code)}
    public = {
        one.name: source.name(path)
        for path in source.files(".py", under=source.PACKAGE / "core")
        for one in source.classes(path)
        if not one.name.startswith("_")
    }
    assert sorted(f"{name} ({place})" for name, place in public.items() if name not in named) == []


def test_the_tour_names_the_six_files_it_promises() -> None:
    tour = source.text(source.ROOT / "docs" / "tour.md")
    stops = re.findall(r"^\*\*(\d)\. [^`*]*`(src/[\w./]+\.py)`", tour, re.MULTILINE)
    assert [number for number, _ in stops] == ["1", "2", "3", "4", "5", "6"]
    assert "six files" in tour.splitlines()[0]


def test_the_image_is_made_of_the_lock_and_of_pinned_images() -> None:
    made = source.text(source.ROOT / "deploy" / "Dockerfile")
    assert all("--frozen" in line for line in made.splitlines() if "uv sync" in line)
    assert re.findall(r"uv==([\d.]+)", made) == re.findall(r"UV_VERSION=([\d.]+)", source.text(source.ROOT / "run"))
    images = re.findall(r"(?:^FROM |image: )(\S+)", made + source.text(source.ROOT / "compose.yaml"), re.MULTILINE)
    assert len(images) == 2
    assert all(re.search(r":\d+\.\d+\.\d+", image) for image in images), images
    copied = [word for line in re.findall(r"^COPY (.*) \S+$", made, re.MULTILINE) for word in line.split()]
    sent = source.text(source.ROOT / ".dockerignore").splitlines()
    assert [name for name in copied if not (source.ROOT / name).exists() or f"!{name}" not in sent] == []


def test_every_variable_of_the_server_is_in_the_table_of_settings() -> None:
    read = source.text(source.PACKAGE / "web" / "environment.py") + source.text(source.ROOT / "compose.yaml")
    table = source.text(source.ROOT / "docs" / "deploy.md") + source.text(source.ROOT / "docs" / "operate.md")
    names = set(re.findall(r"RESTRIDE_[A-Z_]+", read))
    ours = {"RESTRIDE_DOMAIN", "RESTRIDE_TLS_CERT"}  # of compose.yaml, and how --tls-cert reaches the server
    assert sorted(name for name in names - ours if name not in table) == []


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
