"""A row named by its id, or by as many of its first letters as no other row shares."""

import re
from typing import TypeVar

from console.calls.errors import CallsError
from console.calls.log import CallLog

SHOWN = 8
"""Letters of an id that are shown: typed back, they name the row."""

_ID = re.compile(r"[0-9a-f]{4,32}\Z")

Row = TypeVar("Row")


def named(log: CallLog, kind: type[Row], id: str, what: str) -> Row:
    """The one row of that kind whose id begins so; `what` is what people call such a row.

    Raises:
        CallsError: none does, or several do.
    """
    asked = id.strip().lower()
    if not _ID.match(asked):
        raise CallsError(f"A {what} is named by the first 8 letters of its id, as the list shows them.")
    found = list(log.rows(kind, "id >= ? AND id < ? LIMIT 2", asked, asked + "g"))
    if not found:
        raise CallsError(f"No {what} has an id that begins so. Look at the list again; it may be gone already.")
    if len(found) > 1:
        raise CallsError(f"More than one {what} has an id that begins so. Give more letters of it.")
    return found[0]
