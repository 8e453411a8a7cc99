"""Reports count what was recorded and say what was not; no cell is a formula; HTCDS is spelt as the standard has it."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("sqlcipher3", reason="sqlcipher3 has no wheel for this machine: there is no call log")

from open_log import TODAY, opened
from openpyxl import load_workbook

from console.calls import codes
from console.calls.book import CallBook
from console.calls.errors import CallsError
from console.calls.htcds import htcds
from console.calls.record import Referral, Signal, Situation
from console.calls.report_files import as_csv, safe_cell, write_report
from console.calls.reports import Line, Period, otip, own

NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))
STANDARD = Path(__file__).parents[2].parent / "shared" / "data" / "patterns" / "htcds" / "HTCDS_Field_Standards_2.0.ods"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[CallBook]:
    with opened(tmp_path) as held:
        log = held.log
        log.keep(
            Situation("c1", TODAY, trafficking_type="labor", minors="yes", county="48347", state="TX"),
            Signal("a1", TODAY, 3, situation="c1", signal_type="tip", county="48347", first_help_s=8, finished=True),
            Signal(
                "a2", TODAY, 3, situation="c1", signal_type="crisis", county="48347", first_help_s=20, finished=True
            ),
            Signal("a3", date(2026, 10, 30), 1, finished=True),
            Signal("a4", TODAY, 1, finished=False),
            Referral("r1", "a1", 7, "shelter", TODAY, "full", "c1"),
            Referral("r2", "a2", 8, "shelter", TODAY, "accepted", "c1"),
        )
        yield held


def value(lines: list[Line], section: str, name: str) -> float | None:
    """One indicator."""
    (one,) = [line for line in lines if line.section.startswith(section) and line.name == name]
    return one.value


def test_own_statistics_count_finished_calls_of_the_period_alone(book: CallBook) -> None:
    lines = own(book.log, NOVEMBER)
    assert value(lines, "Contacts", "All") == 2 and value(lines, "Contacts", "Situations they concern") == 1
    assert value(lines, "Contacts by type", "tip") == 1 and value(lines, "Contacts by type", "unrelated") == 0
    assert value(lines, "Unmet need by county", "48347") == 1 and value(lines, "Referrals by outcome", "full") == 1
    assert value(lines, "Time to first help", "Median seconds") == 14


def test_what_is_not_recorded_is_said_so_and_is_no_nought(book: CallBook) -> None:
    lines = otip(book.log, NOVEMBER)
    assert value(lines, "Emergency", "Emergency Shelter") == 2 and value(lines, "Emergency", "Extraction") is None
    row = next(row for row in csv.reader(io.StringIO(as_csv(lines, NOVEMBER))) if row[1] == "Extraction")
    assert row[2] == "not recorded"


def test_a_situation_is_counted_once_however_many_calls_concern_it(book: CallBook) -> None:
    assert value(otip(book.log, NOVEMBER), "Case-Level Data", "labor") == 1


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =cmd|' /C calc'!A0", "%0A", "|x"])
def test_no_cell_begins_a_formula(text: str) -> None:
    assert safe_cell(text).startswith("'")


def test_files_hold_the_same_lines_and_nothing_is_written_over(book: CallBook, tmp_path: Path) -> None:
    lines = [*own(book.log, NOVEMBER), Line("=risk", "-name", 1, "@note")]
    for name in ("report.csv", "report.xlsx"):
        write_report(tmp_path / name, lines, NOVEMBER)
        with pytest.raises(CallsError, match="already"):
            write_report(tmp_path / name, lines, NOVEMBER)
    rows = list(csv.reader(io.StringIO((tmp_path / "report.csv").read_text("utf-8-sig"))))
    sheet = load_workbook(tmp_path / "report.xlsx").active
    assert sheet is not None
    cells = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    assert cells == rows and rows[-1] == ["'=risk", "'-name", "1", "'@note"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_every_code_of_a_situation_becomes_a_value_of_the_standard_or_nothing() -> None:
    if not STANDARD.exists():
        pytest.skip("../shared is not here: the standard's own file cannot be compared")
    with zipfile.ZipFile(STANDARD) as archive:
        text = archive.read("content.xml").decode()
    known = set(re.findall(r"[A-Za-z]+_[A-Za-z]+|[A-Z][A-Za-z]+", re.sub(r"<[^>]+>", " ", text)))
    for kind in codes.TRAFFICKING_TYPE:
        for venue in codes.VENUE:
            for relation in codes.RELATIONSHIP:
                one = Situation(
                    "c", TODAY, kind, venue, controls=frozenset(codes.CONTROL), relationship=relation, state="TX"
                )
                said = htcds(one)
                assert set(said) <= known
                for field, values in said.items():
                    if field not in ("hte_State", "hte_Country"):
                        assert set([values] if isinstance(values, str) else values) <= known, field


def test_nothing_of_a_person_is_among_the_fields_of_the_standard_that_are_filled() -> None:
    said = htcds(Situation("c", TODAY, "both", state="TX", county="48347"))
    assert not {"vic_FirstName", "vic_DateOfBirth", "hte_City", "hte_Street", "hte_Latitude"} & set(said)
    assert "48347" not in repr(said) and said["vic_TypeOfExploitation"] == ["ForcedLabour", "SexualExploitation"]
