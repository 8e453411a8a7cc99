"""The next generation, made beside the one in use and checked down to its content hash before anything points to it."""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from console.exchange.chains import DIRECTORY, Chain, content_hash, rows_of
from console.exchange.errors import PackRefusedError
from console.exchange.patches import apply_patch, keys_in
from console.exchange.records import Changes
from console.exchange.squeezed import PATCH_MOST, lines_of, pieces_of
from console.exchange.trust import foreign_text
from console.part import Progress
from resources import derive
from resources.errors import StoreError
from resources.rows import ID, listing_of
from resources.schema import create, sql

FULL_MOST = 2 << 30
"""Unpacked bytes of a whole directory, whatever anybody signed."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the staged file must say: the hash its publisher signed, and how many rows that are."""

    generation: int
    content: str
    rows: int


@dataclass(frozen=True, slots=True)
class Packs:
    """What was fetched for one step: patches in their order, or one whole copy with its unpacked length."""

    patches: tuple[Path, ...] = ()
    full: Path | None = None
    unpacked: int = 0


def stage(
    chain: Chain, base: Path | None, packs: Packs, wanted: Wanted, target: Path, progress: Progress, *, indexed: bool
) -> Changes:
    """Make `target` from `base` and what was fetched, and prove it; it is deleted again where it proves wrong.

    Raises:
        PackRefusedError: the result is not what was signed.
        StoreError: the disk is full.
    """
    clear_stage(target)
    try:
        if packs.full is not None:
            with _written(target) as connection:
                changes = _from_full(chain, connection, packs, base, progress, indexed=indexed)
                _prove(chain, connection, wanted, progress, indexed=indexed)
        elif base is not None:
            shutil.copyfile(base, target)
            changes = _from_patches(chain, target, packs.patches, progress, indexed=indexed)
            with _written(target) as connection:
                _prove(chain, connection, wanted, progress, indexed=indexed)
        else:
            raise PackRefusedError("There is nothing here that a patch could change. Run `northline sync --full`.")
    except BaseException:
        clear_stage(target)
        raise
    return changes


def clear_stage(target: Path) -> None:
    """Remove what an earlier try left, its journals first."""
    for ending in ("-journal", "-wal", "-shm", ""):
        target.with_name(target.name + ending).unlink(missing_ok=True)


@contextmanager
def _written(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            # Nobody reads the file before it is renamed: a power cut only means beginning again.
            for pragma in ("journal_mode = MEMORY", "synchronous = OFF", "secure_delete = ON", "temp_store = FILE"):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("PRAGMA cache_size = -3000")
            connection.execute("BEGIN")
            yield connection
            if connection.in_transaction:
                connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        raise StoreError(f"The update could not be written ({error}). Free the disk, then sync again.") from error
    except sqlite3.DatabaseError as error:
        raise PackRefusedError(
            f"The update did not fit together ({error}). Nothing was changed; `northline sync --full` fetches all."
        ) from error


def _from_full(
    chain: Chain, connection: sqlite3.Connection, packs: Packs, base: Path | None, progress: Progress, *, indexed: bool
) -> Changes:
    connection.execute("COMMIT")
    if chain is DIRECTORY and indexed:
        create(connection)
        derive.prepare(connection)
    else:
        connection.execute(chain.make)
    connection.execute("BEGIN")
    most = min(packs.unpacked, FULL_MOST)
    rows = rows_of(chain, lines_of(pieces_of(packs.full or Path(), most)))
    connection.executemany(chain.insert, _readable(chain, rows))
    changes = _compared(chain, connection, base)
    if chain is DIRECTORY and indexed:
        connection.execute("INSERT INTO touched SELECT id FROM listing")
        derive.index(connection, progress)
        connection.execute("INSERT INTO words (words) VALUES ('optimize')")
    return changes


def _compared(chain: Chain, connection: sqlite3.Connection, base: Path | None) -> Changes:
    """What a whole copy changes against the generation it follows, so that people are told."""
    if base is None:
        return Changes(new=int(connection.execute(f"SELECT count(*) FROM {chain.table}").fetchone()[0]))
    connection.execute("COMMIT")
    connection.execute("ATTACH ? AS base", (str(base),))
    here, there, key = f"main.{chain.table}", f"base.{chain.table}", chain.key
    same = " AND ".join(f"a.{column} IS b.{column}" for column in chain.columns)
    new, removed, edited = (
        int(connection.execute(question).fetchone()[0])
        for question in (
            f"SELECT count(*) FROM {here} WHERE {key} NOT IN (SELECT {key} FROM {there})",
            f"SELECT count(*) FROM {there} WHERE {key} NOT IN (SELECT {key} FROM {here})",
            f"SELECT count(*) FROM {here} AS a JOIN {there} AS b USING ({key}) WHERE NOT ({same})",
        )
    )
    connection.execute("DETACH base")
    connection.execute("BEGIN")
    return Changes(new, edited, removed)


def _from_patches(chain: Chain, target: Path, packed: Sequence[Path], progress: Progress, *, indexed: bool) -> Changes:
    patches = [b"".join(pieces_of(path, PATCH_MOST)) for path in packed]
    keys = {key for patch in patches for key in keys_in(patch, chain)}
    follows = chain is DIRECTORY and indexed
    with _written(target) as connection:
        held = _held(chain, connection, keys)
        if follows:
            _touch(connection, keys)
            derive.unindex(connection)
    for done, patch in enumerate(patches):
        progress("Applying", done / len(patches))
        apply_patch(patch, target, chain)
    with _written(target) as connection:
        now = _held(chain, connection, keys)
        if chain is DIRECTORY:
            for _ in _readable(chain, now.values()):
                pass
        if follows:
            _touch(connection, keys)
            derive.index(connection)
            connection.executescript(sql("count_blocks.sql"))
    edited = sum(held[key] != now[key] for key in held.keys() & now.keys())
    return Changes(len(now.keys() - held.keys()), edited, len(held.keys() - now.keys()))


def _touch(connection: sqlite3.Connection, keys: set[Any]) -> None:
    connection.execute("COMMIT")
    derive.prepare(connection)
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO touched VALUES (?)", ((key,) for key in sorted(keys)))


def _held(chain: Chain, connection: sqlite3.Connection, keys: set[Any]) -> dict[Any, tuple[Any, ...]]:
    question = f"SELECT {', '.join(chain.columns)} FROM {chain.table} WHERE {chain.key} = ?"
    rows = (connection.execute(question, (key,)).fetchone() for key in keys)
    at = chain.columns.index(chain.key)
    return {row[at]: row for row in rows if row is not None}


def _readable(chain: Chain, rows: Any) -> Iterator[Sequence[Any]]:  # noqa: ANN401
    """The rows, each once read as a desk will read it: what would break a call is refused here."""
    for row in rows:
        if chain is DIRECTORY:
            try:
                listing_of(row)
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise PackRefusedError(
                    f"Listing {row[ID]} cannot be read ({type(error).__name__}). Nothing was changed: tell the editors."
                ) from error
        yield row


def _prove(chain: Chain, connection: sqlite3.Connection, wanted: Wanted, progress: Progress, *, indexed: bool) -> None:
    """The content hash first; then that the file itself and what is derived in it are whole."""
    progress("Checking", 0.0)
    if content_hash(chain, connection) != wanted.content:
        raise PackRefusedError(foreign_text(chain.name, "its content hash differs"))
    progress("Checking", 0.6)
    count = int(connection.execute(f"SELECT count(*) FROM {chain.table}").fetchone()[0])
    said = connection.execute("PRAGMA quick_check").fetchone()[0]
    if said != "ok" or count != wanted.rows:
        raise StoreError(f"The update was not written whole ({said}). Check the disk, then sync again.")
    if chain is DIRECTORY and indexed:
        connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        astray = connection.execute("SELECT count(*) FROM near_kind WHERE listing NOT IN (SELECT id FROM listing)")
        if astray.fetchone()[0]:
            raise StoreError("The update was not indexed whole. Run `northline sync --full`.")
    progress("Checking", 1.0)
