"""Where a listing is: point, ZIP or town, and how sure."""

import pytest
from intake_files import taken, write_csv

from resources.places.place import Place


def place(name, county, fips, state, lat, lon):
    return Place(1, name, "city", county, fips, state, "US", lat, lon, 1000, "America/Chicago", "")


class FewPlaces:
    """A gazetteer of one town, one ZIP and one county, all in Houston."""

    home = place("Houston", "Harris County", "48201", "TX", 29.7633, -95.3633)

    def zip(self, code):
        return self.home if code == "77002" else None

    def town(self, name, state):
        return self.home if (name.lower(), state) == ("houston", "TX") else None

    def county(self, fips):
        return self.home if fips == "48201" else None

    def nearest_county(self, lat, lon):
        return self.home


HEADINGS = ["Name", "Phone", "Address", "City", "State", "Zip", "County", "Latitude", "Longitude", "Country"]


def located(tmp_path, places=None, **cells):
    row = ["House", "713-555-0101"] + [cells.get(name.lower(), "") for name in HEADINGS[2:]]
    listings, reading = taken(write_csv(tmp_path / "a.csv", [HEADINGS, row]), places=places)
    return listings[0], reading.report.files[0]


def test_a_point_of_its_own_is_exact(tmp_path):
    listing, _ = located(tmp_path, FewPlaces(), latitude="29.76", longitude="-95.36", city="Houston", state="TX")
    assert (listing.lat, listing.lon, listing.precision, listing.county_fips) == (29.76, -95.36, "exact", "48201")
    assert listing.timezone == "America/Chicago"


@pytest.mark.parametrize(
    ("cells", "precision"),
    [
        ({"zip": "77002"}, "zip"),
        ({"city": "Houston", "state": "Texas"}, "town"),
        ({"county": "Harris", "state": "TX"}, "region"),
    ],
)
def test_without_a_point_the_zip_then_the_town_then_the_county_stands_in(tmp_path, cells, precision):
    listing, _ = located(tmp_path, FewPlaces(), **cells)
    assert listing.precision == precision and listing.lat == 29.7633 and listing.county_fips == "48201"


def test_without_a_gazetteer_the_county_is_still_known_by_name(tmp_path):
    listing, _ = located(tmp_path, county="ST CLAIR", state="AL", city="Springville")
    assert listing.county_fips == "01115" and listing.lat is None and listing.precision == "none"


@pytest.mark.parametrize(
    ("lat", "lon"), [("0", "0"), ("-999", "-999"), ("48.85", "2.35"), ("100", "101"), ("x", "y"), ("nan", "inf")]
)
def test_a_point_outside_the_country_is_refused_and_the_row_kept(tmp_path, lat, lon):
    listing, _ = located(tmp_path, latitude=lat, longitude=lon, city="Houston", state="TX")
    assert listing.lat is None and listing.precision == "none"


def test_latitude_and_longitude_that_changed_places_are_put_right(tmp_path):
    listing, report = located(tmp_path, latitude="-95.36", longitude="29.76")
    assert (listing.lat, listing.lon) == (29.76, -95.36) and report.repaired == 1


def test_the_metres_of_a_web_map_become_degrees(tmp_path):
    listing, _ = located(tmp_path, latitude="3473242.7", longitude="-10615426.5")
    assert (round(listing.lat, 2), round(listing.lon, 2)) == (29.76, -95.36)


@pytest.mark.parametrize(
    "line",
    [
        "1 Main St, Houston, TX 77002",
        "1 Main St, Houston, TX 77002, United States",
        "1 Main St\nHouston, Texas 77002-1234",
    ],
)
def test_an_address_in_one_line_is_taken_apart(tmp_path, line):
    listing, _ = located(tmp_path, address=line)
    assert (listing.street, listing.city, listing.state, listing.zip) == ("1 Main St", "Houston", "TX", "77002")


def test_a_zone_in_the_hours_beats_the_zone_of_the_place(tmp_path):
    rows = [
        ["Name", "Phone", "City", "State", "Hours"],
        ["House", "713-555-0101", "Houston", "TX", "Mon-Fri 9:00am-5:00pm EST"],
    ]
    listings, _ = taken(write_csv(tmp_path / "a.csv", rows), places=FewPlaces())
    assert listings[0].timezone == "America/New_York"


def test_a_sealed_place_keeps_its_town_and_the_point_of_the_town(tmp_path):
    listing, report = located(
        tmp_path,
        FewPlaces(),
        address="Confidential",
        city="Houston",
        state="TX",
        zip="77002",
        latitude="29.1",
        longitude="-95.1",
    )
    assert (
        listing.sealed and (listing.lat, listing.precision, listing.zip) == (29.7633, "town", "") and report.sealed == 1
    )


def test_a_place_abroad_is_no_place_in_the_states(tmp_path):
    listing, _ = located(tmp_path, FewPlaces(), city="Tijuana", country="Mexico", latitude="32.51", longitude="-117.03")
    assert listing.country == "MX" and (listing.lat, listing.lon) == (32.51, -117.03)
