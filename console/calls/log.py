"""The call log: one SQLCipher file, opened with its data key and written only whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Self, TypeVar

from console.calls.errors import CallsError
from console.calls.migrations import LATEST, migrate
from console.calls.rows import read, shape, values
from resources.cipher import cipher_faults, open_cipher, require_encrypted

APPLICATION_ID = 0x4E4C434C
"""'NLCL', in the header of every call log of ours."""

_PROVED_WHOLE = 32 << 20
"""Up to this many bytes every page is checked on opening; of a larger file each page when it is read."""

Row = TypeVar("Row")


@lru_cache
def sql(name: str) -> str:
    """The text of one of the call log's `.sql` files."""
    return (files("console.calls") / "sql" / name).read_text("utf-8")


class CallLog:
    """`calls.db`, open. Whatever a method kept is on disk when it returns.

    Raises:
        CallsError: the file is absent, of another kind, or made by a newer Northline.
        StoreError: it is plain, damaged, or of another key.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        if not path.exists():
            raise CallsError(f"{path.name} is not there. Run `northline calls setup`, or restore it from a back-up.")
        self.path = path
        with cipher_faults(path.name):
            self.connection = open_cipher(path, key, prove_all=path.stat().st_size <= _PROVED_WHOLE)
            try:
                self._check()
                self.connection.execute("PRAGMA journal_mode = WAL")
                migrate(self.connection)
            except BaseException:
                self.connection.close()
                raise

    def _check(self) -> None:
        number = self.connection.execute("PRAGMA application_id").fetchone()[0]
        if number != APPLICATION_ID:
            raise CallsError(f"{self.path.name} is not a call log. Choose the right file, or restore it.")
        version = self.connection.execute("PRAGMA user_version").fetchone()[0]
        if version > LATEST:
            raise CallsError(f"{self.path.name} was made by a newer Northline. Update this one; nothing was changed.")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file and of the key."""
        self.connection.close()

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """One change, kept whole or not at all; inside another change, part of that."""
        with cipher_faults(self.path.name):
            if self.connection.in_transaction:
                yield self.connection
                return
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
            except BaseException:
                self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")

    def keep(self, *rows: object) -> None:
        """Keep rows of record.py, all or none; one that has the key of another replaces it."""
        with self.changing() as connection:
            for row in rows:
                connection.execute(shape(type(row)).upsert, values(row))

    def one(self, kind: type[Row], id: str) -> Row | None:
        """The row of that id, or nothing."""
        return next(self.rows(kind, "id = ?", id), None)

    def rows(self, kind: type[Row], where: str = "1", *bound: object) -> Iterator[Row]:
        """The rows of one kind for which `where`, our own text with ? for what is bound, holds."""
        with cipher_faults(self.path.name):
            for found in self.connection.execute(f"{shape(kind).select} WHERE {where}", bound):
                yield read(kind, found)

    def ask(self, statement: str, *bound: object) -> list[tuple[Any, ...]]:
        """The rows of our own SQL."""
        with cipher_faults(self.path.name):
            return self.connection.execute(statement, bound).fetchall()

    def fact(self, name: str) -> bytes | None:
        """One thing that the log knows of itself, such as which desk it is."""
        found = self.ask("SELECT value FROM fact WHERE name = ?", name)
        return bytes(found[0][0]) if found else None

    def set_fact(self, name: str, value: bytes) -> None:
        """Remember it."""
        with self.changing() as connection:
            connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    def head(self) -> str:
        """The last line of the audit, or "" before the first."""
        found = self.ask("SELECT line FROM audit_head")
        return str(found[0][0]) if found else ""

    def set_head(self, line: str) -> None:
        """Remember the last line of the audit."""
        with self.changing() as connection:
            connection.execute("INSERT OR REPLACE INTO audit_head VALUES (1, ?)", (line,))

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """One writer at a time, all or nothing."""
        with self.changing():
            yield


def make_log(path: Path, key: bytes) -> None:
    """Make an empty call log, and see with our own eyes that it is encrypted.

    Raises:
        CallsError: there is one already.
        StoreError: what was written could be read by anybody (it is removed again).
    """
    if path.exists():
        raise CallsError(f"{path.name} is there already. Move it away if it is not needed, and start again.")
    with cipher_faults(path.name):
        connection = open_cipher(path, key)
        try:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrate(connection)
        finally:
            connection.close()
    try:
        require_encrypted(path)
    except BaseException:
        path.unlink()
        raise
