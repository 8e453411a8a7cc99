"""How alike what was said and a name in the index are, and in which way."""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler

osa, jaro_winkler = OSA.normalized_similarity, JaroWinkler.similarity
SAME = 1.09
LEAST_PREFIX = 3


class Likeness(NamedTuple):
    """`score` is about 0..1 (`SAME` for equal); `way` is exact, sound, letters, prefix or loose."""

    score: float
    way: str


def likeness(said: str, sounds: Sequence[str], name: str, name_sound: str, *, unfinished: bool) -> Likeness:
    """Spelling, sound and beginning weighed together; an unfinished word is also matched as a beginning."""
    if said == name:
        return Likeness(SAME, "exact")
    spelling = osa(said, name)
    heard = osa(sounds[0], name_sound)
    if len(sounds) > 1:
        heard = max(heard, osa(sounds[1], name_sound))
    score = 0.52 * spelling + 0.28 * heard + 0.20 * jaro_winkler(said, name)
    if heard == 1.0 and len(name_sound) >= 3:
        score = max(score, min(0.88, 0.66 + 0.03 * len(name_sound)))
    way = "letters" if spelling >= 0.8 else "sound" if heard >= 0.99 else "loose"
    if unfinished and LEAST_PREFIX <= len(said) < len(name):
        begun = _beginning(said, name)
        if begun > score:
            return Likeness(begun, "prefix")
    return Likeness(score, way)


def _beginning(said: str, name: str) -> float:
    whole = 1 - 0.14 * (1 - len(said) / len(name))
    if name.startswith(said):
        return whole
    if len(said) <= 4 or (name[0] != said[0] and name[1] != said[1]):
        return 0.0
    # A letter too many or too few in what was typed shifts where the beginning ends.
    close = max([osa(said, name[: len(said) + more]) for more in (-1, 0, 1)])
    return whole - 1.2 * (1 - close) if close >= 0.74 else 0.0
