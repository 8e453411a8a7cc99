"""`sealed.db`: the exact addresses of confidential places, encrypted, in a file of their own."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from resources.cipher import cipher_faults, open_cipher, require_encrypted
from resources.clean import safe
from resources.errors import StoreError
from resources.schema import sql

APPLICATION_ID = 0x4E4C5341
"""'NLSA', in the header of every sealed file of ours."""

VERSION = 1


@dataclass(frozen=True, slots=True)
class ExactAddress:
    """Where a confidential place really is."""

    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    lat: float | None = None
    lon: float | None = None

    @property
    def says_more(self) -> bool:
        """Whether it says more than the town, which every listing shows."""
        return bool(self.street or self.zip or self.lat is not None)

    def __repr__(self) -> str:
        # A traceback or a debugger prints values: never this one.
        return "ExactAddress(sealed)"


class SealedStore:
    """The sealed file, opened with its data key for as long as one look-up or one import takes.

    Raises:
        StoreError: the file is absent, plain, damaged, of another key or another version.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        if not path.exists():
            raise StoreError(f"{path.name} is not there. Restore it from a back-up, or run `northline seal setup`.")
        self._path = path
        with cipher_faults(path.name):
            self._connection = open_cipher(path, key)
            self._check()

    def _check(self) -> None:
        ours = self._connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if not ours or version != VERSION:
            self._connection.close()
            what = f"of version {version}, this Northline reads {VERSION}" if ours else "not a file of sealed addresses"
            raise StoreError(f"{self._path.name} is {what}. Choose the right file, or update Northline.")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file and of the key."""
        self._connection.close()

    def keep(self, addresses: Mapping[int, ExactAddress], source: str, today: str) -> int:
        """Keep the addresses of these listings, all or none of them; returns how many were new or changed."""
        rows = [
            (listing, safe(a.street), safe(a.city), a.state, a.zip, a.lat, a.lon, source, today)
            for listing, a in addresses.items()
        ]
        with self.exclusive():
            before = self._connection.total_changes
            self._connection.executemany(sql("keep_sealed.sql"), rows)
            return self._connection.total_changes - before

    def address(self, listing: int) -> ExactAddress | None:
        """The exact address of one listing. Whoever asks has written the audit line first."""
        with cipher_faults(self._path.name):
            row = self._connection.execute(
                "SELECT street, city, state, zip, lat, lon FROM address WHERE listing = ?", (listing,)
            ).fetchone()
        return ExactAddress(*row) if row else None

    def holds(self, listing: int) -> bool:
        """Whether an exact address of this listing is kept, without reading it."""
        with cipher_faults(self._path.name):
            query = "SELECT 1 FROM address WHERE listing = ?"
            return self._connection.execute(query, (listing,)).fetchone() is not None

    def held(self) -> tuple[int, ...]:
        """The listings of which an exact address is kept."""
        with cipher_faults(self._path.name):
            return tuple(row[0] for row in self._connection.execute("SELECT listing FROM address ORDER BY listing"))

    def forget(self, listings: Iterable[int]) -> int:
        """Forget the addresses of these listings for good; returns how many were kept."""
        with self.exclusive():
            before = self._connection.total_changes
            self._connection.executemany("DELETE FROM address WHERE listing = ?", [(listing,) for listing in listings])
            return self._connection.total_changes - before

    def keep_code(self, service: str, code: str, today: str) -> None:
        """Keep the access code of a service in place of the one before it."""
        with self.exclusive():
            self._connection.execute(sql("sealed_codes.sql"))
            self._connection.execute("INSERT OR REPLACE INTO access_code VALUES (?, ?, ?)", (service, code, today))

    def code(self, service: str) -> str:
        """The access code of a service, "" where none is kept. Whoever asks has written the audit line first."""
        with cipher_faults(self._path.name):
            self._connection.execute(sql("sealed_codes.sql"))
            row = self._connection.execute("SELECT code FROM access_code WHERE service = ?", (service,)).fetchone()
        return str(row[0]) if row else ""

    def count(self) -> int:
        """How many addresses are kept."""
        with cipher_faults(self._path.name):
            return int(self._connection.execute("SELECT count(*) FROM address").fetchone()[0])

    def head(self) -> str:
        """The last line of the audit, or "" before the first."""
        with cipher_faults(self._path.name):
            row = self._connection.execute("SELECT line FROM audit_head").fetchone()
        return str(row[0]) if row else ""

    def set_head(self, line: str) -> None:
        """Remember the last line of the audit."""
        with cipher_faults(self._path.name):
            self._connection.execute("INSERT OR REPLACE INTO audit_head VALUES (1, ?)", (line,))

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """One change at a time, kept whole or not at all; other sessions wait."""
        with cipher_faults(self._path.name):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")


def make_sealed(path: Path, key: bytes) -> None:
    """Make an empty sealed file, and see with our own eyes that it is encrypted.

    Raises:
        StoreError: there is one already, or what was written could be read by anybody (it is removed again).
    """
    if path.exists():
        raise StoreError(f"{path.name} is there already. Move it away if it is not needed, and start again.")
    with cipher_faults(path.name):
        connection = open_cipher(path, key)
        try:
            _create(connection)
        finally:
            connection.close()
    try:
        require_encrypted(path)
    except StoreError:
        path.unlink()
        raise


def _create(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.executescript(sql("sealed.sql"))
