"""What a file changes in the desk's own directory, worked out in temporary tables before anything is touched."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from resources.changes import Diff, FieldChange
from resources.derive import statements
from resources.rows import COLUMNS, value_of

GONE = "missing from the last three imports of its source"
"""Why a listing is hidden that its source no longer has."""

CHANGES = "instr(field, '.') = 0 AND field <> 'as_of'"
"""Which rows of `delta` say something new of a listing: a monthly export dates every row anew and changes few."""
_DATED = "SELECT listing FROM delta WHERE field = 'as_of'"

MOST_SHOWN = 1_000
_MOST_NAMES = 50
_FIELDS = tuple(column for column in COLUMNS if column not in ("id", "source", "key"))
_INCOMING = ", ".join(f"incoming.{column}" for column in _FIELDS)
_CURRENT = ", ".join(f"listing.{column}" for column in _FIELDS)


def reckon(connection: sqlite3.Connection, source: str, same_file: bool) -> Diff:
    """Fill `fresh` (ids of new listings) and `delta` (old and new value of each field) from `incoming`."""
    for statement in statements("reckon.sql"):
        connection.execute(statement)
    connection.executemany("INSERT INTO delta VALUES (?, ?, ?, ?)", _field_changes(connection))
    changed = _count(connection, f"(SELECT DISTINCT listing FROM delta WHERE {CHANGES})")
    dated = _count(connection, f"({_DATED})")
    both = _count(connection, f"(SELECT listing FROM delta WHERE {CHANGES} INTERSECT {_DATED})")
    if not same_file:
        for statement in statements("reckon_missing.sql"):
            connection.execute(
                statement, {"source": source, "gone": GONE} if ":gone" in statement else {"source": source}
            )
    new, incoming = _count(connection, "fresh"), _count(connection, "incoming")
    return Diff(
        new=new,
        changed=changed,
        unchanged=incoming - new - changed,
        missing=_count(connection, "delta WHERE field = 'held.absences' AND new > 0"),
        gone=_count(connection, "delta WHERE field = 'hidden' AND new = ?", GONE),
        returned=_count(connection, "delta WHERE field = 'held.absences' AND new = 0"),
        conflicts=_count(connection, "delta WHERE field LIKE 'conflict.%'"),
        dated=dated - both,
        changes=_shown_changes(connection),
        new_names=_names(connection, "SELECT service FROM incoming JOIN fresh USING (id) ORDER BY id"),
        missing_names=_names(
            connection,
            "SELECT service FROM listing JOIN delta ON listing = id"
            " WHERE field = 'held.absences' AND delta.new > 0 ORDER BY id",
        ),
    )


def _count(connection: sqlite3.Connection, what: str, *values: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {what}", values).fetchone()[0])


def _names(connection: sqlite3.Connection, question: str) -> tuple[str, ...]:
    return tuple(row[0] for row in connection.execute(f"{question} LIMIT {_MOST_NAMES}"))


def _shown_changes(connection: sqlite3.Connection) -> tuple[FieldChange, ...]:
    rows = connection.execute(
        "SELECT id, service, field, old, new FROM delta JOIN listing ON id = listing"
        f" WHERE {CHANGES} ORDER BY listing, field LIMIT {MOST_SHOWN}"
    )
    return tuple(
        FieldChange(id_, name, field, value_of(field, old), value_of(field, new)) for id_, name, field, old, new in rows
    )


def _field_changes(connection: sqlite3.Connection) -> Iterator[tuple[int, str, Any, Any]]:
    """Every field that changes in a listing that is held and comes again with something else, or after an absence."""
    rows = connection.execute(
        f"SELECT held.id, held.edited, held.absences, held.missing_since, held.record_hash, incoming_hash.record_hash,"
        f" {_CURRENT}, {_INCOMING}"
        " FROM incoming_hash JOIN held USING (id) JOIN listing USING (id) JOIN incoming USING (id)"
        " WHERE held.record_hash <> incoming_hash.record_hash OR held.absences > 0 ORDER BY held.id"
    )
    for id_, edited_json, absences, since, old_hash, new_hash, *values in rows:
        edited = json.loads(edited_json) if edited_json else {}
        ours, theirs = values[: len(_FIELDS)], values[len(_FIELDS) :]
        known = dict(edited)
        for field, current, said in zip(_FIELDS, ours, theirs, strict=True):
            if field in edited:
                if said == current:
                    del known[field]
                    continue
                known[field] = said
                if edited[field] != said != current:
                    yield id_, f"conflict.{field}", current, said
            elif current != said:
                yield id_, field, current, said
        if known != edited:
            yield id_, "held.edited", edited_json, json.dumps(known, ensure_ascii=False)
        if old_hash != new_hash:
            yield id_, "held.record_hash", old_hash, new_hash
        if absences:
            yield id_, "held.absences", absences, 0
            yield id_, "held.missing_since", since, ""
