"""What a directory file looks like inside, and how one is told from any other file."""

import sqlite3
from dataclasses import fields
from importlib.resources import files
from pathlib import Path

from resources.errors import StoreError
from resources.listing import Listing

APPLICATION_ID = 0x4E4C4452
"""'NLDR', in the header of every directory file of ours."""

VERSION = 4
"""Of the tables and of `data/apt_words.csv`, which goes into them: a change of either is a new number.

A published file of another number must be made anew; the desk's own is brought up when opened."""

DERIVED = ("near_kind", "near_block", "area_kind", "area_level", "clock", "words", "word", "word_key")
"""The tables that can be built again from the listings."""

_NUMBERS = {"id": "INTEGER PRIMARY KEY", "lat": "REAL", "lon": "REAL"}
_FLAGS = {"refer", "sealed", "virtual"}


def sql(name: str) -> str:
    """The text of one of our `.sql` files."""
    return (files("resources") / "sql" / name).read_text("utf-8")


def listing_table(name: str, temporary: bool = False) -> str:
    """The SQL that makes a table with one column for each field of a listing."""
    columns = ", ".join(f"{field.name} {column_type(field.name)}" for field in fields(Listing))
    return f"CREATE {'TEMP ' if temporary else ''}TABLE {name} ({columns})"


def create(connection: sqlite3.Connection) -> None:
    """Give an empty database the tables of a directory."""
    connection.execute(listing_table("listing"))
    connection.executescript(sql("directory.sql"))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def check_file(path: Path) -> None:
    """Refuse what is not a whole database file; one with a journal of its own beside it is whole only together with it.

    Raises:
        StoreError: the file is missing, cut short, or no database.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(100)
        size = path.stat().st_size
        journal = path.with_name(path.name + "-wal")
        if journal.exists() and journal.stat().st_size:
            return
    except OSError as error:
        raise StoreError(f"{path.name} cannot be read ({error.strerror}). Run `northline setup` to make it.") from error
    if len(head) < 100 or not head.startswith(b"SQLite format 3\0"):
        raise StoreError(f"{path.name} is not a directory file. Import again, or copy it from a back-up.")
    page = int.from_bytes(head[16:18], "big")
    page = 65536 if page == 1 else page
    if size < page * int.from_bytes(head[28:32], "big"):
        raise StoreError(f"{path.name} is cut short. Copy it again from where it came, or import again.")


def check_tables(connection: sqlite3.Connection, name: str, older: bool = False) -> None:
    """Refuse a database that is not a directory of this version, or with `older` of an earlier one.

    Raises:
        StoreError: it is of another version, or not ours.
    """
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise StoreError(f"{name} is a database, but not a Northline directory. Choose another file.")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != VERSION and not (older and version < VERSION):
        raise StoreError(f"{name} is of version {version}, this Northline reads version {VERSION}. Update one of them.")


def column_type(column: str) -> str:
    """The SQL type of one field of a listing."""
    if column in _FLAGS:
        return "INTEGER NOT NULL"
    return _NUMBERS.get(column, "TEXT NOT NULL")
