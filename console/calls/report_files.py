"""Reports as CSV and XLSX whose cells no spreadsheet takes for a formula."""

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

from console.calls.errors import CallsError
from console.calls.reports import Line, Period

HEAD = ("section", "indicator", "value", "note")
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def safe_cell(text: str) -> str:
    """The text so that a spreadsheet shows it: what could begin a formula, blanks before it or not, gets a quote."""
    return f"'{text}" if text.lstrip().startswith(_RISKY) or text[:1] in _RISKY else text


def as_csv(lines: Sequence[Line], period: Period) -> str:
    """The report as CSV, every cell quoted."""
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in _rows(lines, period):
        writer.writerow([safe_cell(cell) for cell in row])
    return stream.getvalue()


def write_report(path: Path, lines: Sequence[Line], period: Period) -> None:
    """Write the report beside nothing that stands: .csv or .xlsx, as the name says.

    Raises:
        CallsError: the file is there already, is of another kind, or cannot be written.
    """
    if path.suffix not in (".csv", ".xlsx"):
        raise CallsError("A report ends in .csv or .xlsx. Name the file so.")
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise CallsError(f"{path.name} is there already. Name a new file: nothing is written over.") from None
    except OSError as error:
        raise CallsError(f"{path.name} cannot be written ({error.strerror}). Choose another folder.") from error
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(as_csv(lines, period).encode("utf-8-sig") if path.suffix == ".csv" else _as_xlsx(lines, period))


def _as_xlsx(lines: Sequence[Line], period: Period) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Report")
    for row in _rows(lines, period):
        sheet.append([safe_cell(cell) for cell in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _rows(lines: Sequence[Line], period: Period) -> list[tuple[str, ...]]:
    about = ("Period", f"{period.first} to the day before {period.end}", "", "internal: small counts tell of people")
    return [HEAD, about, *((one.section, one.name, one.said, one.note) for one in lines)]
