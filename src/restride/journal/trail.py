"""The audit trail as its readers need it: for the runner, for an anchor kept outside, and for the check of
all chains.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from restride.core.terms import Role
from restride.journal import access
from restride.journal.chain import first_broken, shown
from restride.journal.rows import Ends, Rows
from restride.journal.values import AccessDenied, AuditEntry, Broken, Head, Scope


@dataclass(frozen=True, slots=True)
class JournalAudit:
    """`restride.journal.port.Audit` over the rows of a storage."""

    rows: Rows

    def trail(self, scope: Scope, *, before: int | None = None, limit: int = 50) -> tuple[AuditEntry, ...]:
        own = access.is_runner(scope.viewer, scope.person)
        if not own and scope.viewer.role is not Role.SYSTEM:
            raise AccessDenied
        lines = self.rows.lines(scope.person, before=before, newest=max(1, min(limit, 500)))
        return tuple(shown(line, detail) for line, detail in lines)

    def heads(self) -> tuple[Head, ...]:
        return tuple(_head(person, ends) for person, ends in self.rows.ends() if ends.audit_seq)

    def verify(self, anchor: Iterable[Head] = ()) -> Broken | None:
        anchors: dict[str, dict[int, str]] = {}
        for head in anchor:
            anchors.setdefault(head.person, {})[head.seq] = head.digest
        for person, ends in self.rows.ends():
            broken = self._first_broken(_head(person, ends), anchors.pop(person, {}))
            if broken:
                return broken
        for person, missing in sorted(anchors.items()):
            return Broken(person=person, seq=min(missing), what="the whole chain is missing")
        return None

    def _first_broken(self, head: Head, anchors: dict[int, str]) -> Broken | None:
        erased_to = max((one.audit_seq for one in self.rows.erasures(head.person)), default=0)
        return first_broken(head, self.rows.lines(head.person), erased_to=erased_to, anchors=anchors)


def _head(person: str, ends: Ends) -> Head:
    return Head(person=person, seq=ends.audit_seq, digest=ends.audit_digest)
