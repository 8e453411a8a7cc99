"""A published directory: one file, made whole beside its place and renamed into it, the same from the same listings."""

import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from itertools import islice
from pathlib import Path

from resources import derive
from resources.derive import Progress
from resources.durable import settle
from resources.errors import StoreError
from resources.listing import Listing
from resources.rows import COLUMNS, ID, SELECT, guarded, record_hash, row_of
from resources.schema import create, listing_table

_BATCH = 2_000


def write(listings: Iterable[Listing], target: Path, progress: Progress | None = None) -> None:
    """Write `listings` as the directory file `target`.

    Raises:
        StoreError: the disk is full or the folder cannot be written; whatever stood at `target` still stands.
    """
    making = target.with_name(target.name + ".making")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        making.unlink(missing_ok=True)
        _write_whole(listings, making, progress)
        settle(making, target)
    except (sqlite3.OperationalError, sqlite3.IntegrityError, OSError) as error:
        raise StoreError(f"{target.name} could not be written ({error}). What stood before still stands.") from error
    finally:
        with suppress(OSError):
            making.unlink()


def _write_whole(listings: Iterable[Listing], path: Path, progress: Progress | None) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # Nobody sees the file before it is renamed, so a journal would protect nothing.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA temp_store = FILE")
        connection.execute("PRAGMA cache_size = -32000")
        create(connection)
        derive.prepare(connection)
        connection.execute("BEGIN")
        stage(connection, listings, progress)
        connection.execute(f"INSERT INTO listing ({SELECT}) SELECT {SELECT} FROM incoming ORDER BY id")
        connection.execute("INSERT INTO touched SELECT id FROM listing")
        derive.index(connection, progress)
        connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        connection.execute("COMMIT")
    finally:
        connection.close()


def stage(
    connection: sqlite3.Connection, listings: Iterable[Listing], progress: Progress | None, hashes: bool = False
) -> None:
    """Copy `listings` into the temporary table `incoming`, a batch at a time; the last of two with one id stands.

    With `hashes`, `incoming_hash` gets the digest of each, by which an import tells what changed.
    """
    table = listing_table("incoming", temporary=True)
    connection.execute(table.replace(" PRIMARY KEY", " PRIMARY KEY ON CONFLICT REPLACE"))
    if hashes:
        connection.execute(
            "CREATE TEMP TABLE incoming_hash (id INTEGER PRIMARY KEY ON CONFLICT REPLACE, record_hash BLOB)"
        )
    marks = ", ".join("?" for _ in COLUMNS)
    rows = (row_of(guarded(listing)) for listing in listings)
    count = 0
    while batch := list(islice(rows, _BATCH)):
        connection.executemany(f"INSERT INTO incoming VALUES ({marks})", batch)
        if hashes:
            connection.executemany(
                "INSERT INTO incoming_hash VALUES (?, ?)", ((row[ID], record_hash(row)) for row in batch)
            )
        count += len(batch)
        if progress:
            progress(f"Reading {count:,}", 0.0)
