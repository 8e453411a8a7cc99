"""How much the words of a call speak for each alert, as learned from calls: the second way for an alert to fire."""

from __future__ import annotations

import json
import math
import sqlite3
from array import array
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from protocols.families import Families
from protocols.said import SaidWord
from protocols.telling import LITTLE_WORDS

ANY = "any alert"
"""Besides each alert, what speaks for danger of any kind is learned: most false alarms fall by it."""

_ANY_SHARE = 1.2
_NEARLY = 2.0
_REACH = 3
_PIECES = (3, 4)
_DENIED = "!"
_MARK = "~"
"""Before a piece of a word, so that it is never taken for a word."""
_ENOUGH_WORDS = 30
_REMEMBERED = 2500
_TELLING = 0.12
_MOST_WORDS = 5
UNSAID = "unsaid"
"""Something in the passage is denied, long past or only a story."""

_FACTS = ("minor", "adult", "not minor", "child calling", "little time", UNSAID)


def signs_of(words: Sequence[SaidWord], families: Families, facts: Set[str], unsaid: Set[int]) -> list[str]:
    """Each word and family said, neighbours in pairs, families in pairs up to three words apart; each once.

    What is denied, long past or only a story (`unsaid`, by place) is another sign than the same word said of now.
    """
    seen = [_marked(families.signs(word.meant), at in unsaid) for at, word in enumerate(words)]
    signs: dict[str, None] = dict.fromkeys(f"[{fact}]" for fact in _FACTS if fact in facts)
    for at, left in enumerate(seen):
        signs.update(dict.fromkeys(left[words[at].meant in LITTLE_WORDS :]))
        for apart in range(1, min(_REACH, len(seen) - 1 - at) + 1):
            if words[at + apart].sentence != words[at].sentence:
                break
            signs.update(dict.fromkeys(_pairs(left, seen[at + apart], apart)))
    return list(signs)


def _marked(signs: tuple[str, ...], unsaid: bool) -> tuple[str, ...]:
    return tuple(_DENIED + sign for sign in signs) if unsaid else signs


def _pairs(left: Sequence[str], right: Sequence[str], apart: int) -> list[str]:
    if apart == 1:
        return [f"{one} {other}" for one in left for other in right]
    return [f"{one}_{other}" for one in left if one.isupper() for other in right if other.isupper()]


def pieces_of(word: str) -> list[str]:
    """The pieces of three and four letters of a word and its ends: what `strangled` and `estrangulo` share.

    Little words have none: they stand in every call, and speak only beside others.
    """
    if word in LITTLE_WORDS:
        return []
    framed = f"<{word}>"
    return [_MARK + framed[at : at + size] for size in _PIECES for at in range(len(framed) - size + 1)]


@dataclass(frozen=True, slots=True)
class _Letters:
    """What the pieces of one word speak for each alert, added up, and how many they are."""

    sums: tuple[float, ...]
    count: int


class Evidence:
    """Reads what was learned when the guides were compiled; remembers what it read until told to forget."""

    def __init__(
        self, db: sqlite3.Connection, families: Families, names: Sequence[str], biases: Sequence[float]
    ) -> None:
        self._db = db
        self._families = families
        self._names = names
        self._biases = biases
        self._signs: dict[str, array[float] | None] = {}
        self._letters: dict[str, _Letters] = {}
        self._scores: dict[tuple[object, ...], tuple[float, ...]] = {}

    def scores(self, words: Sequence[SaidWord], facts: Set[str], unsaid: Set[int]) -> Mapping[str, float]:
        """How much the most telling passage speaks for each alert; above nought, more for than against."""
        if not self._names or not words:
            return {}
        held = tuple(fact for fact in _FACTS if fact in facts)
        passages = [
            self._passage(words[start:end], held, frozenset(at - start for at in unsaid if start <= at < end))
            for start, end in _passages(words)
        ]
        together = [self._together(one) for one in passages]
        best = [max(one[place] for one in together) for place in range(len(self._names))]
        return {name: score for name, score in zip(self._names, best, strict=True) if name != ANY}

    def _together(self, scores: Sequence[float]) -> list[float]:
        """What speaks for danger of any kind lifts the likeliest alerts only: the others must speak for themselves."""
        share = self._names.index(ANY)
        lift = _ANY_SHARE * scores[share]
        likely = max(score for place, score in enumerate(scores) if place != share) - _NEARLY
        return [score + (lift if score >= likely else min(0.0, lift)) for score in scores]

    def telling_words(self, name: str, words: Sequence[SaidWord]) -> tuple[str, ...]:
        """The words that spoke for an alert, in the order said."""
        place = self._names.index(name)
        telling = [word for word in words if word.meant not in LITTLE_WORDS]
        strength = {word.meant: sum(self._weights(self._families.signs(word.meant), place)) for word in telling}
        best = sorted((word for word in strength if strength[word] > _TELLING), key=lambda word: -strength[word])
        return tuple(word for word in strength if word in best[:_MOST_WORDS])

    def forget(self) -> None:
        """Drop every word seen."""
        self._signs.clear()
        self._letters.clear()
        self._scores.clear()

    def _weights(self, signs: Iterable[str], place: int) -> list[float]:
        known = (self._signs.get(sign) for sign in signs)
        return [weights[place] for weights in known if weights is not None]

    def _passage(self, words: Sequence[SaidWord], held: tuple[str, ...], unsaid: frozenset[int]) -> tuple[float, ...]:
        facts = (*held, UNSAID) if unsaid else held
        key = (facts, unsaid, *((word.meant, word.sentence - words[0].sentence) for word in words))
        if key not in self._scores:
            if len(self._scores) > _REMEMBERED:
                self._scores.clear()
            signs = signs_of(words, self._families, frozenset(facts), unsaid)
            self._scores[key] = self._reckoned(signs, list(dict.fromkeys(word.meant for word in words)))
        return self._scores[key]

    def _reckoned(self, signs: Sequence[str], words: Sequence[str]) -> tuple[float, ...]:
        self._read_signs(signs)
        known = [weights for weights in map(self._signs.get, signs) if weights is not None]
        scale = 1 / math.sqrt(max(1, len(signs)))
        letters = self._read_letters(words)
        fine = 1 / math.sqrt(max(1, sum(one.count for one in letters)))
        sums = [sum(column) for column in zip(*known, strict=True)] or [0.0] * len(self._names)
        finer = [sum(column) for column in zip(*(one.sums for one in letters), strict=True)]
        return tuple(
            bias + scale * one + fine * other for bias, one, other in zip(self._biases, sums, finer, strict=True)
        )

    def _read_signs(self, signs: Sequence[str]) -> None:
        if len(self._signs) > _REMEMBERED:
            self._signs.clear()
        missing = [sign for sign in signs if sign not in self._signs]
        if missing:
            self._signs.update(dict.fromkeys(missing))
            self._signs.update(self._stored(missing))

    def _read_letters(self, words: Sequence[str]) -> list[_Letters]:
        if len(self._letters) > _REMEMBERED:
            self._letters.clear()
        missing = {word: pieces_of(word) for word in words if word not in self._letters}
        if missing:
            stored = self._stored({piece for pieces in missing.values() for piece in pieces})
            for word, pieces in missing.items():
                known = [stored[piece] for piece in pieces if piece in stored]
                sums = tuple(sum(column) for column in zip(*known, strict=True)) or (0.0,) * len(self._names)
                self._letters[word] = _Letters(sums, len(pieces))
        return [self._letters[word] for word in words]

    def _stored(self, signs: Iterable[str]) -> dict[str, array[float]]:
        rows = self._db.execute(_sql("read_signs"), (json.dumps(list(signs)),))
        return {sign: array("f", weights) for sign, weights in rows}


def _passages(words: Sequence[SaidWord]) -> list[tuple[int, int]]:
    """Long text in pieces of whole sentences: what is said in one breath must not be drowned by a page."""
    passages: list[tuple[int, int]] = []
    start = 0
    for at in range(1, len(words)):
        new_sentence = words[at].sentence != words[at - 1].sentence
        if at - start >= (_ENOUGH_WORDS if new_sentence else 2 * _ENOUGH_WORDS):
            passages.append((start, at))
            start = at
    return [*passages, (start, len(words))]


@lru_cache
def _sql(name: str) -> str:
    return (files("protocols") / "sql" / f"{name}.sql").read_text(encoding="utf-8")
