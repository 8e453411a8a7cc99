"""Which keys an import has met, kept on disk so that a million of them take no memory."""

import sqlite3
from types import TracebackType

from resources.listing import Listing


class Seen:
    """Tells a repeated row from two rows that share an id."""

    def __init__(self) -> None:
        # An empty name is SQLite's own temporary file: private, bounded in memory, gone when closed.
        self._rows = sqlite3.connect("", isolation_level=None)
        self._rows.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-8000;"
            "CREATE TABLE seen (key TEXT, content INTEGER, PRIMARY KEY (key)) WITHOUT ROWID; BEGIN"
        )

    def __enter__(self) -> "Seen":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._rows.close()

    def before(self, listing: Listing) -> str:
        """ "" for a new key, `repeat` where the same listing came before, `other` where its key stood for another."""
        names = (listing.service, listing.organisation)
        # A key made of a place alone is told from another's by its names only.
        told = (listing.street, listing.city, listing.phones, listing.about[:200])
        content = hash(names if listing.key.startswith("@") else (*names, *told))
        added = self._rows.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (listing.key, content)).rowcount
        if added:
            return ""
        known = self._rows.execute("SELECT content FROM seen WHERE key = ?", (listing.key,)).fetchone()[0]
        # A key made of name, place and number already says that the rows are one.
        return "repeat" if known == content or listing.key.startswith("~") else "other"
