"""A published file of an earlier Northline, made anew for this one out of its own listings."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from resources.derive import Progress
from resources.generation import write
from resources.listing import Listing
from resources.rows import COLUMNS, listing_of
from resources.schema import VERSION, check_file, check_tables, column_type


def bring_up(path: Path, progress: Progress | None = None) -> bool:
    """Give the file the tables of this version; True where that was needed. The old file stands until the new is whole.

    Raises:
        StoreError: it is no directory of ours, or of a later Northline.
    """
    check_file(path)
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        if connection.execute("PRAGMA user_version").fetchone()[0] == VERSION:
            return False
        check_tables(connection, path.name, older=True)
        write(_listings(connection), path, progress)
    return True


def _listings(connection: sqlite3.Connection) -> Iterator[Listing]:
    """The listings, with nothing said in fields that the earlier version did not have."""
    held = {row[1] for row in connection.execute("PRAGMA table_info(listing)")}
    said = ", ".join(column if column in held else _nothing(column) for column in COLUMNS)
    for row in connection.execute(f"SELECT {said} FROM listing ORDER BY id"):
        yield listing_of(row)


def _nothing(column: str) -> str:
    kind = column_type(column)
    return "NULL" if kind == "REAL" else "0" if kind.startswith("INTEGER") else "''"
