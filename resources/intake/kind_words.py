"""From the words of a source, its taxonomy or its names, to our kinds of help."""

import csv
import re
from functools import lru_cache
from importlib.resources import files

from resources.kinds import KINDS

# A name full of words would otherwise offer everything: what it is called first counts most.
_MOST = 4


@lru_cache(maxsize=1)
def _crosswalk() -> tuple[dict[str, str], re.Pattern[str]]:
    text = (files("resources") / "data" / "kind_words.csv").read_text("utf-8")
    kinds = {row["words"].lower(): row["kind"] for row in csv.DictReader(text.splitlines())}
    longest = sorted(kinds, key=len, reverse=True)
    return kinds, re.compile(r"(?<![\w])(?:" + "|".join(map(re.escape, longest)) + r")(?![\w])")


@lru_cache(maxsize=32768)
def kinds_named(text: str) -> tuple[str, ...]:
    """Our kinds for a term, a type or a name, in the order in which the text names them."""
    plain = text.lower().replace("’", "'").replace("_", " ").replace("‘", "'")
    exact = plain.strip().replace(" ", "_")
    if exact in KINDS:
        return (exact,)
    kinds, words = _crosswalk()
    return tuple(dict.fromkeys(kinds[found[0]] for found in words.finditer(plain)))


def kinds_of(terms: tuple[str, ...], names: tuple[str, ...], fallback: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The kinds of one listing: its taxonomy first, then its names, then what its file is about, else other."""
    found = [kind for term in terms for kind in kinds_named(term)]
    strong = [kind for name in names for kind in kinds_named(name)]
    # Names break ties among many terms: a shelter that also gives food is a shelter first.
    ranked = [kind for kind in dict.fromkeys(strong) if kind in found] + found if found else strong
    distinct = tuple(dict.fromkeys(ranked))[: _MOST + 4 if found else _MOST]
    return distinct or fallback or ("other",)
