"""Exported packages beside the official ones: no table, column or type of ours is unknown to them."""

import csv
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from intake_files import accounted, real, shared, taken, write_hsds

from resources.intake.export_hsds import export_hsds
from resources.intake.hsds_layout import LAYOUTS
from resources.listing import Area, Hours, Listing, Phone, Rule, Span

FULL = Listing(
    source="x", key="k-1", service="Night Shelter", organisation="Harbor House", kinds=("shelter",), site="North",
    street="1 Main Street", city="Houston", state="TX", zip="77002", lat=29.76, lon=-95.36, precision="exact",
    timezone="America/Chicago", phones=(Phone("+17135550101", "crisis", "7", ("es",), "24 hours", "713-555-0101"),),
    hours=Hours(True, (Span(0, 540, 1020),), (), "Mon 9-5"), rules=(Rule("documents", "ID"), Rule("age", "18-")),
    areas=(Area("county", "48201"),), languages=("en", "es"), about="Beds for a night.", fees="free",
    url="https://example.org/", email="help@example.org",
)  # fmt: skip
TYPES = {
    "number": r"-?\d+(?:\.\d+)?", "integer": r"-?\d+", "date": r"\d{4}-\d\d-\d\d", "time": r"\d\d:\d\d(?::\d\d)?",
    "email": r"[^@\s]+@[^@\s]+\.[^@\s]+", "uri": r"https?://[^\s<>\"{}|\\^`]+",
}  # fmt: skip


def exported(folder: Path, version: str) -> dict[str, list[dict[str, str]]]:
    # A second listing with next to nothing shows which required cells stay empty.
    bare = Listing("x", "k-2", "Line", "Line", ("other",), phones=(Phone("+17135550102"),))
    export_hsds([FULL, bare, replace(FULL, key="k-3", service="Meals")], folder, version)
    return {path.name: list(csv.DictReader(path.open(encoding="utf-8"))) for path in folder.glob("*.csv")}


def test_an_export_of_1_1_keeps_the_official_table_schema(tmp_path: Path) -> None:
    official = json.loads((shared("hsds11_sample_datapackage") / "datapackage.json").read_text("utf-8"))
    schemas = {
        each["path"]: {field["name"]: field for field in each["schema"]["fields"]} for each in official["resources"]
    }
    for file, rows in exported(tmp_path / "out", "1.1").items():
        assert file in schemas
        for row in rows:
            assert set(row) <= set(schemas[file]), file
            for name, field in schemas[file].items():
                text = row.get(name, "")
                assert text or not (field.get("constraints") or {}).get("required"), (file, name)
                assert not text or re.fullmatch(TYPES.get(field["type"], ".*"), text, re.S), (file, name, text)


def test_an_export_of_3_0_knows_only_tables_and_columns_of_the_official_example(tmp_path: Path) -> None:
    official = json.loads((shared("hsds3_spec_examples") / "tabular.json").read_text("utf-8"))
    columns = {file: {name for row in rows for name in row} for file, rows in official.items()}
    for file, rows in exported(tmp_path / "out", "3.0").items():
        assert file in columns
        layout = next(table for table in LAYOUTS["3.0"].tables if table.file == file)
        unknown = {name for row in rows for name, text in row.items() if text} - columns[file]
        assert not unknown, (file, unknown)
        assert all(row[name] for row in rows for name in layout.required), file


def test_an_export_of_3_0_keeps_the_types_and_the_required_columns_of_the_official_schema(tmp_path: Path) -> None:
    official = official_columns()
    listings = [*real("ohana_charmcare_baltimore")[0][:400], *real("ilao_legal_aid_illinois")[0][:100]]
    tables = exported(tmp_path / "out", "3.0") | exported_from(listings, tmp_path / "real")
    for file, rows in tables.items():
        columns = official[file]
        for row in rows:
            for name, text in row.items():
                column = columns[name]
                assert text or not column["required"], (file, name)
                assert not text or is_of(column["type"], text), (file, name, text)
                assert not (text and column["values"]) or text in column["values"].split(";"), (file, name, text)
            missing = {name for name, column in columns.items() if column["required"]} - set(row)
            assert not missing, (file, missing)


def test_the_tables_of_an_export_point_at_one_another_and_no_id_stands_twice(tmp_path: Path) -> None:
    tables = exported_from(real("ohana_charmcare_baltimore")[0], tmp_path / "real")
    ids = {file: [row["id"] for row in rows] for file, rows in tables.items()}
    assert all(len(found) == len(set(found)) for found in ids.values())
    for column, file in (
        ("organization_id", "organizations.csv"),
        ("service_id", "services.csv"),
        ("location_id", "locations.csv"),
        ("link_id", "services.csv"),
        ("taxonomy_term_id", "taxonomy_terms.csv"),
        ("taxonomy_id", "taxonomies.csv"),
    ):
        held = set(ids[file])
        for rows in tables.values():
            assert {row[column] for row in rows if row.get(column)} <= held, column


def official_columns() -> dict[str, dict[str, dict[str, str]]]:
    """File -> column -> type, whether it must be filled, and the values it may have.

    Facts noted by hand from schema/compiled/tabular.json of openreferral/specification at 33493d42 (HSDS 3.0:
    `required` and `tabular_required` alike), for the tables that Northline writes.
    """
    found: dict[str, dict[str, dict[str, str]]] = {}
    with (Path(__file__).parent / "hsds_3_0_columns.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["file"], {})[row["column"]] = row
    return found


def is_of(kind: str, text: str) -> bool:
    if kind == "uuid":
        return str(UUID(text)) == text
    return bool(re.fullmatch(TYPES.get(kind, ".*"), text, re.S))


def exported_from(listings: Iterable[Listing], folder: Path) -> dict[str, list[dict[str, str]]]:
    export_hsds(listings, folder, "3.0")
    return {path.name: list(csv.DictReader(path.open(encoding="utf-8"))) for path in folder.glob("*.csv")}


def test_postal_addresses_are_read_and_dropped_and_never_shown(tmp_path: Path) -> None:
    tables = {
        "organizations": [("id", "name"), ("o1", "Harbor House")],
        "services": [("id", "organization_id", "name"), ("s1", "o1", "Shelter")],
        "locations": [("id", "organization_id", "name"), ("l1", "o1", "North")],
        "services_at_location": [("id", "service_id", "location_id"), ("x1", "s1", "l1")],
        "phones": [("id", "service_id", "number"), ("p1", "s1", "713-555-0101")],
        "postal_addresses": [("id", "location_id", "address_1", "city"), ("a1", "l1", "PO Box 9", "Houston")],
    }
    listings, reading = taken(write_hsds(tmp_path / "package", tables))
    accounted(reading)
    account = next(file for file in reading.report.files if file.file.startswith("postal"))
    assert (account.kept, account.refused) == (1, 0)
    assert account.fields["address_1"] == "mailing (dropped)"
    assert "PO Box" not in repr(listings)


def test_languages_of_a_number_belong_to_that_number_alone(tmp_path: Path) -> None:
    tables = {
        "organizations": [("id", "name"), ("o1", "Harbor House")],
        "services": [("id", "organization_id", "name"), ("s1", "o1", "Shelter")],
        "phones": [("id", "service_id", "number"), ("p1", "s1", "713-555-0101"), ("p2", "s1", "713-555-0102")],
        "languages": [("id", "service_id", "phone_id", "name"), ("g1", "", "p2", "Spanish"), ("g2", "s1", "", "Urdu")],
    }
    listings, reading = taken(write_hsds(tmp_path / "package", tables))
    accounted(reading)
    assert {phone.number: phone.languages for phone in listings[0].phones} == {
        "+17135550101": (), "+17135550102": ("es",),
    }  # fmt: skip
    assert listings[0].languages == ("ur",)
