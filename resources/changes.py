"""What an import or an edit changes: the values that are shown before it is applied and kept after."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from resources.rows import value_of


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one listing: what it said and what it says. `field` "" means that the listing itself is new."""

    listing: int
    name: str
    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Diff:
    """What an import does to the directory, in counts and, up to a limit, field by field.

    `missing` are the listings of the source that the file no longer has (kept and still shown), `gone` those hidden now
    because they were absent three times in a row, `returned` those that are back. `dated` are those unchanged ones of
    which the source says the same as of another day. `conflicts` are fields corrected by
    hand here of which the source now says something else: the correction stands until somebody decides.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    missing: int = 0
    gone: int = 0
    returned: int = 0
    conflicts: int = 0
    dated: int = 0
    changes: tuple[FieldChange, ...] = ()
    new_names: tuple[str, ...] = ()
    missing_names: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether the directory stays as it is."""
        said = (self.new, self.changed, self.missing, self.gone, self.returned, self.conflicts, self.dated)
        return not any(said)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a listing's history."""

    at: str
    by: str
    action: str
    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that was corrected by hand and of which the source now says something else."""

    listing: int
    field: str
    ours: Any
    theirs: Any
    at: str


HISTORY = (
    "SELECT change.at, by_whom, action || CASE WHEN undone THEN ' (undone)' ELSE '' END, field, old, new"
    " FROM history JOIN change ON change.number = history.change"
    " WHERE listing = ? AND field NOT LIKE 'held.%' ORDER BY change.number DESC, field"
)


def entries_of(rows: Sequence[Sequence[Any]]) -> tuple[Entry, ...]:
    """History as values, the fields in their own types."""
    return tuple(
        Entry(at, by, action, field, _value(field, old), _value(field, new)) for at, by, action, field, old, new in rows
    )


def _value(field: str, stored: Any) -> Any:  # noqa: ANN401
    return None if stored is None else value_of(field, stored)
