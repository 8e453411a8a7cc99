"""What a set of files is, told by content: which reader takes which file."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from resources.errors import IntakeError
from resources.intake.flat import plan_table, read_rows
from resources.intake.hsds_roles import is_package, role_of
from resources.intake.hsds_tables import Package, PackageTable
from resources.intake.mapping import Mapping, is_template
from resources.intake.report import Report
from resources.intake.sources import SourceFile
from resources.intake.tables import Table, as_table, csv_rows
from resources.intake.taken import Taken
from resources.intake.text_file import binary_kind
from resources.listing import Listing

Progress = Callable[[str, float], None]
Reader = Callable[[Taken, Report, Progress], Iterator[Listing]]
_DESCRIPTORS = ("datapackage.json", "readme", "license", "licence")


@dataclass(frozen=True, slots=True)
class Detected:
    """What was found, in words, and the readers that take it, in order."""

    what: str
    readers: tuple[Reader, ...]


def detect(files: Sequence[SourceFile], mapping: Mapping | None) -> Detected:
    """Choose a reader for every file; raise where nothing in them is a directory."""
    wanted = [each for each in files if not each.name.rpartition("/")[2].lower().startswith(_DESCRIPTORS)]
    sheets = [each for each in wanted if _sort(each) == "csv"]
    roles = [role_of(each.name, _first_row(each)) for each in sheets] if len(sheets) > 1 else []
    if is_package(roles):
        package = Package([PackageTable(each, role) for each, role in zip(sheets, roles, strict=True)], "HSDS")
        return Detected("HSDS package", (package.read,))
    if not wanted or (len(wanted) < len(files) and not sheets):
        raise IntakeError("These files hold none of the tables of HSDS. Pick the folder with services.csv and its neighbours.")
    return Detected("table", tuple(_reader(each, mapping) for each in wanted))


def _reader(source: SourceFile, mapping: Mapping | None) -> Reader:
    def read(taken: Taken, report: Report, progress: Progress) -> Iterator[Listing]:
        table = as_table(source.name, csv_rows(source))
        if table is None:
            raise IntakeError(f"{source.name} holds no rows under its headings. Export it again.")
        yield from read_table(table, taken, report, mapping)

    return read


def read_table(table: Table, taken: Taken, report: Report, mapping: Mapping | None) -> Iterator[Listing]:
    """The listings of one flat table."""
    account = report.file(table.name, "Northline template" if is_template(table.headings) else "table")
    plan = plan_table(table, account, mapping)
    taken.builder.kinds = plan.kinds
    if not set(plan.columns.fields) & {"name", "organisation", "service", "site", "alternate_name"}:
        raise IntakeError(
            f"{table.name} has no column that could be a name (it has: {', '.join(filter(None, table.headings))[:200]}). "
            "Name the columns with `northline import --map`."
        )
    for facts in read_rows(table, plan, account):
        yield from taken.take(facts, account)


def _sort(source: SourceFile) -> str:
    head = source.head(4096)
    if binary_kind(head):
        return "binary"
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
    return {b"{": "json", b"[": "json", b"<": "xml"}.get(start, "csv")


def _first_row(source: SourceFile) -> list[str]:
    first = next(islice(csv_rows(source), 1), None)
    return first[1] if first else []
