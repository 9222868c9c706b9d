"""What can be wrong with a recorded file or run: a code, the place, the cure, and how much it weighs.

The sentences here are for the command line and the logs; a face that speaks another language goes by the code.
"""

from dataclasses import dataclass
from typing import Literal

Weight = Literal["refuse", "review", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong. `refuse`: nothing is kept; `review`: a person settles it before it counts."""

    code: str
    place: str
    cure: str
    weight: Weight


_AGAIN = "Export the file from the watch or the app again and send that."
_SETTLE = "Look at the figures: confirm the run as it was, or leave it out."

_KNOWN: dict[str, tuple[Weight, str]] = {
    # the file as a whole
    "empty-file": ("refuse", "The file has no bytes. " + _AGAIN),
    "unknown-format": ("refuse", "Send a FIT, GPX or TCX file, plain or compressed with gzip."),
    "other-format": ("refuse", "This is not a single activity. Send the FIT, GPX or TCX file of one run."),
    "not-an-activity": ("refuse", "This file holds settings, a workout or a course. Send a recorded run."),
    "no-activity": ("refuse", "No run was recorded in this file. Send a recorded run."),
    "too-large": ("refuse", "Send one activity of at most 25 MB, 200 MB unpacked."),
    "too-many-points": ("refuse", "Send one activity at a time; this file holds more points than any run has."),
    "too-many-activities": ("refuse", "Send one activity at a time, or a whole archive."),
    "packed-too-tight": ("refuse", "The packing hides far more than a run holds. Send the file unpacked."),
    "too-much-beside": ("refuse", "The file holds far more than the points of a run. " + _AGAIN),
    "packed-cut": ("refuse", "The packed file is cut short or broken. " + _AGAIN),
    "packed-many": ("refuse", "The archive must hold exactly one activity file. Unpack it and send that file."),
    "doctype": ("refuse", "The file declares a document type, which no watch writes. " + _AGAIN),
    "too-deep": ("refuse", "The file is nested deeper than any run. " + _AGAIN),
    "encoding": ("refuse", "Save the file as UTF-8 and send it again."),
    "too-slow": ("refuse", "Reading took too long and was stopped. " + _AGAIN),
    "too-much-memory": ("refuse", "Reading needed too much memory and was stopped. " + _AGAIN),
    "reader-stopped": ("refuse", "Reading this file failed; nothing was kept. " + _AGAIN),
    # damage: what could be rescued is shown, and counts only after a person looked
    "fit-cut": ("review", "The file ends too early. " + _AGAIN),
    "fit-crc": ("review", "The checksum is wrong: bytes changed on the way. " + _AGAIN),
    "fit-header": ("review", "The checksum of the header is wrong. " + _AGAIN),
    "fit-broken": ("review", "The file is broken at this place. " + _AGAIN),
    "fit-newer": ("review", "The file follows a newer protocol than Restride knows. " + _SETTLE),
    "xml-broken": ("review", "The file is cut short or not well formed at this place. " + _AGAIN),
    "bad-number": ("review", "A value in this place is not a number. " + _AGAIN),
    "bad-time": ("review", "A time in this place cannot be read. " + _AGAIN),
    # complete, and still a person has to look
    "no-clock": ("review", "The file has no date. Say when the run began."),
    "other-owner": ("review", "The file names somebody else. Confirm the run if it was yours, or leave it out."),
    "no-session": ("review", "The summary is missing; the figures come from the points. " + _SETTLE),
    "no-samples": ("review", "Only the summary is there, no points. Say how the run was split into run and walk."),
    "points-without-time": ("review", "Some points have no time, so bouts cannot be told. " + _SETTLE),
    "implausible-speed": ("review", "Nobody moves this fast. " + _SETTLE),
    "implausible-distance": ("review", "Nobody covers this distance in one go. " + _SETTLE),
    "implausible-duration": ("review", "Nobody is on the move this long. " + _SETTLE),
    "implausible-cadence": ("review", "Nobody takes this many steps a minute. " + _SETTLE),
    "implausible-heart-rate": ("review", "No heart beats like this. " + _SETTLE),
    "implausible-date": ("review", "The date cannot be right. Say when the run began."),
    # worth knowing
    "totals-contradict": ("note", "The summary and the points disagree; the load is counted from the points."),
    "fit-trailing": ("note", "Bytes after the end of the activity were left out."),
    "clock-backwards": ("note", "Some points were out of order and were sorted by time."),
    "no-zone": ("note", "Times without a zone were read as UTC."),
    "no-sport": ("note", "The file does not say which sport it was. Check that it was a run."),
    "timer-over-elapsed": ("note", "The timer ran longer than the clock; both are shown as the file says."),
}  # fmt: skip


def problem(code: str, place: str = "file") -> Problem:
    """The problem with this code at this place. KeyError for a code that is not listed: a programmer's mistake."""
    weight, cure = _KNOWN[code]
    return Problem(code=code, place=place, cure=cure, weight=weight)
