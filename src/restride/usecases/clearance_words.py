"""A clearance in the sentences that its giver previews and the runner reads. What it opens is decided elsewhere."""

from restride.core.events import Author, ClearanceGiven
from restride.usecases.ports import Words


def say_clearance(words: Words, given: ClearanceGiven, author: Author) -> tuple[str, ...]:
    """Who clears the runner for what, inside which limits, and what stays as it is."""
    return (*_whole(words, given, author), *_limits(words, given), *_stays(words))


def _whole(words: Words, given: ClearanceGiven, author: Author) -> list[str]:
    said = [
        words.render(
            "clearance.whole",
            "given",
            name=author.name,
            profession=author.profession,
            scope=words.render("clearance.scope", given.scope.name.lower()),
            side=words.render("terms.side", given.side),
            starts=given.starts,
            until=given.until,
        )
    ]
    if not author.verified:
        said.append(words.render("clearance.whole", "unverified"))
    if given.reason:
        said.append(words.render("clearance.whole", "reason", reason=given.reason))
    return said


def _limits(words: Words, given: ClearanceGiven) -> list[str]:
    limits = (("run", given.run_s_most), ("bout", given.bout_s_most))
    said = [words.render("clearance.limit", form, limit=most) for form, most in limits if most is not None]
    named = [
        words.render("clearance.limit", "screen", screen=words.render(f"screens.{screen}", "ask"))
        for screen in given.names
    ]
    return [*(said or [words.render("clearance.limit", "none")]), *named]


def _stays(words: Words) -> list[str]:
    return [words.render("clearance.stays", form) for form in ("all", "withdraw")]
