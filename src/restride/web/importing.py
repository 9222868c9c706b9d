"""Imports files for a runner by the operator's hand. What is in a file and what counts is the use case's matter."""

from collections.abc import Sequence
from pathlib import Path

from restride.core.terms import Role
from restride.journal.values import Actor, Purpose
from restride.usecases.import_files import Row, import_file
from restride.usecases.ports import Ports, Visitor
from restride.web.accounts.models import Role as AccountRole
from restride.web.accounts.models import User
from restride.web.accounts.office import Refused


def runner_named(email: str) -> User:
    """The runner of an address; with an empty one the only runner there is. Refused where that is nobody or unclear."""
    runners = User.objects.filter(role=AccountRole.RUNNER, is_active=True)
    if email:
        found = runners.filter(email=email.strip().lower()).first()
        if found is None:
            raise Refused(f"No runner has the address {email}. Check its spelling.")
        return found
    several = list(runners[:2])
    if len(several) != 1:
        raise Refused("Say whose runs they are: --runner EMAIL." if several else "There is no runner here yet.")
    return several[0]


def import_for(ports: Ports, runner: User, files: Sequence[Path]) -> list[Row]:
    """A row of the report a file, each in a transaction of its own."""
    visitor = Visitor(
        actor=Actor(id="operator", role=Role.OPERATOR),
        person=str(runner.pk),
        zone=runner.zone,
        source="command-line",
        purpose=Purpose.IMPORT,
    )
    return [import_file(ports, visitor, path) for path in files]
