"""HSDS 3.1 capacity: kept with the listing as its source saw it, and never as free beds without the moment."""

import json
from pathlib import Path

import pytest
from intake_files import accounted, taken, write_csv

from resources.intake.capacities import capacity_notes

SERVICE = {"id": "s1", "name": "Night Shelter", "status": "active", "organization_id": "o1"}
DATED = "2026-01-05T18:30:00Z"


def told(**row: str) -> str:
    return "; ".join(capacity_notes([row]))


def package(folder: Path, capacities: list[list[str]]) -> Path:
    folder.mkdir()
    write_csv(folder / "organizations.csv", [["id", "name", "description"], ["o1", "Harbor House", "x"]])
    write_csv(folder / "services.csv", [list(SERVICE), list(SERVICE.values())])
    write_csv(folder / "phones.csv", [["id", "service_id", "number"], ["p1", "s1", "713-555-0101"]])
    write_csv(folder / "units.csv", [["id", "name"], ["u1", "Beds"], ["u2", "Family rooms"]])
    heads = ["id", "service_id", "unit_id", "available", "maximum", "description", "updated"]
    write_csv(folder / "service_capacities.csv", [heads, *capacities])
    return folder


def test_the_tables_of_capacity_are_read_and_every_row_is_accounted_for(tmp_path: Path) -> None:
    rows = [
        ["c1", "s1", "u1", "3", "20", "", DATED],
        ["c2", "s1", "u2", "0", "4", "", "2026-01-04"],
        ["c3", "gone", "u1", "9", "9", "", DATED],
    ]
    (listing,), reading = taken(package(tmp_path / "pack", rows))
    assert "On 2026-01-05 18:30 UTC its source saw, Beds: 3 of 20 free. Ask whether it is still so" in listing.note
    assert "On 2026-01-04 its source saw, Family rooms: 0 of 4 free." in listing.note
    assert "9" not in listing.note and listing.refer and not listing.hidden
    accounted(reading)
    accounts = {file.file.rpartition("/")[2]: file for file in reading.report.files}
    capacity, unit = accounts["service_capacities.csv"], accounts["units.csv"]
    assert (capacity.rows, capacity.kept, [one.reason for one in capacity.refusals()]) == (3, 2, ["no-parent"])
    assert (unit.rows, unit.kept) == (2, 2)


@pytest.mark.parametrize("wrap", ["service", "organization", "list", "line"])
def test_json_of_any_shape_brings_its_capacity(tmp_path: Path, wrap: str) -> None:
    capacity = {"id": "c1", "available": 3, "maximum": 20, "updated": DATED, "unit": {"id": "u1", "name": "Beds"}}
    service = SERVICE | {
        "phones": [{"number": "713-555-0101"}],
        "application_process": "Call",
        "capacities": [capacity],
    }
    harbor = {"id": "o1", "name": "Harbor House", "description": "x"}
    root = harbor | {"services": [service]} if wrap == "organization" else service | {"organization": harbor}
    path = tmp_path / "one.json"
    path.write_text(json.dumps([root] if wrap == "list" else root) + ("\n" if wrap == "line" else ""))
    (listing,), reading = taken(path)
    assert listing.note == "On 2026-01-05 18:30 UTC its source saw, Beds: 3 of 20 free. Ask whether it is still so"
    accounted(reading)


@pytest.mark.parametrize(
    "row",
    [
        {"available": "3", "maximum": "20"},
        {"available": "3", "maximum": "20", "updated": "soon"},
        {"available": "3", "maximum": "20", "updated": "2999-01-01"},
        {"available": "3", "maximum": "20", "updated": "2999-01-01T00:00:00Z", "description": "3 free tonight"},
        {"available": "", "maximum": "20", "updated": DATED},
        {"available": "-999", "maximum": "20", "updated": DATED},
    ],
)
def test_without_a_moment_or_a_number_how_many_are_free_is_unknown(row: dict[str, str]) -> None:
    assert told(unit="Beds", **row) == "Beds: 20 in all, how many are free is not known: ask"


def test_numbers_that_contradict_each_other_are_not_told() -> None:
    unknown = "Beds: how many are free is not known: ask"
    assert told(unit="Beds", available="25", maximum="20", updated=DATED) == unknown
    both = [{"unit": "Beds", "available": count, "updated": DATED} for count in ("2", "7")]
    assert list(capacity_notes(both)) == [unknown]


def test_of_a_history_only_the_latest_is_told_and_two_groups_stay_two() -> None:
    rows = [
        {"unit": "Beds", "available": "2", "updated": "2026-01-02", "description": "women"},
        {"unit": "Beds", "available": "5", "updated": "2026-01-05", "description": "women"},
        {"unit": "Beds", "available": "9", "updated": "2026-01-01", "description": "women"},
        {"unit": "Beds", "available": "1", "updated": "2026-01-03", "description": "men"},
    ]
    women, men = capacity_notes(rows)
    assert women.startswith("On 2026-01-05 its source saw, Beds: 5 free (women)")
    assert men.startswith("On 2026-01-03 its source saw, Beds: 1 free (men)")


def test_a_time_that_cannot_be_read_leaves_the_day_and_no_unit_is_places() -> None:
    assert told(available="3.0", updated="2026-01-05 10:30 PM").startswith(
        "On 2026-01-05 its source saw, places: 3 free"
    )
