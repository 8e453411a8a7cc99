"""The staff's own names, merged into an open index while it runs: no rebuild, seen by the next key."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from resources.places.bearers import PRIOR_STEPS, Bearer, pack_bearer, prior_step, region_of, unpack_bearers
from resources.places.entry import Name
from resources.places.folding import squashed_name
from resources.places.grid import nearest
from resources.places.overlay import Added, read_overlay_file
from resources.places.place import Place
from resources.places.sound import sound_key
from resources.places.states import MEXICO, PROVINCES, US
from resources.places.word import Word

FIRST_ID = 10_000_000
"""Places of the staff's own are numbered from here, in the order of their file."""

_PEOPLE = 5_000
_ALIKE = 0.6
_MOST = 8


class Ground(Protocol):
    """What additions need of the index they are added to."""

    def exact(self, name: str) -> Word | None:
        """A name with who bears it."""
        ...

    def spots(self, squares: list[int]) -> Iterable[tuple[float, float, tuple[int, int]]]:
        """Known points in squares of the ground."""
        ...

    def county_row(self, fips: int) -> tuple[str, str] | None:
        """Name and district of a county."""
        ...

    def zone(self, number: int) -> str:
        """The name of a time zone."""
        ...


class Additions:
    """Names of one overlay file, held in memory; `faults` says which rows could not be used and why."""

    def __init__(self, rows: list[Added], faults: list[str], ground: Ground) -> None:
        self.faults = faults
        self.names: list[str] = []
        self.places: dict[int, Place] = {}
        self._bearers: list[list[Bearer]] = []
        self._at: dict[str, int] = {}
        own: dict[str, Bearer] = {}
        for row in sorted(rows, key=lambda row: bool(row.place)):
            bearer = self._of_its_own(row, ground) if not row.place else _known(row, ground, own)
            if bearer is None:
                self.faults.append(f"{row.name}: no {row.kind} named {row.place} is known in {row.state}")
                continue
            own.setdefault(f"{row.state}:{row.kind}:{squashed_name(row.name)}", bearer)
            self._give(squashed_name(row.name), bearer)

    def exact(self, name: str) -> Word | None:
        """An added name; its id is below zero."""
        at = self._at.get(name)
        return None if at is None else self._word(at)

    def alike(self, name: str) -> Iterator[Word]:
        """Added names that are like this one, or begin so."""
        found = process.extract(name, self.names, scorer=OSA.normalized_similarity, score_cutoff=_ALIKE, limit=_MOST)
        seen = {at for _, _, at in found}
        if len(name) > 2:
            seen.update([at for at, other in enumerate(self.names) if other.startswith(name)][:_MOST])
        return map(self._word, seen)

    def _word(self, at: int) -> Word:
        own = self._bearers[at]
        packed = b"".join(pack_bearer(b.place, b.trust, b.kind, round(b.prior * PRIOR_STEPS), b.region) for b in own)
        return Word(-1 - at, self.names[at], sound_key([self.names[at]]), max(b.prior for b in own), packed)

    def _give(self, name: str, bearer: Bearer) -> None:
        at = self._at.setdefault(name, len(self.names))
        if at == len(self.names):
            self.names.append(name)
            self._bearers.append([])
        self._bearers[at].append(bearer)

    def _of_its_own(self, row: Added, ground: Ground) -> Bearer:
        number = FIRST_ID + len(self.places)
        country = "US" if row.state in US else "MX" if row.state in MEXICO else "CA"
        fips, county, district, zone = "", "", "", ""
        spot = nearest(row.lat, row.lon, ground.spots) if country == "US" else None
        if spot is not None:
            fips, zone = f"{spot[0]:05}", ground.zone(spot[1])
            county, district = ground.county_row(spot[0]) or ("", "")
        self.places[number] = Place(
            number, row.name, row.kind, county, fips, row.state, country, row.lat, row.lon, 0, zone, district
        )
        prior = prior_step(_PEOPLE) / PRIOR_STEPS
        return Bearer(number, Name.OWN, row.kind, prior, region_of(row.state, country))


def _known(row: Added, ground: Ground, own: dict[str, Bearer]) -> Bearer | None:
    """The place an alias belongs to: one of the staff's own, or the largest of that name in the state."""
    mine = own.get(f"{row.state}:{row.kind}:{squashed_name(row.place)}")
    if mine is not None:
        return mine
    word = ground.exact(squashed_name(row.place))
    region = row.state if row.state in US else "@MX" if row.state in MEXICO else "@CA" if row.state in PROVINCES else ""
    fits = [b for b in unpack_bearers(word.bearers) if b.region == region and b.kind == row.kind] if word else []
    if not fits:
        return None
    best = min(fits, key=lambda b: (b.trust, -b.prior))
    return best._replace(trust=Name.OWN)


def read_additions(path: Path | None, ground: Ground) -> Additions:
    """The names of an overlay file; none at all where there is no file."""
    rows, faults = read_overlay_file(path) if path is not None else ([], [])
    return Additions(rows, faults, ground)
