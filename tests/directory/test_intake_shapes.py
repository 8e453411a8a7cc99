"""One service in every shape that HSDS has had: tables of 1.1, 2 and 3, JSON alone, listed, paged, one a line."""

import json

import pytest
from intake_files import accounted, shared, taken, write_csv, write_hsds, zipped

SERVICE = {
    "id": "s1",
    "name": "Night Shelter",
    "status": "active",
    "application_process": "Call first",
    "minimum_age": 18,
    "organization": {"id": "o1", "name": "Harbor House", "description": "x"},
    "phones": [{"id": "p", "number": "713-555-0101", "extension": 7, "type": "voice", "description": "Crisis line"}],
    "schedules": [{"id": "h", "freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00", "closes_at": "17:00"}],
    "languages": [{"id": "l", "name": "Spanish", "code": "es"}],
    "contacts": [
        {"id": "c", "name": "Canary Person", "title": "Intake desk", "phones": [{"id": "q", "number": "713-555-0102"}]}
    ],
    "service_at_locations": [
        {
            "id": "sl",
            "location": {
                "id": "l1",
                "name": "North",
                "latitude": 29.76,
                "longitude": -95.36,
                "location_type": "physical",
                "addresses": [
                    {
                        "id": "a",
                        "address_1": "1 Main Street",
                        "city": "Houston",
                        "state_province": "TX",
                        "postal_code": "77002",
                        "country": "US",
                        "address_type": "physical",
                        "attention": "Canary Person",
                    }
                ],
            },
        }
    ],
}


def is_the_shelter(listing):
    assert (listing.service, listing.organisation, listing.street) == ("Night Shelter", "Harbor House", "1 Main Street")
    assert (listing.lat, listing.lon, listing.zip, listing.state) == (29.76, -95.36, "77002", "TX")
    assert ("+17135550101", "7", "crisis") in {(phone.number, phone.extension, phone.kind) for phone in listing.phones}
    assert [(span.weekday, span.opens, span.closes) for span in listing.hours.spans] == [(0, 540, 1020), (1, 540, 1020)]
    assert listing.hours.known and "Canary" not in repr(listing)


def organisation():
    own = {name: value for name, value in SERVICE.items() if name != "organization"}
    return SERVICE["organization"] | {"services": [own], "tax_status": "x"}


def at_location():
    own = {name: value for name, value in SERVICE.items() if name != "service_at_locations"}
    return SERVICE["service_at_locations"][0] | {"service": own}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(SERVICE),
        json.dumps([SERVICE]),
        json.dumps({"total_items": 1, "contents": [SERVICE]}),
        json.dumps(SERVICE) + "\n" + json.dumps(SERVICE | {"id": "s2"}) + "\n",
        json.dumps(organisation()),
        json.dumps(at_location()),
        json.dumps([organisation()], indent=4),
        "\ufeff" + json.dumps(SERVICE),
    ],
)
def test_json_in_every_shape_gives_the_same_listing(text, tmp_path):
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    listings, reading = taken(tmp_path / "a.json")
    accounted(reading)
    is_the_shelter(listings[0])
    assert any(phone.note == "Intake desk" for phone in listings[0].phones)


TABLES_3 = {
    "organizations": [["id", "name", "description"], ["o1", "Harbor House", "x"]],
    "services": [
        ["id", "organization_id", "name", "status", "minimum_age"],
        ["s1", "o1", "Night Shelter", "active", "18"],
    ],
    "locations": [
        ["id", "location_type", "name", "latitude", "longitude"],
        ["l1", "physical", "North", "29.76", "-95.36"],
    ],
    "service_at_location": [["id", "service_id", "location_id"], ["sl", "s1", "l1"]],
    "addresses": [
        ["id", "location_id", "address_1", "city", "state_province", "postal_code", "country", "address_type"],
        ["a", "l1", "1 Main Street", "Houston", "TX", "77002", "US", "physical"],
    ],
    "phones": [
        ["id", "service_id", "number", "extension", "type", "description"],
        ["p", "s1", "713-555-0101", "7", "voice", "Crisis line"],
    ],
    "schedules": [
        ["id", "service_at_location_id", "freq", "byday", "opens_at", "closes_at"],
        ["h", "sl", "WEEKLY", "MO,TU", "09:00", "17:00"],
    ],
}
TABLES_1 = {
    **{name: TABLES_3[name] for name in ("organizations", "phones", "locations")},
    "services": [["id", "organization_id", "name", "status", "fees"], ["s1", "o1", "Night Shelter", "active", ""]],
    "services_at_location": TABLES_3["service_at_location"],
    "physical_addresses": TABLES_3["addresses"],
    "regular_schedules": [
        ["id", "service_id", "weekday", "opens_at", "closes_at"],
        ["h", "s1", "Monday", "9:00am", "5:00pm"],
        ["i", "s1", "2", "09:00:00", "17:00:00"],
    ],
}


@pytest.mark.parametrize("tables", [TABLES_1, TABLES_3])
def test_tables_of_either_age_give_the_same_listing(tables, tmp_path):
    listings, reading = taken(write_hsds(tmp_path / "package", tables))
    accounted(reading)
    is_the_shelter(listings[0])


def test_a_zipped_package_is_read_without_unpacking_it(tmp_path):
    folder = write_hsds(tmp_path / "package", TABLES_3)
    content = {f"package/{each.name}": each.read_bytes() for each in folder.iterdir()}
    listings, _ = taken(zipped(tmp_path / "a.zip", content))
    is_the_shelter(listings[0])


def test_a_service_at_two_places_is_two_listings_of_one_row(tmp_path):
    tables = TABLES_3 | {
        "locations": [*TABLES_3["locations"], ["l2", "physical", "South", "29.70", "-95.30"]],
        "service_at_location": [*TABLES_3["service_at_location"], ["sm", "s1", "l2"]],
    }
    listings, reading = taken(write_hsds(tmp_path / "package", tables))
    accounted(reading)
    assert {listing.site for listing in listings} == {"North", "South"} and len(
        {listing.key for listing in listings}
    ) == 2
    south = next(listing for listing in listings if listing.site == "South")
    assert not south.hours.known and not south.street  # the schedule and the address are those of the other place


def test_orphans_of_every_table_are_refused_and_the_services_stay(tmp_path):
    tables = TABLES_3 | {
        "phones": [*TABLES_3["phones"], ["x", "gone", "713-555-0109", "", "voice", ""]],
        "services": [*TABLES_3["services"], ["s9", "nobody", "Orphan Service", "active", ""]],
        "addresses": [*TABLES_3["addresses"], ["y", "", "9 Lost Street", "Waco", "TX", "76701", "US", "physical"]],
    }
    tables["phones"].append(["z", "s9", "713-555-0110", "", "voice", ""])
    listings, reading = taken(write_hsds(tmp_path / "package", tables))
    accounted(reading)
    assert {listing.service for listing in listings} == {"Night Shelter", "Orphan Service"}
    refused = {(found.file, found.reason) for file in reading.report.files for found in file.refusals()}
    assert refused == {("phones.csv", "no-parent"), ("addresses.csv", "no-parent")}


def test_plain_json_and_geojson_are_tables(tmp_path):
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [-95.36, 29.76]},
        "properties": {"Name": "Harbor House", "Phone": "713-555-0101"},
    }
    (tmp_path / "a.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    listings, _ = taken(tmp_path / "a.geojson")
    assert (listings[0].organisation, listings[0].lat, listings[0].phones[0].number) == (
        "Harbor House",
        29.76,
        "+17135550101",
    )


@pytest.mark.parametrize(
    "row",
    [
        {"freq": "MONTHLY", "byday": "1MO", "opens_at": "09:00", "closes_at": "17:00"},
        {"freq": "WEEKLY", "interval": 2, "byday": "MO", "opens_at": "09:00", "closes_at": "17:00"},
        {"freq": "WEEKLY", "byday": "MO", "bymonthday": "2,3", "opens_at": "09:00", "closes_at": "17:00"},
        {"freq": "WEEKLY", "byday": "MO", "opens_at": "17:00", "closes_at": "09:30"},
        {"freq": "WEEKLY", "byday": "MO", "opens_at": "10:00", "closes_at": "04:00"},
        {"freq": "WEEKLY", "byday": "MO", "opens_at": "00:00", "closes_at": "00:00"},
        {"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00Z", "closes_at": "17:00Z"},
        {
            "freq": "WEEKLY",
            "byday": "MO",
            "opens_at": "09:00",
            "closes_at": "17:00",
            "description": "Tue 9:00am-5:00pm",
        },
        {
            "freq": "WEEKLY",
            "byday": "MO",
            "opens_at": "09:00",
            "closes_at": "17:00",
            "description": "By appointment only",
        },
        {"description": "Call for hours"},
        {"freq": "WEEKLY", "opens_at": "09:00", "closes_at": "17:00"},
    ],
)
def test_a_schedule_that_is_not_plainly_weekly_is_unknown_and_kept_in_words(row, tmp_path):
    (tmp_path / "a.json").write_text(json.dumps(SERVICE | {"schedules": [{"id": "h"} | row]}))
    hours = taken(tmp_path / "a.json")[0][0].hours
    overnight = row.get("opens_at") == "17:00"
    assert hours.text and (overnight or not hours.known)


def test_a_holiday_of_the_year_one_comes_every_year(tmp_path):
    tables = TABLES_1 | {
        "holiday_schedules": [
            ["id", "service_id", "closed", "opens_at", "closes_at", "start_date", "end_date"],
            ["x", "s1", "true", "", "", "0001-12-25", "0001-12-25"],
        ]
    }
    exceptions = taken(write_hsds(tmp_path / "package", tables))[0][0].hours.exceptions
    assert len(exceptions) == 3 and all(
        each.closed and (each.start.month, each.start.day) == (12, 25) for each in exceptions
    )


def test_the_official_examples_are_read():
    for name in ("service_full", "organization_full", "service_at_location_full", "tabular"):
        listings, reading = taken(shared(f"hsds3_spec_examples/{name}.json"))
        accounted(reading)
        assert listings[0].service == "Community Counselling" and listings[0].phones[0].extension == "100"
        assert not listings[0].hours.known and "Ann Persona" not in repr(listings)


def test_numbers_of_monthly_snapshots_settle_on_the_places(tmp_path):
    rows = [["month", "name", "address"]]
    rows += [[f"2021-{month:02}", "Harbor Clinic", "1 Main Street, Houston, TX 77002"] for month in range(1, 13)]
    listings, reading = taken(write_csv(tmp_path / "a.csv", rows))
    accounted(reading)
    assert len(listings) == 1 and reading.report.kept == 12 and reading.report.files[0].repeats == 11
