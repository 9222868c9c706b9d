"""Writes docs/generated and the description of the interface; tests compare them with what they should be.

    ./run python -m tools.generate

It also strikes every id that has a test by now from tests/uncovered_invariants.txt and every line of the mission from
tests/open_mission_lines.txt; it never adds one.
"""

from collections.abc import Callable
from pathlib import Path

from tools import api_page, exercises, hazard_trace, measures, mission, protocols, safety

FOLDER = safety.ROOT / "docs" / "generated"
PAGES: dict[str, Callable[[], str]] = {
    "api.md": api_page.render,
    "exercises.md": exercises.render,
    "hazard-trace.md": hazard_trace.render,
    "measures.md": measures.render,
    "mission.md": mission.render,
    "protocols.md": protocols.render,
}


def main() -> None:
    """Brings every page and the list of uncovered invariants up to date."""
    strike_covered()
    mission.strike_shown()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, render in PAGES.items():
        (FOLDER / name).write_text(render(), encoding="utf-8")
    api_page.write_description()


def strike_covered(file: Path = safety.UNCOVERED) -> None:
    """Takes the ids that have a test by now off the list of those without."""
    covered = safety.guards()
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    left = [line for line in lines if line.partition("#")[0].strip() not in covered]
    file.write_text("".join(left), encoding="utf-8")


if __name__ == "__main__":
    main()
