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
        (r"tion", "xn"), (r"sh|ch", "x"), (r"ph", "f"), (r"ck|c", "k"), (r"\bkn", "n"), (r"\bwr", "r"), (r"z", "s"),
        (r"j|gh", "g"), (r"qu", "kw"),
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
    """The first letter and the later consonants, as they sound."""
    sound = _DOUBLE.sub(r"\1", word)
    for pattern, heard in _SOUNDS:
        sound = pattern.sub(heard, sound)
    return _DOUBLE.sub(r"\1", sound[:1] + _UNSOUNDED.sub("", sound[1:]))


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
