"""Takes in a file from a watch: the original is kept, its runs are read. What was felt is never guessed."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from restride.activity.problems import problem
from restride.core.activity_entries import ActivitySettled
from restride.core.events import Event
from restride.formats.parsed import ParsedFile, ParsedProblem, parsed_problem
from restride.journal.port import Unit
from restride.journal.values import FileRecord
from restride.usecases.entry import Stamp, checked_instant, derived_id, entry
from restride.usecases.issue import issue
from restride.usecases.placing import Placed, Placing
from restride.usecases.ports import Ports, Visitor
from restride.usecases.recordings import UNDATED, is_done_with, problems_of, reading_of
from restride.usecases.refused import is_blank, refuse
from restride.usecases.standing import keep_standing

Status = Literal["imported", "duplicate", "review", "refused"]
_GRAVEST: tuple[Status, ...] = ("review", "imported", "duplicate")
_NAME_MOST = 120  # signs of a file's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """What became of a file. `placed` follows the activities of `file`; `issued` are the decisions that followed."""

    file: ParsedFile
    status: Status
    placed: tuple[Placed, ...]
    problems: tuple[ParsedProblem, ...]
    issued: tuple[Event, ...] = ()


def read_upload(ports: Ports, visitor: Visitor, data: bytes, name: str) -> Upload:
    """Read a file in a child process, keep the original, and store what it holds; the same run counts once.

    Nothing is stored of a refused file, or of one that adds nothing to what is known. Bad bytes never raise.
    """
    file = ports.read_file(data, plain_name(name))
    if file.status == "refused":
        return Upload(file=file, status="refused", placed=(), problems=file.problems)
    kept = ports.blobs.write(data, name=file.name)
    named = False
    try:
        with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
            upload, stored = _stored(unit, ports, visitor, file, kept=kept)
        named = stored
    finally:
        if not named:
            ports.blobs.remove(kept.id)
    return upload


def date_activity(ports: Ports, visitor: Visitor, activity: str, start: datetime, *, id: str) -> tuple[Event, ...]:
    """The runner says when a run without a date began; it is then taken in as if the file had said so."""
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        now = ports.clock.now()
        placing = Placing(unit, visitor, now)
        old = placing.known(activity).body
        if not UNDATED & set(old.review):
            raise refuse("start", "has-a-date", "This file says itself when the run began.")
        began = checked_instant(start, now)
        if is_done_with(placing.state, activity):
            return ()
        settled = ActivitySettled(activity=activity, counts=False, reason="dated")
        placing.keep(entry(visitor, settled, Stamp(id=id, recorded_at=now)))
        review = tuple(code for code in old.review if code not in UNDATED)
        placing.place(replace(old, start=began, review=review), dated_as(activity, id))
        return _decided(unit, ports, placing)


def dated_as(activity: str, said: str) -> str:
    """The id under which a recording stands once the entry `said` has given it its date; free where it joined one."""
    return derived_id(activity, "dated", said)


def settle_activity(ports: Ports, visitor: Visitor, activity: str, reason: str, *, id: str) -> tuple[Event, ...]:
    """The runner says that a file holds no run of theirs. It stays in the record and waits no longer."""
    if is_blank(reason):
        raise refuse("reason", "reason-missing", "Write in a few words what it was.")
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        placing = Placing(unit, visitor, ports.clock.now())
        placing.known(activity)
        if id not in placing.state.activities_settled and is_done_with(placing.state, activity):
            raise refuse("activity", "already-settled", "This file is settled already.")
        body = ActivitySettled(activity=activity, counts=False, reason=reason.strip())
        event = entry(visitor, body, Stamp(id=id, recorded_at=ports.clock.now()))
        return issue(unit, ports, event) if placing.keep(event) else ()


def plain_name(name: str) -> str:
    """The last part of a file's name, visible signs only: what a browser sends may hold anything."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[:_NAME_MOST] or "file"


def names_somebody_else(owner: str | None, name: str) -> bool:
    """Whether a file and an account name two people: they share no word, whatever its capitals."""
    mine, theirs = set(name.casefold().split()), set((owner or "").casefold().split())
    return bool(mine and theirs) and not mine & theirs


def _stored(unit: Unit, ports: Ports, visitor: Visitor, file: ParsedFile, *, kept: FileRecord) -> tuple[Upload, bool]:
    """Each activity of the file in its place, decisions included; and whether the original is named by anything."""
    placing = Placing(unit, visitor, ports.clock.now())
    problems = list(file.problems)
    placed = []
    for number, seen in enumerate(file.activities):
        found = list(problems_of(file, number))
        if placing.is_ahead(seen.start):
            found.append(parsed_problem(problem("implausible-date", f"activity {number + 1}, {seen.start}")))
            problems.append(found[-1])
        if names_somebody_else(seen.owner, visitor.name):
            found.append(parsed_problem(problem("other-owner", f"activity {number + 1}, {seen.owner}")))
            problems.append(found[-1])
        review = tuple(dict.fromkeys(one.code for one in found if one.weight == "review"))
        if seen.start is None and "no-clock" not in review:
            review = (*review, "no-clock")
        id = derived_id(visitor.person, "activity", file.content_digest or file.digest, str(number))
        placed.append(placing.place(reading_of(file, number, file_id=kept.id, review=review), id))
    if placing.stored:
        unit.put_file(kept)
    upload = Upload(
        file=file,
        status=next(status for status in _GRAVEST if any(one.outcome == status for one in placed)),
        placed=tuple(placed),
        problems=tuple(problems),
        issued=_decided(unit, ports, placing),
    )
    return upload, placing.stored


def _decided(unit: Unit, ports: Ports, placing: Placing) -> tuple[Event, ...]:
    """What follows from what was placed; where nothing does, the line in lists is brought up to date."""
    if placing.news:
        return issue(unit, ports, placing.news)
    if placing.stored:
        keep_standing(unit, ports)
    return ()
