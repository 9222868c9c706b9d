"""Whether each number has a source, and whether the grade shown is one that its sources can carry."""

from collections.abc import Iterator, Mapping

from restride.core.protocol import Citation, Protocol
from restride.core.terms import Evidence
from restride.library.every_rule import every_rule
from restride.library.lint.finding import Finding, refused

# Kinds of source that may stand behind a grade. Only sources that were found count; clinic pages are expert opinion.
_CARRIES: Mapping[Evidence, frozenset[str]] = {
    Evidence.TRIAL: frozenset({"rct"}),
    Evidence.COHORT: frozenset({"rct", "cohort", "cross-sectional"}),
    Evidence.GUIDELINE: frozenset({"guideline", "consensus", "review"}),
}


def findings(protocol: Protocol) -> Iterator[Finding]:
    shelf = {citation.id: citation for citation in protocol.citations}
    for part, cite, grade in _graded(protocol):
        missing = [id for id in cite if id not in shelf]
        if not cite:
            yield refused(protocol, part, 'has no source; cite one, or "restride_expert" for our own choice')
        elif missing:
            yield refused(protocol, part, f'"{missing[0]}" is not in the bibliography; add it or correct the id')
        elif not carried(grade, [shelf[id] for id in cite]):
            cure = f'is shown as "{grade.value}", and no found source of that kind stands behind it; write "expert"'
            yield refused(protocol, part, cure)


def carried(grade: Evidence, cited: list[Citation]) -> bool:
    """Whether a found source of the kind that this grade asks for is among those cited; expert opinion needs none."""
    if grade is Evidence.EXPERT:
        return True
    return any(one.status == "found" and one.kind in _CARRIES[grade] for one in cited)


def _graded(protocol: Protocol) -> Iterator[tuple[str, tuple[str, ...], Evidence]]:
    for rule, _, _ in every_rule(protocol):
        yield rule.id, rule.cite, rule.evidence
    for cap in protocol.caps:
        yield cap.id, cap.cite, cap.evidence
    for rule in protocol.before_speed:
        yield rule.id, rule.cite, rule.evidence
    for ladder in protocol.ladders:
        yield f"ladders.{ladder.id}", ladder.cite, ladder.evidence
    for said in (*protocol.cautions, *protocol.facts):
        yield said.id, said.cite, said.evidence
    for source in protocol.sources:
        yield source.part, source.cite, source.evidence
    for phase in protocol.phases:
        if phase.stages and not any(source.part == f"{phase.id}.stages" for source in protocol.sources):
            yield f"{phase.id}.stages", (), Evidence.EXPERT
