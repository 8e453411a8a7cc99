"""Patches: what changed from one generation's rows to the next, as SQLite's session extension writes it."""

from pathlib import Path
from typing import Any

import apsw

from console.exchange.chains import Chain
from console.exchange.errors import PackRefusedError
from resources.errors import StoreError


def make_patch(before: Path, after: Path, chain: Chain) -> bytes:
    """The patch that makes the rows of `before` those of `after`; both hold the chain's table."""
    connection = apsw.Connection(str(after), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        connection.execute("ATTACH ? AS before", (str(before),))
        session = apsw.Session(connection, "main")
        session.attach(chain.table)
        session.diff("before", chain.table)
        return session.patchset()
    finally:
        connection.close()


def keys_in(patch: bytes, chain: Chain) -> tuple[Any, ...]:
    """The keys of the rows that a patch touches.

    Raises:
        PackRefusedError: it touches any other table, or is no patch at all.
    """
    at = chain.columns.index(chain.key)
    keys = []
    try:
        for change in apsw.Changeset.iter(patch):
            if change.name != chain.table or change.column_count != len(chain.columns):
                raise PackRefusedError(
                    f"A patch of the {chain.what} would change something else. Nothing was changed: tell the publisher."
                )
            row = change.new if change.op == "INSERT" else change.old
            keys.append(row[at] if row else None)
    except apsw.Error as error:
        raise _no_patch(chain) from error
    return tuple(keys)


def apply_patch(patch: bytes, path: Path, chain: Chain) -> None:
    """Apply a patch to the throw-away file `path`, whole or not at all; any conflict ends it.

    Raises:
        PackRefusedError: it does not fit. Altered rows it does not notice: the content hash must follow.
        StoreError: the disk is full or the file cannot be written.
    """
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        # Nobody reads this file until it is renamed. What is deleted must not stay in its free pages.
        for pragma in ("journal_mode = MEMORY", "synchronous = OFF", "secure_delete = ON", "trusted_schema = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        apsw.Changeset.apply(patch, connection, filter=lambda table: table == chain.table)
    except (apsw.FullError, apsw.IOError, apsw.CantOpenError) as error:
        raise StoreError(f"The update could not be written ({error}). Free the disk, then sync again.") from error
    except apsw.Error as error:
        raise _no_patch(chain) from error
    finally:
        connection.close()


def _no_patch(chain: Chain) -> PackRefusedError:
    return PackRefusedError(
        f"A patch does not fit the {chain.what} held here. Nothing was changed; `northline sync --full` fetches all."
    )
