"""What a typed word may mean in a directory: itself where it is known, else the words it may be a slip of."""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from resources.spelling import deletions, keys_of, sound_of, stem_of, words_of
from resources.store import Directory, Shelf

READINGS = 4
"""How many words a misspelt one is tried as."""

_MOST_WORDS = 12
_LITTLE = frozenset("a an and at by for from in is my near no of on or our the to with who".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Read:
    """One word as typed: the terms to look for, the likeliest first; a known word has one, and `kin` beside it."""

    terms: tuple[str, ...]
    kin: tuple[str, ...]
    listings: int


def typed_words(text: str) -> Iterator[tuple[str, bool]]:
    """The words that say something, and whether each is the last one, which may be unfinished."""
    words = words_of(text)[:_MOST_WORDS]
    telling = [word for word in words if word not in _LITTLE] or words
    for at, word in enumerate(telling):
        yield word, at == len(telling) - 1


def knows(directory: Directory, shelf: Shelf, word: str) -> bool:
    """Whether a file has a word just as it was typed."""
    return bool(directory.rows(shelf, "SELECT 1 FROM word WHERE word = ?", (word,)))


def read_word(directory: Directory, shelf: Shelf, word: str, last: bool) -> Read | None:
    """A known word stands for itself; another one for its likeliest readings; None where it means nothing here."""
    known = directory.rows(shelf, "SELECT listings FROM word WHERE word = ?", (word,))
    readings = tuple(f'"{reading}"' for reading in _readings(directory, shelf, word)[: READINGS + 1])
    if known:
        begun = f'"{stem_of(word)}"*'
        return Read((f'"{word}"',), (begun, *(one for one in readings if one != f'"{word}"')), known[0][0])
    if last and len(word) >= 3:
        question = "SELECT 1 FROM word WHERE word >= ? AND word < ? LIMIT 1"
        if directory.rows(shelf, question, (word, word + "\U0010ffff")):
            return Read((f'"{word}"*', *readings[: READINGS - 1]), (), 1)
    return Read(readings[:READINGS], (), 1) if readings else None


def _readings(directory: Directory, shelf: Shelf, word: str) -> list[str]:
    """Words of the directory within two edits of a word, or that sound like it, by how likely each is meant."""
    keys = sorted(keys_of(word) or set(deletions(word)))
    marks = ", ".join("?" for _ in keys)
    question = (
        "SELECT DISTINCT word.word, word.listings, word.names FROM word_key JOIN word USING (word)"
        f" WHERE word_key.key IN ({marks})"
    )
    sound = sound_of(word)
    scored = [
        (_likeliness(word, sound, candidate, names), listings, candidate)
        for candidate, listings, names in directory.rows(shelf, question, keys)
    ]
    return [candidate for _, _, candidate in sorted(scored, key=lambda one: (-one[0], -one[1], one[2]))]


def _likeliness(word: str, sound: str, candidate: str, names: int) -> float:
    edits = OSA.distance(word, candidate)
    same_sound = sound_of(candidate) == sound
    if edits > 2:
        return -1.8 - 0.4 * edits
    return (
        -2.0 * edits
        + (0.5 + 0.3 * len(str(names)) if names else 0.0)
        + (0.6 if same_sound else 0.0)
        - 0.15 * abs(len(word) - len(candidate))
    )
