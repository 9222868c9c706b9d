"""Plug-ins are found by their packages' metadata; one that is broken or doubled is refused, and said so."""

from pathlib import Path

import pytest

from restride.doors import Door, Plugin, Refused, knock, plugins


def installed(folder: Path, package: str, entries: dict[str, str], *, module: str = "") -> None:
    """Puts a package with these notifiers into the folder, as an installer would."""
    info = folder / f"{package}-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.2\n")
    lines = [f"{name} = {target}" for name, target in entries.items()]
    (info / "entry_points.txt").write_text("\n".join(["[restride.notifiers]", *lines]))
    (folder / f"{package}.py").write_text(module)


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_a_plug_in_is_found_with_its_package_and_version(packages: Path) -> None:
    installed(packages, "door_pigeon", {"pigeon": "door_pigeon:send"}, module="def send(): return 'coo'\n")
    (found,) = knock(Door.NOTIFIERS)
    assert isinstance(found, Plugin)
    assert (found.name, found.package, found.version) == ("pigeon", "door_pigeon", "1.2")
    assert callable(found.offered)


def test_a_plug_in_that_breaks_is_refused_and_the_others_still_come(packages: Path) -> None:
    installed(packages, "door_broken", {"broken": "door_broken:send"}, module="raise RuntimeError('no wings')\n")
    installed(packages, "door_crow", {"crow": "door_crow:send"}, module="send = print\n")
    refused, found = knock(Door.NOTIFIERS)
    assert isinstance(refused, Refused)
    assert refused.why == "door_broken:send did not load: RuntimeError: no wings"
    assert isinstance(found, Plugin)
    assert plugins(Door.NOTIFIERS) == (found,)


def test_two_plug_ins_of_one_name_are_settled_the_same_way_on_every_start(packages: Path) -> None:
    for package in ("door_owl_b", "door_owl_a"):
        installed(packages, package, {"owl": f"{package}:send"}, module="send = print\n")
    first, second = knock(Door.NOTIFIERS)
    assert isinstance(first, Plugin)
    assert first.package == "door_owl_a"
    assert isinstance(second, Refused)
    assert second.why == "door_owl_a already offers 'owl'; uninstall one of the two"


def test_a_door_without_plug_ins_is_quiet(packages: Path) -> None:
    assert knock(Door.PROTOCOLS) == ()
