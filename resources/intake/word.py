"""DOCX documents: each table is a table; lists and prose belong to the guides."""

from collections.abc import Iterator

import docx
from docx.opc.exceptions import PackageNotFoundError

from resources.errors import IntakeError
from resources.intake.sheet import BROKEN_DOCUMENT, check_office_file
from resources.intake.sources import SourceFile
from resources.intake.tables import Row, Table, as_table


def document_tables(source: SourceFile) -> list[Table]:
    """The tables of a document that have rows under headings."""
    check_office_file(source)
    with source.seekable() as stream:
        try:
            document = docx.Document(stream)
            raw = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
        except (PackageNotFoundError, *BROKEN_DOCUMENT) as error:
            raise IntakeError(f"{source.name} cannot be opened. Save it again as DOCX in its own program.") from error
    tables = []
    for index, rows in enumerate(raw, 1):
        table = as_table(f"{source.name}#table {index}" if len(raw) > 1 else source.name, _rows(rows))
        if table is not None and len(rows) > 1:
            tables.append(table)
    if not tables:
        raise IntakeError(
            f"{source.name} holds no table of listings. A text with steps is a guide: use `northline guides import`."
        )
    return tables


def _rows(rows: list[list[str]]) -> Iterator[Row]:
    for number, cells in enumerate(rows, 1):
        # A merged cell comes back once for each column that it spans.
        single = [cell if index == 0 or cell != cells[index - 1] else "" for index, cell in enumerate(cells)]
        if any(cell.strip() for cell in single):
            yield number, single
