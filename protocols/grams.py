"""Character n-grams: pieces of three to five letters inside words, which survive endings and slips."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

SHORTEST, LONGEST = 3, 5


@lru_cache(maxsize=256)
def pieces(word: str) -> tuple[str, ...]:
    """The pieces of one word between spaces; a short word whole."""
    padded = f" {word} "
    found = [padded[at : at + size] for size in range(SHORTEST, LONGEST + 1) for at in range(len(padded) - size + 1)]
    return tuple(found) or (padded,)


def forget_words() -> None:
    """Drop the words whose pieces were kept."""
    pieces.cache_clear()


def weigh(documents: Sequence[Iterable[str]]) -> dict[str, tuple[float, array[int], array[float]]]:
    """For each piece its own weight, and the documents it stands in with its share of each (unit length)."""
    counts = [Counter(piece for word in words for piece in pieces(word)) for words in documents]
    seen = Counter(piece for count in counts for piece in count)
    rare = {piece: math.log((1 + len(documents)) / (1 + often)) + 1 for piece, often in seen.items()}
    postings: dict[str, tuple[float, array[int], array[float]]] = {}
    for place, count in enumerate(counts):
        weights = {piece: (1 + math.log(times)) * rare[piece] for piece, times in count.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        for piece, weight in weights.items():
            _, places, shares = postings.setdefault(piece, (rare[piece], array("H"), array("f")))
            places.append(place)
            shares.append(weight / length)
    return postings
