"""Recorded runs as JSON: what became of a file, and the session that a recording may have been."""

from datetime import datetime

from restride.usecases.confirm_activity import Proposal
from restride.usecases.import_activity import Upload
from restride.web.api.shapes.values import Shown


class PlacedOut(Shown):
    """What became of one activity of a file. `joins` is the logged run that it belongs to."""

    outcome: str
    id: str | None
    history: bool
    joins: str | None


class FileProblem(Shown):
    """Something odd in a file: where, and the cure. Of the weight `review`, the runner looks at it."""

    code: str
    place: str
    detail: str
    weight: str


class UploadOut(Shown):
    """What became of a file, and the ids of the decisions that followed."""

    status: str
    activities: tuple[PlacedOut, ...]
    problems: tuple[FileProblem, ...]
    decisions: tuple[str, ...]


class StoredIds(Shown):
    """The entry that was stored, and the ids of the decisions that followed."""

    id: str
    decisions: tuple[str, ...]


class ProposalOut(Shown):
    """A recorded run as the session that it may have been. `asked_for` is the decision in force when it began.

    `joins` is the logged run that it belongs to; `same_day` those logged by hand that may be this one.
    """

    id: str
    recordings: tuple[str, ...]
    start: datetime | None
    run_s: int
    longest_bout_s: int
    walk_s: int
    elapsed_s: int
    distance_m: int | None
    review: tuple[str, ...]
    history: bool
    done_with: bool
    episode: str | None
    asked_for: str | None
    done_percent: int | None
    joins: str | None
    same_day: tuple[str, ...]


def upload_out(upload: Upload) -> UploadOut:
    """The answer to a file."""
    return UploadOut(
        status=upload.status,
        activities=tuple(
            PlacedOut(outcome=one.outcome, id=one.activity, history=one.history, joins=one.joins)
            for one in upload.placed
        ),
        problems=tuple(
            FileProblem(code=one.code, place=one.place, detail=one.cure, weight=one.weight) for one in upload.problems
        ),
        decisions=tuple(event.id for event in upload.issued if event.kind == "decision_issued"),
    )


def proposal_out(found: Proposal) -> ProposalOut:
    """A recorded run as it is proposed."""
    seen = found.amounts
    return ProposalOut(
        id=found.activity,
        recordings=found.recordings,
        start=found.start.at if found.start else None,
        run_s=seen.run_s,
        longest_bout_s=seen.longest_bout_s,
        walk_s=seen.walk_s,
        elapsed_s=seen.elapsed_s,
        distance_m=seen.distance_m,
        review=found.review,
        history=found.history,
        done_with=found.done_with,
        episode=found.episode,
        asked_for=found.answers,
        done_percent=found.fidelity.percent if found.fidelity else None,
        joins=found.joins,
        same_day=found.same_day,
    )
