"""The cadence programme's numbers, read from `cadence.toml` beside the exercise they belong to. What they do: core."""

from functools import cache

from restride.core.cadence import CadencePlan
from restride.core.exercise.model import Exercise, Programme, Shelf
from restride.core.protocol import Citation
from restride.library.bibliography import Bibliography, read_bibliography
from restride.library.exercises import exercises
from restride.library.readiness import read_sourced
from restride.library.source import ProtocolSource, packaged
from restride.library.table import Table, expect_schema, read_table

FILE = "cadence.toml"
_PARTS = ("offer", "own", "rounds", "beat", "check", "pause")
_MINUTE_S = 60


def read_cadence(source: ProtocolSource, shelf: Shelf) -> tuple[CadencePlan, Exercise]:
    """The programme and its exercise. Raises ProtocolError, which names file, key and cure."""
    table = read_table(source.text(FILE), file=FILE)
    expect_schema(table, 1)
    drill = shelf.exercises.get(table.name("exercise"))
    if drill is None or drill.dose.programme is None:
        table.fail("exercise", "must be an exercise with a programme; name one of exercises/running-form.toml")
    parts = {name: table.table(name) for name in _PARTS}
    plan = _plan(parts, drill.dose.programme, read_bibliography(source))
    for part in parts.values():
        part.done()
    table.done()
    return plan, drill


@cache
def cadence() -> tuple[CadencePlan, Exercise]:
    """The programme that comes with Restride, read once."""
    return read_cadence(packaged(), exercises())


@cache
def cadence_sources() -> tuple[Citation, ...]:
    """Each source of the programme's numbers once, in the order of the file."""
    known = read_bibliography(packaged())
    plan, _ = cadence()
    return tuple(known[id] for id in dict.fromkeys(id for part in plan.sources for id in part.cite))


def _plan(parts: dict[str, Table], programme: Programme, bibliography: Bibliography) -> CadencePlan:
    own, check = parts["own"], parts["check"]
    block_min = parts["beat"].whole("block_min", least=1, most=60)
    least = own.whole("least", least=60, most=300)
    most = own.whole("most", least=60, most=300)
    if least >= most:
        own.fail("least", f"must be below most, which is {most}")
    return CadencePlan(
        programme=programme,
        rounds_pct=_rounds(parts["rounds"], programme),
        block_min=block_min,
        on_min=_beat(parts["beat"], programme, block_min),
        mainly_to=parts["offer"].whole("mainly_to", least=least, most=most),
        least=least,
        most=most,
        slack=check.whole("slack", most=10),
        count_s=own.whole("count_s", least=10, most=_MINUTE_S),
        files=own.whole("files", least=1, most=20),
        file_run_s=own.whole("file_run_min", least=1, most=120) * _MINUTE_S,
        again_d=check.whole("again_d", least=1, most=366),
        pause_d=parts["pause"].whole("days", least=1, most=45),
        sources=tuple(read_sourced(part, f"cadence.{name}", bibliography) for name, part in parts.items()),
    )


def _rounds(table: Table, programme: Programme) -> tuple[int, ...]:
    """Percents that rise, inside what the exercise allows."""
    found = _wholes(table, "percent")
    allowed = programme.percent
    if allowed is None or not found or found[0] < allowed.least or found[-1] > allowed.most:
        table.fail("percent", "must lie inside the percent of the exercise's programme")
    if list(found) != sorted(set(found)):
        table.fail("percent", "must rise from round to round")
    return found


def _beat(table: Table, programme: Programme, block_min: int) -> tuple[int, ...]:
    """A figure a session: whole while feedback is full, then fewer each time, none at last."""
    found = _wholes(table, "on_min")
    if len(found) != programme.sessions:
        table.fail("on_min", f"must name {programme.sessions} sessions, as many as the exercise's programme")
    full, fading = found[: programme.fades_after], found[programme.fades_after :]
    if set(full) != {block_min}:
        table.fail("on_min", f"must be {block_min} in the first {programme.fades_after} sessions")
    falls = all(later < earlier for earlier, later in zip((block_min, *fading), fading, strict=False))
    if not falls or fading[-1:] != (0,):
        table.fail("on_min", "must fall from session to session after that, to 0 at last")
    return found


def _wholes(table: Table, name: str) -> tuple[int, ...]:
    found = table.any(name)
    if not isinstance(found, list) or not all(type(one) is int and one >= 0 for one in found):
        table.fail(name, "must be a list of whole numbers, such as [5, 10]")
    return tuple(found)
