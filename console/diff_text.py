"""What an import changes, as lines of text."""

from collections.abc import Iterator

from resources.changes import Diff, FieldChange


def diff_sentence(diff: Diff) -> str:
    """The counts of a diff in one line."""
    counts = {
        "new": diff.new,
        "changed": diff.changed,
        "unchanged": diff.unchanged,
        "of these the same as of another day": diff.dated,
        "no longer in the file (kept and shown until absent three times)": diff.missing,
        "hidden after three absences": diff.gone,
        "returned": diff.returned,
        "corrected here and different there (our correction stands)": diff.conflicts,
    }
    return ", ".join(f"{count:,} {what}" for what, count in counts.items() if count) or "nothing"


def diff_lines(diff: Diff, most: int) -> Iterator[str]:
    """New listings, fields that change with both values, and listings that are missing; at most `most` of each."""
    yield from _some([f"new: {name}" for name in diff.new_names], diff.new, most)
    yield from _some([_change_line(change) for change in diff.changes if change.field], len(diff.changes), most)
    yield from _some([f"missing: {name}" for name in diff.missing_names], diff.missing, most)


def _change_line(change: FieldChange) -> str:
    return f"changed: {change.name}: {change.field} was {change.old!r}, becomes {change.new!r}"


def _some(lines: list[str], total: int, most: int) -> Iterator[str]:
    yield from lines[:most]
    if total > most:
        yield f"... and {total - most:,} more"
