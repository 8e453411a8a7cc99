"""The 911 center of the place: its own and no other's, or that none is held and what was approved instead."""

from pathlib import Path

from listed import NOON, OAKVALE, TOLUCA, covering, directory_of, listed

from resources.dispatch import dispatch_for
from resources.find import Want
from resources.listing import Listing, Phone
from resources.places.place import Place

FALLBACK = "call the state police desk, 555-0142"
NATIONAL = covering("911", "country", "US", "dispatch", phones=(Phone("911", "crisis"),))


def asked(folder: Path, listings: list[Listing], place: Place | None = OAKVALE, fallback: str = FALLBACK):
    return dispatch_for(directory_of(folder, [*listings, NATIONAL]), place, Want(danger=True), NOON, fallback)


def test_the_county_s_own_center_is_given_by_its_ten_digits(tmp_path: Path) -> None:
    found = asked(tmp_path, [covering("Cook Dispatch", "county", "17031", "dispatch")])
    assert found.held is not None
    assert found.held.listing.service == "Cook Dispatch"
    assert "ten digits" in found.note


def test_where_none_is_held_the_alert_says_so_and_gives_the_fallback(tmp_path: Path) -> None:
    found = asked(tmp_path, [])
    assert found.held is None
    assert found.note == f"911 center: none held for Cook County, IL. Fallback: {FALLBACK}."


def test_without_an_approved_fallback_the_alert_says_that(tmp_path: Path) -> None:
    assert "No approved fallback is set" in asked(tmp_path, [], fallback="").note


def test_the_next_county_s_center_is_never_taken_for_ours(tmp_path: Path) -> None:
    beside = listed("Beside Dispatch", "dispatch", miles=3, county_fips="17043")
    unsure = listed("Unsure Dispatch", "dispatch", miles=2, city="Farview")
    assert asked(tmp_path, [beside, unsure, covering("All Illinois", "state", "IL", "dispatch")]).held is None


def test_a_center_within_the_county_is_ours(tmp_path: Path) -> None:
    found = asked(tmp_path, [listed("Center", "dispatch", miles=9, county_fips="17031")])
    assert found.held is not None


def test_without_a_place_or_abroad_no_center_is_guessed(tmp_path: Path) -> None:
    assert "place not known" in asked(tmp_path, [], place=None).note
    abroad = dispatch_for(directory_of(tmp_path, [NATIONAL]), TOLUCA, Want(danger=True), NOON, FALLBACK)
    assert (abroad.held, abroad.note) == (None, f"Emergency number: none held for Mexico. Fallback: {FALLBACK}.")
