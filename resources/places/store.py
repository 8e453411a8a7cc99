"""Reads places.db: names by spelling, sound and state, places by id, the ground by its squares."""

import sqlite3
import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from resources.errors import StoreError
from resources.places.additions import read_additions
from resources.places.bearers import PRIOR_STEPS, Bearer, unpack_bearers
from resources.places.deletes import delete_keys
from resources.places.place import Place
from resources.places.postings import unpack
from resources.places.schema import SCHEMA

_SPOT = struct.Struct("<ffIH")
_ADVICE = "Run `northline setup` to build it again, or copy places.db from another desk."
_ROWS = (files("resources") / "sql" / "places_rows.sql").read_text(encoding="utf-8")
PREFIX_NAMES = 25
_END = "\x7f"


class Word(NamedTuple):
    """A name in the index; `prior` is that of its best bearer, in the region looked at."""

    lid: int
    name: str
    sound: str
    prior: float


class Region(NamedTuple):
    """All names of a state or a country abroad, in alphabetical order, as parallel lists."""

    lids: "array[int]"
    names: list[str]
    sounds: list[str]
    best: bytes

    def find(self, name: str) -> int | None:
        """Where a name stands, if it is there."""
        at = bisect_left(self.names, name)
        return at if at < len(self.names) and self.names[at] == name else None

    def beginning(self, name: str, most: int) -> list[int]:
        """Where the weightiest names stand that begin so."""
        first, last = bisect_left(self.names, name), bisect_left(self.names, name + _END)
        return sorted(range(first, last), key=lambda at: (-self.best[at], at))[:most]

    def word(self, at: int) -> Word:
        """The name that stands at a place of the lists."""
        return Word(self.lids[at], self.names[at], self.sounds[at], self.best[at] / PRIOR_STEPS)


class PlaceStore:
    """The open file. Everything here is a look-up; judging is done elsewhere."""

    def __init__(self, path: Path, overlay: Path | None = None) -> None:
        self._db = _open(path)
        self.region = lru_cache(maxsize=2)(self._region)
        self.exact = lru_cache(maxsize=600)(self._exact)
        self.bearers = lru_cache(maxsize=600)(self._bearers)
        self.added = read_additions(overlay, self)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _exact(self, name: str) -> int | None:
        row = self._db.execute("SELECT lid FROM lex WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def named(self, name: str) -> list[int]:
        """Ids of exactly this name, in the index and among the staff's own."""
        return [lid for lid in (self.exact(name), self.added.exact(name)) if lid is not None]

    def added_alike(self, name: str) -> Iterator[Word]:
        """The staff's own names that are like this one."""
        return (Word(*row) for row in self.added.alike(name))

    def _bearers(self, lid: int) -> tuple[Bearer, ...]:
        if lid < 0:
            return self.added.bearers(lid)
        return tuple(unpack_bearers(self._db.execute("SELECT bearers FROM lex WHERE lid = ?", (lid,)).fetchone()[0]))

    def words(self, lids: Iterable[int]) -> Iterator[Word]:
        """Names by id."""
        wanted = tuple(lids)
        marks = ",".join("?" * len(wanted))
        rows = self._db.execute(f"SELECT lid, name, sound, best FROM lex WHERE lid IN ({marks})", wanted)
        for lid, name, sound, best in rows:
            yield Word(lid, name, sound, best / PRIOR_STEPS)

    def alike(self, name: str, most: int = 2) -> set[int]:
        """Names that share a delete key: at most two letters apart near their start."""
        keys = delete_keys(name, most)
        marks = ",".join("?" * len(keys))
        rows = self._db.execute(f"SELECT lids FROM dels WHERE key IN ({marks})", tuple(keys))
        return {lid for (packed,) in rows for lid in unpack(packed)}

    def sounding(self, sound: str) -> set[int]:
        """Names with this sound, or one letter of the key apart."""
        keys = delete_keys(sound, 1)
        marks = ",".join("?" * len(keys))
        rows = self._db.execute(f"SELECT lids FROM sounds WHERE key IN ({marks})", tuple(keys))
        return {lid for (packed,) in rows for lid in unpack(packed)}

    def beginning(self, name: str) -> set[int]:
        """The weightiest names that begin so."""
        bounds = (name, name + _END, PREFIX_NAMES)
        short = self._db.execute("SELECT lid FROM lex WHERE name >= ? AND name < ? ORDER BY best DESC LIMIT ?", bounds)
        return {lid for (lid,) in short}

    def _region(self, code: str) -> Region | None:
        row = self._db.execute("SELECT lids, names, sounds, best FROM region WHERE code = ?", (code,)).fetchone()
        if row is None:
            return None
        return Region(array("I", row[0]), row[1].split("\n"), row[2].split("\n"), row[3])

    def coded(self, code: str) -> int | None:
        """The place of a ZIP or area code."""
        row = self._db.execute("SELECT place FROM code WHERE code = ?", (code,)).fetchone()
        return row[0] if row else None

    def county(self, fips: int) -> int | None:
        """The place of a county."""
        row = self._db.execute("SELECT place FROM county WHERE fips = ?", (fips,)).fetchone()
        return row[0] if row else None

    def county_row(self, fips: int) -> tuple[str, str] | None:
        """A county's name and federal district."""
        row = self._db.execute("SELECT name, district FROM county WHERE fips = ?", (fips,)).fetchone()
        return (row[0], row[1]) if row else None

    def state(self, code: str) -> int | None:
        """The place of a state."""
        row = self._db.execute("SELECT id FROM place WHERE kind = 'state' AND state = ?", (code,)).fetchone()
        return row[0] if row else None

    def places(self, ids: Iterable[int]) -> dict[int, Place]:
        """Places in full."""
        wanted = tuple(ids)
        marks = ",".join("?" * len(wanted))
        rows = self._db.execute(f"{_ROWS} WHERE p.id IN ({marks})", wanted)
        found = {row[0]: _place(row) for row in rows}
        return found | {number: self.added.places[number] for number in wanted if number in self.added.places}

    def spots(self, squares: list[int]) -> Iterator[tuple[float, float, tuple[int, int]]]:
        """Known points in squares of the ground: latitude, longitude, (county, zone)."""
        marks = ",".join("?" * len(squares))
        for (packed,) in self._db.execute(f"SELECT spots FROM ground WHERE square IN ({marks})", squares):
            for lat, lon, fips, zone in _SPOT.iter_unpack(packed):
                yield lat, lon, (fips, zone)

    def zone(self, number: int) -> str:
        """The name of a time zone."""
        row = self._db.execute("SELECT name FROM zone WHERE id = ?", (number,)).fetchone()
        return row[0] if row else ""


def _place(row: tuple[int, str, str, str, int, str, str, float, float, int, str, str]) -> Place:
    fips = f"{row[4]:05}" if row[4] else ""
    return Place(row[0], row[1], row[2], row[3], fips, *row[5:])


def _open(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise StoreError(f"There is no place index at {path}. {_ADVICE}")
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    try:
        db.execute("PRAGMA cache_size=-512")
        pages, size = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        kept = dict(db.execute("SELECT key, value FROM meta"))
    except sqlite3.Error as error:
        db.close()
        raise StoreError(f"The place index at {path} is damaged or not ours ({error}). {_ADVICE}") from error
    if kept.get("whole") != "yes" or path.stat().st_size < pages * size:
        db.close()
        raise StoreError(f"The place index at {path} is cut short. {_ADVICE}")
    if kept.get("schema") != SCHEMA:
        db.close()
        raise StoreError(f"The place index at {path} is of version {kept.get('schema')}, not {SCHEMA}. {_ADVICE}")
    return db
