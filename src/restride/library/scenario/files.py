"""Runs from watch files that a scenario tells of: waiting for the runner's yes, or set aside as implausible."""

from datetime import datetime

from restride.core.activity_entries import ActivityRead
from restride.library.scenario.diary import Diary
from restride.library.table import Table

_WAITING = ("unconfirmed", "review")
_LONGEST_S = 86_400


def tell_file(diary: Diary, table: Table, at: datetime) -> None:
    """Add a file of the day: `file = { state = "unconfirmed", run_s = 480, longest_bout_s = 60, walk_s = 960 }`."""
    told = table.table("file")
    run_s, walk_s = told.whole("run_s", most=_LONGEST_S), told.whole("walk_s", 0, most=_LONGEST_S)
    state = told.one_of("state", _WAITING)
    number = len(diary.events) + 1
    body = ActivityRead(
        digest=f"{number:064x}",
        file_id=f"file-{number}",
        reader="scenario",
        sport="running",
        start=at,
        elapsed_s=run_s + walk_s,
        timer_s=run_s + walk_s,
        run_s=run_s,
        longest_bout_s=told.whole("longest_bout_s", run_s, most=run_s),
        walk_s=walk_s,
        review=("speed",) if state == "review" else (),
    )
    told.done()
    diary.tell(body, at=at, person=True)
