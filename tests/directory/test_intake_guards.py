"""However a directory asks that a place, a number or a row stay out of sight, it is heeded."""

import pytest
from intake_files import taken, write_csv

from resources.intake.read import read_directory

PLAIN = {"Name": "Harbor", "Phone": "713-555-0101", "Address": "", "City": "Houston", "State": "TX", "Zip": "77019"}
STREET = "9099 Zqcanary Lane"
SEALING = (
    "Confidential", "Is Confidential?", "Confidential Address?", "Confidential location (Y/N)", "Address is private",
    "Hide Address", "Do not publish address", "Do not display address", "Suppress address", "Mask address",
    "AddressIsPrivate", "PhysicalAddressIsPrivate", "Safe house", "Address not for public", "Dirección confidencial",
    "DV shelter - confidential address", "Is the location secret", "Keep address confidential?", "Secure location",
)  # fmt: skip
SHOWING_THE_ADDRESS = ("Show address", "Display address publicly?", "Public address?", "Publish address")
SAYING_SO = (
    ("Notes", "Address is confidential."), ("Notes", "CONFIDENTIAL LOCATION"),
    ("Notes", "do not give address to callers"),
    ("Description", "Shelter at an undisclosed location."), ("Description", "Confidential shelter location"),
    ("Description", "The location of the shelter is confidential"), ("Notes", "Keep location secret"),
    ("Description", "Emergency shelter in a confidential, safe location"), ("Notes", "address not for public release"),
    ("Name", "Harbor House (Confidential Location)"), ("Notes", "Safe house. Address must not be shared."),
    ("Description", "La dirección es confidencial"), ("Notes", "Shelter address withheld for safety"),
    ("Internal Notes", "Location must not be disclosed"), ("Address 2", "(confidential)"),
    ("City", "Houston - undisclosed"),
    ("Address visibility", "Private"), ("Address Type", "confidential"), ("Location type", "Undisclosed location"),
)  # fmt: skip
HIDING = (
    "Do Not Refer", "DNR", "Do not list", "Exclude from website", "Hidden", "Private", "Internal use only", "Suppress",
    "Not for public", "Inactive", "Closed", "Deleted", "No referrals", "Do not give out", "Do not share with callers",
    "Hide from search", "Blocked", "Blacklist", "Do not use", "Discontinued", "Suspended", "No longer in service",
    "No Publicar", "Confidential listing", "Out of business",
)  # fmt: skip
SHOWING = (
    "Available for referral", "OK to refer?", "Public", "Published", "Is active", "Visible", "Show on website",
    "Is Open?", "Approved for public",
    "Accepting referrals?", "Currently operating", "In operation", "Can be shared with callers",
    "Publish online", "Web visible", "Public facing", "Live on site", "Referral allowed? (No means hide)",
)  # fmt: skip
ASKING = (
    ("Notes", "DO NOT REFER"), ("Name", "Harbor House - DO NOT REFER"), ("Notes", "Program closed permanently."),
    ("Notes", "CLOSED"), ("Name", "Harbor House (CLOSED)"), ("Notes", "*** do not use ***"), ("Notes", "internal only"),
    ("Description", "This agency is no longer in operation."), ("Internal Notes", "Do not refer clients here."),
    ("Notes", "Blacklisted: do not send anyone"), ("Record Status", "Private"), ("Visibility", "Internal"),
    ("Privacy", "Hidden"), ("Agency Status", "Suspended"),
)  # fmt: skip


def _table(tmp_path, heading, value, other):
    """One guarded row between rows of which nothing is asked."""
    rows = [PLAIN | {"Address": f"{n} Elm Street", "Name": f"Elm {n}", heading: other} for n in range(1, 4)]
    rows[1] = PLAIN | {"Address": STREET} | {heading: value}
    if heading in ("Name", "City"):
        rows = [row | ({} if row[heading] == value else {heading: PLAIN[heading]}) for row in rows]
    listings, _ = taken(write_csv(tmp_path / "a.csv", [list(rows[0]), *(list(row.values()) for row in rows)]))
    return listings


def _is_told(listings):
    return "Zqcanary" in repr(listings) or any(listing.sealed for listing in listings if "Elm" in listing.street)


@pytest.mark.parametrize("value", ["Yes", "x", "1"])
@pytest.mark.parametrize("heading", SEALING)
def test_a_flag_on_the_address_seals_it_however_it_is_called(heading, value, tmp_path):
    listings = _table(tmp_path, heading, value, "" if value == "x" else "No")
    assert sum(listing.sealed for listing in listings) == 1 and not _is_told(listings)


@pytest.mark.parametrize("heading", SHOWING_THE_ADDRESS)
def test_an_address_that_is_not_to_be_shown_is_sealed(heading, tmp_path):
    listings = _table(tmp_path, heading, "No", "Yes")
    assert sum(listing.sealed for listing in listings) == 1 and not _is_told(listings)


@pytest.mark.parametrize(("heading", "value"), SAYING_SO)
def test_an_address_that_words_call_secret_is_sealed(heading, value, tmp_path):
    listings = _table(tmp_path, heading, value, "")
    assert sum(listing.sealed for listing in listings) == 1 and not _is_told(listings)


@pytest.mark.parametrize("heading", HIDING)
def test_a_flag_on_the_row_hides_it_however_it_is_called(heading, tmp_path):
    assert [bool(listing.hidden) for listing in _table(tmp_path, heading, "Yes", "No")] == [False, True, False]


@pytest.mark.parametrize("heading", SHOWING)
def test_a_row_that_is_not_to_be_offered_is_hidden(heading, tmp_path):
    assert [bool(listing.hidden) for listing in _table(tmp_path, heading, "No", "Yes")] == [False, True, False]


@pytest.mark.parametrize(("heading", "value"), ASKING)
def test_words_that_ask_not_to_refer_hide_the_row(heading, value, tmp_path):
    assert [bool(listing.hidden) for listing in _table(tmp_path, heading, value, "")] == [False, True, False]


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Description", "Runs the Address Confidentiality Program of the state."),
        ("Description", "Confidential services at our location on Main Street."),
        ("Description", "Closed on holidays. A not for profit organization."),
        ("Description", "Free and confidential testing; call for hours."),
        ("Hours", "Mon-Fri 9am-5pm, closed Sat and Sun"),
        ("Eligibility", "Not for people under 18."),
        ("Open weekends", "No"),
        ("Open now", "No"),
        ("Live in", "No"),
        ("Public transportation nearby", "No"),
        ("Private rooms", "Yes"),
        ("Wheelchair accessible", "No"),
        ("Walk-ins accepted", "No"),
        ("Services available in Spanish", "No"),
        ("Tax status", "Pending"),
    ],
)
def test_words_that_only_sound_like_it_hide_and_seal_nothing(heading, value, tmp_path):
    listings = _table(tmp_path, heading, value, "")
    assert not any(listing.hidden or listing.sealed for listing in listings)


@pytest.mark.parametrize("heading", ["Phone Private", "Do not publish phone", "Unlisted number", "Hide phone number"])
def test_a_number_that_is_not_to_be_told_is_private(heading, tmp_path):
    assert [listing.phones[0].private for listing in _table(tmp_path, heading, "Yes", "No")] == [False, True, False]


def test_a_confidential_hotline_is_a_number_to_dial(tmp_path):
    rows = [["Name", "City", "Confidential Hotline"], ["Harbor House", "Houston", "713-555-0101"]]
    assert [phone.private for phone in taken(write_csv(tmp_path / "a.csv", rows))[0][0].phones] == [False]


def test_a_street_left_blank_where_it_is_confidential_is_still_a_street(tmp_path):
    rows = [["Name", "Phone", "Street address (leave blank if confidential)"]]
    rows += [["Harbor House", "713-555-0101", "1 Main Street"], ["Cedar House", "713-555-0102", ""]]
    first, second = taken(write_csv(tmp_path / "a.csv", rows))[0]
    assert first.street == "1 Main Street" and not first.sealed and not second.street


def test_two_secret_places_of_one_name_and_number_stay_two_and_so_they_come_again(tmp_path):
    rows = [["Name", "Phone", "Address", "City", "State", "Zip", "Address confidential"]]
    rows += [["Harbor House", "713-555-0101", f"{n} Zqcanary Lane", "Houston", "TX", "77019", "Yes"] for n in (1, 2, 2)]
    path, kept = write_csv(tmp_path / "a.csv", rows), {}
    reading = read_directory(path, sealed=kept.__setitem__)
    listings = list(reading.listings)
    assert len({listing.key for listing in listings}) == len(listings) == 2 and "Zqcanary" not in repr(listings)
    assert [exact.street for exact in kept.values()] == ["1 Zqcanary Lane", "2 Zqcanary Lane"]
    assert taken(path)[0] == listings
