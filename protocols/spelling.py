"""Repairing misspelt words to the words that guides know, and leaving every real word alone."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 4
_LONG = 8
_REMEMBERED = 600


class Speller:
    """The words of the guides by first letter; remembers what it repaired until told to forget."""

    def __init__(self, known: Iterable[str], is_real: Callable[[str], bool]) -> None:
        self._known = frozenset(known)
        self._is_real = is_real
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._known):
            if len(word) >= _SHORTEST:
                self._by_letter[word[0]].append(word)
        self._repaired: dict[str, str] = {}

    def repair(self, word: str) -> str:
        """The word itself where it is right or unlike any other, else the nearest known word."""
        if len(word) < _SHORTEST - 1 or word in self._known or not word.isalpha():
            return word
        if word not in self._repaired:
            if len(self._repaired) > _REMEMBERED:
                self._repaired.clear()
            self._repaired[word] = word if self._is_real(word) else self._nearest(word)
        return self._repaired[word]

    def forget(self) -> None:
        """Drop every word seen: what was typed ends with the call."""
        self._repaired.clear()

    def _nearest(self, word: str) -> str:
        """One slip in a short word, two in a long one; the first letter is nearly always right."""
        found = process.extract(word, self._by_letter[word[0]], scorer=OSA.distance, score_cutoff=2, limit=6)
        close = [(known, slips) for known, slips, _ in found if slips == 1 or max(len(word), len(known)) >= _LONG]
        best = min(close, key=lambda hit: (hit[1], hit[0][-1] != word[-1], abs(len(hit[0]) - len(word))), default=None)
        return best[0] if best else word
