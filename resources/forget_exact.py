"""A place that becomes confidential is forgotten in the desk's past as well, where its address once stood in clear."""

import json
import sqlite3
from collections.abc import Iterable

from resources import derive
from resources.errors import StoreError
from resources.schema import sql
from resources.spelling import words_of

_TELLS_NOTHING = {
    "", "sealed", "refer", "hidden", "status", "languages", "virtual", "vetting", "verified", "confidence", "as_of",
    "kinds", "county_fips", "city", "state", "country", "timezone", "areas",
    "held.record_hash", "held.absences", "held.missing_since",
}  # fmt: skip
"""Fields whose past stays: they say no more than the town. Any other could name the street."""


def forget_exact(connection: sqlite3.Connection, changes: Iterable[int]) -> bool:
    """Forget the address of each listing that these changes sealed; True where something had to be forgotten.

    Taking such a change back afterwards opens the listing again with its town alone; its source brings the rest.
    """
    forgotten = False
    for change in changes:
        for (listing,) in connection.execute(
            "SELECT listing FROM history JOIN listing ON id = listing WHERE change = ? AND field = 'sealed' AND sealed",
            (change,),
        ).fetchall():
            forgotten = _forget(connection, listing, change) or forgotten
    return forgotten


def compact(connection: sqlite3.Connection, name: str) -> None:
    """Write the file anew, so that nothing of what was forgotten stays between its rows or in its journal.

    Raises:
        StoreError: there is no room for that.
    """
    try:
        # Merging all words into one drops those that were only marked as gone.
        connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        connection.execute("VACUUM")
        # A session that is just reading keeps the old pages in the file: the answer says so, no error does.
        waiting = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise StoreError(_traces(name, str(error))) from error
    if waiting:
        raise StoreError(_traces(name, "another session is reading it"))


def _traces(name: str, why: str) -> str:
    return (
        f"The change was kept and the place is sealed, but traces of its old address may stay in {name} ({why}). "
        f"Close the other sessions, make room, and run `sqlite-utils vacuum` on {name}."
    )


def _forget(connection: sqlite3.Connection, listing: int, change: int) -> bool:
    past = connection.execute(
        "SELECT change, field, old, new FROM history WHERE listing = ? AND change <= ?", (listing, change)
    ).fetchall()
    telling = [row for row in past if row[1] not in _TELLS_NOTHING]
    connection.executemany(
        "DELETE FROM history WHERE listing = ? AND change = ? AND field = ?",
        [(listing, number, field) for number, field, _, _ in telling],
    )
    connection.execute("DELETE FROM conflict WHERE listing = ?", (listing,))
    _forget_edits(connection, listing)
    _forget_point(connection, listing)
    _forget_words(connection, {word for row in telling for text in row[2:] for word in words_of(str(text or ""))})
    return bool(telling)


def _forget_edits(connection: sqlite3.Connection, listing: int) -> None:
    """What the source said before an edit by hand is a past as well."""
    (text,) = connection.execute("SELECT edited FROM held WHERE id = ?", (listing,)).fetchone()
    if text:
        kept = {field: said for field, said in json.loads(text).items() if field in _TELLS_NOTHING}
        said = json.dumps(kept, ensure_ascii=False) if kept else ""
        connection.execute("UPDATE held SET edited = ? WHERE id = ?", (said, listing))


def _forget_point(connection: sqlite3.Connection, listing: int) -> None:
    """A street corrected by hand outlives imports; in a confidential place it must not."""
    connection.execute("DELETE FROM touched")
    connection.execute("INSERT INTO touched VALUES (?)", (listing,))
    derive.unindex(connection)
    connection.execute(sql("forget_point.sql"), {"id": listing})
    derive.index(connection)


def _forget_words(connection: sqlite3.Connection, words: Iterable[str]) -> None:
    """The list of words for misspelt searches must not be the last place that knows the street."""
    for word in sorted(words):
        quoted = '"' + word.replace('"', '""') + '"'
        if connection.execute("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", (quoted,)).fetchone() is None:
            connection.execute("DELETE FROM word WHERE word = ?", (word,))
            connection.execute("DELETE FROM word_key WHERE word = ?", (word,))
