"""What each word says for each guide: by whole guides, by letters, by single phrases; a text is the sum of its words."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from operator import add

from protocols.grams import pieces
from protocols.said import SaidWord

LITTLE_WORDS = frozenset(
    "a an the and or of to in on at for with is are was be been by he she they i my me her his it its that this from as not no we you"
    " your our their them him who what when has have had do does did will would can if so but out up about after before am"
    " el la los las de y en un una que mi con por para se su le lo al del".split()
)
"""Words that say nothing of the situation."""

_REMEMBERED = 500
_RAREST = 24
"""Single phrases are compared by the rarest words of a long text only; the common ones decide nothing."""


@dataclass(frozen=True, slots=True)
class WordWeight:
    """One word: its weight for each guide by BM25 and by letters, and for the phrases that hold it."""

    pages: array[float]
    letters: array[float]
    phrases: array[int]
    scores: array[float]


def asked_words(words: Sequence[SaidWord]) -> list[str]:
    """The words to rank by, as meant and as typed, each once, without little words."""
    forms = dict.fromkeys(form for word in words for form in (word.meant, word.text))
    return [form for form in forms if len(form) > 1 and form not in LITTLE_WORDS]


class Ranker:
    """Reads the words reckoned beforehand, and reckons the few that no guide knows."""

    def __init__(self, db: sqlite3.Connection, guides: int, phrase_guides: Sequence[int]) -> None:
        self._db = db
        self._guides = guides
        self._phrase_guides = phrase_guides
        self._known: dict[str, WordWeight] = {}

    def rankings(self, asked: Sequence[str]) -> tuple[list[float], list[float], list[float]]:
        """The guides' scores by whole guide, by letters and by best phrase."""
        weights = self._weights(asked)
        pages = letters = [0.0] * self._guides
        for weight in weights:
            pages = list(map(add, pages, weight.pages))
            letters = list(map(add, letters, weight.letters))
        return pages, letters, self._best_phrases(weights)

    def forget(self) -> None:
        """Drop every word seen."""
        self._known.clear()

    def _best_phrases(self, weights: Sequence[WordWeight]) -> list[float]:
        totals: dict[int, float] = {}
        for weight in sorted(weights, key=lambda weight: len(weight.phrases))[:_RAREST]:
            for phrase, score in zip(weight.phrases, weight.scores, strict=True):
                totals[phrase] = totals.get(phrase, 0.0) + score
        best = [0.0] * self._guides
        for phrase, score in totals.items():
            guide = self._phrase_guides[phrase]
            best[guide] = max(best[guide], score)
        return best

    def _weights(self, asked: Sequence[str]) -> list[WordWeight]:
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        missing = [word for word in asked if word not in self._known]
        if missing:
            for word, *blobs in self._db.execute(_sql("read_words"), (json.dumps(missing),)):
                self._known[word] = _weight(*blobs)
            for word in missing:
                if word not in self._known:
                    self._known[word] = reckon(self._db, word, self._guides)
        return [self._known[word] for word in asked]


def _weight(pages: bytes, letters: bytes, phrases: bytes, scores: bytes) -> WordWeight:
    return WordWeight(array("f", pages), array("f", letters), array("H", phrases), array("f", scores))


def reckon(db: sqlite3.Connection, word: str, guides: int) -> WordWeight:
    """What one word says for each guide, from the full-text index and the n-grams."""
    pages, letters = array("f", [0.0] * guides), array("f", [0.0] * guides)
    for place, score in db.execute(_sql("rank_pages"), (f'"{word}"',)):
        pages[place] = score
    phrases, scores = array("H"), array("f")
    for phrase, score in db.execute(_sql("rank_phrases"), (f'"{word}"',)):
        phrases.append(phrase)
        scores.append(score)
    _add_letters(db, pieces(word), letters)
    return WordWeight(pages, letters, phrases, scores)


def _add_letters(db: sqlite3.Connection, asked: Iterable[str], letters: array[float]) -> None:
    """The n-grams a guide shares with the word, the rare ones counting most."""
    for weight, places, shares in db.execute(_sql("read_grams"), (json.dumps(sorted(set(asked))),)):
        for place, share in zip(array("H", places), array("f", shares), strict=True):
            letters[place] += weight * share


@lru_cache
def _sql(name: str) -> str:
    return (files("protocols") / "sql" / f"{name}.sql").read_text(encoding="utf-8")
