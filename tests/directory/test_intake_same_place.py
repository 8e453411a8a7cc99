"""The same place under another name next month, and different clinics in one house."""

from pathlib import Path

from intake_files import accounted, taken, write_csv

from resources.local import LocalStore

HEAD = ("Name", "Address", "Phone")
FIRST = (
    ("Harbor Clinic", "12 Main St, Houston, TX 77002, USA", "713-555-0101"),
    ("Bayou Health\rCenter", "40 Oak Ave, Houston, TX 77003, USA", "713-555-0102"),
    ("Elm Clinic", "5 Elm St, Houston, TX 77004, USA", "713-555-0103"),
    ("Elm Dental", "5 Elm St, Houston, TX 77004, USA", "713-555-0103"),
)


def month(folder: Path, name: str, rows: tuple[tuple[str, str, str], ...]) -> Path:
    return write_csv(folder / f"{name}.csv", (HEAD, *rows))


def test_three_months_of_one_directory_settle(tmp_path: Path) -> None:
    store = LocalStore(tmp_path / "local.db")
    renamed = (
        ("Harbor Clinic (formerly Main St)", "12 Main St., Houston, TX 77002, United States", "(713) 555-0101"),
        ("Bayou Health Center", "40 Oak Ave, Houston, TX 77003, USA", "713.555.0102"),
        *FIRST[2:],
    )
    first = store.apply("clinics", taken(month(tmp_path, "may", FIRST), source="clinics")[0], "1")
    second = store.apply("clinics", taken(month(tmp_path, "june", renamed), source="clinics")[0], "2")
    third = store.apply("clinics", taken(month(tmp_path, "july", tuple(reversed(renamed))), source="clinics")[0], "3")
    assert (first.new, second.new, second.missing) == (4, 0, 0)
    assert (third.new, third.changed, third.missing) == (0, 0, 0)
    told = {(change.field, change.old, change.new) for change in second.changes}
    assert ("service", "Harbor Clinic", "Harbor Clinic (formerly Main St)") in told
    store.close()


def test_different_clinics_in_one_house_stay_two_whatever_their_order(tmp_path: Path) -> None:
    one, _ = taken(month(tmp_path, "may", FIRST))
    other, _ = taken(month(tmp_path, "june", tuple(reversed(FIRST))))
    assert len(one) == len({each.key for each in one}) == 4
    assert {(each.service, each.key) for each in one} == {(each.service, each.key) for each in other}


def test_another_number_at_the_same_address_is_another_place(tmp_path: Path) -> None:
    rows = (*FIRST[:1], ("Harbor Annex", FIRST[0][1], "713-555-0109"))
    listings, _ = taken(month(tmp_path, "may", rows))
    assert len({each.key for each in listings}) == 2


def test_a_pile_of_snapshots_is_read_as_its_newest_state(tmp_path: Path) -> None:
    head = ("year", "month", *HEAD)
    months = [("2021", name) for name in ("January", "February", "March", "April", "May")]
    rows = [(*when, *row) for when in months for row in FIRST]
    rows += [(*months[0], "Gone Clinic", "9 Ash St, Houston, TX 77005, USA", "713-555-0104")]
    rows[12] = (*months[3], "Harbor Women's Clinic", *FIRST[0][1:])
    listings, reading = taken(write_csv(tmp_path / "all.csv", (head, *reversed(rows))))
    accounted(reading)
    by_name = {each.service: each for each in listings}
    assert len(listings) == 5
    assert "Harbor Women's Clinic" in by_name["Harbor Clinic"].about
    assert by_name["Harbor Clinic"].refer
    assert not by_name["Gone Clinic"].refer
    assert "last three snapshots" in by_name["Gone Clinic"].hidden


def test_a_directory_with_a_date_on_every_row_is_no_pile(tmp_path: Path) -> None:
    rows = [("year", "month", *HEAD), ("2021", "May", *FIRST[2]), ("2021", "June", *FIRST[3])]
    rows += [("2021", "July", *row) for row in FIRST[:2]]
    listings, _ = taken(write_csv(tmp_path / "all.csv", rows))
    assert len(listings) == 4
