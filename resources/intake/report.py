"""What an import did with every row: kept, repaired, refused with a reason and the next step."""

from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

NEXT_STEP = {
    "no-name": "Give the row a name for the service or the organisation.",
    "no-contact": "Add a phone, web address, e-mail, street or town.",
    "help-row": "None: this row explains the columns.",
    "heading-row": "None: this row is a heading or a total inside the table.",
    "too-many-cells": "Put the cell that holds a comma between double quotes.",
    "cut-short": "Ask for the whole file: its last row breaks off.",
    "no-parent": "Fill in the id of the service, location or organisation that the row belongs to.",
    "unknown-table": "Rename the file after its HSDS table, or import it by itself.",
    "same-id-other-content": "Give the two rows different ids.",
    "formula-without-value": "Open the sheet in its own program, save it, and import it again.",
    "not-used": "None: Northline has no use for this table.",
    "organisation-missing": "Send the organisation that the row names: it is shown under its own name until then.",
    "unreadable-record": "Correct the record: it is not a JSON object of HSDS.",
    "header-misfits-values": "Check the heading: the values are of another sort.",
    "times-unreadable": "Write the hours as in Mon-Fri 9:00am-5:00pm.",
    "hours-disagree": "Ask which is right: the text and the rows of the schedule differ.",
    "close-before-open": "Correct the times: they close before they open.",
    "point-outside-US": "Correct the coordinates, or leave them empty.",
    "number-unreadable": "Correct the phone number.",
}
"""Reason code -> what staff can do about it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row that was not taken."""

    file: str
    row: int
    reason: str

    @property
    def next_step(self) -> str:
        """What to do about it."""
        return NEXT_STEP.get(self.reason, "Look at the row in the file.")


@dataclass(slots=True)
class FileReport:
    """The account of one file or sheet; `rows` always equals `kept` plus the refused."""

    file: str
    what: str = ""
    rows: int = 0
    kept: int = 0
    repaired: int = 0
    hidden: int = 0
    sealed: int = 0
    listings: int = 0
    repeats: int = 0
    fields: dict[str, str] = field(default_factory=dict)
    unmapped: list[str] = field(default_factory=list)
    doubts: Counter[str] = field(default_factory=Counter)
    # A refused row is two small numbers: a million of them must not fill the memory.
    _rows: "array[int]" = field(default_factory=lambda: array("L"))
    _reasons: "array[int]" = field(default_factory=lambda: array("H"))
    _names: list[str] = field(default_factory=list)

    def keep(self) -> None:
        """Count a row that was taken."""
        self.rows += 1
        self.kept += 1

    def refuse(self, row: int, reason: str) -> None:
        """Count a row that was not taken, and why."""
        if reason not in self._names:
            self._names.append(reason)
        self.rows += 1
        self._rows.append(row)
        self._reasons.append(self._names.index(reason))

    @property
    def refused(self) -> int:
        """How many rows were not taken."""
        return len(self._rows)

    def refusals(self) -> Iterator[Refusal]:
        """Each row that was not taken, in order."""
        for row, reason in zip(self._rows, self._reasons, strict=True):
            yield Refusal(self.file, row, self._names[reason])

    def as_dict(self) -> dict[str, object]:
        """The account as `northline import --json` writes it."""
        return {
            "file": self.file,
            "what": self.what,
            "rows": self.rows,
            "kept": self.kept,
            "repaired": self.repaired,
            "refused": [
                {"file": found.file, "row": found.row, "reason": found.reason, "next": found.next_step}
                for found in self.refusals()
            ],
            "hidden": self.hidden,
            "sealed": self.sealed,
            "listings": self.listings,
            "repeats": self.repeats,
            "fields": dict(self.fields),
            "unmapped": list(self.unmapped),
            "doubts": [
                {"reason": reason, "rows": count, "next": NEXT_STEP.get(reason, "")}
                for reason, count in self.doubts.most_common()
            ],
        }


@dataclass(slots=True)
class Report:
    """The account of a whole import, filled while its listings are read."""

    files: list[FileReport] = field(default_factory=list)

    def file(self, name: str, what: str = "") -> FileReport:
        """Open the account of one more file."""
        self.files.append(FileReport(name, what))
        return self.files[-1]

    @property
    def rows(self) -> int:
        """Rows in all files."""
        return sum(each.rows for each in self.files)

    @property
    def kept(self) -> int:
        """Rows taken from all files."""
        return sum(each.kept for each in self.files)

    @property
    def refused(self) -> int:
        """Rows refused in all files."""
        return sum(each.refused for each in self.files)

    def as_dict(self) -> dict[str, object]:
        """`{"files": [...]}`, one entry a file or sheet."""
        return {"files": [each.as_dict() for each in self.files]}
