"""How fast activity files are read, beside other readers. Prints a table; asserts nothing.

    ./run python -m benchmarks.read_files [FOLDER]

FOLDER (else RESTRIDE_DEVICEFILES) holds real files; without one, files are made up. The other readers are in the group
`bench` (`./run uv sync --inexact --group bench`); what is missing is not compared. Each figure is the fastest of a few
tries, a ratio is theirs over ours for one file, and the last line of each format is the median ratio over files of
100 KB and more.
"""

import gzip
import importlib.util
import io
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from restride.formats.fit.columns import Columns
from restride.formats.fit.structure import read_parts
from restride.formats.fit.write import Leg, write_activity
from restride.formats.gpx import read_gpx
from restride.formats.parsed import parse
from restride.formats.read import OWN
from restride.formats.tcx import read_tcx

LARGE = 100_000


def every_column(data: bytes) -> None:
    """Every field of every message, scaled, developer fields named: what the other FIT readers do."""
    for part in read_parts(data):
        for _, messages in Columns(part).kinds():
            for name in messages.names:
                (messages.texts if messages.is_text(name) else messages.table)(name)


def other_fit(data: bytes) -> None:
    import fitdecode

    with fitdecode.FitReader(io.BytesIO(data), error_handling=fitdecode.ErrorHandling.IGNORE) as reader:
        for _ in reader:
            pass


def other_gpx(data: bytes) -> None:
    import gpxpy

    gpxpy.parse(data)


def other_tcx(data: bytes) -> None:
    from tcxreader.tcxreader import TCXReader

    TCXReader().read(io.BytesIO(data))


OURS: dict[str, Callable[[bytes], object]] = {"fit": every_column, "gpx": read_gpx, "tcx": read_tcx}
THEIRS = {"fit": ("fitdecode", other_fit), "gpx": ("gpxpy", other_gpx), "tcx": ("tcxreader", other_tcx)}


def format_of(data: bytes) -> str | None:
    """Which of our own formats it is."""
    return next((one.format for one in OWN if one.recognises(data)), None)


def fastest(action: Callable[[], object], tries: int) -> float:
    """Seconds of the fastest try: on a busy machine the least disturbed one."""
    best = float("inf")
    for _ in range(tries):
        begin = time.perf_counter()
        action()
        best = min(best, time.perf_counter() - begin)
    return best


def made_up() -> dict[str, bytes]:
    """A run of an hour and one of three, for machines without real files."""
    hour = [Leg(kind="run", seconds=1800, speed_mps=2.7, cadence_spm=164), Leg(kind="walk", seconds=1800)]
    start = datetime(2026, 1, 1, tzinfo=UTC)
    return {"one hour": write_activity(hour, start), "three hours": write_activity(hour * 3, start)}


def files(folder: Path | None) -> dict[str, bytes]:
    if folder is None:
        return made_up()
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix.lower() in {".fit", ".gpx", ".tcx", ".gz"}:
            data = path.read_bytes()
            try:
                found[path.name] = gzip.decompress(data) if path.suffix == ".gz" else data
            except EOFError:
                print(f"{path.name}: cut, left out")
    return found


def measure(name: str, data: bytes) -> tuple[str, float | None] | None:
    """One line of the table; the format and the ratio, None where the other reader is missing or gives up."""
    kind = format_of(data)
    if kind is None:
        return None
    ours = fastest(lambda: OURS[kind](data), 7)
    whole = fastest(lambda: parse(data, name), 5)
    library, other = THEIRS[kind]
    theirs = None
    if importlib.util.find_spec(library):
        try:
            theirs = fastest(lambda: other(data), 2)
        except Exception as error:  # noqa: BLE001  # whatever another library raises on a damaged file
            print(f"{name}: {library} gives up: {type(error).__name__}")
    ratio = theirs / ours if theirs else None
    shown = f"{theirs * 1e3:9.1f} {ratio:7.1f}x" if theirs and ratio else "        -        -"
    print(f"{kind} {name:42} {len(data):>9} {ours * 1e3:8.2f} {shown} {whole * 1e3:8.2f}")
    return kind, ratio if len(data) >= LARGE else None


def main() -> None:
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("RESTRIDE_DEVICEFILES")
    print(f"{'':4}{'file':42} {'bytes':>9} {'ours ms':>8} {'theirs ms':>9} {'ratio':>8} {'with bouts':>10}")
    ratios: dict[str, list[float]] = {}
    for name, data in files(Path(given) if given else None).items():
        line = measure(name, data)
        if line and line[1]:
            ratios.setdefault(line[0], []).append(line[1])
    for kind, values in ratios.items():
        low, high = min(values), max(values)
        middle = statistics.median(values)
        spread = f"median of {len(values)} files >= 100 KB; {low:.1f} to {high:.1f}"
        print(f"{kind}: {middle:.1f}x {THEIRS[kind][0]} ({spread})")


if __name__ == "__main__":
    main()
