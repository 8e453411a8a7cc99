"""Which column is which: by heading, by value, by what staff settled."""

import pytest
from intake_files import accounted, shared, taken, write_csv, write_xlsx

from resources.errors import IntakeError
from resources.intake.headers import field_for
from resources.intake.mapping import Mapping, load_mapping
from resources.intake.suggest import FIELDS, mapping_from, suggest_mapping
from resources.intake.template import NAMES, template_csv

KEYS = {
    "hifld_national/Local_Law_Enforcement_Locations.csv": {
        "ID": "key",
        "NAME": "name",
        "TELEPHONE": "phones",
        "ADDRESS": "street",
        "CITY": "city",
        "STATE": "state",
        "COUNTY": "county",
        "X": "lon",
        "Y": "lat",
    },
    "hifld_national/Hospitals.csv": {
        "NAME": "name",
        "ADDRESS": "street",
        "ADDRESS2": "street2",
        "CITY": "city",
        "STATE": "state",
        "ZIP": "zip",
        "TELEPHONE": "phones",
        "TYPE": "kinds",
        "STATUS": "status",
        "COUNTY": "county",
        "COUNTYFIPS": "county_fips",
        "COUNTRY": "country",
        "LATITUDE": "lat",
        "LONGITUDE": "lon",
        "WEBSITE": "url",
        "ALT_NAME": "alternate_name",
        "SOURCE": "source_name",
        "SOURCEDATE": "as_of",
        "VAL_DATE": "verified_on",
        "ID": "key",
    },
    "hifld_national/hospital-data-cms.csv": {
        "Provider Number": "key",
        "Hospital Name": "name",
        "Address 1": "street",
        "City": "city",
        "State": "state",
        "ZIP Code": "zip",
        "County": "county",
        "Phone Number": "phones",
        "Hospital Type": "kinds",
    },
    "hifld_national/Urgent_Care_Facilities.xlsx": {
        "NAME": "name",
        "TELEPHONE": "phones",
        "ADDRESS": "street",
        "CITY": "city",
        "STATE": "state",
        "ZIP": "zip",
        "COUNTY": "county",
        "FIPS": "county_fips",
        "DIRECTIONS": "directions",
        "CONTDATE": "verified_on",
        "X": "lon",
        "Y": "lat",
        "NAICSDESCR": "kinds",
    },
    "ssc_shelter_collaborative/mapdata.csv": {
        "agencyname": "organisation",
        "lat": "lat",
        "long": "lon",
        "description_html": "about",
    },
    "shelters_xlsx_4cities/shelter_addresses.xlsx": {
        "Name of Shelter or Supportive housing": "name",
        "Street #": "street_number",
        "Street": "street",
        "City": "city",
        "State": "state",
        "Zip": "zip",
        "Population M/F/Y": "genders",
        "Normalized Type": "kinds",
    },
    "ilao_legal_aid_illinois/services.csv": {
        "Title": "service",
        "Is this service open?": "show",
        "Service type": "kinds",
        "Phone number": "phones",
        "Hours of operation": "hours",
        "Geolocation": "point",
        "Website address": "url",
        "Organization ID": "organisation_id",
        "Location ID": "location_id",
        "Process for applying by email": "how_to_apply",
        "Amenities offered": "note",
        "An individual must be one of these to qualify": "populations",
        "Flat fee description": "cost",
    },
    "ilao_legal_aid_illinois/organizations.csv": {
        "Title": "service",
        "Alternate name": "alternate_name",
        "Body": "about",
        "Phone number": "phones",
        "Website address": "url",
        "Display physical address to public users?": "address_public",
        "Email": "email",
        "Mailing address": "mailing",
        "Physical address": "street",
    },
    "titlex_monthly/title_x_monthly.csv.gz": {
        "location": "address",
        "place_name": "site",
        "state": "state",
        "year": "as_of",
        "month": "as_of",
    },
    "kml/hawaii_aina_orgs_arcgis.kml": {
        "Organizati": "organisation",
        "Website": "url",
        "Brief_Desc": "about",
        "County": "county",
        "Name": "name",
    },
}


def test_nearly_every_column_of_real_exports_is_mapped_without_help():
    right = wrong = 0
    missed = []
    for name, key in KEYS.items():
        found = {heading: field for table in suggest_mapping(shared(name)) for heading, field, _ in table.columns}
        for heading, field in key.items():
            if found.get(heading) == field or (field == "site" and found.get(heading) == "name"):
                right += 1
            else:
                wrong += 1
                missed.append((name, heading, found.get(heading)))
    assert right >= 0.95 * (right + wrong), missed


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("PublicName", "name"),
        ("PhysicalAddress1", "street"),
        ("PhysicalPostalCode", "zip"),
        ("Phone1Number", "phones"),
        ("Phone1IsPrivate", "phone_private"),
        ("PhoneNumberHotline", "phones:crisis"),
        ("PhoneTTY", "phones:tty"),
        ("PhysicalAddressIsPrivate", "sealed"),
        ("ExcludeFromWebsite", "hide"),
        ("AvailableForReferral", "show"),
        ("TaxonomyLevelName", "level"),
        ("ParentAgencyNum", "organisation_id"),
        ("ConnectsToSiteNum", "location_id"),
        ("InternalNotes", "internal"),
        ("SeniorWorkerName", "person"),
        ("LastVerifiedOn", "verified_on"),
        ("What is the name of your organization?", "organisation"),
        ("Who can stay?", "populations"),
        ("zipcode", "zip"),
        ("How do people apply?", "how_to_apply"),
        ("24-hour crisis line", "phones:crisis"),
        ("phonenumber", "phones"),
        ("Is the address confidential?", "sealed"),
        ("What languages do staff speak?", "languages"),
        ("Fax #", "phones:fax"),
        ("Mailing City", "mailing"),
        ("Contact Person", "person"),
        ("Contact Email", "email"),
        ("Web Site", "url"),
        ("What documents are needed?", "documents"),
        ("Counties Served", "covers"),
        ("Hours", "hours"),
        ("Toll Free", "phones:toll_free"),
    ],
)
def test_headings_of_many_systems_are_understood(heading, field):
    assert field_for(heading) == field


def test_values_decide_where_a_heading_lies(tmp_path):
    rows = [["Name", "Zip", "Info"]] + [[f"House {n}", f"see notes on page {n}", f"713-555-01{n:02}"] for n in range(9)]
    listings, reading = taken(write_csv(tmp_path / "a.csv", rows))
    assert all(listing.phones and not listing.zip for listing in listings)
    assert reading.report.files[0].doubts["header-misfits-values"]


def test_leading_zeros_that_a_sheet_lost_come_back(tmp_path):
    rows = [["Name", "Phone", "City", "State", "Zip"], ["One", "617-555-0101", "Boston", "MA", "2108"]]
    listings, reading = taken(write_xlsx(tmp_path / "a.xlsx", rows))
    assert listings[0].zip == "02108" and reading.report.files[0].repaired == 1


def test_a_title_above_and_a_help_row_below_the_headings_are_no_listings(tmp_path):
    rows = [
        ["Shelters of Example County, 2026"],
        ["Name", "Phone", "Zip"],
        ["Enter the name", "Required: 10 digits", "5 digits"],
    ]
    listings, reading = taken(write_csv(tmp_path / "a.csv", [*rows, ["One", "713-555-0101", "77002"]]))
    accounted(reading)
    assert [listing.organisation for listing in listings] == ["One"]
    assert [found.reason for found in reading.report.files[0].refusals()] == ["help-row"]


def test_a_transposed_sheet_is_read_down_its_columns(tmp_path):
    rows = [
        ["Name", "One", "Two"],
        ["Phone", "713-555-0101", "713-555-0102"],
        ["City", "Houston", "Waco"],
        ["State", "TX", "TX"],
    ]
    listings, _ = taken(write_xlsx(tmp_path / "a.xlsx", rows))
    assert [(listing.organisation, listing.city) for listing in listings] == [("One", "Houston"), ("Two", "Waco")]


def test_a_comma_too_many_refuses_the_row_and_not_its_neighbours(tmp_path):
    (tmp_path / "a.csv").write_text("Name,Phone,City\nOne,713-555-0101,Houston\nTwo, Inc,713-555-0102,Waco\n")
    listings, reading = taken(tmp_path / "a.csv")
    accounted(reading)
    assert len(listings) == 1 and [found.reason for found in reading.report.files[0].refusals()] == ["too-many-cells"]


def test_a_saved_mapping_replays(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["A", "B", "C"], ["Harbor House", "713-555-0101", "Houston"]])
    chosen = Mapping({"A": "organisation", "B": "phones:crisis", "C": "city"})
    chosen.save(tmp_path / "m.json")
    listings, reading = taken(path, mapping=load_mapping(tmp_path / "m.json"))
    assert listings[0].phones[0].kind == "crisis" and listings[0].city == "Houston"
    assert reading.report.files[0].fields == {"A": "organisation", "B": "phones:crisis", "C": "city"}


def test_a_suggested_mapping_gives_what_no_mapping_gives(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["Name", "Phone", "City"], ["Harbor House", "713-555-0101", "Houston"]])
    suggested = mapping_from(suggest_mapping(path))
    assert set(suggested.chosen.values()) <= set(FIELDS)
    assert taken(path, mapping=suggested)[0] == taken(path)[0]


def test_a_broken_or_wrong_mapping_says_so(tmp_path):
    (tmp_path / "m.json").write_text("[]")
    with pytest.raises(IntakeError, match="not a saved column mapping"):
        load_mapping(tmp_path / "m.json")
    path = write_csv(tmp_path / "a.csv", [["Name", "Phone"], ["One", "713-555-0101"]])
    with pytest.raises(IntakeError, match="is no field"):
        suggest_mapping(path, Mapping({"Name": "nonsense"}))


def test_our_own_template_is_read_and_its_practice_rows_are_passed_over(tmp_path):
    row = dict.fromkeys(NAMES, "") | {
        "key": "h1",
        "organisation": "Harbor House",
        "service": "Shelter",
        "kinds": "shelter;safety_planning",
        "phones": "crisis:(713) 555-0101 x4 [es] (24 hours);fax:713-555-0102;text:233733",
        "hours": "24 hours",
        "city": "Houston",
        "state": "TX",
        "covers": "TX;48201;zip:77002",
        "languages": "en;es",
        "ages": "12-17",
        "genders": "female;no male",
        "documents": "no ID",
        "cost": "free",
        "sealed": "yes",
        "street": "9 Canary Lane",
        "refer": "yes",
        "vetting": "partner",
        "verified_on": "2026-05-31",
        "confidence": "A",
    }
    text = template_csv() + ",".join(f'"{row[name]}"' for name in NAMES) + "\r\n"
    (tmp_path / "t.csv").write_text(text)
    listings, reading = taken(tmp_path / "t.csv")
    accounted(reading)
    assert [listing.key for listing in listings] == ["h1"]
    one = listings[0]
    assert [(p.kind, p.number, p.extension) for p in one.phones] == [
        ("crisis", "+17135550101", "4"),
        ("text", "233733", ""),
        ("fax", "+17135550102", ""),
    ]
    assert one.phones[0].languages == ("es",) and one.hours.known and one.kinds == ("shelter", "safety_planning")
    assert one.sealed and "Canary" not in repr(one) and one.refer and one.vetting == "partner"
    assert {(area.level, area.code) for area in one.areas} == {("state", "TX"), ("county", "48201"), ("zip", "77002")}
    assert {(rule.axis, rule.value, rule.verdict) for rule in one.rules} >= {
        ("age", "12-17", "yes"),
        ("gender", "female", "yes"),
        ("gender", "male", "no"),
        ("documents", "ID", "no"),
    }


def test_days_named_by_headings_and_by_columns_of_their_own_are_joined_to_their_times(tmp_path):
    week = [(day, 540, 1020) for day in range(5)]
    for rows in (
        [["Name", "Phone", "Hours (Mon-Fri)"], ["One", "713-555-0101", "9am-5pm"]],
        [["Name", "Phone", "Days of Operation", "Hours"], ["One", "713-555-0101", "Mon-Fri", "9am-5pm"]],
        [
            ["Name", "Phone", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
            ["One", "713-555-0101", *["9am-5pm"] * 5, "Closed"],
        ],
    ):
        hours = taken(write_csv(tmp_path / "a.csv", rows))[0][0].hours
        assert [(span.weekday, span.opens, span.closes) for span in hours.spans] == week


def test_notes_for_staff_stay_with_the_staff_and_hide_nothing(tmp_path):
    rows = [["Name", "Phone", "Notes for staff only"], ["One", "713-555-0101", "canary"]]
    listings, _ = taken(write_csv(tmp_path / "a.csv", rows))
    assert not listings[0].hidden and "canary" not in repr(listings[0])


def test_a_town_state_and_zip_in_one_cell_are_taken_apart(tmp_path):
    rows = [["Name", "Street Address", "City/State/Zip"], ["One", "1 Main Street", "Houston, TX 77002"]]
    listing = taken(write_csv(tmp_path / "a.csv", rows))[0][0]
    assert (listing.street, listing.city, listing.state, listing.zip) == ("1 Main Street", "Houston", "TX", "77002")


def test_a_legend_in_a_heading_translates_its_codes(tmp_path):
    rows = [
        ["Name", "Phone", "Type (shelter=1, legal aid = 2)"],
        ["One", "713-555-0101", "2"],
        ["Two", "713-555-0102", "1"],
    ]
    assert [listing.kinds[0] for listing in taken(write_csv(tmp_path / "a.csv", rows))[0]] == ["legal", "shelter"]
