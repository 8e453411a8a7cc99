"""XLSX workbooks: every sheet that holds a table, read row by row."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from resources.errors import IntakeError
from resources.intake.sources import BROKEN_ARCHIVE, SourceFile, check_archive
from resources.intake.tables import Row, Table, as_table

BROKEN_DOCUMENT = (*BROKEN_ARCHIVE, SyntaxError, LookupError, ValueError, TypeError, AttributeError, OSError)
"""What the document libraries raise on damaged files; broken XML is a SyntaxError to both parsers."""

_MOST_XML = 600_000_000
_WIDEST = 2_000
_PARSED = (".xml", ".rels")


def check_office_file(source: SourceFile) -> None:
    """Refuse an Office file or KMZ that is broken, encrypted, a bomb, or brings a DTD with entities along."""
    try:
        with source.seekable() as stream, zipfile.ZipFile(stream) as archive:
            check_archive(archive, source.name, _MOST_XML)
            for entry in archive.infolist():
                if entry.filename.lower().endswith((*_PARSED, ".kml")):
                    with archive.open(entry) as part:
                        refuse_dtd(part.read(65536), source.name)
    except (*BROKEN_ARCHIVE, UnicodeDecodeError, OSError) as error:
        raise IntakeError(f"{source.name} is broken and cannot be opened. Save it again in its own program.") from error


def refuse_dtd(head: bytes, name: str) -> None:
    """No directory needs a document type; entities hidden in one read other files or fill the memory."""
    plain = head.replace(b"\x00", b"").lower()
    if b"<!doctype" in plain or b"<!entity" in plain:
        raise IntakeError(f"{name} brings a document type (DTD) along: it is not taken. Export it without one.")


def workbook_tables(source: SourceFile) -> list[Table]:
    """The tables of all visible sheets that hold any rows."""
    check_office_file(source)
    tables = []
    for title in _sheet_names(source):
        table = as_table(f"{source.name}#{title}", _rows(source, title), title)
        if table is not None:
            tables.append(table)
    if not tables:
        raise IntakeError(f"{source.name} has no sheet with rows in it. Check that it is the right workbook.")
    return tables


def _sheet_names(source: SourceFile) -> list[str]:
    with source.seekable() as stream:
        book = _open(stream, source.name)
        try:
            return [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
        finally:
            book.close()


def _open(stream: object, name: str) -> openpyxl.Workbook:
    try:
        return openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, *BROKEN_DOCUMENT) as error:
        raise IntakeError(f"{source_kind(name)} cannot be opened. Save it again as XLSX in its own program.") from error


def source_kind(name: str) -> str:
    """How a message names the file."""
    return f"The workbook {name}"


def _rows(source: SourceFile, title: str) -> Iterator[Row]:
    with source.seekable() as stream:
        book = _open(stream, source.name)
        try:
            sheet = book[title]
            # The size that a sheet states is often wrong; only its rows tell.
            sheet.reset_dimensions()
            for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
                cells = [_text(value) for value in values[:_WIDEST]]
                if any(cell.strip() for cell in cells):
                    yield number, cells
        except BROKEN_DOCUMENT as error:
            raise IntakeError(
                f"{source.name} breaks off in sheet {title}. Save it again in its own program."
            ) from error
        finally:
            book.close()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
