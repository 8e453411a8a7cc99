"""What an organisation asks to keep out of sight stays out of sight, in every format."""

import pytest
from intake_files import WRITERS, accounted, taken, write_csv, write_hsds

from resources.kinds import KINDS

HEADINGS = [
    "Agency Name",
    "Program Name",
    "Street Address",
    "City",
    "State",
    "Zip",
    "Latitude",
    "Longitude",
    "Phone",
    "Phone is private?",
    "Is the address confidential?",
    "Do Not Refer",
    "Status",
    "Contact Person",
    "Internal Notes",
    "Description",
]
OPEN = [
    "Open House",
    "Shelter",
    "1 Plain Street",
    "Houston",
    "TX",
    "77002",
    "29.76",
    "-95.36",
    "713-555-0100",
    "No",
    "No",
    "No",
    "Active",
    "Canary Person",
    "canary internal",
    "A house",
]
SEALED = [
    "Safe House",
    "Shelter",
    "999 Canary Lane",
    "Houston",
    "TX",
    "77999",
    "29.7999",
    "-95.3999",
    "713-555-0101",
    "",
    "Yes",
    "",
    "Active",
    "",
    "",
    "At 999 Canary Lane, ring twice",
]
WORDED = [
    "Quiet House",
    "Shelter",
    "Confidential",
    "Houston",
    "TX",
    "77998",
    "29.7998",
    "-95.3998",
    "713-555-0102",
    "",
    "",
    "",
    "Active",
    "",
    "",
    "A house",
]
HIDDEN = [
    "Tired House",
    "Shelter",
    "2 Plain Street",
    "Houston",
    "TX",
    "77002",
    "29.76",
    "-95.36",
    "713-555-0103",
    "",
    "",
    "Yes",
    "Active",
    "",
    "",
    "A house",
]
CLOSED = [
    "Gone House",
    "Shelter",
    "3 Plain Street",
    "Houston",
    "TX",
    "77002",
    "29.76",
    "-95.36",
    "713-555-0104",
    "",
    "",
    "",
    "Closed",
    "",
    "",
    "A house",
]
PRIVATE = [
    "Shy House",
    "Shelter",
    "4 Plain Street",
    "Houston",
    "TX",
    "77002",
    "29.76",
    "-95.36",
    "713-555-0105",
    "Yes",
    "",
    "",
    "Active",
    "",
    "",
    "A house",
]
ROWS = [HEADINGS, OPEN, SEALED, WORDED, HIDDEN, CLOSED, PRIVATE]


@pytest.mark.parametrize("name", WRITERS)
def test_flags_are_honoured_and_counted_in_every_format(name, tmp_path):
    listings, reading = taken(WRITERS[name](tmp_path / name, ROWS))
    found = {listing.organisation: listing for listing in listings}
    accounted(reading)
    assert set(found) == {row[0] for row in ROWS[1:]}
    assert not any(word in repr(listings) for word in ("Canary", "canary", "77999", "77998", "29.799", "95.399"))
    assert found["Safe House"].sealed and found["Safe House"].city == "Houston"
    assert found["Quiet House"].sealed and not found["Quiet House"].street
    assert not found["Tired House"].refer and found["Tired House"].hidden == "do-not-refer"
    assert found["Gone House"].hidden == "closed"
    assert all(phone.private for phone in found["Shy House"].phones)
    assert found["Open House"].refer and not found["Open House"].sealed and not found["Open House"].hidden
    report = reading.report.files[0]
    assert (report.hidden, report.sealed) == (2, 2)


def test_flags_in_an_hsds_package_are_honoured(tmp_path):
    folder = write_hsds(
        tmp_path / "package",
        {
            "organizations": [["id", "name", "description"], ["o", "Harbor", "x"]],
            "services": [
                ["id", "organization_id", "name", "status", "do_not_refer"],
                ["a", "o", "Open", "active", ""],
                ["b", "o", "Hidden", "active", "yes"],
                ["c", "o", "Old", "inactive", ""],
                ["d", "o", "Sealed", "active", ""],
            ],
            "locations": [
                ["id", "organization_id", "name", "latitude", "longitude", "confidential"],
                ["l", "o", "House", "29.7999", "-95.3999", "true"],
            ],
            "services_at_location": [["id", "service_id", "location_id"], ["x", "d", "l"]],
            "physical_addresses": [
                ["id", "location_id", "address_1", "city", "state_province", "postal_code", "country"],
                ["p", "l", "999 Canary Lane", "Houston", "TX", "77999", "US"],
            ],
            "phones": [
                ["id", "service_id", "number", "is_private"],
                ["1", "a", "713-555-0101", "true"],
                ["2", "d", "713-555-0102", ""],
                ["3", "b", "713-555-0103", ""],
                ["4", "c", "713-555-0104", ""],
            ],
        },
    )
    listings, reading = taken(folder)
    found = {listing.service: listing for listing in listings}
    accounted(reading)
    assert found["Hidden"].hidden == "do-not-refer" and found["Old"].hidden == "inactive"
    assert found["Open"].phones[0].private
    assert found["Sealed"].sealed and found["Sealed"].city == "Houston"
    assert not any(word in repr(listings) for word in ("Canary", "77999", "29.799"))


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("ExcludeFromWebsite", "True"),
        ("AvailableForReferral", "No"),
        ("May we list you publicly?", "no"),
        ("OK to refer", "N"),
        ("Do not publish", "x"),
        ("Is this service open?", "No"),
        ("Active", "false"),
        ("Agency Status", "Inactive"),
        ("Publish", "Do not publish this"),
        ("Status", "Permanently Closed"),
    ],
)
def test_every_way_to_say_do_not_show_hides_the_row(heading, cell, tmp_path):
    path = write_csv(
        tmp_path / "a.csv", [["Name", "Phone", heading], ["One", "713-555-0101", cell], ["Two", "713-555-0102", ""]]
    )
    listings, _ = taken(path)
    assert [bool(listing.hidden) for listing in listings] == [True, False]


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Display physical address to public users?", "No"),
        ("PhysicalAddressIsPrivate", "Yes"),
        ("Confidential", "1"),
        ("Confidential location?", "yes, DV shelter"),
        ("Address is confidential", "TRUE"),
        ("Show address", "Town only"),
    ],
)
def test_every_way_to_say_keep_the_address_secret_seals_it(heading, cell, tmp_path):
    rows = [["Name", "Phone", "Address", "City", "State", "Zip", heading]]
    rows.append(["One", "713-555-0101", "9 Canary Lane", "Houston", "TX", "77999", cell])
    rows.append(["Two", "713-555-0102", "8 Plain Street", "Houston", "TX", "77002", ""])
    listings, _ = taken(write_csv(tmp_path / "a.csv", rows))
    assert listings[0].sealed and not listings[0].street and not listings[0].zip and listings[0].city == "Houston"
    assert "Canary" not in repr(listings[0])
    assert not listings[1].sealed and listings[1].street


def test_do_not_refer_written_into_a_note_is_heeded(tmp_path):
    rows = [["Name", "Phone", "Notes"], ["One", "713-555-0101", "DO NOT REFER until the board meets"]]
    listings, _ = taken(write_csv(tmp_path / "a.csv", rows))
    assert not listings[0].refer


def test_confidential_counselling_is_a_service_and_no_secret_address(tmp_path):
    rows = [["Name", "Phone", "Address", "City", "Description"]]
    rows.append(["One", "713-555-0101", "8 Plain Street", "Houston", "Free and confidential counseling"])
    listings, _ = taken(write_csv(tmp_path / "a.csv", rows))
    assert not listings[0].sealed and listings[0].street


def test_only_our_own_kinds_are_given(tmp_path):
    listings, _ = taken(write_csv(tmp_path / "directory.csv", ROWS))
    assert all(kind in KINDS for listing in listings for kind in listing.kinds)


def test_a_sealed_address_is_gone_from_every_word_of_its_listing(tmp_path):
    rows = [
        [
            "Name",
            "Phone",
            "Address",
            "City",
            "Zip",
            "Confidential",
            "Directions",
            "Hours",
            "Fees",
            "Who can come?",
            "Website",
            "Beds",
        ]
    ]
    street = "999 Canary Lane"
    told = [f"Behind {street}", f"9am at {street}", f"Pay at {street}", f"Women near {street}"]
    row = ["House", f"713-555-0101 (ask for {street})", street, "Houston", "77999", "yes", *told]
    rows.append([*row, "https://maps.example.org/?q=29.79", f"12 at {street}"])
    listing = taken(write_csv(tmp_path / "a.csv", rows))[0][0]
    assert listing.sealed and not any(word in repr(listing) for word in ("Canary", "77999", "29.79"))
