"""Names in the index that a guess may mean."""

from collections.abc import Iterator
from heapq import nlargest
from itertools import product
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from resources.places.abbreviations import SECOND_READING
from resources.places.folding import squash
from resources.places.likeness import Likeness, likeness
from resources.places.segments import Guess
from resources.places.sound import sound_key
from resources.places.store import PlaceStore, Region, Word

KEPT = 24
BEGINNINGS = 12
IN_STATE = 40
PRIOR = 0.42
ENOUGH = 0.92


class Candidate(NamedTuple):
    """A name and how like it is to what was said."""

    word: Word
    likeness: Likeness


def readings(words: tuple[str, ...]) -> list[str]:
    """Squashed forms of said words; "pt" is port and point, so there may be two."""
    choices = [(word, SECOND_READING[word]) if word in SECOND_READING else (word,) for word in words]
    return list(dict.fromkeys(squash(list(choice)) for choice in product(*choices)))[:4]


def exact_candidates(store: PlaceStore, guess: Guess) -> list[Candidate]:
    """Names that are spelt just so."""
    found = []
    for said in readings(guess.words):
        lid = store.exact(said)
        if lid is not None:
            found.append(Candidate(store.word(lid), Likeness(1.09, "exact")))
    return found


def fuzzy_candidates(store: PlaceStore, guess: Guess, *, unfinished: bool) -> list[Candidate]:
    """Names alike in letters, sound or beginning; in a known state every name of it is compared."""
    found: dict[int, Candidate] = {}
    region = store.region(guess.state) if guess.state else None
    for said in readings(guess.words)[:2]:
        if not 2 <= len(said) <= 40:
            continue
        sound = sound_key(said)
        lids = _in_region(store, region, said, sound) if region else _anywhere(store, said, sound)
        for lid in lids:
            word = store.word(lid)
            like = likeness(said, sound, word.name, word.sound, unfinished=unfinished)
            if lid not in found or like.score > found[lid].likeness.score:
                found[lid] = Candidate(word, like)
    return nlargest(KEPT, found.values(), key=lambda c: (_weight(c, guess.state), -c.word.lid))


def _weight(candidate: Candidate, state: str) -> float:
    bearers = candidate.word.bearers
    own = [b.prior for b in bearers if b.region == state] if len(state) == 2 else []
    return candidate.likeness.score + PRIOR * max(own or (b.prior for b in bearers))


def _anywhere(store: PlaceStore, said: str, sound: str) -> Iterator[int]:
    seen = store.alike(said)
    seen.update(store.sounding(sound))
    if len(said) >= 3:
        seen.update(store.beginning(said))
    yield from sorted(seen)


def _in_region(store: PlaceStore, region: Region, said: str, sound: str) -> Iterator[int]:
    seen: set[int] = set()
    exact = region.find(said)
    if exact is not None:
        seen.add(exact)
    for choices, text, least in ((region.names, said, 0.34), (region.sounds, sound, 0.4)):
        found = process.extract(text, choices, scorer=OSA.normalized_similarity, score_cutoff=least, limit=IN_STATE)
        seen.update(region.lids[at] for _, _, at in found)
    if len(said) >= 3:
        seen.update(region.beginning(said, BEGINNINGS))
    yield from sorted(seen)
