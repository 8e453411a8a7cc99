"""Rows without ids: which of them stand for one place, whatever it is called this month.

A directory without ids is known again by name, place and number, so that a corrected spelling makes a new listing and a
missing one. Where an address and its number belong to one row only, they alone are the key and the name may change
from file to file. Where two rows of one file share them (two clinics in one house), every row there keeps its name
in its key: different clinics are never merged unasked, and what cannot be told apart for sure stays apart.

A file that is itself a pile of snapshots (each row dated, the same rows again and again) is read as its newest state:
one listing a place with its newest name, the others told as "Also known as"; a place that the last three snapshots
no longer have is kept and hidden, as it would be had the snapshots come one by one.
"""

import re
import sqlite3
from collections.abc import Sequence
from functools import lru_cache

from resources.intake.facts import Facts
from resources.intake.tables import Row, Table
from resources.intake.values import day

GONE = "missing from the last three snapshots in its file"
"""Why a place is hidden that a pile of snapshots no longer has."""

_PLACE = frozenset({"street", "street_number", "street2", "address", "city", "zip", "state", "city_state"})
_NAMES = frozenset({"name", "organisation", "service", "site"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_COUNTRY = re.compile(r",?\s*(?:USA|U\.S\.A\.|United States(?: of America)?)$", re.I)
# In a pile of snapshots most rows say again what an earlier one said; in a dated directory hardly any does.
_SAID_AGAIN = 0.6
_ABSENT = 3


class SamePlace:
    """What a first reading of a table says of the places in it, kept on disk."""

    def __init__(self, table: Table, fields: Sequence[str]) -> None:
        self._place = [index for index, name in enumerate(fields) if name in _PLACE or name.startswith("phones")]
        self._names = [index for index, name in enumerate(fields) if name in _NAMES]
        self._dates = [index for index, name in enumerate(fields) if name == "as_of"]
        # An empty name is SQLite's own temporary file: private, bounded in memory, gone when closed.
        self._rows = sqlite3.connect("", isolation_level=None)
        self._rows.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-8000;"
            "CREATE TABLE seen (place INTEGER, moment TEXT, name INTEGER, PRIMARY KEY (place, moment, name))"
            " WITHOUT ROWID;"
            "CREATE TABLE named (place INTEGER, name INTEGER, told TEXT, PRIMARY KEY (place, name)) WITHOUT ROWID;"
            "BEGIN"
        )
        for row in table.again() if table.again else ():
            self._note(row)
        self._snapshots = self._is_pile()
        moments = [row[0] for row in self._rows.execute("SELECT DISTINCT moment FROM seen ORDER BY moment DESC")]
        self._oldest_held = moments[_ABSENT - 1] if len(moments) > _ABSENT else ""

    def close(self) -> None:
        """Let go of the temporary file."""
        self._rows.close()

    def is_old(self, cells: Sequence[str]) -> bool:
        """Whether a newer snapshot in the same file tells of the same place."""
        if not self._snapshots:
            return False
        place = self._spot(cells)
        newest = self._rows.execute("SELECT max(moment) FROM seen WHERE place = ?", (place,)).fetchone()[0]
        return self._moment(cells) < (newest or "")

    def tell(self, facts: Facts, cells: Sequence[str]) -> None:
        """Note on the facts of a row whether it has its place to itself, and what else the place was called."""
        place = self._spot(cells)
        shared = self._rows.execute(
            "SELECT 1 FROM seen WHERE place = ? GROUP BY moment HAVING count(*) > 1 LIMIT 1", (place,)
        ).fetchone()
        moments = self._rows.execute("SELECT count(DISTINCT moment) FROM seen WHERE place = ?", (place,)).fetchone()[0]
        facts.alone = not shared and (moments <= 1 or self._snapshots)
        if not self._snapshots:
            return
        if self._moment(cells) < self._oldest_held:
            facts.hide(GONE)
        own = _squeezed(self._called(cells))
        for (told,) in self._rows.execute("SELECT told FROM named WHERE place = ? ORDER BY told", (place,)):
            if _squeezed(told) not in own:
                facts.add("alternate_name", told)

    def _note(self, row: Row) -> None:
        _, cells = row
        place, called = self._spot(cells), self._called(cells)
        name = hash(_squeezed(called))
        self._rows.execute("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", (place, self._moment(cells), name))
        if self._dates:
            self._rows.execute("INSERT OR IGNORE INTO named VALUES (?, ?, ?)", (place, name, called))

    def _is_pile(self) -> bool:
        if not self._dates:
            return False
        rows, moments = self._rows.execute("SELECT count(*), count(DISTINCT moment) FROM seen").fetchone()
        names = self._rows.execute("SELECT count(*) FROM named").fetchone()[0]
        return bool(moments > 1 and names <= _SAID_AGAIN * rows)

    def _spot(self, cells: Sequence[str]) -> int:
        told = (_squeezed(_COUNTRY.sub("", cells[index].strip())) for index in self._place if index < len(cells))
        return hash(tuple(told))

    def _called(self, cells: Sequence[str]) -> str:
        told = (" ".join(cells[index].split()) for index in self._names if index < len(cells))
        return " - ".join(filter(None, told))

    def _moment(self, cells: Sequence[str]) -> str:
        return _moment(" ".join(cells[index].strip() for index in self._dates if index < len(cells)))


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


@lru_cache(maxsize=4096)
def _moment(text: str) -> str:
    """A date that sorts: 2021-11-30 or, for a month, 2021-11; the text itself where it is neither."""
    found = day(text)
    if found:
        return found.isoformat()
    year = re.search(r"\b(?:19|20)\d\d\b", text)
    rest = text.replace(year[0], " ", 1).lower() if year else ""
    month = next((number for number, name in enumerate(_MONTHS, 1) if re.search(rf"\b{name}", rest)), 0)
    digits = re.search(r"\b(0?[1-9]|1[0-2])\b", rest)
    return f"{year[0]}-{month or int(digits[1] if digits else 0):02}" if year else text
