"""A new protocol to start from: the shortest file that passes the check, and the sentences that it needs."""

import re
from datetime import date, timedelta

from restride.library.errors import ProtocolError

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_REVIEW_D = 182
_PROTOCOL = """\
# Say here what is special about this condition, and why. docs/add/protocol.md tells what may stand in a protocol.
schema = 1
id = "{id}"
version = "0.1.0"
status = "draft"
title = "Return to running after {words}"
summary = "Calm the pain, build strength, pass the readiness tests, then walk-run with rest days between."
conditions = ["{condition}"]
excludes = ["under_18", "bsi_low_risk", "bsi_high_risk", "fracture_other"]
clearance = "required"
outline = "return-to-running"
use = ["windows"]

[review]
by = "Restride maintainers"
on = {on}
due = {due}

[at.foundation]
gate_use = ["calm-exit"]

[at.walk-run]
gate_use = ["daily-two", "walk-none", "hop"]
use = ["pain-two", "greens", "pace"]
"""
_WORDS = """\
# The course "{id}", as a runner sees it in a list.
schema = 1

[protocols.{id}]
title = "After {words}"
about = "Calm the pain, build strength, then walk-run in short bouts with rest days between."
"""


def skeleton(id: str, today: date) -> tuple[str, str]:
    """The text of the protocol and that of its sentences. Raises ProtocolError where the id is none."""
    if not _ID.fullmatch(id):
        cure = f'"{id}" is no id; use small letters, digits and single hyphens, such as "shin-splints"'
        raise ProtocolError(file="conditions", key="id", cure=cure)
    fields = {
        "id": id,
        "condition": id.replace("-", "_"),
        "words": id.replace("-", " "),
        "on": today.isoformat(),
        "due": (today + timedelta(days=_REVIEW_D)).isoformat(),
    }
    return _PROTOCOL.format(**fields), _WORDS.format(**fields)
