"""Who can be reached from a place, rung by rung: its own police, near, county, state, far, national."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from typing import Any, NamedTuple

from resources.coverage import codes_of
from resources.fit import OPEN_TO_ALL, first_fit
from resources.gist import POLICE_KINDS, county_code, town_code
from resources.places.place import Place
from resources.schema import sql
from resources.store import Directory, Shelf
from resources.want import Want

RINGS = (5.0, 12.0, 30.0, 75.0, 200.0)
"""Miles searched in turn, until enough are found."""

_CROWDS = (1200, 200, 20)
"""Up to so many in a whole degree nearby, the first, second or third ring would only be asked in vain."""

CLOSE = 30.0
NEAR = 75.0
"""Beyond this many miles, whoever covers the county or the state comes first."""

MILES_A_DEGREE = 69.055
_FIRST_CAP = 40
_AREA_CAP = 200
_FIT_ORDER = {"yes": 0, "unknown": 1, "no": 2}
NO = _FIT_ORDER["no"]


class Candidate(NamedTuple):
    """A listing that may be offered, by fit and flat distance (square degrees); `shelf` is its file's number."""

    fit: int
    flat: float
    listing: int
    shelf: int


@dataclass(frozen=True, slots=True)
class Rung:
    """Those reached in one way: `level` near, town, seat, zip, county, state, in_state, country or unsaid."""

    level: str
    code: str
    candidates: list[Candidate]

    @property
    def says_nothing(self) -> bool:
        """Whether nobody knows where these serve: they answer only where there is nobody else."""
        return self.level == "unsaid" and not self.code


@dataclass(frozen=True, slots=True)
class Search:
    """One kind sought from one place; `enough` that fit end the widening of rings."""

    directory: Directory
    place: Place | None
    kind: str
    want: Want
    enough: int = 30

    def rungs(self) -> Iterator[Rung]:
        """Each rung in turn, the fitting and the nearer first; later rungs are read only when asked for."""
        place = self.place
        if place is None:
            yield from self._areas((("country", "US"), ("unsaid", "")))
            return
        if self.kind in POLICE_KINDS:
            yield from self._own_police(place)
        near = self._near(place)
        if place.kind == "state":
            # The middle of a state is nobody's neighbour: what is found around it is only "in the state".
            yield from self._areas(pair for pair in codes_of(place) if pair[0] != "country")
            yield Rung("in_state", place.state, near)
            near = []
        for least, most in ((-1.0, CLOSE), (CLOSE, NEAR)):
            yield _between(near, least, most)
        if place.kind != "state":
            yield from self._areas(pair for pair in codes_of(place) if pair[0] != "country")
        if place.state and place.country == "US":
            yield from self._areas([("unsaid", place.state)])
        yield _between(near, NEAR, RINGS[-1])
        if place.country != "US":
            yield from self._areas([("country", place.country)])
        yield from self._areas((("country", "US"), ("unsaid", "")))

    def _own_police(self, place: Place) -> Iterator[Rung]:
        """The town's own force and the county's sheriff, before whoever is merely near."""
        if place.kind not in ("county", "state", "area"):
            yield from self._areas([("town", town_code(place.name, place.state))])
        if place.county:
            yield from self._areas([("seat", county_code(place.county, place.state))])

    def _areas(self, codes: Iterable[tuple[str, str]]) -> Iterator[Rung]:
        for level, code in codes:
            found: list[Candidate] = []
            for at, shelf in enumerate(tuple(self.directory.shelves)):
                if (self.kind, level) in shelf.levels:
                    found += self._candidates(at, self._covering(shelf, level, code))
            if found:
                yield Rung(level, code, sorted(found))

    def _covering(self, shelf: Shelf, level: str, code: str) -> list[Any]:
        """Who covers an area; a whole country's lines are the same from everywhere in it, and are read once."""
        if level not in ("country", "unsaid") and self.place:
            return self._asked_for(shelf, level, code, self.place.lat, self.place.lon)
        asked = (self.kind, level, code)
        if asked not in shelf.lines:
            shelf.lines[asked] = self._asked_for(shelf, level, code, 0.0, 0.0)
        return shelf.lines[asked]

    def _asked_for(self, shelf: Shelf, level: str, code: str, lat: float, lon: float) -> list[Any]:
        values = {"kind": self.kind, "level": level, "code": code, "lat": lat, "lon": lon, "most": _AREA_CAP}
        return self.directory.rows(shelf, _sql("by_area.sql"), values)

    def _near(self, place: Place) -> list[Candidate]:
        found: list[Candidate] = []
        if place.kind == "state" and self.kind in POLICE_KINDS:
            return found
        for at, shelf in enumerate(tuple(self.directory.shelves)):
            found += self._ring_by_ring(at, shelf, place)
        return sorted(found)

    def _ring_by_ring(self, at: int, shelf: Shelf, place: Place) -> list[Candidate]:
        fits = _fits(self.kind in OPEN_TO_ALL, self.want)
        rows: list[Any] = []
        for radius in _rings_for(shelf, self.kind, place):
            most = _FIRST_CAP
            while True:
                rows = self.directory.rows(shelf, _sql("near.sql"), _box(place, self.kind, radius, most))
                fitting = sum(fits[gist] != NO for _, _, gist in rows)
                # A full answer with too few that fit is asked again, deeper: the nearest may all be for others.
                if len(rows) < most or fitting >= self.enough // 2:
                    break
                most *= 8
            if fitting >= self.enough or len(rows) == most:
                break
        return self._candidates(at, rows)

    def _candidates(self, at: int, rows: Iterable[Any]) -> list[Candidate]:
        fits = _fits(self.kind in OPEN_TO_ALL, self.want)
        return [Candidate(fits[gist], flat, listing, at) for listing, flat, gist in rows]


class _Fits(dict[str, int]):
    """What each gist says of fit, for one want, worked out when first met."""

    def __init__(self, open_to_all: bool, want: Want) -> None:
        self.open_to_all = open_to_all
        self.want = want

    def __missing__(self, gist: str) -> int:
        self[gist] = fit = _FIT_ORDER[first_fit(gist, self.open_to_all, self.want)]
        return fit


@lru_cache(maxsize=16)
def _fits(open_to_all: bool, want: Want) -> _Fits:
    return _Fits(open_to_all, want)


def _between(near: list[Candidate], least: float, most: float) -> Rung:
    low = (least / MILES_A_DEGREE) ** 2 if least > 0 else -1.0
    high = (most / MILES_A_DEGREE) ** 2
    return Rung("near", "", [one for one in near if low < one.flat <= high])


def _rings_for(shelf: Shelf, kind: str, place: Place) -> tuple[float, ...]:
    """The rings worth asking: none where a kind is not held within the widest, the small ones only in cities."""
    blocks = shelf.blocks.get(kind, {})
    row, column = int(place.lat + 90), int(place.lon + 180)
    if not blocks or blocks.keys().isdisjoint(_blocks_around(row, column)):
        return ()
    crowd = max(blocks.get((row + up) * 360 + column + along, 0) for up in (-1, 0, 1) for along in (-1, 0, 1))
    return RINGS[sum(crowd <= most for most in _CROWDS) :]


@lru_cache(maxsize=512)
def _blocks_around(row: int, column: int) -> frozenset[int]:
    wide = int(RINGS[-1] / MILES_A_DEGREE / max(0.2, cos(radians(row - 90)))) + 1
    return frozenset((row + up) * 360 + column + along for up in range(-3, 4) for along in range(-wide, wide + 1))


def _box(place: Place, kind: str, radius: float, most: int) -> dict[str, float | int | str]:
    squeeze = max(0.05, cos(radians(place.lat)))
    high, wide = radius / MILES_A_DEGREE, radius / MILES_A_DEGREE / squeeze
    return {
        "kind": kind, "lat": place.lat, "lon": place.lon, "squeeze": squeeze * squeeze, "most": most,
        "limit": high * high,
        "south": int((place.lat - high + 90) * 10), "north": int((place.lat + high + 90) * 10),
        "west": int((place.lon - wide + 180) * 10), "east": int((place.lon + wide + 180) * 10),
    }  # fmt: skip


@lru_cache(maxsize=8)
def _sql(name: str) -> str:
    return sql(name)
