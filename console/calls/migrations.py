"""From every version of the call log to the latest: one SQL file a step, each step whole or not at all."""

import sqlite3
from importlib.resources import files

STEPS = ("calls.sql", "outbox.sql")
"""Version 1 is the first file, version 2 the second, and so on. A released file is never changed."""

LATEST = len(STEPS)


def migrate(connection: sqlite3.Connection) -> int:
    """Bring an open log to the latest version; returns the version it had."""
    had: int = connection.execute("PRAGMA user_version").fetchone()[0]
    for number in range(had, LATEST):
        _step(connection, number)
    return had


def _step(connection: sqlite3.Connection, number: int) -> None:
    text = (files("console.calls") / "sql" / STEPS[number]).read_text("utf-8")
    connection.execute("BEGIN IMMEDIATE")
    try:
        # executescript would commit first; each statement runs inside our own transaction.
        for statement in _statements(text):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number + 1}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _statements(text: str) -> list[str]:
    found, pending = [], ""
    for line in text.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending)
            pending = ""
    return found
