"""Free search in names, texts and places of listings, forgiving one slip of the finger or a word spelt by ear."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from rapidfuzz.distance import OSA

from resources.coverage import covered_by
from resources.geodesic import geodesic_km
from resources.listing import Listing
from resources.places.place import Place
from resources.reach import Rung
from resources.spelling import deletions, keys_of, sound_of, stem_of, words_of
from resources.store import Directory, Shelf
from resources.want import Help, Want
from resources.weigh import Caller, weigh

READINGS = 4
"""How many words a misspelt one is tried as."""

_RARE = 2_000
_COMMON = 20_000
_MOST_WORDS = 12
_BELOW = 1e-3
_NEAR_KM = 322.0
_LITTLE = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "in",
        "is",
        "my",
        "near",
        "no",
        "of",
        "on",
        "or",
        "our",
        "the",
        "to",
        "with",
        "who",
    ]
)


@dataclass(frozen=True, slots=True)
class Read:
    """One word as typed: the terms to look for, the likeliest first; a known word has one, and `kin` beside it."""

    terms: tuple[str, ...]
    kin: tuple[str, ...]
    listings: int


def search_directory(
    directory: Directory, text: str, place: Place | None = None, limit: int = 10, now: datetime | None = None
) -> tuple[Help, ...]:
    """The listings that a few words mean, the best first; with a place, those of its county and state lead."""
    directory.reload_if_changed()
    scores: dict[tuple[int, int], float] = {}
    for at, shelf in enumerate(tuple(directory.shelves)):
        found = _of_shelf(directory, shelf, text, place, limit)
        scores.update(((at, listing), score) for listing, score in found.items())
    order = sorted(scores, key=lambda key: (-scores[key], key))[: 3 * limit]
    caller = Caller(place, Want(asked_police=True, asked_immigration=True), now or datetime.now(UTC), {})
    return tuple(islice(_as_help(directory, order, caller), limit))


def _of_shelf(directory: Directory, shelf: Shelf, text: str, place: Place | None, limit: int) -> dict[int, float]:
    """Each listing found, with a score: the words as known, and below those their kin and words spelt like them."""
    read = [one for word, last in _typed(text) if (one := _read(directory, shelf, word, last))]
    scores: dict[int, float] = {}
    _score(directory, shelf, [one.terms for one in read], read, place, limit, 1.0, scores)
    if len(scores) < limit and any(one.kin for one in read):
        below: dict[int, float] = {}
        _score(directory, shelf, [one.kin or one.terms for one in read], read, place, limit, _BELOW, below)
        scores = below | scores
    return scores


def _score(
    directory: Directory, shelf: Shelf, terms: Sequence[tuple[str, ...]], read: Sequence[Read], place: Place | None,
    limit: int, worth: float, scores: dict[int, float],
) -> None:  # fmt: skip
    """Each reading in turn, fused: a listing found early by a likely reading scores most."""
    for turn in range(max(map(len, terms), default=0)):
        asked = [
            (words[min(turn, len(words) - 1)], one.listings) for words, one in zip(terms, read, strict=True) if words
        ]
        whole: set[int] = set()
        for weight, place_token in _places(place):
            with_all, with_some = _ranked(directory, shelf, asked, place_token, 3 * limit)
            whole.update(with_all)
            for rank, listing in enumerate(dict.fromkeys([*with_all, *with_some])):
                scores[listing] = scores.get(listing, 0.0) + worth * weight / (rank + 3 + 5 * turn)
            # Enough listings near the caller have every word: what lies farther is not asked for.
            if len(whole) >= limit:
                break


def _typed(text: str) -> Iterator[tuple[str, bool]]:
    """The words that say something, and whether each is the last one, which may be unfinished."""
    words = words_of(text)[:_MOST_WORDS]
    telling = [word for word in words if word not in _LITTLE] or words
    for at, word in enumerate(telling):
        yield word, at == len(telling) - 1


def _read(directory: Directory, shelf: Shelf, word: str, last: bool) -> Read | None:
    """A known word stands for itself; another one for its likeliest readings; None where it means nothing here."""
    known = directory.rows(shelf, "SELECT listings FROM word WHERE word = ?", (word,))
    readings = tuple(f'"{reading}"' for reading in _readings(directory, shelf, word)[: READINGS + 1])
    if known:
        begun = f'"{stem_of(word)}"*'
        return Read((f'"{word}"',), (begun, *(one for one in readings if one != f'"{word}"')), known[0][0])
    if last and len(word) >= 3:
        question = "SELECT 1 FROM word WHERE word >= ? AND word < ? LIMIT 1"
        if directory.rows(shelf, question, (word, word + "\U0010ffff")):
            return Read((f'"{word}"*', *readings[: READINGS - 1]), (), 1)
    return Read(readings[:READINGS], (), 1) if readings else None


def _readings(directory: Directory, shelf: Shelf, word: str) -> list[str]:
    """Words of the directory within two edits of a word, or that sound like it, by how likely each is meant."""
    keys = sorted(keys_of(word) or set(deletions(word)))
    marks = ", ".join("?" for _ in keys)
    question = (
        "SELECT DISTINCT word.word, word.listings, word.names FROM word_key JOIN word USING (word)"
        f" WHERE word_key.key IN ({marks})"
    )
    sound = sound_of(word)
    scored = [
        (_likeliness(word, sound, candidate, names), listings, candidate)
        for candidate, listings, names in directory.rows(shelf, question, keys)
    ]
    return [candidate for _, _, candidate in sorted(scored, key=lambda one: (-one[0], -one[1], one[2]))]


def _likeliness(word: str, sound: str, candidate: str, names: int) -> float:
    edits = OSA.distance(word, candidate)
    same_sound = sound_of(candidate) == sound
    if edits > 2:
        return -1.8 - 0.4 * edits
    return (
        -2.0 * edits
        + (0.5 + 0.3 * len(str(names)) if names else 0.0)
        + (0.6 if same_sound else 0.0)
        - 0.15 * abs(len(word) - len(candidate))
    )


def _places(place: Place | None) -> list[tuple[float, str]]:
    """Where to look, the closest first, with what a hit there is worth."""
    looks = [(1.0, "")]
    if place is not None and place.country == "US":
        if place.state:
            looks.insert(0, (1.5, f"state{place.state.lower()}"))
        if place.county_fips:
            looks.insert(0, (2.0, f"county{place.county_fips}"))
    return looks


def _ranked(
    directory: Directory, shelf: Shelf, terms: Sequence[tuple[str, int]], place_token: str, most: int
) -> tuple[list[int], list[int]]:
    """Listings with all the words, and listings with some of the rarer ones."""
    where = f'place : "{place_token}" AND ' if place_token else ""
    with_all = _matches(directory, shelf, where + " AND ".join(term for term, _ in terms), terms, most)
    if len(with_all) >= most or len(terms) == 1:
        return with_all, []
    rarest = min(listings for _, listings in terms)
    rarer = [one for one in terms if one[1] < _RARE or one[1] == rarest < _COMMON]
    if not rarer:
        return with_all, []
    any_of = " OR ".join(term for term, _ in rarer)
    return with_all, _matches(directory, shelf, f"{where}({any_of})", rarer, most)


def _matches(directory: Directory, shelf: Shelf, query: str, terms: Sequence[tuple[str, int]], most: int) -> list[int]:
    """Ranked where the words are rare enough to rank every hit in time; else names first, in the file's order."""
    if min(listings for _, listings in terms) < _COMMON or "place :" in query:
        question = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 5, 3, 2, 1) LIMIT ?"
        return [row[0] for row in directory.rows(shelf, question, (query, most))]
    question = "SELECT rowid FROM words WHERE words MATCH ? LIMIT ?"
    named = directory.rows(shelf, question, (f"{{service organisation}} : ({query})", most))
    return [row[0] for row in named] or [row[0] for row in directory.rows(shelf, question, (query, most))]


def _as_help(directory: Directory, order: Sequence[tuple[int, int]], caller: Caller) -> Iterator[Help]:
    for at, id_ in order:
        if at >= len(directory.shelves):
            continue
        for listing in directory.offered(directory.shelves[at], [id_]).values():
            rung = _rung_of(listing, caller.place)
            found = weigh(listing, rung, listing.kinds[0] if listing.kinds else "other", caller)
            if found:
                yield found.help


def _rung_of(listing: Listing, place: Place | None) -> Rung:
    """How a listing found by its words is reached; without a place, or far from it, it says where it is."""
    if place is not None and _is_near(listing, place):
        return Rung("near", "", [])
    if place is not None and (level := covered_by(listing, place)) in ("zip", "county", "state", "country"):
        codes = {"zip": place.name[:5], "county": place.county_fips, "state": place.state, "country": place.country}
        return Rung(level, codes[level], [])
    states = [area.code for area in listing.areas if area.level == "state"]
    if states and len(states) == 1:
        return Rung("state", states[0], [])
    if any(area.level == "country" for area in listing.areas):
        return Rung("country", "US", [])
    return Rung("unsaid", listing.state, [])


def _is_near(listing: Listing, place: Place) -> bool:
    if listing.lat is None or listing.lon is None or listing.country != place.country:
        return False
    return geodesic_km(place.lat, place.lon, listing.lat, listing.lon) <= _NEAR_KM
