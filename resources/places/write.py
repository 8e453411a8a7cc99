"""Writes the gathered gazetteer into a new database file, table by table, with little memory."""

import sqlite3
import struct
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib.resources import files
from itertools import groupby
from pathlib import Path

from resources.places.counties import County
from resources.places.deletes import BITS, delete_keys
from resources.places.entry import Entry
from resources.places.gazetteer import Gazetteer, gather
from resources.places.lexicon import Word, words_of

Progress = Callable[[str, float], None]
_SHARES = 32
_SPOT = struct.Struct("<ffIH")


def write_index(part: Path, sources: dict[str, str], progress: Progress) -> None:
    """Fill a new file; its last row says that it is whole."""
    part.unlink(missing_ok=True)
    gazetteer = gather(progress)
    db = sqlite3.connect(part, isolation_level=None)
    try:
        db.executescript(
            "PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16000"
        )
        db.executescript((files("resources") / "sql" / "places_schema.sql").read_text(encoding="utf-8"))
        db.execute("BEGIN")
        progress("places", 0.3)
        zones = _write_places(db, gazetteer)
        _write_ground(db, gazetteer, zones)
        _write_names(db, gazetteer.entries, progress)
        db.executemany("INSERT INTO meta VALUES (?, ?)", sorted((sources | {"whole": "yes"}).items()))
        progress("index", 0.95)
        db.execute("CREATE INDEX lex_name ON lex (name)")
        db.execute("COMMIT")
    finally:
        db.close()


def _write_places(db: sqlite3.Connection, gazetteer: Gazetteer) -> dict[str, int]:
    names = sorted({entry.timezone for entry in gazetteer.entries if entry.timezone})
    zones = {name: number for number, name in enumerate(names, 1)}
    db.executemany("INSERT INTO zone VALUES (?, ?)", [(number, name) for name, number in zones.items()])
    districts = {county.fips: county.district for county in gazetteer.counties}
    whole_states = _one_district_states(gazetteer.counties)
    county_place: dict[str, int] = {}
    codes: dict[str, int] = {}
    for number, e in enumerate(gazetteer.entries, 1):
        district = districts.get(e.county) or (whole_states.get(e.state, "") if e.country == "US" else "")
        row = (number, e.kind, e.name, e.state, e.country, int(e.county or 0), e.lat, e.lon, e.population)
        db.execute(f"INSERT INTO place VALUES ({'?,' * 10}?)", (*row, zones.get(e.timezone), district))
        if e.kind in ("zip", "area"):
            codes[e.name] = number
        elif e.kind == "county":
            county_place[e.county] = number
    db.executemany("INSERT INTO code VALUES (?, ?)", sorted(codes.items()))
    db.executemany(
        "INSERT INTO county VALUES (?, ?, ?, ?, ?)",
        [(int(c.fips), c.state, c.name, county_place[c.fips], c.district) for c in gazetteer.counties],
    )
    return zones


def _one_district_states(counties: list[County]) -> dict[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for county in counties:
        found[county.state].add(county.district)
    return {state: next(iter(districts)) for state, districts in found.items() if len(districts) == 1}


def _write_ground(db: sqlite3.Connection, gazetteer: Gazetteer, zones: dict[str, int]) -> None:
    for square, spots in sorted(gazetteer.ground.squares().items()):
        packed = b"".join(
            _SPOT.pack(lat, lon, int(fips), zones.get(gazetteer.zones.nearest(lat, lon) or "", 0))
            for lat, lon, fips in sorted(set(spots))
        )
        db.execute("INSERT INTO ground VALUES (?, ?)", (square, packed))


def _write_names(db: sqlite3.Connection, entries: list[Entry], progress: Progress) -> None:
    dels, sounds = _Pairs(), _Pairs()
    regions: dict[str, list[tuple[int, int, Word]]] = defaultdict(list)
    progress("names", 0.35)
    weights = bytearray(1)  # ids count from 1
    lid = 0
    for lid, word in enumerate(words_of(entries), 1):
        db.execute("INSERT INTO lex VALUES (?, ?, ?, ?)", (lid, word.name, word.sound, word.bearers))
        weights.append(word.best)
        if not word.regions:
            continue  # a made-up nickname is never guessed at
        dels.add(delete_keys(word.name, 2 if word.near else 1), lid)
        sounds.add(delete_keys(word.sound, 1 if word.near else 0), lid)
        for region, best in word.regions:
            regions[region].append((lid, best, word))
    db.execute("INSERT INTO weights VALUES (1, ?)", (bytes(weights),))
    _write_regions(db, regions, lid)
    regions.clear()
    progress("keys", 0.6)
    db.executemany("INSERT INTO sounds VALUES (?, ?)", sounds.packed())
    db.executemany("INSERT INTO dels VALUES (?, ?)", dels.packed())


def _write_regions(db: sqlite3.Connection, regions: dict[str, list[tuple[int, int, Word]]], names: int) -> None:
    for code in sorted(regions):
        own = regions[code]
        lids = array("I", (lid for lid, _, _ in own)).tobytes()
        weights = bytes(best for _, best, _ in own)
        sounds = "\n".join(word.sound for _, _, word in own)
        has = bytearray(names // 8 + 1)
        for lid, _, _ in own:
            has[lid >> 3] |= 1 << (lid & 7)
        db.execute("INSERT INTO region VALUES (?, ?, ?, ?, ?)", (code, lids, weights, bytes(has), sounds))


class _Pairs:
    """Pairs of key and name id, kept in shares by key, so that sorting one share needs little memory."""

    def __init__(self) -> None:
        self._shares = [array("Q") for _ in range(_SHARES)]

    def add(self, keys: set[int], lid: int) -> None:
        """File a name under each key."""
        for key in keys:
            self._shares[key * _SHARES >> BITS].append(key << 32 | lid)

    def packed(self) -> Iterator[tuple[int, bytes]]:
        """Each key with its names, in order of the keys; every share is dropped once read."""
        while self._shares:
            pairs = sorted(self._shares.pop(0))
            for key, own in groupby(pairs, lambda pair: pair >> 32):
                yield key, array("I", (pair & 0xFFFFFFFF for pair in own)).tobytes()
