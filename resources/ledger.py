"""The file `local.db`: changed in whole transactions, each recorded so that it can be taken back."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from resources import derive
from resources.derive import statements
from resources.errors import StoreError
from resources.forget_exact import compact, forget_exact
from resources.rows import COLUMNS
from resources.schema import APPLICATION_ID, DERIVED, VERSION, check_file, check_tables, column_type, listing_table

migrations = Migrations("resources")


@migrations()
def m001_the_directory(database: Database) -> None:
    """Listings, what is derived from them, and what the desk keeps of their past."""
    database.execute(listing_table("listing"))
    for name in ("directory.sql", "local.sql"):
        for statement in statements(name):
            database.execute(statement)
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute(f"PRAGMA user_version = {VERSION}")


@migrations()
def m002_free_places(database: Database) -> None:
    """Free beds as seen, which expire."""
    for statement in statements("vacancy.sql"):
        database.execute(statement)


@migrations()
def m003_upkeep(database: Database) -> None:
    """What became of referrals, and whom staff call."""
    for statement in statements("upkeep.sql"):
        database.execute(statement)


@migrations()
def m003_two_places(database: Database) -> None:
    """Pairs of listings that a person found to be two."""
    for statement in statements("twin.sql"):
        database.execute(statement)


class Ledger:
    """`local.db`, open for writing: every change of it is numbered, kept field by field, and can be taken back.

    Raises:
        StoreError: the file is cut short, not ours, or its folder cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._changes: list[int] = []
        if path.exists() and path.stat().st_size:
            check_file(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._open()
        except (sqlite3.Error, OSError) as error:
            check_writable(path)
            raise StoreError(f"{path.name} cannot be opened for writing ({error}). See `northline doctor`.") from error

    def _open(self) -> None:
        new = not self.path.exists()
        self.connection = sqlite3.connect(self.path, isolation_level=None, timeout=10)
        if self.connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            check_tables(self.connection, self.path.name, older=True)
        if new and os.name == "posix":
            # Only when it is made: on a shared host the keeper lets the desks' group read it.
            self.path.chmod(0o600)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = FULL")
        self.connection.execute("PRAGMA temp_store = FILE")
        self.connection.execute("PRAGMA cache_size = -32000")
        database = Database(self.connection)
        migrations.apply(database)
        derive.prepare(self.connection)
        if self.connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            self._bring_up(database)

    def _bring_up(self, database: Database) -> None:
        """Give a file of an earlier Northline the fields it lacks, and derive everything that is derived once more."""
        with self.transaction():
            held = {column.name for column in database["listing"].columns}
            for column in (column for column in COLUMNS if column not in held):
                self.connection.execute(f"ALTER TABLE listing ADD COLUMN {column} {column_type(column)} DEFAULT ''")
            for table in DERIVED:
                self.connection.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in statements("directory.sql"):
                self.connection.execute(statement)
            self.connection.execute("INSERT INTO touched SELECT id FROM listing")
            derive.index(self.connection)
            self.connection.execute(f"PRAGMA user_version = {VERSION}")

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def set_fields(self, table: str, side: str) -> None:
        """Write the old or the new side of every field change in `table` into the listings."""
        fields = [row[0] for row in self.connection.execute(f"SELECT DISTINCT field FROM {table} WHERE field <> ''")]
        for field in fields:
            if field.startswith("conflict."):
                continue
            owner, column = ("held", field.removeprefix("held.")) if field.startswith("held.") else ("listing", field)
            self.connection.execute(
                f"UPDATE {owner} SET {column} = (SELECT {side} FROM {table} AS of WHERE of.listing = {owner}.id"
                f" AND field = ?) WHERE id IN (SELECT listing FROM {table} WHERE field = ?)",
                (field, field),
            )

    def undo(self) -> str:
        """Take back the last import or edit that still stands, and say what that was."""
        with self.transaction():
            last = self.connection.execute(
                "SELECT number, at, by_whom, action, source, file_before FROM change"
                " WHERE NOT undone AND action <> 'undo' ORDER BY number DESC LIMIT 1"
            ).fetchone()
            if last is None:
                return "Nothing to undo."
            number, at, by, action, source, file_before = last
            run = self.connection.execute
            run("CREATE TEMP TABLE back AS SELECT listing, field, old FROM history WHERE change = ?", (number,))
            run("CREATE INDEX temp.back_by ON back (field, listing)")
            run("INSERT INTO touched SELECT DISTINCT listing FROM back")
            derive.unindex(self.connection)
            for table in ("listing", "held"):
                run(f"DELETE FROM {table} WHERE id IN (SELECT listing FROM back WHERE field = '')")
            run("DELETE FROM back WHERE listing IN (SELECT listing FROM back WHERE field = '')")
            self.set_fields("back", "old")
            derive.index(self.connection)
            count = int(run("SELECT count(*) FROM touched").fetchone()[0])
            if action == "import":
                run("UPDATE source_file SET file_sha256 = ? WHERE source = ?", (file_before, source))
            run("UPDATE change SET undone = 1 WHERE number = ?", (number,))
            self.begin_change(by, "undo", source)
            self._changes.append(number)
            what = f"{action} of {source}" if action == "import" else action
            return f"Undone: {what} on {at[:10]} by {by} ({count:,} listings)."

    def begin_change(self, by: str, action: str, source: str) -> int:
        """Open the record of a change, inside a transaction; the number goes into `history`."""
        cursor = self.connection.execute(
            "INSERT INTO change (at, by_whom, action, source, file_before) VALUES (?, ?, ?, ?, ?)",
            (now_text(), by, action, source, self.file_of(source)),
        )
        self._changes.append(int(cursor.lastrowid or 0))
        return self._changes[-1]

    def file_of(self, source: str) -> str:
        """The digest of the file that was last imported for a source, or ""."""
        row = self.connection.execute("SELECT file_sha256 FROM source_file WHERE source = ?", (source,)).fetchone()
        return str(row[0]) if row else ""

    @contextmanager
    def transaction(self, keep: bool = True) -> Iterator[None]:
        """All or nothing; temporary tables go with it.

        Raises:
            StoreError: the disk is full or another import is running; the directory stands as it was.
        """
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            self._changes.clear()
            yield
            if keep:
                forgotten = forget_exact(self.connection, self._changes)
                self._clear()
                self.connection.execute("COMMIT")
                if forgotten:
                    compact(self.connection, self.path.name)
        except sqlite3.DatabaseError as error:
            raise StoreError(
                f"Nothing was changed in {self.path.name}: {error}. Free the disk or try again."
            ) from error
        finally:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")

    def _clear(self) -> None:
        for table in ("incoming", "incoming_hash", "fresh", "delta", "back"):
            self.connection.execute(f"DROP TABLE IF EXISTS temp.{table}")
        self.connection.execute("DELETE FROM touched")


def check_writable(path: Path) -> None:
    """Say at once that a directory is only read here, before a long file is read for nothing.

    Raises:
        StoreError: the file, or the folder that it lies in, may not be written.
    """
    folder = next((each for each in path.absolute().parents if each.exists()), path.parent)
    if all(os.access(each, os.W_OK) for each in (folder, path) if each.exists()):
        return
    raise StoreError(
        f"The directory in {path.parent} is only read here, and nothing was changed. Its keeper takes files in: send "
        "them the file, or set NORTHLINE_HOME to a folder of your own."
    )


def now_text() -> str:
    """This moment as the store writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
