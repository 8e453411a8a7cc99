"""A caller from any county or territory gets real help on the first run."""

import csv
from pathlib import Path

import pytest

from resources.listing import Listing
from resources.starter import starter_listings

DATA = Path(__file__).parents[2] / "resources" / "data"
NO_STATEWIDE_LINE = {"AL", "CA", "MN", "NC", "WI", "WY"}
NO_CONFIRMED_LINE = {"AS", "GU", "MP", "VI"}
TERRITORIES = {"AS", "GU", "MP", "PR", "VI"}
CHILDHELP = "+18004224453"


def counties() -> list[dict[str, str]]:
    with (DATA / "counties.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def states() -> list[dict[str, str]]:
    with (DATA / "states.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def reach() -> dict[tuple[str, str], list[Listing]]:
    """(level, code) -> the listings that cover it."""
    found: dict[tuple[str, str], list[Listing]] = {}
    for listing in starter_listings():
        for area in listing.areas:
            found.setdefault((area.level, area.code), []).append(listing)
    return found


def help_for(reach: dict[tuple[str, str], list[Listing]], fips: str, state: str, kind: str) -> list[Listing]:
    """Nearest rung first: county, state, national."""
    rungs = (("county", fips), ("state", state), ("country", "US"))
    return [listing for rung in rungs for listing in reach.get(rung, []) if kind in listing.kinds]


def test_the_walk_covers_every_county_and_every_territory() -> None:
    rows = counties()
    mainland = [row for row in rows if row["state"] not in TERRITORIES]
    assert len(mainland) == 3142
    assert {row["state"] for row in rows} >= TERRITORIES
    assert len({row["state"] for row in rows}) == len(states()) == 56


@pytest.mark.parametrize(
    "kind",
    ["crisis_line", "child_protection", "law_enforcement", "dispatch", "labor_agency", "shelter", "youth_shelter"],
)
def test_every_county_has_someone_to_call(reach: dict[tuple[str, str], list[Listing]], kind: str) -> None:
    alone = [
        row["fips"]
        for row in counties()
        if not any(listing.phones for listing in help_for(reach, row["fips"], row["state"], kind))
    ]
    assert alone == []


def test_every_county_has_child_protection_of_its_state_before_the_national_line(
    reach: dict[tuple[str, str], list[Listing]],
) -> None:
    for row in counties():
        first = help_for(reach, row["fips"], row["state"], "child_protection")[0]
        assert first.key.startswith("cps-"), row["fips"]
        assert first.state == row["state"], row["fips"]


def test_where_a_state_has_no_line_the_national_one_stands_labelled(
    reach: dict[tuple[str, str], list[Listing]],
) -> None:
    for state in sorted(NO_STATEWIDE_LINE | NO_CONFIRMED_LINE):
        [listing] = [found for found in reach[("state", state)] if "child_protection" in found.kinds]
        [phone] = listing.phones
        assert phone.number == CHILDHELP
        assert "national" in phone.note
        assert "line in" in listing.service and "Childhelp (national)" in listing.service
        assert "not a report" in listing.alert


def test_childhelp_stands_for_no_other_state() -> None:
    borrowed = {
        listing.state
        for listing in starter_listings()
        if listing.key.startswith("cps-") and any(phone.number == CHILDHELP for phone in listing.phones)
    }
    assert borrowed == NO_STATEWIDE_LINE | NO_CONFIRMED_LINE


def test_every_state_alone_finds_child_protection(reach: dict[tuple[str, str], list[Listing]]) -> None:
    for row in states():
        assert help_for(reach, "", row["abbr"], "child_protection")[0].state == row["abbr"]


def test_every_county_has_the_fbi_office_that_the_facts_give(reach: dict[tuple[str, str], list[Listing]]) -> None:
    for row in counties():
        offices = [found for found in reach.get(("county", row["fips"]), []) if found.key.startswith("fbi-")]
        if not row["fbi_office"]:
            assert offices == []
            continue
        [office] = offices
        assert office.phones
        for name in row["fbi_office"].split("|"):
            assert name in office.service, row["fips"]


def test_every_county_of_a_federal_district_has_its_us_attorney(reach: dict[tuple[str, str], list[Listing]]) -> None:
    for row in counties():
        if row["district"]:
            found = [listing.key for listing in reach[("county", row["fips"])] if listing.key.startswith("usao-")]
            assert found == [f"usao-{row['district']}"]


def test_nevada_gets_renos_number_only_in_washoe_county(reach: dict[tuple[str, str], list[Listing]]) -> None:
    for row in counties():
        if row["state"] == "NV":
            first = help_for(reach, row["fips"], "NV", "child_protection")[0]
            assert ("+18339007233" in {phone.number for phone in first.phones}) == (row["fips"] == "32031")


@pytest.mark.parametrize("state", ["ND", "SD"])
def test_office_hours_lines_say_so(reach: dict[tuple[str, str], list[Listing]], state: str) -> None:
    listing = help_for(reach, "", state, "child_protection")[0]
    assert listing.hours.known
    assert {span.weekday for span in listing.hours.spans} == {0, 1, 2, 3, 4}
    assert "Office hours only" in listing.alert


def test_covers_name_only_counties_that_exist() -> None:
    known = {row["fips"] for row in counties()}
    named = {area.code for listing in starter_listings() for area in listing.areas if area.level == "county"}
    assert named <= known
