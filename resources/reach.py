"""Who can be reached from a place, rung by rung: its own police, near, county, state, far, national."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sin
from typing import Any, NamedTuple

from resources.apt import WEAK
from resources.coverage import codes_of
from resources.fit import OPEN_TO_ALL, first_fit
from resources.gist import POLICE_KINDS, Whose, county_code, town_code, whose_of
from resources.places.place import Place
from resources.schema import sql
from resources.store import Directory, Shelf
from resources.want import Want

RINGS = (2.0, 5.0, 12.0, 30.0)
"""Miles searched in turn, until enough are found."""

_EVERYWHERE = ("country", "unsaid", "state")
"""Levels whose lines are the same from every place in them."""

_FEW = 30
"""Up to so many in every whole degree around, near and beyond are asked for at once."""

_CROWDS = (1500, 400, 100)
"""Up to so many in a whole degree nearby, the first or second ring would only be asked in vain."""

CLOSE = 30.0
NEAR = 75.0
"""Beyond this many miles nobody is near."""

FAR = 200.0
"""So far somebody made for the kind is still worth a call, after every line that covers the place; a line is not."""

AREA_FIRST = frozenset({"child_protection", "adult_protection"})
"""Kinds that belong to a state: its own line takes the report and the nation's knows who does, whoever is near."""

MILES_A_DEGREE = 69.055
_FIRST_CAP = 40
_FAR_CAP = 8
_AREA_CAP = 200
_DEEPEST = 20_000
_FLATTENING = 0.00674
_FAR_APT = 8.0
_FIT_ORDER = {"yes": 0, "unknown": 1, "no": 2}
NO = _FIT_ORDER["no"]
_APT = (-1000.0, WEAK - 0.001)
_LESS_APT = (WEAK, 1000.0)


class Candidate(NamedTuple):
    """A listing that may be offered, by fit and flat distance (square degrees); `shelf` is its file's number."""

    fit: int
    flat: float
    listing: int
    shelf: int
    apt: float
    dial: int
    clock: int
    checked: int
    whose: Whose


@dataclass(frozen=True, slots=True)
class Rung:
    """Those reached in one way: `level` near, far, town, seat, zip, county, state, in_state, country or unsaid."""

    level: str
    code: str
    candidates: list[Candidate]

    @property
    def measured(self) -> bool:
        """Whether miles count here."""
        return self.level in ("near", "far", "town")


@dataclass(slots=True)
class Search:
    """One kind sought from one place; `enough` that fit end the widening of rings.

    Whoever reads the rungs keeps `found` up to date: the last ones are for where nothing better was found.
    """

    directory: Directory
    place: Place | None
    kind: str
    want: Want
    enough: int = 20
    found: int = 0

    def rungs(self) -> Iterator[Rung]:
        """Each rung in turn; later rungs are read only when asked for."""
        place = self.place
        if place is None:
            yield from self._areas((("country", "US"),))
        else:
            yield from self._from(place)
            if self.found < 2 and place.kind != "state" and self.kind not in OPEN_TO_ALL:
                yield self._far(place)
        if not self.found:
            yield from self._areas((("unsaid", ""),))
        if not self.found:
            yield from self._less_apt()

    def _from(self, place: Place) -> Iterator[Rung]:
        if self.kind in POLICE_KINDS:
            yield from self._own_police(place)
        covering = [pair for pair in codes_of(place) if pair[0] != "country"]
        if self.kind in AREA_FIRST:
            yield from self._areas((*covering, ("country", place.country)))
        if place.kind == "state":
            # The middle of a state is nobody's neighbour: what is found around it is only "in the state".
            yield from self._areas(covering)
            yield Rung("in_state", place.state, self._in_state(place))
        else:
            yield from self._near_rungs(place)
            if self.kind not in AREA_FIRST:
                yield from self._areas(covering)
        if place.country == "US":
            yield from self._areas([("unsaid", place.state)] if place.state else [])
        else:
            yield from self._areas([("country", place.country)])
        yield from self._areas((("country", "US"),))

    def _near_rungs(self, place: Place) -> Iterator[Rung]:
        """Those close by, then those beyond; where few are held at all, one question finds both."""
        beyond = (CLOSE / MILES_A_DEGREE) ** 2
        few = all(_crowd(shelf, self.kind, place, NEAR) <= _FEW for shelf in tuple(self.directory.shelves))
        close = None if few else self._near(place)
        if close:
            yield Rung("near", "", close)
        # Each wider ring costs time, and is read only for those who found too little in the one before.
        wide = self._near_within(place, NEAR, _FIRST_CAP, _APT, self.enough // 2)
        if close is None and (close := [one for one in wide if one.flat <= beyond]):
            yield Rung("near", "", close)
        if far := [one for one in wide if one.flat > beyond]:
            yield Rung("near", "", far)

    def _less_apt(self) -> Iterator[Rung]:
        """Those for whom the kind is a side line, where nobody else is held at all."""
        if self.place is None:
            return
        yield Rung("near", "", self._near_within(self.place, CLOSE, _FIRST_CAP, _LESS_APT))
        yield from self._areas((*codes_of(self.place), ("country", "US")), _LESS_APT)

    def _own_police(self, place: Place) -> Iterator[Rung]:
        """The town's own force and the county's sheriff, before whoever is merely near."""
        if place.kind not in ("county", "state", "area"):
            yield from self._areas([("town", town_code(place.name, place.state))])
        if place.county:
            yield from self._areas([("seat", county_code(place.county, place.state))])

    def _areas(self, codes: Iterable[tuple[str, str]], apt: tuple[float, float] = _APT) -> Iterator[Rung]:
        for level, code in codes:
            found: list[Candidate] = []
            for at, shelf in enumerate(tuple(self.directory.shelves)):
                if (self.kind, level) in shelf.levels:
                    found += self._candidates(at, self._covering(shelf, level, code, apt))
            if found:
                yield Rung(level, code, found)

    def _covering(self, shelf: Shelf, level: str, code: str, apt: tuple[float, float]) -> list[Any]:
        """Who covers an area; a state's or a country's lines are the same from everywhere in it, and are read once."""
        near = self.place if level not in _EVERYWHERE else None
        values = {
            "kind": self.kind, "level": level, "code": code, "most": _AREA_CAP, "aptest": apt[0], "least_apt": apt[1],
            "lat": near.lat if near else 0.0, "lon": near.lon if near else 0.0,
        }  # fmt: skip
        return self.directory.rows_again(shelf, _sql("by_area.sql"), values)

    def _near(self, place: Place) -> list[Candidate]:
        """Those close by, ring by ring until enough of them fit."""
        found: list[Candidate] = []
        for at, shelf in enumerate(tuple(self.directory.shelves)):
            of_shelf: list[Candidate] = []
            for radius in _rings_for(shelf, self.kind, place):
                of_shelf = self._within(at, shelf, place, radius, _FIRST_CAP, _APT, self.enough // 2)
                full = len(of_shelf) >= _FIRST_CAP
                if full or (radius > RINGS[0] and sum(one.fit != NO for one in of_shelf) >= self.enough):
                    break
            found += of_shelf
        return found

    def _in_state(self, place: Place) -> list[Candidate]:
        if self.kind in POLICE_KINDS:
            return []
        return [one for one in self._near_within(place, FAR, _AREA_CAP, _APT) if one.whose.state == place.state]

    def _far(self, place: Place) -> Rung:
        found = self._near_within(place, FAR, _FAR_CAP + self.enough, (_APT[0], _FAR_APT))
        return Rung("far", "", [one for one in found if one.flat > (NEAR / MILES_A_DEGREE) ** 2][:_FAR_CAP])

    def _near_within(
        self, place: Place, radius: float, most: int, apt: tuple[float, float], fitting: int = 0
    ) -> list[Candidate]:
        found: list[Candidate] = []
        for at, shelf in enumerate(tuple(self.directory.shelves)):
            if _held_within(shelf, self.kind, place, radius):
                found += self._within(at, shelf, place, radius, most, apt, fitting)
        return sorted(found, key=lambda one: one.flat)

    def _within(
        self, at: int, shelf: Shelf, place: Place, radius: float, most: int, apt: tuple[float, float], fitting: int = 0
    ) -> list[Candidate]:
        """The nearest of one file in the place's own country; asked deeper where the nearest are all for others."""
        while True:
            values = _box(place, self.kind, radius, most) | {"aptest": apt[0], "least_apt": apt[1]}
            rows = self.directory.rows_again(shelf, _sql("near.sql"), values)
            found = [one for one in self._candidates(at, rows) if one.whose.country == place.country]
            if len(rows) < most or sum(one.fit != NO for one in found) >= fitting or most >= _DEEPEST:
                return found
            most *= 8

    def _candidates(self, at: int, rows: Iterable[Any]) -> list[Candidate]:
        """Immigration enforcement is named as such, and a candidate only where it was asked for."""
        facts = known_facts(self.kind in OPEN_TO_ALL, self.want)
        found = []
        for listing, flat, gist, apt, dial, clock, checked in rows:
            fit, whose = facts[gist]
            if self.want.asked_immigration or not whose.immigration:
                found.append(Candidate(fit, flat, listing, at, apt, dial, clock, checked, whose))
        return found


class _Facts(dict[str, tuple[int, Whose]]):
    """What each gist says of fit, for one want, and whose listing it is; worked out when first met."""

    def __init__(self, open_to_all: bool, want: Want) -> None:
        self.open_to_all = open_to_all
        self.want = want

    def __missing__(self, gist: str) -> tuple[int, Whose]:
        facts, _, whose = gist.partition("#")
        self[gist] = found = _FIT_ORDER[first_fit(facts, self.open_to_all, self.want)], whose_of(whose)
        return found


@lru_cache(maxsize=16)
def known_facts(open_to_all: bool, want: Want) -> _Facts:
    """What every gist says for one want, as far as it was met."""
    return _Facts(open_to_all, want)


def _rings_for(shelf: Shelf, kind: str, place: Place) -> tuple[float, ...]:
    """The rings worth asking: none where a kind is not held close by, the small ones only in cities."""
    crowd = _crowd(shelf, kind, place, CLOSE)
    return RINGS[sum(crowd <= most for most in _CROWDS) :] if crowd else ()


def _crowd(shelf: Shelf, kind: str, place: Place, radius: float) -> int:
    """About the most of a kind that any whole degree around a place holds."""
    blocks = shelf.blocks.get(kind)
    return max((blocks.get(block, 0) for block in _blocks_within(place, radius)), default=0) if blocks else 0


def _held_within(shelf: Shelf, kind: str, place: Place, radius: float) -> bool:
    """Whether a kind is held in any of the whole degrees that a circle touches: most questions need not be asked."""
    blocks = shelf.blocks.get(kind)
    return blocks is not None and any(block in blocks for block in _blocks_within(place, radius))


@lru_cache(maxsize=64)
def _blocks_within(place: Place, radius: float) -> tuple[int, ...]:
    high = radius / MILES_A_DEGREE
    wide = high / max(0.05, cos(radians(place.lat)))
    rows = range(int(place.lat + 90 - high), int(place.lat + 90 + high) + 1)
    columns = range(int(place.lon + 180 - wide), int(place.lon + 180 + wide) + 1)
    return tuple(row * 360 + column for row in rows for column in columns)


def _box(place: Place, kind: str, radius: float, most: int) -> dict[str, float | int | str]:
    """The question for one ring. Flat distance is in degrees of a meridian; `lean` is how fast parallels shrink."""
    across = radians(place.lat)
    squeeze = max(0.05, cos(across)) * (1 + _FLATTENING * cos(across) ** 2)
    high, wide = radius / MILES_A_DEGREE, radius / MILES_A_DEGREE / squeeze
    return {
        "kind": kind, "lat": place.lat, "lon": place.lon, "most": most, "limit": high * high,
        "squeeze": squeeze * squeeze, "lean": sin(2 * across) * radians(1) / 2,
        "south": int((place.lat - high + 90) * 10), "north": int((place.lat + high + 90) * 10),
        "west": int((place.lon - wide + 180) * 10), "east": int((place.lon + wide + 180) * 10),
    }  # fmt: skip


@lru_cache(maxsize=8)
def _sql(name: str) -> str:
    return sql(name)
