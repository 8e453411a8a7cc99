"""Opening an SQLCipher file with a key that is already unwrapped, and refusing whatever would write plain text."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType

from resources.errors import StoreError

PLAIN_HEADER = b"SQLite format 3\0"
KEY_BYTES = 32
_WAIT_SECONDS = 10.0
_LOOKS_AGAIN = (0.0, 0.02, 0.05, 0.1, 0.2)
"""Seconds before each further look at a file that seems damaged."""


def cipher_library() -> ModuleType:
    """The SQLCipher library.

    Raises:
        StoreError: it is not installed.
    """
    try:
        return import_module("sqlcipher3.dbapi2")
    except ImportError as error:
        raise StoreError(
            "The encrypted store needs the package sqlcipher3, which is not installed for this machine. "
            "Install Northline again with `pip install`, or leave exact addresses out."
        ) from error


def open_cipher(
    path: Path, key: bytes, library: ModuleType | None = None, *, prove_all: bool = True
) -> sqlite3.Connection:
    """Open `path` with the data key `key`; an absent file begins empty, readable by its owner alone.

    Every page is checked against its seal before the first row is read, or with `prove_all` off when it is read.

    Raises:
        StoreError: the library writes plain text, the file is not encrypted, damaged, or belongs to another key.
    """
    library = library or cipher_library()
    if len(key) != KEY_BYTES:
        raise ValueError("a data key has 32 bytes")
    new = not path.exists() or not path.stat().st_size
    if new:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    else:
        require_encrypted(path)
    connection: sqlite3.Connection = library.connect(path, isolation_level=None, timeout=_WAIT_SECONDS)
    try:
        with cipher_faults(path.name):
            _unlock(connection, key, path.name)
        if not new:
            _prove(connection, path.name, library, prove_all)
    except BaseException:
        connection.close()
        raise
    return connection


def require_encrypted(path: Path) -> None:
    """Refuse a file that anybody could read.

    Raises:
        StoreError: the file begins like an ordinary database, or cannot be read.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(len(PLAIN_HEADER))
    except OSError as error:
        raise StoreError(f"{path.name} cannot be read ({error.strerror}). Check who owns the data folder.") from error
    if head == PLAIN_HEADER:
        raise StoreError(
            f"{path.name} is an ordinary database that anybody can read, not an encrypted one. "
            "Move it away, and restore the encrypted file from a back-up."
        )


@contextmanager
def cipher_faults(name: str) -> Iterator[None]:
    """Say in our own words what the library could not do with the file `name`.

    Raises:
        StoreError: instead of any error of the library.
    """
    library = cipher_library()
    try:
        yield
    except library.OperationalError as error:
        raise StoreError(f"{name} is in use, or cannot be written ({error}). Try again in a moment.") from error
    except library.Error as error:
        raise StoreError(_damaged(name)) from error


def _unlock(connection: sqlite3.Connection, key: bytes, name: str) -> None:
    # Ordinary SQLite ignores PRAGMA key without a word and would write the addresses in clear.
    version = connection.execute("PRAGMA cipher_version").fetchone()
    if not version or not version[0]:
        raise StoreError(
            f"{name} stays closed: the installed SQLite cannot encrypt and would write plain text. "
            "Install sqlcipher3 again, and tell whoever looks after this machine."
        )
    # The library would write its own complaints straight onto the terminal, over the screen of a call.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA cipher_memory_security = ON")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA trusted_schema = OFF")


def _prove(connection: sqlite3.Connection, name: str, library: ModuleType, prove_all: bool) -> None:
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        whole = not prove_all or _whole(connection)
    except library.DatabaseError as error:
        if "locked" in str(error):
            raise StoreError(f"{name} is in use. Try again in a moment.") from error
        raise StoreError(_damaged(name)) from error
    if not whole:
        raise StoreError(_damaged(name))


def _whole(connection: sqlite3.Connection) -> bool:
    """Does every page bear its seal?

    The check reads the bare file. A page that another session is writing back from the journal at this moment, or that
    a power cut left half written, is whole in the journal: it is written back again, and looked at again.
    """
    for pause in _LOOKS_AGAIN:
        if not connection.execute("PRAGMA cipher_integrity_check").fetchall():
            return True
        time.sleep(pause)
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    return not connection.execute("PRAGMA cipher_integrity_check").fetchall()


def _damaged(name: str) -> str:
    return (
        f"{name} is damaged, cut short, or belongs to another key. "
        f"Restore {name} and its key file together from one back-up."
    )
