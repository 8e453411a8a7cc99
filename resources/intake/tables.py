"""Rows under headings, wherever they come from: the heading found, help rows told apart, sheets turned upright."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from resources.clean import clean
from resources.errors import IntakeError
from resources.intake.headers import field_for
from resources.intake.sniff import fits, guess_field
from resources.intake.sources import SourceFile
from resources.intake.text_file import encoding_of, open_text
from resources.intake.values import filled

Row = tuple[int, list[str]]
SAMPLE = 300
_HEADING_WITHIN = 12
_TOLD_EVERY = 1_000
_ALMOST = 0.99
_WIDEST_SHEET = 400
_LONGEST_CELL = 2_000_000
_TYPED = ("phones", "zip", "state", "lat", "lon", "email", "verified_on", "county_fips")
_HELP = (
    "e.g",
    "example",
    "required",
    "optional",
    "enter ",
    "please ",
    "format",
    "list all",
    "your ",
    "if applicable",
    "choose",
    "select",
    "(text)",
    "do not edit",
)


@dataclass(slots=True)
class Table:
    """One table: its name in the report, its headings, and its rows with their numbers in the file.

    `again` reads the same rows once more from the file, where that can be done; `size` is that of its text in bytes, as
    far as one can tell.
    """

    name: str
    headings: tuple[str, ...]
    rows: Iterator[Row]
    sample: list[list[str]]
    title: str = ""
    grid: bool = True
    again: Callable[[], Iterator[Row]] | None = None
    size: int = 0

    def watch(self, progress: Callable[[str, float], None]) -> None:
        """Let every thousandth row tell how far the reading has come."""
        self.rows = self._watched(self.rows, progress)

    def _watched(self, rows: Iterator[Row], progress: Callable[[str, float], None]) -> Iterator[Row]:
        a_row = sum(len(cell) + 1 for cells in self.sample for cell in cells) / max(len(self.sample), 1)
        expected = max(self.size / max(a_row, 1.0), float(len(self.sample)), 1.0)
        for count, row in enumerate(rows, 1):
            if count % _TOLD_EVERY == 0:
                progress(f"Reading {count:,}", min(count / expected, _ALMOST))
            yield row


def csv_rows(source: SourceFile) -> Iterator[Row]:
    """The rows of a delimited text; raises at the row where the file is broken or breaks off."""
    encoding = encoding_of(source)
    with open_text(source, encoding) as text:
        delimiter = _delimiter(text.read(65536))
    csv.field_size_limit(_LONGEST_CELL)
    number, widths, last = 0, set[int](), 0
    with open_text(source, encoding) as text:
        # Only an odd number of quotes can swallow a file; strictness elsewhere refuses what people read well.
        reader = csv.reader(text, delimiter=delimiter, strict=not encoding.quotes_paired)
        try:
            for row in reader:
                number += 1
                if any(cell.strip() for cell in row):
                    widths.add(last or len(row))
                    last = len(row)
                    yield number, row
        except csv.Error as error:
            raise IntakeError(
                f"{source.name} is a broken CSV near row {number + 1} ({error}): a quotation mark is open "
                "or a cell has no end. Export it again, or correct that row."
            ) from error
    if not encoding.ends_line and len(widths) == 1 and last < max(widths):
        raise IntakeError(f"{source.name} breaks off in row {number}: it is half a file. Ask for the whole one.")


def _delimiter(text: str) -> str:
    outside = "".join(text.split('"')[::2])[:20000]
    counts = {mark: outside.count(mark) for mark in ",\t;|"}
    first_line = outside.split("\n", 1)[0]
    best = max(counts, key=lambda mark: (min(first_line.count(mark), 1), first_line.count(mark), counts[mark]))
    return best if counts[best] else ","


def as_table(name: str, rows: Iterator[Row], title: str = "", *, grid: bool = True) -> Table | None:
    """Find the headings of raw rows; None where there is nothing under them.

    In a `grid` each cell stands in its column whatever happens; in a CSV one comma too many shifts all that follows.
    """
    ahead = list(islice(rows, SAMPLE))
    if not ahead:
        return None
    if _is_transposed(ahead):
        ahead = _upright([*ahead, *islice(rows, _WIDEST_SHEET)])
        rows = iter(())
    at = _heading_at([cells for _, cells in ahead[:_HEADING_WITHIN]])
    headings = _headings(ahead[at][1] if at >= 0 else [""] * max(len(cells) for _, cells in ahead))
    body = ahead[at + 1 :]
    if grid:
        headings += ("",) * (max((len(cells) for _, cells in body), default=0) - len(headings))
    lead = " ".join(clean(cell) for _, cells in ahead[: max(at, 0)] for cell in cells if cell.strip())
    sample = [[clean(cell) for cell in cells] for _, cells in body]
    return Table(name, headings, chain(body, rows), sample[:SAMPLE], f"{title} {lead}".strip()[:400], grid)


def _headings(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(clean(cell).split()) for cell in cells)


def _heading_at(rows: Sequence[Sequence[str]]) -> int:
    """Which of the first rows holds the headings; -1 where none does and the values must speak for themselves."""
    scores = [_heading_score(row) for row in rows]
    best = max(range(len(rows)), key=lambda index: (scores[index], -index))
    if scores[best] > 0:
        return best
    return 0 if _all_words(rows[0]) and len(rows) > 1 else -1


def _heading_score(cells: Sequence[str]) -> float:
    cells = [clean(cell) for cell in cells]
    told = [cell for cell in cells if cell]
    named = sum(bool(field_for(cell)) for cell in told if len(cell) < 160 and not _is_value(cell))
    values = sum(_is_value(cell) for cell in told)
    repeated = len(told) - len(set(told))
    return named - 2 * values - repeated if named >= min(2, len(told)) else -1


def _is_value(cell: str) -> bool:
    return guess_field([cell, cell], set(), known=True) != "" or cell.replace(".", "").replace("-", "").isdigit()


def _all_words(cells: Sequence[str]) -> bool:
    told = [clean(cell) for cell in cells if cell.strip()]
    return bool(told) and all(not _is_value(cell) and len(cell) < 40 for cell in told) and len(set(told)) == len(told)


def _is_transposed(rows: Sequence[Row]) -> bool:
    """Whether the headings run down the first column: one record a column."""
    if not 3 <= len(rows) <= _WIDEST_SHEET or len(rows) >= SAMPLE:
        return False
    down = _heading_score([cells[0] for _, cells in rows if cells])
    across = max(_heading_score(cells) for _, cells in rows[:_HEADING_WITHIN])
    return down >= 3 and down > 1.5 * max(across, 1) and down >= len(rows) * 0.4


def _upright(rows: Sequence[Row]) -> list[Row]:
    width = max(len(cells) for _, cells in rows)
    columns = [[cells[index] if index < len(cells) else "" for _, cells in rows] for index in range(width)]
    return [(index + 1, column) for index, column in enumerate(columns) if any(cell.strip() for cell in column)]


def odd_row(cells: Sequence[str], table: Table, fields: Sequence[str], early: bool) -> str:
    """Why a row is no record ("" where it is one): the headings once more, help on filling them in, a shifted row."""
    headings = table.headings
    if not table.grid and any(cell.strip() for cell in cells[len(headings) :]):
        return "too-many-cells"
    told = [(name, cell) for name, cell in zip(fields, cells, strict=False) if cell.strip()]
    same = sum(cell.strip() == heading for heading, cell in zip(headings, cells, strict=False) if cell and heading)
    if told and same >= max(2, len(told) - 1):
        return "heading-row"
    if not early:
        return ""
    typed = [(name.partition(":")[0], clean(cell)) for name, cell in told]
    typed = [(name, cell) for name, cell in typed if name in _TYPED and filled(cell)]
    misfit = bool(typed) and not any(fits(name, [cell]) for name, cell in typed)
    helping = sum(any(hint in cell.lower() for hint in _HELP) for _, cell in told)
    return (
        "help-row" if (misfit and helping) or (misfit and len(typed) >= 2) or helping > max(2, len(told) // 2) else ""
    )
