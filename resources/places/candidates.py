"""Names in the index that a guess may mean."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from heapq import nlargest
from itertools import chain, product
from typing import NamedTuple

from rapidfuzz.distance import OSA

from resources.places.abbreviations import SECOND_READING
from resources.places.bearers import PRIOR_STEPS
from resources.places.folding import short_words, spelt_out
from resources.places.likeness import LEAST_PREFIX, SAME, Likeness, likeness
from resources.places.segments import Guess
from resources.places.sound import sound_key
from resources.places.store import PlaceStore, Region, weightiest
from resources.places.vowels import spoken
from resources.places.word import Word

OFFICES = frozenset({"twp", "township", "boro", "borough", "village", "municipality"})
"""What a place is, said after its name; the index may know it without."""

KEPT = 16
TWICE = 5
LEAST_SPELT = 4
"""Letters after which "s san" may be the beginning of South San Francisco."""

COMPARED = 36
"""Names looked at letter by letter for each reading, of those that share keys with it."""

BEGINNINGS = 12
IN_STATE = 24
LEAST_SOUND = 0.4
ALIKE_ENOUGH = 0.8
"""With a name so like it in the state, the rest of the state is not listened through."""

PRIOR = 0.42
HEARD_AGAIN = 8
VOWELS = 0.25
"""What it adds that a name is said just as the words are spelt."""

OTHER_START = 0.04
"""Cost of a name that begins with another sound: beginnings are heard best."""

NO_LEAD = 0.15
_LEADS = frozenset(map(spoken, ("north", "south", "east", "west", "new", "n", "s", "e", "w")))


class Candidate(NamedTuple):
    """A name and how like it is to what was said."""

    word: Word
    likeness: Likeness


class Reading(NamedTuple):
    """Said words as the index may hold them: squashed, and as they sound."""

    text: str
    sounds: tuple[str, ...]
    """Word by word, and run together where that sounds different: "walks a hatchy" is one word."""


@lru_cache(maxsize=256)
def spellings(words: tuple[str, ...]) -> list[list[str]]:
    """What said words may stand for: "pt" is port and point, "twp" may be left out, "s" may be spelt out."""
    short = short_words(words)
    found = [short]
    if any(word in SECOND_READING for word in words):
        choices = [(word, SECOND_READING[word]) if word in SECOND_READING else (word,) for word in words]
        found = [short_words(choice) for choice in product(*choices)][:3]
    if len(words) > 1 and words[-1] in OFFICES:
        found.append(short[:-1])
    full = spelt_out(short)
    if len(words[-1]) == 1:
        full[-1] = words[-1]  # the first letter of a word being typed: "south s"
    if full != short and sum(map(len, short)) >= LEAST_SPELT:
        found.insert(1, full)
    for one in list(found):
        if once := _said_once("".join(one)):
            found.append([once])
    return found[:4]


@lru_cache(maxsize=128)
def readings(words: tuple[str, ...]) -> list[Reading]:
    """The spellings of said words with how each sounds."""
    found: dict[str, Reading] = {}
    for spelling in spellings(words):
        text = "".join(spelling)
        if text not in found:
            found[text] = Reading(text, tuple(dict.fromkeys((sound_key(spelling), sound_key([text])))))
    return list(found.values())


def forget_readings() -> None:
    """Drop the words that were kept with how they may be spelt and sound."""
    spellings.cache_clear()
    readings.cache_clear()


def _said_once(said: str) -> str:
    """A name that was typed or pasted twice over, once; "" where it was not."""
    half = (len(said) + 1) // 2
    if half < TWICE or said[0] not in said[half - 1 : half + 1] or OSA.distance(said[:half], said[half:]) > 1:
        return ""
    return said[:half]


def exact_candidates(store: PlaceStore, guess: Guess) -> list[Candidate]:
    """Names that are spelt just so."""
    same = Likeness(SAME, "exact")
    texts = dict.fromkeys(map("".join, spellings(guess.words)))
    return [Candidate(word, same) for text in texts for word in store.named(text)]


def fuzzy_candidates(store: PlaceStore, words: tuple[str, ...], state: str, unfinished: bool) -> list[Candidate]:
    """Names alike in letters, sound or beginning; in a known state also those far off, where none is close."""
    found: dict[int, Candidate] = {}
    region = store.region(state) if state else None
    for said in readings(words)[:2]:
        if not 2 <= len(said.text) <= 40:
            continue
        _weigh(found, said, chain(_close(store, region, said), store.added.alike(said.text)), unfinished=unfinished)
        if region and not any(one.likeness.score >= ALIKE_ENOUGH for one in found.values()):
            _weigh(found, said, _far(store, region, said.sounds[-1]), unfinished=unfinished)
    return _told_apart(words, nlargest(KEPT, found.values(), key=_weight))


def _told_apart(words: tuple[str, ...], found: list[Candidate]) -> list[Candidate]:
    """The best of them heard again with their vowels; a name without the "west" that was said is less likely."""
    text = "".join(short_words(words))
    said = spoken(text)
    led = len(words) > 1 and spoken(words[0]) in _LEADS
    again = []
    for word, like in found[:HEARD_AGAIN]:
        more = 0.0 if like.way in ("exact", "prefix") else _spoken_alike(text, said, word.name)
        if led and like.way != "exact" and word.name[0] != text[0]:
            more -= NO_LEAD
        again.append(Candidate(word, Likeness(like.score + more, like.way)))
    return again + found[HEARD_AGAIN:]


def _spoken_alike(text: str, said: str, name: str) -> float:
    """What it adds that a name sounds more like what was said than it looks, less what another start costs."""
    heard = spoken(name)
    closer = OSA.normalized_similarity(said, heard) - OSA.normalized_similarity(text, name)
    return VOWELS * max(0.0, closer) - OTHER_START * (heard[:1].lower() != said[:1].lower())


def _weigh(found: dict[int, Candidate], said: Reading, names: Iterable[Word], *, unfinished: bool) -> None:
    """Keep each name with the best of its likenesses."""
    for word in names:
        like = likeness(said.text, said.sounds, word.name, word.sound, unfinished=unfinished)
        if word.lid not in found or like.score > found[word.lid].likeness.score:
            found[word.lid] = Candidate(word, like)


def _weight(candidate: Candidate) -> tuple[float, int]:
    return candidate.likeness.score + PRIOR * candidate.word.prior, -candidate.word.lid


def _close(store: PlaceStore, region: Region | None, said: Reading) -> Iterator[Word]:
    """Names that share keys of letters or sound with what was said, or begin so."""
    shares = store.near(*said)
    first, end = store.beginning(said.text) if len(said.text) >= LEAST_PREFIX else (0, 0)
    if region:
        return _words_of(store, region, _close_in(region, shares, first, end))
    weights, step = store.weights, PRIOR / PRIOR_STEPS
    worth = {lid: share + step * weights[lid] for lid, share in shares.items()}
    best = sorted(worth, key=worth.__getitem__, reverse=True)[:COMPARED]
    return store.words({*best, *weightiest(weights, first, end, BEGINNINGS)})


def _close_in(region: Region, shares: Mapping[int, float], first: int, end: int) -> dict[int, int]:
    """The same in a state: where each stands in its lists."""
    here = region.among(shares)
    if len(here) > COMPARED:
        here = {lid: here[lid] for lid in sorted(here, key=shares.__getitem__, reverse=True)[:COMPARED]}
    return here | {region.lids[at]: at for at in region.beginning(first, end, BEGINNINGS)}


def _far(store: PlaceStore, region: Region, sound: str) -> Iterator[Word]:
    """The names of a state that sound most like what was said."""
    found = store.sounding(region.code, sound, LEAST_SOUND, IN_STATE)
    return _words_of(store, region, {region.lids[at]: at for at in found})


def _words_of(store: PlaceStore, region: Region, where: Mapping[int, int]) -> Iterator[Word]:
    """Names with their weight in a region."""
    for word in store.words(where):
        lid, name, sound, _, bearers = word
        yield Word(lid, name, sound, region.best[where[lid]] / PRIOR_STEPS, bearers)
