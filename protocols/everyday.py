"""Everyday English and Spanish words, which no repair may touch: the commonest of the spell checker's word counts."""

import gzip
import json
from collections.abc import Iterator
from importlib.resources import files

from protocols.plain import fold

_MOST = {"en": 13_000, "es": 10_000}
"""By language; beyond these the counts hold names and slips."""


def everyday_words() -> set[str]:
    """The words, folded, from pyspellchecker's counts; read as data only, so that nothing of it runs."""
    words: set[str] = set()
    for most, packed in zip(_MOST.values(), counts_of_words(), strict=True):
        counts: dict[str, int] = json.loads(gzip.decompress(packed))
        # By word, then stably by count: far quicker than a key of both.
        commonest = sorted(sorted(counts), key=counts.__getitem__, reverse=True)[:most]
        words.update(fold(word) for word in commonest)
    return {word for word in words if len(word) > 2 and word.isascii() and word.isalpha()}


def counts_of_words() -> Iterator[bytes]:
    """The packed counts of each language, as pyspellchecker ships them."""
    for language in _MOST:
        yield (files("spellchecker") / "resources" / f"{language}.json.gz").read_bytes()
