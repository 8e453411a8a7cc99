"""The fiction for training cannot be taken for a real place, and reaches no real telephone."""

import re
from pathlib import Path

import pytest

from resources.kinds import KINDS
from resources.listing import Listing
from resources.starter import starter_listings, training_listings

ROOT = Path(__file__).parents[2]
DRILLS = sorted((ROOT / "console" / "drills").glob("*.txt"))
FIELDS = ["said", "expects place", "expects alert", "expects guide", "level"]


@pytest.fixture(scope="module")
def listings() -> list[Listing]:
    return list(training_listings())


def test_every_number_is_one_of_those_kept_for_fiction(listings: list[Listing]) -> None:
    for listing in listings:
        assert listing.phones, listing.key
        for phone in listing.phones:
            assert re.fullmatch(r"\+1\d{3}55501\d\d", phone.number), (listing.key, phone.number)


def test_no_fictional_number_stands_in_the_starter_directory() -> None:
    for listing in starter_listings():
        assert not [phone for phone in listing.phones if "55501" in phone.number], listing.key


def test_every_name_says_that_it_is_invented(listings: list[Listing]) -> None:
    for listing in listings:
        assert listing.organisation.startswith("Example ") and listing.organisation.endswith("(TRAINING)")
        assert listing.service.endswith("(TRAINING)")
        assert "Invented for training" in listing.about


def test_fiction_has_every_kind_a_drill_can_ask_for(listings: list[Listing]) -> None:
    offered = {kind for listing in listings for kind in listing.kinds}
    assert offered <= set(KINDS)
    assert offered >= {
        "shelter",
        "youth_shelter",
        "legal",
        "medical",
        "counseling",
        "labor_agency",
        "dispatch",
        "transport",
    }


def test_a_confidential_shelter_of_the_fiction_has_no_address(listings: list[Listing]) -> None:
    sealed = [listing for listing in listings if listing.sealed]
    assert sealed
    for listing in sealed:
        assert (listing.street, listing.zip, listing.lat, listing.lon) == ("", "", None, None)
        assert listing.city


def test_one_listing_may_not_be_offered(listings: list[Listing]) -> None:
    assert [listing.key for listing in listings if not listing.refer] == ["tr-nac-closed"]


def test_there_are_twenty_practice_calls_of_rising_difficulty() -> None:
    levels = [int(fields(path)["level"]) for path in DRILLS]
    assert len(levels) == 20
    assert levels == sorted(levels)
    assert set(levels) == {1, 2, 3, 4}


@pytest.mark.parametrize("path", DRILLS, ids=lambda path: path.stem)
def test_a_practice_call_is_complete_and_names_guides_that_exist(path: Path) -> None:
    found = fields(path)
    assert list(found) == FIELDS
    assert all(found.values())
    assert not re.search(r"\d{3}-\d{3}-\d{4}", found["said"])
    guides = {guide.stem for guide in (ROOT / "protocols" / "guides").glob("*.md")}
    named = {name.strip() for name in f"{found['expects guide']}, {found['expects alert']}".split(",")} - {"none"}
    assert named <= guides


def fields(path: Path) -> dict[str, str]:
    front, _, debrief = path.read_text("utf-8").partition("\n\n")
    assert debrief.strip()
    return {line.partition(": ")[0]: line.partition(": ")[2] for line in front.splitlines()}
