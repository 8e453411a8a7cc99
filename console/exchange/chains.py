"""The two chains of content, and the one way in which their rows are written down, hashed and read again."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from console.exchange.errors import PackRefusedError
from resources.rows import COLUMNS
from resources.schema import column_type, listing_table

LONGEST_LINE = 4 << 20
"""Bytes of one row as text; a longer one is no listing and no guide."""

Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Chain:
    """One kind of content with signers of its own: `name` is the role that signs it and the folder it lies in."""

    name: str
    table: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    key: str
    make: str
    what: str

    @property
    def shape(self) -> str:
        """The table as one word: a patch fits only what has the same columns."""
        return hashlib.sha256(self.head).hexdigest()[:16]

    @property
    def head(self) -> bytes:
        """The line that begins the written form."""
        return _line([self.table, *self.columns])

    @property
    def select(self) -> str:
        """All rows in the order of their keys."""
        return f"SELECT {', '.join(self.columns)} FROM {self.table} ORDER BY {self.key}"

    @property
    def insert(self) -> str:
        """One row, every value bound."""
        return f"INSERT INTO {self.table} ({', '.join(self.columns)}) VALUES ({', '.join('?' for _ in self.columns)})"


DIRECTORY = Chain(
    "directory",
    "listing",
    COLUMNS,
    tuple(column_type(column).split()[0] for column in COLUMNS),
    "id",
    listing_table("listing"),
    "listings",
)
GUIDES = Chain(
    "guides",
    "guide_file",
    ("path", "text"),
    ("TEXT", "TEXT"),
    "path",
    "CREATE TABLE guide_file (path TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL)",
    "guide files",
)
CHAINS = {chain.name: chain for chain in (DIRECTORY, GUIDES)}


def written(chain: Chain, rows: Iterable[Row]) -> Iterator[bytes]:
    """The canonical text: the table with its columns, then a line of compact JSON for each row, by key."""
    yield chain.head
    yield from map(_line, rows)


def written_from(chain: Chain, connection: sqlite3.Connection) -> Iterator[bytes]:
    """The same from a database; how its pages lie, and which SQLite wrote them, leaves no trace."""
    return written(chain, connection.execute(chain.select))


def content_hash(chain: Chain, connection: sqlite3.Connection) -> str:
    """What the publisher signs: SHA-256 over the canonical text."""
    digest = hashlib.sha256()
    for line in written_from(chain, connection):
        digest.update(line)
    return digest.hexdigest()


def rows_of(chain: Chain, lines: Iterator[bytes]) -> Iterator[list[Any]]:
    """The rows of a canonical text. Raises PackRefusedError where it is not one, or of other columns."""
    if next(lines, b"") != chain.head:
        raise PackRefusedError(
            f"This copy of the {chain.what} has other columns than this Northline. Update Northline on this desk."
        )
    for line in lines:
        try:
            row = json.loads(line)
        except ValueError as error:
            raise _no_row(chain) from error
        if not isinstance(row, list) or not _fits(chain, row):
            raise _no_row(chain)
        yield row


def _fits(chain: Chain, row: list[Any]) -> bool:
    return len(row) == len(chain.types) and all(map(_of_type, row, chain.types))


def _of_type(value: object, kind: str) -> bool:
    if kind == "REAL":
        return value is None or type(value) is float
    return type(value) is (int if kind == "INTEGER" else str)


def _line(values: Row) -> bytes:
    return (json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n").encode()


def _no_row(chain: Chain) -> PackRefusedError:
    return PackRefusedError(f"A row of the {chain.what} is not written as Northline writes it. Tell the publisher.")
