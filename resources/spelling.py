"""How a word sounds and how it may be misspelt: the keys under which a listing's words are found again."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

LONGEST = 24
"""Longer runs of letters are addresses of web pages and codes, not words that people say."""

_WORD = re.compile(r"[^\W_]+")
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^ps", "s"), (r"^kn", "n"), (r"^wr", "r"), (r"^x", "s"), (r"ght", "t"), (r"mb\b", "m"),
        (r"[st]ion|cian", "Xn"), (r"sch", "sk"), (r"sh|ch", "X"), (r"ph|v\b", "f"), (r"s?c(?=[eiy])", "s"),
        (r"ck|c", "k"), (r"x", "ks"), (r"qu", "kw"), (r"d?g(?=[eiy])|j|gh", "g"), (r"z", "s"),
    )
)  # fmt: skip
_UNSOUNDED = re.compile(r"[aeiouhwy]")
_DOUBLE = re.compile(r"(.)\1+")


def words_of(text: str) -> list[str]:
    """The words of a text, folded to plain lower case."""
    folded = text.casefold()
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return [word for word in _WORD.findall(folded) if len(word) <= LONGEST]


@lru_cache(maxsize=1024)
def sound_of(word: str) -> str:
    """The first letter and the later consonants, as they sound; one vowel at the start is as good as another."""
    sound = _DOUBLE.sub(r"\1", word)
    for pattern, heard in _SOUNDS:
        sound = pattern.sub(heard, sound)
    first = "a" if sound[:1] in tuple("aeiouy") else sound[:1]
    return _DOUBLE.sub(r"\1", first + _UNSOUNDED.sub("", sound[1:]))


_ENDINGS = re.compile(r"(?:ations?|ings?|ers?|ors?|ed|ies|es|s|al|ly|y|e)$")


def stem_of(word: str) -> str:
    """The beginning that a word shares with its kin (counsel-ing, counsel-or); the word itself where that is short."""
    stem = _ENDINGS.sub("", word)
    return stem if len(stem) >= 5 else word


def deletions(word: str) -> Iterator[str]:
    """The word, and the word without each of its letters in turn."""
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def keys_of(word: str) -> set[str]:
    """Every key under which a word is kept; sounds carry a mark of their own. Numbers and short words keep none."""
    if len(word) < 3 or any(letter.isdigit() for letter in word):
        return set()
    return set(deletions(word)) | {"~" + sound_of(word)}
