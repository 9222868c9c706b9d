"""Whether the sentences of one language are those of another, one for one. What they say is for people to judge."""

from collections.abc import Iterator

from restride.library.words import Phrases


def differences(phrases: Phrases, like: Phrases) -> Iterator[str]:
    """Each sentence that is missing, too many, or filled by other values, with place and cure."""
    for key in sorted({*phrases.sentences, *like.sentences}):
        mine, theirs = phrases.sentences.get(key, {}), like.sentences.get(key, {})
        for form in sorted({*mine, *theirs}):
            where = f"words/{phrases.language}: {key}.{form}"
            if form not in mine:
                yield f"{where}: is missing; write it"
            elif form not in theirs:
                yield f"{where}: is not in words/{like.language}; take it out, or write it there too"
            elif phrases.places(key, form) != like.places(key, form):
                named = ", ".join(f"{{{name}:{kind}}}" for name, kind in like.places(key, form).items()) or "none"
                yield f"{where}: has other values than words/{like.language}; these have to be in it: {named}"
