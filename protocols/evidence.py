"""How much the words of a call speak for each alert, as learned from calls: the second way for an alert to fire."""

from __future__ import annotations

import json
import math
import sqlite3
from array import array
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache
from importlib.resources import files

from protocols.families import Families
from protocols.said import SaidWord

ANY = "any alert"
"""Besides each alert, what speaks for danger of any kind is learned: most false alarms fall by it."""

_ANY_SHARE = 0.85
_REACH = 3
_ENOUGH_WORDS = 30
_REMEMBERED = 6000
_TELLING = 0.12
_MOST_WORDS = 5
UNSAID = "unsaid"
"""Something in the passage is denied, long past or only a story."""

_FACTS = ("minor", "adult", "not minor", "child calling", "little time", UNSAID)


def signs_of(words: Sequence[SaidWord], families: Families, facts: Set[str]) -> list[str]:
    """Each word and family said, neighbours in pairs, families in pairs up to three words apart; each once."""
    seen = [families.signs(word.meant) for word in words]
    signs: dict[str, None] = dict.fromkeys(f"[{fact}]" for fact in _FACTS if fact in facts)
    for at, left in enumerate(seen):
        signs.update(dict.fromkeys(left))
        for apart in range(1, min(_REACH, len(seen) - 1 - at) + 1):
            if words[at + apart].sentence != words[at].sentence:
                break
            signs.update(dict.fromkeys(_pairs(left, seen[at + apart], apart)))
    return list(signs)


def _pairs(left: Sequence[str], right: Sequence[str], apart: int) -> list[str]:
    if apart == 1:
        return [f"{one} {other}" for one in left for other in right]
    return [f"{one}_{other}" for one in left if one.isupper() for other in right if other.isupper()]


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
        self._scores: dict[tuple[object, ...], tuple[float, ...]] = {}

    def scores(self, words: Sequence[SaidWord], facts: Set[str], unsaid: Set[int]) -> Mapping[str, float]:
        """How much the most telling passage speaks for each alert; above nought, more for than against."""
        if not self._names or not words:
            return {}
        held = tuple(fact for fact in _FACTS if fact in facts)
        passages = [
            self._passage(
                words[start:end], (*held, *([UNSAID] if any(at in unsaid for at in range(start, end)) else []))
            )
            for start, end in _passages(words)
        ]
        share = self._names.index(ANY)
        best = [max(one[place] + _ANY_SHARE * one[share] for one in passages) for place in range(len(self._names))]
        return {name: score for name, score in zip(self._names, best, strict=True) if name != ANY}

    def telling_words(self, name: str, words: Sequence[SaidWord]) -> tuple[str, ...]:
        """The words that spoke for an alert, in the order said."""
        place = self._names.index(name)
        strength = {word.meant: sum(self._weights(self._families.signs(word.meant), place)) for word in words}
        best = sorted((word for word in strength if strength[word] > _TELLING), key=lambda word: -strength[word])
        return tuple(word for word in strength if word in best[:_MOST_WORDS])

    def forget(self) -> None:
        """Drop every word seen."""
        self._signs.clear()
        self._scores.clear()

    def _weights(self, signs: Iterable[str], place: int) -> list[float]:
        known = (self._signs.get(sign) for sign in signs)
        return [weights[place] for weights in known if weights is not None]

    def _passage(self, words: Sequence[SaidWord], facts: tuple[str, ...]) -> tuple[float, ...]:
        key = (facts, *((word.meant, word.sentence - words[0].sentence) for word in words))
        if key not in self._scores:
            if len(self._scores) > _REMEMBERED:
                self._scores.clear()
            self._scores[key] = self._reckoned(signs_of(words, self._families, frozenset(facts)))
        return self._scores[key]

    def _reckoned(self, signs: Sequence[str]) -> tuple[float, ...]:
        self._read(signs)
        known = [weights for weights in map(self._signs.get, signs) if weights is not None]
        scale = 1 / math.sqrt(max(1, len(known)))
        sums = [sum(column) for column in zip(*known, strict=True)] or [0.0] * len(self._names)
        return tuple(bias + scale * total for bias, total in zip(self._biases, sums, strict=True))

    def _read(self, signs: Sequence[str]) -> None:
        if len(self._signs) > _REMEMBERED:
            self._signs.clear()
        missing = [sign for sign in signs if sign not in self._signs]
        if missing:
            self._signs.update(dict.fromkeys(missing))
            for sign, weights in self._db.execute(_sql("read_signs"), (json.dumps(missing),)):
                self._signs[sign] = array("f", weights)


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
