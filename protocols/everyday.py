"""Everyday English and Spanish words, which no repair may touch: the commonest of the spell checker's word counts."""

import gzip
import json
from importlib.resources import files

from protocols.plain import fold

_MOST = {"en": 13_000, "es": 10_000}
"""By language; beyond these the counts hold names and slips."""


def everyday_words() -> set[str]:
    """The words, folded, from pyspellchecker's counts; read as data only, so that nothing of it runs."""
    words: set[str] = set()
    for language, most in _MOST.items():
        packed = (files("spellchecker") / "resources" / f"{language}.json.gz").read_bytes()
        counts: dict[str, int] = json.loads(gzip.decompress(packed))
        commonest = sorted(counts, key=lambda word: (-counts[word], word))[:most]
        words.update(fold(word) for word in commonest)
    return {word for word in words if len(word) > 2 and word.isascii() and word.isalpha()}
