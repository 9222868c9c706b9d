"""Every rule of a protocol with the place where it is in force."""

from collections.abc import Iterator

from restride.core.protocol import Phase, Protocol, Rule


def every_rule(protocol: Protocol) -> Iterator[tuple[Rule, Phase | None, bool]]:
    """Each rule with the phase it belongs to (None: every phase) and whether it stands in the gate."""
    for rule in protocol.rules:
        yield rule, None, False
    for phase in protocol.phases:
        for rule in phase.gate:
            yield rule, phase, True
        for rule in phase.rules:
            yield rule, phase, False
