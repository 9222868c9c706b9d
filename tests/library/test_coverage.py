"""Coverage: each rule decides in a story, once for all the protocols that share it."""

from dataclasses import replace

from restride.library.catalogue import catalogue
from restride.library.coverage import coverage

ACL, MENISCUS = (catalogue().protocol(id) for id in ("acl-reconstruction", "meniscal-repair"))


def test_a_shared_rule_is_covered_once_for_all() -> None:
    found = coverage([ACL, MENISCUS], [("acl-reconstruction", "gate-effusion"), ("meniscal-repair", "")])
    missing = {meaning.id: protocols for meaning, protocols in found.missing()}
    assert "gate-effusion" not in missing
    assert missing["gate-thigh-both"] == ("acl-reconstruction",)
    assert missing["gate-squat"] == ("acl-reconstruction", "meniscal-repair")
    assert not found.without_story


def test_the_same_id_with_another_bound_is_another_rule() -> None:
    found = coverage([ACL, MENISCUS], [("meniscal-repair", "gate-pain-daily")])
    missing = [(meaning.id, protocols) for meaning, protocols in found.missing() if meaning.id == "gate-pain-daily"]
    assert missing == [("gate-pain-daily", ("acl-reconstruction",))]


def test_another_source_is_no_other_rule() -> None:
    other = replace(ACL, id="other", rules=tuple(replace(rule, cite=("seed_000",)) for rule in ACL.rules))
    found = coverage([ACL, other], [("other", "nights-woken")])
    assert "nights-woken" not in {meaning.id for meaning, _ in found.missing()}
    assert found.without_story == ("acl-reconstruction",)
