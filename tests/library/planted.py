"""Plants one fault in the packaged protocol data and says what reading and checking make of it. For tests only."""

from datetime import date

import pytest

from restride.library.errors import ProtocolError
from restride.library.lint.check import check
from restride.library.lint.finding import Finding
from restride.library.read import read_library, read_protocol
from restride.library.source import MemorySource, packaged
from restride.library.words import phrases

KNEE = "conditions/patellofemoral-pain.toml"
TODAY = date(2026, 11, 20)


def with_fault(path: str, old: str, new: str) -> MemorySource:
    """The packaged data with one text replaced; fails when the text is not there."""
    text = packaged().text(path)
    assert old in text, f"{path} does not hold {old!r}"
    return MemorySource({path: text.replace(old, new, 1)}, over=packaged())


def refused(path: str, old: str, new: str) -> ProtocolError:
    """What reading the knee's protocol says of one text replaced; fails when it is read all the same."""
    with pytest.raises(ProtocolError) as found:
        read_protocol(read_library(with_fault(path, old, new)), KNEE)
    return found.value


def findings(source: MemorySource, protocol: str = KNEE) -> tuple[Finding, ...]:
    """What the check finds in a protocol of the source, notes left out."""
    read = read_protocol(read_library(source), protocol)
    found = check(read, today=TODAY, phrases=phrases())
    return tuple(one for one in found if one.severity != "note")
