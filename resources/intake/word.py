"""DOCX documents: each table is a table, a list of listings is one too; prose and steps belong to the guides."""

from collections.abc import Iterator

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.text.paragraph import Paragraph as WordParagraph

from resources.errors import IntakeError
from resources.intake.sheet import BROKEN_DOCUMENT, check_office_file
from resources.intake.sources import SourceFile
from resources.intake.tables import Row, Table, as_table
from resources.intake.word_list import Paragraph, list_table


def document_tables(source: SourceFile) -> list[Table]:
    """The tables of a document that have rows under headings."""
    check_office_file(source)
    with source.seekable() as stream:
        try:
            document = docx.Document(stream)
            raw = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
            paragraphs = [
                Paragraph(number, each.text, _is_heading(each)) for number, each in enumerate(document.paragraphs, 1)
            ]
        except (PackageNotFoundError, *BROKEN_DOCUMENT) as error:
            raise IntakeError(f"{source.name} cannot be opened. Save it again as DOCX in its own program.") from error
    tables = []
    for index, rows in enumerate(raw, 1):
        table = as_table(f"{source.name}#table {index}" if len(raw) > 1 else source.name, _rows(rows))
        if table is not None and len(rows) > 1:
            tables.append(table)
    listed = list_table(f"{source.name}#list" if tables else source.name, paragraphs)
    if listed is not None:
        tables.append(listed)
    if not tables:
        raise IntakeError(
            f"{source.name} holds no table or list of listings. "
            "A text with steps is a guide: use `northline guides import`."
        )
    return tables


def _is_heading(paragraph: WordParagraph) -> bool:
    style = paragraph.style.name if paragraph.style is not None else ""
    return bool(style) and style.startswith(("Heading", "Title"))


def _rows(rows: list[list[str]]) -> Iterator[Row]:
    for number, cells in enumerate(rows, 1):
        # A merged cell comes back once for each column that it spans.
        single = [cell if index == 0 or cell != cells[index - 1] else "" for index, cell in enumerate(cells)]
        if any(cell.strip() for cell in single):
            yield number, single
