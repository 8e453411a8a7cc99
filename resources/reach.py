"""Who can be reached from a place, rung by rung: its own police, near, county, state, far, national."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from resources.coverage import codes_of
from resources.fit import OPEN_TO_ALL, first_fit
from resources.gist import POLICE_KINDS, county_code, town_code
from resources.places.place import Place
from resources.schema import sql
from resources.store import Directory, Shelf
from resources.want import Want

RINGS = (5.0, 12.0, 30.0, 75.0, 200.0)
"""Miles searched in turn, until enough are found."""

ENOUGH = 30
CLOSE = 30.0
NEAR = 75.0
"""Beyond this many miles, whoever covers the county or the state comes first."""

_FIRST_CAP = 60
_MILES_A_DEGREE = 69.055
_FIT_ORDER = {"yes": 0, "unknown": 1, "no": 2}
_POINTLESS = frozenset({"state"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A listing that may be offered: where it stands, on which rung (`level`, `code`), and what its gist says of fit."""

    shelf: Shelf
    listing: int
    level: str
    code: str
    miles: float
    fit: str


def rungs(directory: Directory, place: Place | None, kind: str, want: Want) -> Iterator[list[Candidate]]:
    """The candidates of each rung in turn, the fitting and the nearer first; later rungs are read only when asked for."""
    if place is None:
        yield from _by_area(directory, None, kind, want, (("country", "US"), ("unsaid", "")))
        return
    if kind in POLICE_KINDS:
        yield from _own_police(directory, place, kind, want)
    near = _near(directory, place, kind, want)
    yield [one for one in near if one.miles <= CLOSE]
    yield [one for one in near if CLOSE < one.miles <= NEAR]
    codes = [(level, code) for level, code in codes_of(place) if level != "country"]
    yield from _by_area(directory, place, kind, want, codes)
    if place.state and place.country == "US":
        yield from _by_area(directory, place, kind, want, [("unsaid", place.state)])
    yield [one for one in near if one.miles > NEAR]
    if place.country != "US":
        yield from _by_area(directory, place, kind, want, [("country", place.country)])
    yield from _by_area(directory, place, kind, want, (("country", "US"), ("unsaid", "")))


def miles_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle miles, good enough to rank by; what is shown is geodesic."""
    north, other_north = radians(lat), radians(other_lat)
    half = sin((other_north - north) / 2) ** 2 + cos(north) * cos(other_north) * sin(radians(other_lon - lon) / 2) ** 2
    return 7917.5 * asin(sqrt(min(1.0, half)))


def _own_police(directory: Directory, place: Place, kind: str, want: Want) -> Iterator[list[Candidate]]:
    if place.kind in ("city", "zip", "airport", "other"):
        yield from _by_area(directory, place, kind, want, [("town", town_code(place.name, place.state))])
    seats = [("seat", county_code(place.county, place.state))] if place.county else []
    yield from _by_area(directory, place, kind, want, seats)


def _by_area(
    directory: Directory, place: Place | None, kind: str, want: Want, codes: Iterator[tuple[str, str]] | tuple | list
) -> Iterator[list[Candidate]]:
    for level, code in codes:
        found: list[Candidate] = []
        for shelf in tuple(directory.shelves):
            lat, lon = (place.lat, place.lon) if place else (0.0, 0.0)
            values = {"kind": kind, "level": level, "code": code, "lat": lat, "lon": lon, "most": 200}
            rows = directory.rows(shelf, _sql("by_area.sql"), values)
            found += [_candidate(shelf, row, level, code, place, kind, want) for row in rows]
        yield sorted(found, key=_order)


def _near(directory: Directory, place: Place, kind: str, want: Want) -> list[Candidate]:
    found: list[Candidate] = []
    if place.kind in _POINTLESS:
        return found
    for shelf in tuple(directory.shelves):
        if _anywhere(shelf, kind, place):
            found += _ring_by_ring(directory, shelf, place, kind, want)
    return sorted(found, key=_order)


def _anywhere(shelf: Shelf, kind: str, place: Place) -> bool:
    """Whether a kind is held at all within the widest ring."""
    blocks = shelf.blocks.get(kind)
    if not blocks:
        return False
    wide = int(RINGS[-1] / _MILES_A_DEGREE / max(0.2, cos(radians(place.lat)))) + 1
    row, column = int(place.lat + 90), int(place.lon + 180)
    return any((row + up) * 360 + column + along in blocks for up in range(-3, 4) for along in range(-wide, wide + 1))


def _ring_by_ring(directory: Directory, shelf: Shelf, place: Place, kind: str, want: Want) -> list[Candidate]:
    found: list[Candidate] = []
    for radius in RINGS:
        most = _FIRST_CAP
        while True:
            rows = directory.rows(shelf, _sql("near.sql"), _box(place, kind, radius, most))
            found = [_candidate(shelf, row, "near", "", place, kind, want) for row in rows]
            fitting = sum(one.fit != "no" and one.miles <= radius for one in found)
            if len(rows) < most or fitting >= ENOUGH // 2:
                break
            most *= 8
        if fitting >= ENOUGH or (len(rows) == most and fitting >= ENOUGH // 2):
            break
    return [one for one in found if one.miles <= radius]


def _box(place: Place, kind: str, radius: float, most: int) -> dict[str, float | int | str]:
    squeeze = max(0.05, cos(radians(place.lat)))
    high, wide = radius / _MILES_A_DEGREE, radius / _MILES_A_DEGREE / squeeze
    return {
        "kind": kind, "lat": place.lat, "lon": place.lon, "squeeze": squeeze * squeeze, "most": most,
        "south": int((place.lat - high + 90) * 10), "north": int((place.lat + high + 90) * 10),
        "west": int((place.lon - wide + 180) * 10), "east": int((place.lon + wide + 180) * 10),
    }  # fmt: skip


def _candidate(
    shelf: Shelf, row: tuple[int, float | None, float | None, str], level: str, code: str, place: Place | None,
    kind: str, want: Want,
) -> Candidate:  # fmt: skip
    listing, lat, lon, gist = row
    miles = 9999.0
    if place is not None and lat is not None and lon is not None:
        miles = miles_between(place.lat, place.lon, lat, lon)
    return Candidate(shelf, listing, level, code, miles, first_fit(gist, kind in OPEN_TO_ALL, want))


def _order(one: Candidate) -> tuple[int, float, int]:
    return (_FIT_ORDER[one.fit], one.miles, one.listing)


@lru_cache(maxsize=8)
def _sql(name: str) -> str:
    return sql(name)
