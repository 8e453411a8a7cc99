"""Free search in names, texts and places of listings, forgiving one slip of the finger or a word spelt by ear."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice

from resources.caller import Caller, caller_in
from resources.coverage import covered_by
from resources.geodesic import geodesic_km
from resources.listing import Listing
from resources.places.place import Place
from resources.reach import Rung
from resources.readings import Read, knows, read_word, typed_words
from resources.spelling import words_of
from resources.store import Directory, Shelf
from resources.want import Help, Want
from resources.weigh import help_of

_RARE = 2_000
_COMMON = 20_000
_MOST = 200
_COUNTY, _STATE = 3.0, 1.5
_BELOW = 1e-3
_STRANGE = 0.3
_NEAR_KM = 322.0
_IMMIGRATION = frozenset({"ice", "hsi", "cbp", "immigration", "customs", "border", "homeland", "removal"})
"""Words without one of which nobody is shown who enforces immigration law."""


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
    typed = {word for word, _ in typed_words(text)}
    want = Want(asked_police=True, asked_immigration=not typed.isdisjoint(_IMMIGRATION))
    caller = caller_in(place, want, now or datetime.now(UTC))
    return tuple(islice(_as_help(_by_words_held(directory, order, scores, typed), caller), limit))


def _by_words_held(
    directory: Directory, order: Sequence[tuple[int, int]], scores: Mapping[tuple[int, int], float], typed: set[str]
) -> list[Listing]:
    """The listings in the order of their scores, raised for every word that stands in them as typed."""
    held: list[tuple[float, int, Listing]] = []
    for at, id_ in order:
        for listing in directory.offered(directory.shelves[at], [id_]).values() if at < len(directory.shelves) else ():
            words = words_of(" ".join((listing.service, listing.organisation, listing.about, *listing.kinds)))
            held.append((-scores[at, id_] * (1 + 0.3 * len(typed.intersection(words))), id_, listing))
    return [listing for _, _, listing in sorted(held, key=lambda one: one[:2])]


def _of_shelf(directory: Directory, shelf: Shelf, text: str, place: Place | None, limit: int) -> dict[int, float]:
    """Each listing found, with a score: the words as known, and below those their kin and words spelt like them."""
    read = [one for word, last in typed_words(text) if (one := read_word(directory, shelf, word, last))]
    scores: dict[int, float] = {}
    worth = _STRANGE ** _strange_words(directory, shelf, text)
    _score(directory, shelf, [one.terms for one in read], read, place, limit, worth, scores)
    if len(scores) < limit and any(one.kin for one in read):
        below: dict[int, float] = {}
        _score(directory, shelf, [one.kin or one.terms for one in read], read, place, limit, _BELOW, below)
        scores = below | scores
    return scores


def _strange_words(directory: Directory, shelf: Shelf, text: str) -> int:
    """How many words only another file knows: what they are like here is a guess, there they are meant."""
    others = [other for other in tuple(directory.shelves) if other is not shelf]
    words = [word for word, _ in typed_words(text)] if others else []
    unknown = [word for word in words if not knows(directory, shelf, word)]
    return sum(any(knows(directory, other, word) for other in others) for word in unknown)


def _score(
    directory: Directory, shelf: Shelf, terms: Sequence[tuple[str, ...]], read: Sequence[Read], place: Place | None,
    limit: int, worth: float, scores: dict[int, float],
) -> None:  # fmt: skip
    """Each reading in turn, fused: a listing found early by a likely reading, and near, scores most."""
    for turn in range(max(map(len, terms), default=0)):
        asked = [
            (words[min(turn, len(words) - 1)], one.listings) for words, one in zip(terms, read, strict=True) if words
        ]
        for worth_here, ranked in _ranked(directory, shelf, asked, place, limit):
            for rank, listing in enumerate(ranked):
                scores[listing] = scores.get(listing, 0.0) + worth * worth_here / (rank + 3 + 5 * turn)


def _ranked(
    directory: Directory, shelf: Shelf, terms: Sequence[tuple[str, int]], place: Place | None, limit: int
) -> Iterator[tuple[float, list[int]]]:
    """Listings with all the words or some of the rarer ones, and what a hit is worth: most in the caller's county."""
    # A word that every tenth listing has says little beside a rare one, and reading its hits costs most.
    terms = [one for one in terms if one[1] < _COMMON] or terms
    found = _matches(directory, shelf, " AND ".join(term for term, _ in terms), terms, _MOST)
    local = _place_tokens(place)
    if len(found) == _MOST:
        # Too many to look at: what is near is asked for by itself.
        for worth, token in local:
            near = _matches(
                directory, shelf, f'place : "{token}" AND ' + " AND ".join(t for t, _ in terms), terms, _MOST
            )
            yield worth, near[: 3 * limit]
            if len(near) >= limit:
                break
    elif len(found) < 3 * limit and len(terms) > 1:
        rarest = min(listings for _, listings in terms)
        rarer = [one for one in terms if one[1] < _RARE or one[1] == rarest < _COMMON]
        if rarer:
            some = _matches(directory, shelf, " OR ".join(term for term, _ in rarer), rarer, _MOST)
            found = list(dict.fromkeys([*found, *some]))
    yield 1.0, found[: 3 * limit]
    if place is not None and local:
        yield from _those_near(directory, shelf, found, place, limit)


def _those_near(
    directory: Directory, shelf: Shelf, found: Sequence[int], place: Place, limit: int
) -> Iterator[tuple[float, list[int]]]:
    """Of what was found, what lies in the caller's county and state, in the same order."""
    question = "SELECT id, state, county_fips FROM listing WHERE id IN (SELECT value FROM json_each(?))"
    where = {row[0]: row[1:] for row in directory.rows(shelf, question, (f"[{','.join(map(str, found))}]",))}
    if place.county_fips:
        yield _COUNTY, [one for one in found if where.get(one, ("", ""))[1] == place.county_fips][: 3 * limit]
    yield _STATE, [one for one in found if where.get(one, ("", ""))[0] == place.state][: 3 * limit]


def _place_tokens(place: Place | None) -> list[tuple[float, str]]:
    """The words under which listings of the caller's county and state are kept, and what a hit there is worth."""
    if place is None or place.country != "US" or not place.state:
        return []
    county = [(_COUNTY, f"county{place.county_fips}")] if place.county_fips else []
    return [*county, (_STATE, f"state{place.state.lower()}")]


def _matches(directory: Directory, shelf: Shelf, query: str, terms: Sequence[tuple[str, int]], most: int) -> list[int]:
    """Ranked where the words are rare enough to rank every hit in time; else names first, in the file's order."""
    if min(listings for _, listings in terms) < _COMMON or 'place : "county' in query:
        question = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 5, 3, 2, 1) LIMIT ?"
        return [row[0] for row in directory.rows(shelf, question, (query, most))]
    question = "SELECT rowid FROM words WHERE words MATCH ? LIMIT ?"
    named = directory.rows(shelf, question, (f"{{service organisation}} : ({query})", most))
    return [row[0] for row in named] or [row[0] for row in directory.rows(shelf, question, (query, most))]


def _as_help(listings: Sequence[Listing], caller: Caller) -> Iterator[Help]:
    for listing in listings:
        rung = _rung_of(listing, caller.place)
        found = help_of(listing, rung, listing.kinds[0] if listing.kinds else "other", caller)
        if found:
            yield found


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
