"""What words, and words side by side, tell: how much more often callers use them in one guide than in all."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

_LITTLE = (
    "a an the and or of to in on at for with is are was be been by he she they i my me her his it its that this "
    "from as not no we you your our their them him who what when has have had do does did will would can if so "
    "but out up about after before am el la los las de y en un una que mi con por para se su le lo al del"
)
LITTLE_WORDS = frozenset(_LITTLE.split())
"""Words that tell nothing alone; beside another they do (`no paga`)."""

PAIR_WEIGHT = 0.5
_PRIOR = 20
"""How many imagined words of the whole library each guide starts from, so that rare words do not shout."""


def root(word: str) -> str:
    """A word without most of its endings, in English and Spanish alike."""
    if len(word) > 6:
        return word[:6]
    return word[:-1] if len(word) > 3 and word[-1] in "sao" else word


def features(words: Sequence[str]) -> list[str]:
    """The roots that tell, and every pair of neighbours, each once; a pair is written `no pag`."""
    roots = [root(word) for word in words]
    alone = (one for one, word in zip(roots, words, strict=True) if len(word) > 1 and word not in LITTLE_WORDS)
    pairs = (f"{left} {right}" for left, right in pairwise(roots))
    return list(dict.fromkeys((*alone, *pairs)))


def weigh_features(guides: Sequence[Iterable[Sequence[str]]]) -> dict[str, array[float]]:
    """For each feature its weight for each guide: the logarithm of how much likelier it is there than anywhere."""
    counts = [Counter(one for line in lines for one in features(line)) for lines in guides]
    sizes = [count.total() for count in counts]
    whole = sum(sizes) or 1
    holders: dict[str, list[tuple[int, int]]] = {}
    for place, count in enumerate(counts):
        for feature, times in count.items():
            holders.setdefault(feature, []).append((place, times))
    # Most guides do not hold a feature, and most features are as rare as thousands of others: reckoned once for all.
    unheld: dict[tuple[int, float], array[float]] = {}
    weights: dict[str, array[float]] = {}
    for feature, held in holders.items():
        times = sum(often for _, often in held)
        scale = PAIR_WEIGHT if " " in feature else 1.0
        share = times / whole
        if (times, scale) not in unheld:
            unheld[times, scale] = array("f", (_weight(0, size, share, scale) for size in sizes))
        weights[feature] = array("f", unheld[times, scale])
        for place, often in held:
            weights[feature][place] = _weight(often, sizes[place], share, scale)
    return weights


def _weight(count: int, size: int, share: float, scale: float) -> float:
    return scale * math.log((count + _PRIOR * share) / ((size + _PRIOR) * share))
