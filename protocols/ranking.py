"""The single rankings of guides: by words, by letters, by best phrase, by ideas."""

import json
import math
from array import array
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from protocols.grams import pieces
from protocols.library import Library
from protocols.said import SaidWord

LITTLE_WORDS = frozenset(
    ["a", "an", "the", "and", "or", "of", "to", "in", "on", "at", "for", "with", "is", "are", "was", "be", "been", "by", "he", "she", "they", "i", "my", "me", "her", "his", "it", "its", "that", "this", "from", "as", "not", "no", "we", "you", "your", "our", "their", "them", "him", "who", "what", "when", "has", "have", "had", "do", "does", "did", "will", "would", "can", "if", "so", "but", "out", "up", "about", "after", "before", "am", "el", "la", "los", "las", "de", "y", "en", "un", "una", "que", "mi", "con", "por", "para", "se", "su", "le", "lo", "al", "del"]
)
"""Words that say nothing of the situation."""


def asked_words(words: Sequence[SaidWord]) -> list[str]:
    """The words to rank by, repaired, each once, without little words."""
    return list(dict.fromkeys(
        form for word in words for form in (word.meant, word.text) if len(form) > 1 and form not in LITTLE_WORDS
    ))  # fmt: skip


@lru_cache
def _sql(name: str) -> str:
    return (files("protocols") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def _either(asked: Sequence[str]) -> str:
    return " OR ".join(f'"{word}"' for word in asked)


def page_scores(library: Library, asked: Sequence[str]) -> list[float]:
    """BM25 of each guide."""
    return _placed(library, "rank_pages", asked)


def phrase_scores(library: Library, asked: Sequence[str]) -> list[float]:
    """BM25 of each guide's best phrase."""
    return _placed(library, "rank_phrases", asked)


def _placed(library: Library, query: str, asked: Sequence[str]) -> list[float]:
    scores = [0.0] * len(library.ids)
    for place, score in library.db.execute(_sql(query), (_either(asked),)):
        scores[place] = score
    return scores


def gram_scores(library: Library, asked: Sequence[str]) -> list[float]:
    """Cosine of the letters of what was said with each guide's."""
    counts = Counter(piece for word in asked for piece in pieces(word))
    scores = [0.0] * len(library.ids)
    length = 0.0
    for piece, rare, places, shares in library.db.execute(_sql("read_grams"), (json.dumps(list(counts)),)):
        weight = (1 + math.log(counts[piece])) * rare
        length += weight * weight
        for place, share in zip(array("H", places), array("f", shares), strict=True):
            scores[place] += weight * share
    length = math.sqrt(length) or 1.0
    return [score / length for score in scores]


def idea_scores(library: Library, asked: Sequence[str]) -> list[float]:
    return [0.0] * len(library.ids)
