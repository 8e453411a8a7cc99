"""The desk's own directory: imports applied whole or not at all, and every change kept so that it can be taken back."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from resources import derive
from resources.changes import Diff
from resources.derive import Progress, statements
from resources.errors import StoreError
from resources.generation import stage
from resources.listing import Listing
from resources.reckon import reckon
from resources.rows import COLUMNS, SELECT
from resources.schema import APPLICATION_ID, VERSION, check_file, column_type, listing_table

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


class LocalStore:
    """`local.db`, open for writing.

    Raises:
        StoreError: the file is cut short, not ours, or its folder cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if path.exists() and path.stat().st_size:
            check_file(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._open()
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{path.name} cannot be opened for writing ({error}). See `northline doctor`.") from error

    def _open(self) -> None:
        self.connection = sqlite3.connect(self.path, isolation_level=None, timeout=10)
        if os.name == "posix":
            self.path.chmod(0o600)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = FULL")
        self.connection.execute("PRAGMA temp_store = FILE")
        self.connection.execute("PRAGMA cache_size = -32000")
        database = Database(self.connection)
        migrations.apply(database)
        held = {column.name for column in database["listing"].columns}
        for column in COLUMNS:
            if column not in held:
                database.execute(f"ALTER TABLE listing ADD COLUMN {column} {column_type(column)} DEFAULT ''")
        derive.prepare(self.connection)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def diff(
        self, source: str, listings: Iterable[Listing], file_sha256: str = "", progress: Progress | None = None
    ) -> Diff:
        """What `apply` would change, without changing anything."""
        with self._transaction(keep=False):
            return self._reckon(source, listings, file_sha256, progress)

    def apply(
        self, source: str, listings: Iterable[Listing], file_sha256: str = "", progress: Progress | None = None,
        by: str = "import",
    ) -> Diff:  # fmt: skip
        """Take in everything that one source says, in one transaction; the same file again changes nothing."""
        with self._transaction():
            diff = self._reckon(source, listings, file_sha256, progress)
            if not diff.nothing or _some(self.connection, "delta"):
                number = self._begin_change(by, "import", source)
                self._carry_out(number, source, progress)
            if self._file_of(source) != file_sha256 or not diff.nothing:
                self.connection.execute(
                    "INSERT OR REPLACE INTO source_file VALUES (?, ?, ?, (SELECT count(*) FROM incoming))",
                    (source, file_sha256, _now()),
                )
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return diff

    def _reckon(self, source: str, listings: Iterable[Listing], file_sha256: str, progress: Progress | None) -> Diff:
        named = (one if one.source == source else replace(one, source=source) for one in listings)
        stage(self.connection, named, progress, hashes=True)
        return reckon(self.connection, source, bool(file_sha256) and self._file_of(source) == file_sha256)

    def _carry_out(self, number: int, source: str, progress: Progress | None) -> None:
        run = self.connection.execute
        run("INSERT INTO history SELECT ?, id, '', NULL, NULL FROM fresh", (number,))
        run(
            "INSERT INTO history SELECT ?, listing, field, old, new FROM delta WHERE field NOT LIKE 'conflict.%'",
            (number,),
        )
        run(
            "INSERT OR REPLACE INTO conflict SELECT listing, substr(field, 10), old, new, ? FROM delta"
            " WHERE field LIKE 'conflict.%'",
            (_now(),),
        )
        run("INSERT INTO touched SELECT DISTINCT listing FROM delta WHERE instr(field, '.') = 0")
        derive.unindex(self.connection)
        self._set_fields("delta", "new")
        run(
            f"INSERT INTO listing ({SELECT}) SELECT {SELECT} FROM incoming WHERE id IN (SELECT id FROM fresh) ORDER BY id"
        )
        run(
            "INSERT INTO held (id, source, record_hash) SELECT id, ?, record_hash FROM incoming_hash"
            " WHERE id IN (SELECT id FROM fresh) ORDER BY id",
            (source,),
        )
        run("INSERT OR IGNORE INTO touched SELECT id FROM fresh")
        derive.index(self.connection, progress)

    def _set_fields(self, table: str, side: str) -> None:
        """Write the old or the new side of every field change in `table` into the listings."""
        fields = [row[0] for row in self.connection.execute(f"SELECT DISTINCT field FROM {table} WHERE field <> ''")]
        for field in fields:
            if field.startswith("conflict."):
                continue
            owner, column = ("held", field.removeprefix("held.")) if field.startswith("held.") else ("listing", field)
            assert column in COLUMNS or owner == "held"
            self.connection.execute(
                f"UPDATE {owner} SET {column} = (SELECT {side} FROM {table} AS of WHERE of.listing = {owner}.id"
                f" AND field = ?) WHERE id IN (SELECT listing FROM {table} WHERE field = ?)",
                (field, field),
            )

    def undo(self) -> str:
        """Take back the last import or edit that still stands, and say what that was."""
        with self._transaction():
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
            self._set_fields("back", "old")
            derive.index(self.connection)
            count = int(run("SELECT count(*) FROM touched").fetchone()[0])
            if action == "import":
                run("UPDATE source_file SET file_sha256 = ? WHERE source = ?", (file_before, source))
            run("UPDATE change SET undone = 1 WHERE number = ?", (number,))
            self._begin_change(by, "undo", source)
            what = f"{action} of {source}" if action == "import" else action
            return f"Undone: {what} on {at[:10]} by {by} ({count:,} listings)."

    def _begin_change(self, by: str, action: str, source: str) -> int:
        cursor = self.connection.execute(
            "INSERT INTO change (at, by_whom, action, source, file_before) VALUES (?, ?, ?, ?, ?)",
            (_now(), by, action, source, self._file_of(source)),
        )
        return int(cursor.lastrowid or 0)

    def _file_of(self, source: str) -> str:
        row = self.connection.execute("SELECT file_sha256 FROM source_file WHERE source = ?", (source,)).fetchone()
        return str(row[0]) if row else ""

    @contextmanager
    def _transaction(self, keep: bool = True) -> Iterator[None]:
        """All or nothing; temporary tables go with it.

        Raises:
            StoreError: the disk is full or another import is running; the directory stands as it was.
        """
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            yield
            if keep:
                self._clear()
                self.connection.execute("COMMIT")
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


def _some(connection: sqlite3.Connection, table: str) -> bool:
    return connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
