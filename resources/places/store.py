"""Reads places.db: names by spelling, sound and state, places by id, the ground by its squares."""

import sqlite3
import struct
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from resources.errors import StoreError
from resources.places.additions import read_additions
from resources.places.bearers import PRIOR_STEPS
from resources.places.deletes import delete_keys
from resources.places.place import Place
from resources.places.schema import SCHEMA
from resources.places.word import Word

_SPOT = struct.Struct("<ffIH")
_ADVICE = "Run `northline setup` to build it again, or copy places.db from another desk."
_ROWS = (files("resources") / "sql" / "places_rows.sql").read_text(encoding="utf-8")
_END = "\x7f"
_MARKS = 12
"""Values a look-up takes at a time are filled up to a multiple of this, so that few statements are ever prepared."""


class Region(NamedTuple):
    """All names of a state or a country abroad, in alphabetical order, as parallel lists."""

    code: str
    lids: "array[int]"
    best: bytes
    has: bytes
    """A bit for each name of the index."""

    def among(self, lids: Iterable[int]) -> dict[int, int]:
        """Those of some names that are here, with where each stands."""
        own, has = self.lids, self.has
        return {lid: bisect_left(own, lid) for lid in lids if has[lid >> 3] >> (lid & 7) & 1}

    def beginning(self, first: int, end: int, most: int) -> list[int]:
        """Where the weightiest of a range of names stand."""
        return weightiest(self.best, bisect_left(self.lids, first), bisect_left(self.lids, end), most)


def weightiest(weights: bytes, first: int, end: int, most: int) -> list[int]:
    """Where the greatest bytes of a range stand, greatest first."""
    found: list[int] = []
    for weight in sorted(set(weights[first:end]), reverse=True):
        at = weights.find(weight, first, end)
        while at >= 0 and len(found) < most:
            found.append(at)
            at = weights.find(weight, at + 1, end)
        if len(found) == most:
            break
    return found


class PlaceStore:
    """The open file. Everything here is a look-up; judging is done elsewhere."""

    def __init__(self, path: Path, overlay: Path | None = None) -> None:
        self._db = _open(path)
        self.weights: bytes = self._db.execute("SELECT best FROM weights").fetchone()[0]
        self.region = lru_cache(maxsize=6)(self._region)
        self.sounds = lru_cache(maxsize=3)(self._sounds)
        self.sounding = lru_cache(maxsize=16)(self._sounding)
        self.exact = lru_cache(maxsize=600)(self._exact)
        self.near = lru_cache(maxsize=24)(self._near)
        self.added = read_additions(overlay, self)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def forget(self) -> None:
        """Drop what was kept of the last texts."""
        for kept in (self.region, self.sounds, self.sounding, self.exact, self.near):
            kept.cache_clear()

    def _exact(self, name: str) -> Word | None:
        row = self._db.execute("SELECT lid, sound, bearers FROM lex WHERE name = ?", (name,)).fetchone()
        return Word(row[0], name, row[1], self.weights[row[0]] / PRIOR_STEPS, row[2]) if row else None

    def named(self, name: str) -> list[Word]:
        """Exactly this name, in the index and among the staff's own."""
        return [word for word in (self.exact(name), self.added.exact(name)) if word is not None]

    def words(self, lids: Iterable[int]) -> Iterator[Word]:
        """Names by id."""
        weights = self.weights
        rows = self._all("SELECT lid, name, sound, bearers FROM lex WHERE lid IN", sorted(lids))
        for lid, name, sound, bearers in rows:
            yield Word(lid, name, sound, weights[lid] / PRIOR_STEPS, bearers)

    def _near(self, name: str, sounds: tuple[str, ...]) -> dict[int, float]:
        """Names at most two letters apart near their start, or one letter of the sound; with the share of agreement."""
        spelt = delete_keys(name, 2)
        heard = set().union(*(delete_keys(sound, 1) for sound in sounds))
        shares = {lid: times / len(spelt) for lid, times in self._sharing("dels", spelt)}
        for lid, times in self._sharing("sounds", heard):
            shares[lid] = shares.get(lid, 0.0) + times * len(sounds) / len(heard)
        return shares

    def _sharing(self, table: str, keys: set[int]) -> Iterable[tuple[int, int]]:
        """Names filed under any of the keys, with under how many."""
        lists = self._all(f"SELECT lids FROM {table} WHERE key IN", sorted(keys))
        return Counter(array("I", b"".join(chain.from_iterable(lists)))).items()

    def beginning(self, name: str) -> tuple[int, int]:
        """The range of names that begin so: the first, and the one after the last."""
        first, end = (self._first_from(text) for text in (name, name + _END))
        return first, end

    def _first_from(self, text: str) -> int:
        row = self._db.execute("SELECT lid FROM lex WHERE name >= ? ORDER BY name LIMIT 1", (text,)).fetchone()
        return row[0] if row else len(self.weights)

    def _all(self, query: str, values: list[int]) -> list[tuple[Any, ...]]:
        """The rows of any number of values."""
        if not values:
            return []
        values += values[-1:] * (-len(values) % _MARKS)
        return self._db.execute(f"{query} ({','.join('?' * len(values))})", values).fetchall()

    def _region(self, code: str) -> Region | None:
        row = self._db.execute("SELECT lids, best, has FROM region WHERE code = ?", (code,)).fetchone()
        return Region(code, array("I", row[0]), row[1], row[2]) if row else None

    def _sounds(self, code: str) -> list[str]:
        """How the names of a region sound, in the order of the names."""
        row = self._db.execute("SELECT sounds FROM region WHERE code = ?", (code,)).fetchone()
        return str(row[0]).split("\n")

    def _sounding(self, code: str, sound: str, least: float, most: int) -> tuple[int, ...]:
        """Where in a region the names stand that sound most like this."""
        found = process.extract(
            sound, self.sounds(code), scorer=OSA.normalized_similarity, score_cutoff=least, limit=most
        )
        return tuple(at for _, _, at in found)

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
        wanted = sorted(set(ids))
        found = {row[0]: _place(row) for row in self._all(f"{_ROWS} WHERE p.id IN", wanted)}
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


def _place(row: tuple[Any, ...]) -> Place:
    fips = f"{row[4]:05}" if row[4] else ""
    return Place(row[0], row[1], row[2], row[3], fips, *row[5:])


def _open(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise StoreError(f"There is no place index at {path}. {_ADVICE}")
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    try:
        db.execute("PRAGMA cache_size=-3072")
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
