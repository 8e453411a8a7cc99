"""The rankings of guides by what words tell, by letters and by best phrase; a text is the sum of its words."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from operator import add

from protocols.grams import forget_words, pieces
from protocols.said import SaidWord
from protocols.telling import LITTLE_WORDS, features, root

_REMEMBERED = 500
_TELLING = 0.3
_MOST_WORDS = 5
_RAREST = 24
"""Single phrases are compared by the rarest words of a long text only; the common ones decide nothing."""


@dataclass(frozen=True, slots=True)
class WordWeight:
    """One word: its letters' weight for each guide, and its weight for the phrases that hold it."""

    letters: array[float]
    phrases: array[int]
    scores: array[float]


def asked_words(words: Sequence[SaidWord]) -> list[str]:
    """The words to rank by, as meant and as typed, each once, without little words."""
    forms = dict.fromkeys(form for word in words for form in (word.meant, word.text))
    return [form for form in forms if len(form) > 1 and form not in LITTLE_WORDS]


class Ranker:
    """Reads what was reckoned when the guides were compiled, and reckons the few words that no guide knows."""

    def __init__(self, db: sqlite3.Connection, guides: int, phrase_guides: Sequence[int]) -> None:
        self._db = db
        self._guides = guides
        self._phrase_guides = phrase_guides
        self._words: dict[str, WordWeight] = {}
        self._features: dict[str, array[float] | None] = {}

    def rankings(self, words: Sequence[SaidWord], asked: Sequence[str]) -> tuple[list[float], list[float], list[float]]:
        """The guides' scores by what the words tell, by letters and by best phrase."""
        tells = letters = [0.0] * self._guides
        for telling in self._told(features([word.meant for word in words])):
            tells = list(map(add, tells, telling))
        weights = self._weights(asked)
        for weight in weights:
            letters = list(map(add, letters, weight.letters))
        return tells, letters, self._best_phrases(weights)

    def telling_words(self, place: int, words: Sequence[str]) -> tuple[str, ...]:
        """The words that speak for a guide, the strongest first."""
        asked = dict.fromkeys(root(word) for word in words if word not in LITTLE_WORDS)
        self._told(list(asked))
        weights = {word: self._features.get(root(word)) for word in words if word not in LITTLE_WORDS}
        strength = {word: weight[place] for word, weight in weights.items() if weight is not None}
        telling = [word for word, weight in strength.items() if weight > _TELLING]
        return tuple(sorted(telling, key=lambda word: -strength[word])[:_MOST_WORDS])

    def nearest_word(self, place: int, asked: Sequence[str]) -> tuple[str, ...]:
        """The word whose letters are most like a guide's, where no whole word is shared."""
        weights = dict(zip(asked, self._weights(asked), strict=True))
        nearest = max(asked, key=lambda word: weights[word].letters[place], default=None)
        return (nearest,) if nearest is not None else ()

    def forget(self) -> None:
        """Drop every word seen."""
        forget_words()
        self._words.clear()
        self._features.clear()

    def _told(self, asked: Sequence[str]) -> list[array[float]]:
        missing = [feature for feature in asked if feature not in self._features]
        if len(self._features) > _REMEMBERED:
            self._features.clear()
            missing = list(asked)
        if missing:
            self._features.update(dict.fromkeys(missing))
            for feature, weights in self._db.execute(_sql("read_features"), (json.dumps(missing),)):
                self._features[feature] = array("f", weights)
        known = (self._features[feature] for feature in asked)
        return [weights for weights in known if weights is not None]

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
        if len(self._words) > _REMEMBERED:
            self._words.clear()
        missing = [word for word in asked if word not in self._words]
        if missing:
            for word, letters, phrases, scores in self._db.execute(_sql("read_words"), (json.dumps(missing),)):
                self._words[word] = WordWeight(array("f", letters), array("H", phrases), array("f", scores))
            for word in missing:
                if word not in self._words:
                    self._words[word] = reckon(self._db, word, self._guides)
        return [self._words[word] for word in asked]


Grams = Mapping[str, tuple[float, Sequence[int], Sequence[float]]]
"""For each piece of a word its weight, and the guides it stands in with its share of each."""


def reckon(db: sqlite3.Connection, word: str, guides: int, grams: Grams | None = None) -> WordWeight:
    """What one word says for each guide, from the full-text index of phrases and from the n-grams, stored or given."""
    letters = array("f", [0.0] * guides)
    phrases, scores = array("H"), array("f")
    for phrase, score in db.execute(_sql("rank_phrases"), (f'"{word}"',)):
        phrases.append(phrase)
        scores.append(score)
    asked = sorted(set(pieces(word)))
    for weight, places, shares in _stored_grams(db, asked) if grams is None else filter(None, map(grams.get, asked)):
        for place, share in zip(places, shares, strict=True):
            letters[place] += weight * share
    return WordWeight(letters, phrases, scores)


def _stored_grams(
    db: sqlite3.Connection, asked: Sequence[str]
) -> Iterator[tuple[float, Sequence[int], Sequence[float]]]:
    for weight, places, shares in db.execute(_sql("read_grams"), (json.dumps(asked),)):
        yield weight, array("H", places), array("f", shares)


@lru_cache
def _sql(name: str) -> str:
    return (files("protocols") / "sql" / f"{name}.sql").read_text(encoding="utf-8")
