"""What is derived from listings, kept in step with them: who is near, who covers what, words and spellings."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator

from resources.apt import aptness
from resources.clocks import week_of
from resources.gist import gist, seat_code, whose
from resources.police import own_town
from resources.rows import checked, dial
from resources.schema import sql
from resources.spelling import keys_of, words_of

Progress = Callable[[str, float], None]
"""Called with what is being done and how far it is, 0..1."""

_MANY_WORDS = 150_000
_FUNCTIONS: tuple[tuple[str, int, Callable[..., str | bytes | int | float | None]], ...] = (
    ("gist", 3, gist), ("whose", 5, whose), ("aptness", 7, aptness), ("dial", 1, dial), ("checked", 1, checked),
    ("week_of", 1, week_of), ("own_town", 4, own_town), ("seat_code", 2, seat_code),
)  # fmt: skip


def prepare(connection: sqlite3.Connection) -> None:
    """Give a writing connection the functions, views and the `touched` table that deriving needs."""
    for name, arguments, function in _FUNCTIONS:
        connection.create_function(name, arguments, function, deterministic=True)
    connection.execute("CREATE TEMP TABLE touched (id INTEGER PRIMARY KEY)")
    for statement in statements("shown.sql"):
        connection.execute(statement)


def statements(name: str) -> Iterator[str]:
    """The statements of one of our `.sql` files; executescript would commit the transaction at hand."""
    text = ""
    for line in sql(name).splitlines(keepends=True):
        text += line
        if sqlite3.complete_statement(text):
            yield text
            text = ""


def unindex(connection: sqlite3.Connection) -> None:
    """Take the listings in `touched` out of the indexes, before they change."""
    for statement in statements("unindex.sql"):
        connection.execute(statement)


def index(connection: sqlite3.Connection, progress: Progress | None = None) -> None:
    """Put the listings in `touched` into the indexes, after they changed."""
    steps = list(statements("index.sql"))
    for done, statement in enumerate(steps):
        if progress:
            progress("Indexing", done / (len(steps) + 1))
        connection.execute(statement)
    _learn_words(connection)
    if progress:
        progress("Indexing", 1.0)


def _learn_words(connection: sqlite3.Connection) -> None:
    rows = connection.execute(
        "SELECT service, organisation, about, place FROM shown_words WHERE id IN (SELECT id FROM touched) ORDER BY id"
    )
    listings: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for service, organisation, about, place in rows:
        named = set(words_of(f"{service} {organisation}"))
        names.update(named)
        listings.update(named | set(words_of(f"{about} {place}")))
        if len(listings) > _MANY_WORDS:
            _keep_words(connection, listings, names)
            listings.clear()
            names.clear()
    _keep_words(connection, listings, names)


def _keep_words(connection: sqlite3.Connection, listings: Counter[str], names: Counter[str]) -> None:
    """Words are added and never taken back: a word nobody uses any more finds nothing and harms nothing."""
    words = sorted(listings)
    connection.executemany(
        "INSERT INTO word (word, listings, names) VALUES (?, ?, ?) ON CONFLICT (word) DO UPDATE"
        " SET listings = listings + excluded.listings, names = names + excluded.names",
        ((word, listings[word], names[word]) for word in words),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO word_key (key, word) VALUES (?, ?)",
        sorted((key, word) for word in words for key in keys_of(word)),
    )
