"""What needs no account starts without Django: these commands run where it was never imported."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import source

_PROGRAM = """
import sys
from restride.cli.main import main
code = main(sys.argv[1:])
heavy = {name.split(".")[0] for name in sys.modules} & {"django", "allauth", "ninja"}
sys.exit(f"imported {heavy}" if heavy else code)
"""

_RUN = """<?xml version="1.0"?>
<gpx version="1.1" creator="hand" xmlns="http://www.topografix.com/GPX/1/1"><trk><type>running</type><trkseg>
<trkpt lat="48.0000" lon="11.0"><time>2026-11-01T07:00:00Z</time></trkpt>
<trkpt lat="48.0010" lon="11.0"><time>2026-11-01T07:00:40Z</time></trkpt>
<trkpt lat="48.0020" lon="11.0"><time>2026-11-01T07:01:20Z</time></trkpt>
</trkseg></trk></gpx>
"""


def restride(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _PROGRAM, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def scenario() -> Path:
    return next(iter(source.files(".toml", under=source.ROOT / "tests" / "scenarios")))


@pytest.mark.parametrize("arguments", [("list",), ("check", "--strict"), ("show", "patellofemoral-pain")])
def test_protocols_are_read(arguments: tuple[str, ...]) -> None:
    done = restride("protocol", *arguments)
    assert done.returncode == 0, done.stderr
    assert "patellofemoral-pain" in done.stdout


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_scenario_is_decided(options: tuple[str, ...]) -> None:
    done = restride("today", scenario(), *options)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_a_file_is_looked_at_and_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "run.gpx"
    file.write_text(_RUN)
    done = restride("import", file, "--dry-run", "--json")
    assert done.returncode in (0, 1), done.stderr  # 1: such a short run is set aside
    assert '"format": "gpx"' in done.stdout
