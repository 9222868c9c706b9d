"""`restride study run | policies`: tries rules on made-up runners. The simulation itself is in `restride.study`."""

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from restride.study.cohort import Study
    from restride.study.report import Report

_GOOD, _USAGE = 0, 2
_EXITS = "Exit codes: 0 the study ran, 2 the command or a file can't be used."
_MOST_RUNNERS, _MOST_DAYS, _MOST_WORKERS = 1_000_000, 730, 1024
_OFTEN_S = 0.2  # between two lines of progress
_FILES = ("study.json", "study.txt", "study.svg")


def add(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser("study", help="try rules on made-up runners (a simulation)", epilog=_EXITS)
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    acts.add_parser("policies", help="name the policies that can be compared")
    runs = acts.add_parser(
        "run",
        help="run a cohort and report",
        description="Run a made-up cohort under several policies and report: a SIMULATION that ranks rules.",
        epilog=_EXITS,
    )
    runs.add_argument("--runners", type=_whole(1, _MOST_RUNNERS), required=True, metavar="N", help="how many a policy")
    runs.add_argument("--seed", type=_whole(0, 2**63), required=True, metavar="S", help="a whole number")
    runs.add_argument(
        "--policy", default="", metavar="P", help='names with commas, or "all"; otherwise default and literal courses'
    )
    runs.add_argument("--protocol", default="", metavar="IDS", help="names with commas; otherwise every shipped one")
    runs.add_argument("--days", type=_whole(1, _MOST_DAYS), default=168, help="how many days each (168)")
    runs.add_argument(
        "--from", dest="start", choices=("door", "calm"), default="door", help="where runners begin (door)"
    )
    runs.add_argument("--workers", type=_whole(1, _MOST_WORKERS), default=os.cpu_count() or 1, help="processes")
    runs.add_argument("--executor", choices=("processes", "dask"), default="processes", help="who does the work")
    runs.add_argument("--scheduler", default="", metavar="ADDRESS", help="a Dask scheduler; otherwise one of our own")
    runs.add_argument("--out", type=Path, metavar="FOLDER", help=f"write {', '.join(_FILES)} there")
    runs.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the study and print its report; 2 where something asked for isn't there."""
    from restride.study.cohort import StudyError
    from restride.study.policies import UnknownPolicy, policies

    if arguments.act == "policies":
        print("\n".join(policies()))
        return _GOOD
    try:
        out = _folder(arguments.out)
        study = _study(arguments)
        made = _run(study, arguments)
        _write(out, made)
    except (StudyError, UnknownPolicy, OSError) as wrong:
        print(f"restride: {wrong}", file=sys.stderr)
        return _USAGE
    _print(made, as_json=arguments.json)
    return _GOOD


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(
                f"{text!r} is not a whole number; write one such as {least or 1}"
            ) from None
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"{number} must be from {least} to {most}")
        return number

    return read


def _study(arguments: argparse.Namespace) -> "Study":
    from restride.study.cohort import Study, StudyError, protocols_named
    from restride.study.days import Plan
    from restride.study.policies import named

    if arguments.scheduler and arguments.executor != "dask":
        raise StudyError("--scheduler is for Dask alone; add --executor dask")
    return Study(
        policies=tuple(policy.name for policy in named(arguments.policy)),
        protocols=protocols_named(arguments.protocol),
        runners=arguments.runners,
        plan=Plan(seed=arguments.seed, days=arguments.days, start=arguments.start),
    )


def _run(study: "Study", arguments: argparse.Namespace) -> "Report":
    from restride.study.cohort import run_study, workers
    from restride.study.report import report

    began = time.monotonic()
    with workers(arguments.executor, arguments.workers, arguments.scheduler) as executor:
        outcomes = run_study(study, executor=executor, progress=_progress())
    seconds = time.monotonic() - began
    days = study.runners * study.plan.days * len(study.policies)
    print(f"{days} runner-days in {seconds:.1f} s, {days / max(seconds, 1e-9):.0f} a second", file=sys.stderr)
    return report(study, outcomes)


def _progress() -> Callable[[int, int], None] | None:
    """A line that counts, where somebody watches."""
    if not sys.stderr.isatty():
        return None
    shown = [0.0]

    def show(done: int, whole: int) -> None:
        now = time.monotonic()
        if done == whole or now - shown[0] >= _OFTEN_S:
            shown[0] = now
            print(f"\r{done * 100 // whole:3} % of the study", end="\n" if done == whole else "", file=sys.stderr)

    return show


def _folder(path: Path | None) -> Path | None:
    """The folder to write to, made where it is missing. Raises OSError before any work is done."""
    if path is not None:
        if path.exists() and not path.is_dir():
            raise NotADirectoryError(f"{path}: is not a folder; name one with --out")
        path.mkdir(parents=True, exist_ok=True)
        if not os.access(path, os.W_OK):
            raise PermissionError(f"{path}: you may not write to this folder; name another with --out")
    return path


def _write(out: Path | None, made: "Report") -> None:
    """Each file whole or not at all."""
    if out is None:
        return
    from restride.library.words import phrases
    from restride.study.plot import as_svg
    from restride.study.report import as_json
    from restride.study.table import as_text

    contents = (as_json(made), as_text(made, phrases()).encode(), as_svg(made, phrases()).encode())
    for name, content in zip(_FILES, contents, strict=True):
        fresh = out / f".{name}.part"
        fresh.write_bytes(content)
        fresh.replace(out / name)


def _print(made: "Report", *, as_json: bool) -> None:
    from restride.library.words import phrases
    from restride.study import report, table

    print(report.as_json(made).decode() if as_json else table.as_text(made, phrases()), end="")
