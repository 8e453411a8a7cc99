"""What a set of files is, told by content: which reader takes which file."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from resources.errors import IntakeError
from resources.intake.flat import plan_table, read_rows
from resources.intake.hsds_json import is_hsds, is_tabular, read_items, tabular_package
from resources.intake.hsds_roles import Role, is_package, role_of
from resources.intake.hsds_tables import Package, PackageTable
from resources.intake.json_items import json_items
from resources.intake.json_table import object_table
from resources.intake.kml import kml_table
from resources.intake.mapping import Mapping, is_template
from resources.intake.related import Family, is_family
from resources.intake.report import FileReport, Report
from resources.intake.same_place import SamePlace
from resources.intake.sheet import refuse_dtd, workbook_tables
from resources.intake.sources import BROKEN_ARCHIVE, SourceFile
from resources.intake.tables import Row, Table, as_table, csv_rows
from resources.intake.taken import Taken
from resources.intake.text_file import binary_kind
from resources.intake.word import document_tables
from resources.listing import Listing

Progress = Callable[[str, float], None]
Reader = Callable[[Taken, Report, Progress], Iterator[Listing]]
_LINKS = frozenset({"level", "organisation_id", "location_id", "program_id"})
# How many times its size a packed file holds, about; only a progress bar relies on it.
_PACKED = 6
_BYTES_AN_ITEM = 3_000
_DESCRIPTORS = ("datapackage.json", "readme", "license", "licence")


@dataclass(frozen=True, slots=True)
class Detected:
    """What was found, in words, and the readers that take it, in order."""

    what: str
    readers: tuple[Reader, ...]


def detect(files: Sequence[SourceFile], mapping: Mapping | None) -> Detected:
    """Choose a reader for every file; raise where nothing in them is a directory."""
    wanted = [each for each in files if not each.name.rpartition("/")[2].lower().startswith(_DESCRIPTORS)]
    sheets = [each for each in wanted if sort_of(each) == "csv"]
    roles = [role_of(each.name, _first_row(each)) for each in sheets] if len(sheets) > 1 else []
    if is_package(roles):
        tables = [_package_table(each, role) for each, role in zip(sheets, roles, strict=True)]
        return Detected("HSDS package", (Package(tables, "HSDS").read,))
    if not wanted or (len(wanted) < len(files) and not sheets):
        raise IntakeError(
            "These files hold none of the tables of HSDS. Pick the folder with services.csv and its neighbours."
        )
    records = [each for each in wanted if sort_of(each) == "json"]
    hsds = [reader for each in records if (reader := _hsds_reader(each))]
    if len(hsds) == len(wanted):
        return Detected("HSDS JSON", tuple(hsds))
    return _apart([each for each in wanted if each not in records or not _hsds_reader(each)], mapping, hsds)


def _package_table(source: SourceFile, role: Role | None) -> PackageTable:
    return PackageTable(source.name, role, lambda: csv_rows(source))


def _hsds_reader(source: SourceFile) -> Reader | None:
    """The reader for a JSON file of HSDS, or None where its objects are of another kind."""
    _, first = next(json_items(source), (0, {}))
    if is_tabular(first):
        return tabular_package(source.name, first).read
    if not is_hsds(first):
        return None

    def read(taken: Taken, report: Report, progress: Progress) -> Iterator[Listing]:
        return read_items(source.name, _watched(source, progress), taken, report)

    return read


def _watched(source: SourceFile, progress: Progress) -> Iterator[tuple[int, dict[str, object]]]:
    for count, item in enumerate(json_items(source), 1):
        if count % 200 == 0:
            progress(f"Reading {count:,}", min(count * _BYTES_AN_ITEM / max(source.size, 1), 0.99))
        yield item


def _apart(files: Sequence[SourceFile], mapping: Mapping | None, hsds: Sequence[Reader]) -> Detected:
    """Files that are no package: tables that point at one another are read together, all others one by one."""
    readers: list[Reader] = list(hsds)
    tables: list[Table] = []
    for source in files:
        for table in tables_of(source):
            tables.append(table)
    plans = [plan_table(table, FileReport(table.name), mapping) for table in tables]
    related = [table for table, plan in zip(tables, plans, strict=True) if _LINKS & set(plan.columns.fields)]
    if is_family(related, [plan for plan in plans if _LINKS & set(plan.columns.fields)]):
        readers.append(Family(related, mapping).read)
    else:
        related = []
    readers.extend(_reader(table, mapping) for table in tables if not any(table is each for each in related))
    return Detected("related tables" if related else "table", tuple(readers))


def _reader(table: Table, mapping: Mapping | None) -> Reader:
    def read(taken: Taken, report: Report, progress: Progress) -> Iterator[Listing]:
        table.watch(progress)
        yield from read_table(table, taken, report, mapping)

    return read


def tables_of(source: SourceFile) -> list[Table]:
    """The tables in one file that is no HSDS."""
    sort = sort_of(source)
    if sort in ("xlsx", "docx"):
        tables = workbook_tables(source) if sort == "xlsx" else document_tables(source)
        for table in tables:
            table.size = source.size * _PACKED // len(tables)
        return tables
    if sort == "json":
        found = object_table(source)
    else:
        found = kml_table(source) if sort == "kml" else as_table(source.name, csv_rows(source), grid=False)
    if found is None:
        raise IntakeError(f"{source.name} holds no rows under its headings. Export it again.")
    found.size = source.size * (_PACKED if source.packed else 1)
    if sort == "csv":
        found.again = lambda: _rows_again(source)
    return [found]


def _rows_again(source: SourceFile) -> Iterator[Row]:
    table = as_table(source.name, csv_rows(source), grid=False)
    return table.rows if table else iter(())


def read_table(table: Table, taken: Taken, report: Report, mapping: Mapping | None) -> Iterator[Listing]:
    """The listings of one flat table."""
    account = report.file(table.name, "Northline template" if is_template(table.headings) else "table")
    plan = plan_table(table, account, mapping)
    taken.builder.kinds = plan.kinds
    if not set(plan.columns.fields) & {"name", "organisation", "service", "site", "alternate_name"}:
        raise IntakeError(
            f"{table.name} has no column that could be a name: {', '.join(filter(None, table.headings))[:200]}. "
            "Name the columns with `northline import --map`."
        )
    same = None if "key" in plan.columns.fields else SamePlace(table, plan.columns.fields)
    try:
        for facts in read_rows(table, plan, account, same):
            yield from taken.take(facts, account)
    finally:
        if same:
            same.close()


def sort_of(source: SourceFile) -> str:
    """csv, json, kml, xlsx or docx, by the first bytes; raises for what is none of them."""
    head = source.head(4096)
    if head.startswith(b"PK\x03\x04"):
        return _office_sort(source)
    if not head.strip():
        raise IntakeError(f"{source.name} is empty. Export it again.")
    what = binary_kind(head)
    if what:
        raise IntakeError(f"{source.name} is {what}, whatever its name says. Export it as CSV, XLSX or HSDS.")
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
    if start == b"<":
        return _markup_sort(source, head)
    return {b"{": "json", b"[": "json"}.get(start, "csv")


def _office_sort(source: SourceFile) -> str:
    try:
        with source.seekable() as stream, zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
    except (*BROKEN_ARCHIVE, OSError) as error:
        raise IntakeError(f"{source.name} is a broken archive. Download or save it again.") from error
    for sign, sort in (("xl/workbook", "xlsx"), ("word/document", "docx")):
        if any(name.startswith(sign) for name in names):
            return sort
    if any(name.lower().endswith(".kml") for name in names):
        return "kml"
    raise IntakeError(f"{source.name} is an archive inside what was given. Unpack it and import its files.")


def _markup_sort(source: SourceFile, head: bytes) -> str:
    refuse_dtd(source.head(), source.name)
    if b"<kml" in head or b"<Document" in head or b"<Placemark" in head:
        return "kml"
    raise IntakeError(
        f"{source.name} is a web page or XML that Northline does not know. Export it as CSV, XLSX, KML or HSDS."
    )


def _first_row(source: SourceFile) -> list[str]:
    first = next(islice(csv_rows(source), 1), None)
    return first[1] if first else []
