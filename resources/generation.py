"""A published directory: one file, made whole beside its place and renamed into it, the same from the same listings."""

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from resources import derive
from resources.derive import Progress
from resources.errors import StoreError
from resources.listing import Listing
from resources.rows import COLUMNS, SELECT, guarded, row_of
from resources.schema import create, listing_table

_BATCH = 2_000


def write(listings: Iterable[Listing], target: Path, progress: Progress | None = None) -> None:
    """Write `listings` as the directory file `target`.

    Raises:
        StoreError: the disk is full or the folder cannot be written; whatever stood at `target` still stands.
    """
    making = target.with_name(target.name + ".making")
    making.unlink(missing_ok=True)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(listings, making, progress)
        with making.open("rb") as stream:
            os.fsync(stream.fileno())
        making.replace(target)
        _sync_folder(target.parent)
    except (sqlite3.OperationalError, sqlite3.IntegrityError, OSError) as error:
        raise StoreError(f"{target.name} could not be written ({error}). What stood before still stands.") from error
    finally:
        making.unlink(missing_ok=True)


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


def stage(connection: sqlite3.Connection, listings: Iterable[Listing], progress: Progress | None) -> int:
    """Copy `listings` into the temporary table `incoming`, a batch at a time; the last of two with one id stands."""
    connection.execute(
        listing_table("incoming", temporary=True).replace(" PRIMARY KEY", " PRIMARY KEY ON CONFLICT REPLACE")
    )
    marks = ", ".join("?" for _ in COLUMNS)
    batch: list[list[object]] = []
    count = 0
    for listing in listings:
        batch.append(row_of(guarded(listing)))
        count += 1
        if len(batch) == _BATCH:
            connection.executemany(f"INSERT INTO incoming VALUES ({marks})", batch)
            batch.clear()
            if progress:
                progress(f"Reading {count:,}", 0.0)
    connection.executemany(f"INSERT INTO incoming VALUES ({marks})", batch)
    return count


def _sync_folder(folder: Path) -> None:
    """A rename is only safe against power loss once the folder itself is on disk; Windows has no such call."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
