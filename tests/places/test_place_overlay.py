"""Names that staff add work at once, and rows that cannot work say why."""

import csv
from pathlib import Path

import pytest

from resources.places.folding import squashed_name
from resources.places.index import open_places
from resources.places.overlay import read_overlay
from resources.places.states import US

HEAD = "name,place,state,kind,lat,lon,note\n"
SHIPPED = Path(__file__).parents[2] / "resources" / "data" / "places_overlay.csv"


def _overlay(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "places_overlay.csv"
    path.write_text(HEAD + "\n".join(rows), encoding="utf-8")
    return path


def test_a_nickname_that_staff_add_is_heard_without_a_rebuild(places_db: Path, tmp_path: Path) -> None:
    index = open_places(places_db, _overlay(tmp_path, "zebraville,Nacogdoches,TX,city,,,ours"))
    first = index.hear("she is in zebraville")[0].place
    assert (first.name, first.county_fips) == ("Nacogdoches", "48347")
    assert index.hear("zebravile tx")[0].place.name == "Nacogdoches"
    index.close()


def test_a_point_that_staff_add_has_county_zone_and_district(places_db: Path, tmp_path: Path) -> None:
    index = open_places(places_db, _overlay(tmp_path, "Quokka Truck Stop,,TX,other,31.61,-94.66,ours"))
    first = index.hear("quokka truck stop")[0].place
    assert (first.name, first.kind, first.county_fips) == ("Quokka Truck Stop", "other", "48347")
    assert (first.timezone, first.district) == ("America/Chicago", "txed")
    index.close()


def test_rows_that_cannot_be_used_are_named_and_the_rest_works(places_db: Path, tmp_path: Path) -> None:
    rows = ("zebraville,Nacogdoches,TX,city,,,", "lost,Atlantis Deep,TX,city,,,", "nopoint,,TX,other,x,y,", ",,ZZ,,,,")
    index = open_places(places_db, _overlay(tmp_path, *rows))
    assert len(index.overlay_faults()) == 3
    assert index.hear("zebraville")[0].place.name == "Nacogdoches"
    index.close()


def test_a_missing_or_unreadable_overlay_does_not_stop_the_desk(places_db: Path, tmp_path: Path) -> None:
    open_places(places_db, tmp_path / "none.csv").close()
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"\xff\xfe\x00name")
    index = open_places(places_db, broken)
    assert index.hear("dallas tx")[0].place.name == "Dallas"
    index.close()


def test_every_shipped_row_can_be_used() -> None:
    with SHIPPED.open(encoding="utf-8", newline="") as lines:
        added, faults = read_overlay(lines)
    assert faults == []
    assert len(added) >= 300


def test_nicknames_of_the_shipped_overlay_are_heard_first(places_db: Path) -> None:
    index = open_places(places_db)
    with SHIPPED.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["place"] and row["kind"] == "city" and row["state"] in US]
    right = 0
    for row in rows:
        heard = index.hear(f"{row['name']} {row['state']}")
        right += bool(heard) and squashed_name(heard[0].place.name) == squashed_name(row["place"])
    index.close()
    assert right / len(rows) >= 0.95, right / len(rows)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("x y,,TX,other,91,0,", "latitude"), ("x y,,TX,other,nan,0,", "latitude"), 
        ("x y,Dallas,QQ,city,,,", "state's code"),
        ("x y,Dallas,TX,town,,,", "kind of place"), ("!,Dallas,TX,city,,,", "no letters"),
    ],
)  # fmt: skip
def test_each_fault_says_what_is_wrong_and_where(row: str, fault: str) -> None:
    added, faults = read_overlay((HEAD + row).splitlines(keepends=True))
    assert added == []
    assert fault in faults[0]
    assert "line 2" in faults[0]
