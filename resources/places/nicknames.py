"""Nicknames that every large town may have: Birmingham is B-ham, Chicago Chi-town, Las Cruces just Cruces."""

import re
from collections.abc import Iterator

from resources.places.folding import plain_words

LEAST_PEOPLE = 70_000
_ARTICLES = frozenset({"las", "los", "el", "la"})
_LAST_SYLLABLE = re.compile(r"[^aeiouy]?[aeiouy]+[^aeiouy]*(?:e|es)?$")
_FIRST_SYLLABLE = re.compile(r"^[^aeiouy]*[aeiouy]+")


def nicknames(name: str, state: str, people: int) -> Iterator[str]:
    """Names that people make up in the same way everywhere; of a large town only."""
    if people < LEAST_PEOPLE:
        return
    words = plain_words(name)
    if len(words) > 1:
        if words[0] in _ARTICLES:
            yield " ".join(words[1:])
        initials = "".join(word[0] for word in words)
        yield initials + state[0].lower()
        yield initials + state.lower()
        return
    word = words[0]
    last, first = _LAST_SYLLABLE.search(word), _FIRST_SYLLABLE.search(word)
    if last and first and 3 <= len(last.group()) < len(word) - 2:
        yield word[0] + last.group()
    if first:
        yield f"{first.group()}town"
        yield f"{word[0]}town"
