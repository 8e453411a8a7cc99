"""Listings written as paragraphs and bullets in a document."""

from pathlib import Path

import docx
import pytest
from intake_files import accounted, shared, taken

from resources.errors import IntakeError


def written(path: Path, *paragraphs: str) -> Path:
    document = docx.Document()
    for text in paragraphs:
        style = "Heading 1" if text.startswith("# ") else "List Bullet" if text.startswith("* ") else None
        document.add_paragraph(text.removeprefix("# ").removeprefix("* "), style=style)
    document.save(str(path))
    return path


def test_bullets_of_name_phone_and_address_are_listings(tmp_path: Path) -> None:
    path = written(
        tmp_path / "partners.docx",
        "# Emergency shelters",
        "* Harbor House – (713) 555-0101 – 12 Main St, Houston, TX 77002",
        "* Casa Nueva - 713-555-0102 - 40 Oak Avenue, Houston, TX 77003 - www.casanueva.example.org",
        "# Legal aid",
        "* Bayou Legal Aid: 713-555-0103",
        "* Gulf Justice Center, Hotline 713-555-0104, 5 Elm St, Houston, TX 77004",
    )
    listings, reading = taken(path)
    accounted(reading)
    assert [one.organisation for one in listings] == [
        "Harbor House", "Casa Nueva", "Bayou Legal Aid", "Gulf Justice Center",
    ]  # fmt: skip
    assert [one.phones[0].number for one in listings] == [f"+1713555010{digit}" for digit in (1, 2, 3, 4)]
    assert [one.kinds[0] for one in listings] == ["shelter", "shelter", "legal", "legal"]
    assert [one.street for one in listings] == ["12 Main St", "40 Oak Avenue", "", "5 Elm St"]
    assert [one.zip for one in listings] == ["77002", "77003", "", "77004"]
    assert listings[1].url == "https://www.casanueva.example.org"
    assert listings[3].phones[0].kind == "crisis"


def test_a_name_with_labelled_lines_below_is_one_listing(tmp_path: Path) -> None:
    path = written(
        tmp_path / "partners.docx",
        "Harbor House",
        "Phone: 713-555-0101",
        "Crisis line: 713-555-0109",
        "Address: 12 Main St, Houston, TX 77002",
        "Hours: Mon-Fri 9:00am-5:00pm",
        "Eligibility: Women with children",
        "",
        "Casa Nueva",
        "40 Oak Avenue, Houston, TX 77003",
        "713-555-0102",
        "help@casanueva.example.org",
    )
    listings, reading = taken(path)
    accounted(reading)
    assert [one.organisation for one in listings] == ["Harbor House", "Casa Nueva"]
    assert {(one.number, one.kind) for one in listings[0].phones} == {
        ("+17135550101", "main"), ("+17135550109", "crisis"),
    }  # fmt: skip
    assert listings[0].hours.known
    assert any("Women" in rule.value or rule.value == "female" for rule in listings[0].rules)
    assert (listings[1].street, listings[1].zip, listings[1].email) == (
        "40 Oak Avenue", "77003", "help@casanueva.example.org",
    )  # fmt: skip


def test_lines_inside_one_paragraph_belong_together(tmp_path: Path) -> None:
    path = written(
        tmp_path / "partners.docx",
        "Harbor House\n12 Main St\nHouston, TX 77002\n713-555-0101",
        "Casa Nueva\nHouston, TX 77003\nFax: 713-555-0108\n713-555-0102",
    )
    listings, _ = taken(path)
    assert [(one.organisation, one.city, one.zip) for one in listings] == [
        ("Harbor House", "Houston", "77002"), ("Casa Nueva", "Houston", "77003"),
    ]  # fmt: skip
    assert [one.kind for one in listings[1].phones] == ["main", "fax"]


def test_a_line_that_reaches_nobody_is_refused_by_its_number(tmp_path: Path) -> None:
    path = written(
        tmp_path / "partners.docx",
        "Checked by the night shift in May.",
        "",
        "Harbor House - 713-555-0101",
        "Casa Nueva - 713-555-0102",
        "Puerta Abierta - 713-555-0103",
    )
    listings, reading = taken(path)
    accounted(reading)
    assert len(listings) == 3
    assert [(found.row, found.reason) for found in reading.report.files[0].refusals()] == [(1, "no-contact")]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("When a child is at risk", "* Call the county at 713-555-0101.", "* Ask if they are safe.",
         "* Report to 713-555-0102 - within one hour.", "* Write the time into the record."),
        ("Step 1 - Call 713-555-0101", "Step 2 - Tell the supervisor, 713-555-0102", "Step 3 - Document it"),
        ("Our policy on transport", "Drivers are paid through the office. The office is at 713-555-0101.",
         "Receipts are kept for a year.", "Nobody drives alone.", "Taxis are booked by the lead, 713-555-0102."),
    ],
)  # fmt: skip
def test_a_procedure_with_numbers_in_it_stays_a_guide(tmp_path: Path, paragraphs: tuple[str, ...]) -> None:
    with pytest.raises(IntakeError, match="northline guides import"):
        taken(written(tmp_path / "procedure.docx", *paragraphs))


def test_a_real_procedure_stays_a_guide() -> None:
    with pytest.raises(IntakeError, match="northline guides import"):
        taken(shared("docx/nhs_update_SOP.docx"))
