"""Files of every kind that an import takes, written from plain rows."""

import csv
import json
import zipfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import docx
import openpyxl
import pytest

from resources.intake.read import Reading, read_directory
from resources.listing import Listing

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "directories"
Rows = Sequence[Sequence[str]]


def shared(name: str) -> Path:
    """A real export, or skip where the machine has none."""
    path = SHARED / name
    if not path.exists():
        pytest.skip("the real exports of ../shared are not on this machine")
    return path


def taken(path: Path, **options: object) -> tuple[list[Listing], Reading]:
    """Every listing of a file, and the reading with its whole report."""
    reading = read_directory(path, **options)  # type: ignore[arg-type]
    return list(reading.listings), reading


@lru_cache(maxsize=32)
def real(name: str) -> tuple[list[Listing], Reading]:
    """A real export, read once for all tests of it."""
    return taken(shared(name), source="x")


def write_csv(path: Path, rows: Rows, encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def write_xlsx(path: Path, rows: Rows) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def write_docx(path: Path, rows: Rows) -> Path:
    document = docx.Document()
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))
    return path


def write_json(path: Path, rows: Rows) -> Path:
    path.write_text(json.dumps([dict(zip(rows[0], row, strict=True)) for row in rows[1:]]), encoding="utf-8")
    return path


def write_kml(path: Path, rows: Rows) -> Path:
    marks = []
    for row in rows[1:]:
        data = "".join(
            f'<Data name="{name}"><value><![CDATA[{text}]]></value></Data>'
            for name, text in zip(rows[0], row, strict=True)
        )
        marks.append(f"<Placemark><ExtendedData>{data}</ExtendedData></Placemark>")
    body = "".join(marks)
    path.write_text(
        f'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{body}</Document></kml>'
    )
    return path


def write_hsds(folder: Path, tables: dict[str, Rows]) -> Path:
    folder.mkdir()
    for name, rows in tables.items():
        write_csv(folder / f"{name}.csv", rows)
    return folder


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


WRITERS = {
    "directory.csv": write_csv,
    "directory.xlsx": write_xlsx,
    "directory.docx": write_docx,
    "directory.json": write_json,
    "directory.kml": write_kml,
}


def accounted(reading: Reading) -> None:
    """Every row of every file was kept or refused with a reason and a next step."""
    for file in reading.report.as_dict()["files"]:  # type: ignore[attr-defined]
        assert file["rows"] == file["kept"] + len(file["refused"]), file["file"]
        assert all(found["reason"] and found["next"] for found in file["refused"])
        assert max(file["repaired"], file["hidden"], file["sealed"]) <= file["kept"]
