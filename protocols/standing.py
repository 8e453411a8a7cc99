"""How near what was said stands to each guide: three rankings made comparable and added up."""

import math
from collections.abc import Sequence

from protocols.library import Library
from protocols.ranking import asked_words
from protocols.said import SaidWord

_WEIGHTS = (2.0, 1.0, 0.7)
"""What the words tell, letters, best phrase."""


def standing(library: Library, said: str) -> Sequence[float]:
    """A score for each guide, in the order of `library.ids`; empty where nothing telling was said. Kept for the key."""
    if library.stood[0] != said:
        library.stood = (said, _reckoned(library, said))
    return library.stood[1]


def tells(library: Library, word: SaidWord) -> bool:
    """Whether a word may speak for a guide: a number and the name of a place say nothing of what happens there."""
    return not word.text.isdigit() and word.meant not in library.aside


def _reckoned(library: Library, said: str) -> Sequence[float]:
    words = [word for word in library.words(said) if tells(library, word)]
    asked = asked_words(words)
    if not asked:
        return ()
    total = [0.0] * len(library.ids)
    for weight, ranking in zip(_WEIGHTS, library.ranker.rankings(words, asked), strict=True):
        for place, score in enumerate(_standard(ranking)):
            total[place] += weight * score
    return total


def _standard(scores: Sequence[float]) -> list[float]:
    """How far each score stands from the mean, in spreads; no spread counts as one."""
    mean = sum(scores) / len(scores)
    spread = math.sqrt(sum((score - mean) ** 2 for score in scores) / len(scores)) or 1.0
    return [(score - mean) / spread for score in scores]
