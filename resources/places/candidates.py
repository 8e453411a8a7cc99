"""Names in the index that a guess may mean."""

from collections.abc import Iterator
from heapq import nlargest
from itertools import chain, product
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from resources.places.abbreviations import SECOND_READING
from resources.places.folding import squash
from resources.places.likeness import LEAST_PREFIX, SAME, Likeness, likeness
from resources.places.segments import Guess
from resources.places.sound import sound_key
from resources.places.store import PlaceStore, Region, Word

OFFICES = frozenset({"twp", "township", "boro", "borough", "village", "municipality"})
"""What a place is, said after its name; the index may know it without."""

KEPT = 16
TWICE = 5
BEGINNINGS = 12
IN_STATE = 24
CLOSEST = 20
PRIOR = 0.42


class Candidate(NamedTuple):
    """A name and how like it is to what was said."""

    word: Word
    likeness: Likeness


def readings(words: tuple[str, ...]) -> list[str]:
    """Squashed forms of said words; "pt" is port and point, so there may be several."""
    choices = [(word, SECOND_READING[word]) if word in SECOND_READING else (word,) for word in words]
    squashed = dict.fromkeys(squash(list(choice)) for choice in product(*choices))
    if len(words) > 1 and words[-1] in OFFICES:
        squashed[squash(list(words[:-1]))] = None
    return [*squashed, *(once for said in squashed if (once := _said_once(said)))][:4]


def _said_once(said: str) -> str:
    """A name that was typed or pasted twice over, once; "" where it was not."""
    half = (len(said) + 1) // 2
    if half < TWICE or OSA.distance(said[:half], said[half:]) > 1:
        return ""
    return said[:half]


def exact_candidates(store: PlaceStore, guess: Guess) -> list[Candidate]:
    """Names that are spelt just so."""
    found: list[Candidate] = []
    for said in readings(guess.words):
        found.extend(Candidate(Word(lid, said, "", 0.0), Likeness(SAME, "exact")) for lid in store.named(said))
    return found


def fuzzy_candidates(store: PlaceStore, words: tuple[str, ...], state: str, unfinished: bool) -> list[Candidate]:
    """Names alike in letters, sound or beginning; in a known state every name of it is compared."""
    found: dict[int, Candidate] = {}
    region = store.region(state) if state else None
    for said in readings(words)[:2]:
        if not 2 <= len(said) <= 40:
            continue
        sound = sound_key(said)
        alike = _in_region(region, said, sound) if region else _anywhere(store, said, sound)
        for word in chain(alike, store.added_alike(said)):
            like = likeness(said, sound, word.name, word.sound, unfinished=unfinished)
            if word.lid not in found or like.score > found[word.lid].likeness.score:
                found[word.lid] = Candidate(word, like)
    return nlargest(KEPT, found.values(), key=_weight)


def _weight(candidate: Candidate) -> tuple[float, int]:
    return candidate.likeness.score + PRIOR * candidate.word.prior, -candidate.word.lid


def _anywhere(store: PlaceStore, said: str, sound: str) -> Iterator[Word]:
    seen = store.alike(said)
    seen.update(store.sounding(sound))
    if len(said) >= LEAST_PREFIX:
        seen.update(store.beginning(said))
    words = list(store.words(seen))
    if len(words) <= CLOSEST:
        return iter(words)
    kept = _closest(said, [word.name for word in words], CLOSEST) | _closest(
        sound, [word.sound for word in words], CLOSEST
    )
    begun = (at for at, word in enumerate(words) if word.name.startswith(said))
    kept.update(nlargest(BEGINNINGS, begun, key=lambda at: words[at].prior))
    return (words[at] for at in kept)


def _closest(text: str, choices: list[str], most: int) -> set[int]:
    return {at for _, _, at in process.extract(text, choices, scorer=OSA.normalized_similarity, limit=most)}


def _in_region(region: Region, said: str, sound: str) -> Iterator[Word]:
    seen: set[int] = set()
    for choices, text, least in ((region.names, said, 0.34), (region.sounds, sound, 0.4)):
        found = process.extract(text, choices, scorer=OSA.normalized_similarity, score_cutoff=least, limit=IN_STATE)
        seen.update(at for _, _, at in found)
    if len(said) >= LEAST_PREFIX:
        seen.update(region.beginning(said, BEGINNINGS))
    return (region.word(at) for at in seen)
