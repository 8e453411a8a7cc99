"""Each shipped row says where it comes from, and carries only numbers that may ship."""

import csv
import re
from pathlib import Path

import phonenumbers
import pytest

from resources.kinds import KINDS
from resources.listing import Listing
from resources.starter import starter_listings

DATA = Path(__file__).parents[2] / "resources" / "data"
FACTS = Path(__file__).parents[2].parent / "shared" / "data" / "facts"
GRADES = {"A", "A-", "B", "high"}
LINE_KEYS = {
    "211", "911", "988", "childhelp", "eeoc", "fbi-tips", "hsi-tips", "ncmec", "ndvh", "nlrb", "orr-call-center",
    "osha", "poison-control", "rainn", "runaway-safeline", "stronghearts", "wage-and-hour",
    "ic3", "legal-aid-finder", "namus", "stopncii", "take-it-down", "nhth",
}  # fmt: skip
CONSENT = "Adults: only with consent, unless child abuse or imminent harm."
DIGITS = re.compile(r"\d{3}-\d{3}-\d{4}")


@pytest.fixture(scope="module")
def listings() -> list[Listing]:
    return list(starter_listings())


def facts(name: str) -> list[dict[str, str]]:
    if not FACTS.is_dir():
        pytest.skip("the facts are not beside the project (../shared/data/facts)")
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def numbers(text: str) -> set[str]:
    return {"+1" + found.replace("-", "") for found in DIGITS.findall(text)}


def shipped(listings: list[Listing], prefix: str = "") -> set[str]:
    return {phone.number for listing in listings if listing.key.startswith(prefix) for phone in listing.phones}


def test_every_row_has_a_source_a_date_and_a_grade(listings: list[Listing]) -> None:
    for listing in listings:
        assert listing.source_name, listing.key
        assert listing.as_of, listing.key
        assert listing.confidence in GRADES, listing.key


def test_no_row_claims_to_have_been_dialled(listings: list[Listing]) -> None:
    for listing in listings:
        assert listing.verified == ()
        if listing.phones:
            assert "Not yet dialled by your organisation." in listing.note, listing.key


def test_every_row_can_be_reached_and_is_of_a_known_kind(listings: list[Listing]) -> None:
    for listing in listings:
        assert listing.phones or listing.url, listing.key
        assert listing.kinds and set(listing.kinds) <= set(KINDS), listing.key
        assert listing.areas, listing.key


def test_keys_are_unique_and_hold_every_line_that_guides_name(listings: list[Listing]) -> None:
    keys = [listing.key for listing in listings]
    assert len(keys) == len(set(keys))
    assert set(keys) >= LINE_KEYS


def test_every_number_could_be_dialled(listings: list[Listing]) -> None:
    for listing in listings:
        for phone in listing.phones:
            assert phone.number, (listing.key, phone.raw)
            if phone.number.startswith("+"):
                assert phonenumbers.is_valid_number(phonenumbers.parse(phone.number)), (listing.key, phone.number)
            else:
                assert phone.number in {"211", "911", "988", "233733", "88788", "22522", "20121"}, listing.key


def test_the_text_code_of_the_hotline_is_not_the_misprint(listings: list[Listing]) -> None:
    [hotline] = [listing for listing in listings if listing.key == "nhth"]
    assert "233733" in {phone.number for phone in hotline.phones}
    assert "operator" in hotline.note


def test_police_rows_carry_the_consent_rule(listings: list[Listing]) -> None:
    for listing in listings:
        if "law_enforcement" in listing.kinds and listing.key != "911":
            assert listing.alert == CONSENT, listing.key


def test_911_warns_that_it_reaches_the_operators_city(listings: list[Listing]) -> None:
    [emergency] = [listing for listing in listings if listing.key == "911"]
    assert "wrong city" in emergency.alert


def test_immigration_enforcement_is_a_kind_of_its_own_and_never_unannounced(listings: list[Listing]) -> None:
    [tips] = [listing for listing in listings if listing.key == "hsi-tips"]
    assert tips.kinds == ("immigration_enforcement",)
    assert "Never hand over unannounced" in tips.alert


def test_no_alert_prints_a_number_that_someone_could_dial_in_haste(listings: list[Listing]) -> None:
    for listing in listings:
        for text in (listing.alert, listing.service, listing.how_to_apply):
            assert not DIGITS.search(text), listing.key


def test_hours_that_are_not_confirmed_are_unknown(listings: list[Listing]) -> None:
    for listing in listings:
        if "not confirmed" in listing.hours.text:
            assert not listing.hours.known, listing.key


def test_every_shipped_number_stands_in_the_facts(listings: list[Listing]) -> None:
    names = (
        "national_basics", "national_lines", "hsi_offices", "state_child_abuse_lines", "dv_coalitions", "sa_coalitions",
        "state_trafficking", "aps_lines", "fbi_field_offices", "us_attorney_districts",
    )  # fmt: skip
    known = {number for name in names for row in facts(name) for cell in row.values() for number in numbers(cell or "")}
    assert {number for number in shipped(listings) if number.startswith("+")} <= known


@pytest.mark.parametrize(
    "name",
    [
        "dv_coalitions",
        "sa_coalitions",
        "state_trafficking",
        "aps_lines",
        "state_child_abuse_lines",
        "fbi_field_offices",
        "us_attorney_districts",
    ],
)
def test_no_number_in_doubt_ships(listings: list[Listing], name: str) -> None:
    rows = facts(name)
    good = {number for row in rows if row["ship"] == "yes" for number in numbers(" ".join(row.values()))}
    held = {number for row in rows if row["ship"] != "yes" for number in numbers(row["phone"])}
    prefixes = {
        "us_attorney_districts": "usao-",
        "fbi_field_offices": "fbi-",
        "aps_lines": "aps-",
        "state_child_abuse_lines": "cps-",
    }
    assert held - good
    assert not (held - good) & shipped(listings, prefixes.get(name, ""))


def test_national_lines_that_are_not_graded_high_show_no_number(listings: list[Listing]) -> None:
    high = {n for row in facts("national_lines") if row["confidence"].startswith("high") for n in numbers(row["phone"])}
    basics = {
        n
        for row in facts("national_basics")
        if row["confidence"] in {"A", "A-"}
        for n in numbers(" ".join(row.values()))
    }
    national = [
        listing for listing in listings if ("country", "US") in {(area.level, area.code) for area in listing.areas}
    ]
    assert {n for n in shipped(national) if n.startswith("+")} <= high | basics


def test_every_fact_that_may_ship_is_carried(listings: list[Listing]) -> None:
    for name in (
        "dv_coalitions",
        "sa_coalitions",
        "state_trafficking",
        "aps_lines",
        "state_child_abuse_lines",
        "fbi_field_offices",
    ):
        for row in facts(name):
            if row["ship"] == "yes":
                assert numbers(row["phone"]) <= shipped(listings), (name, row["phone"])


def test_the_states_file_is_complete() -> None:
    with (DATA / "states.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == ["abbr", "name", "fips", "timezone", "is_territory"]
    assert sum(row["is_territory"] == "1" for row in rows) == 5
    assert len(rows) == 56


def test_every_shipped_listing_says_where_its_facts_were_found() -> None:
    from resources.starter import starter_listings

    nameless = [listing.key for listing in starter_listings() if not listing.source_name]
    assert not nameless
