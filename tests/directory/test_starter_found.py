"""What the starter directory answers a caller of each county and territory, asked the way the desk asks."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from resources.find import Want, find_help
from resources.places.place import Place
from resources.starter import starter_listings
from resources.store import Directory, open_directory, write_generation

DATA = Path(__file__).parents[2] / "resources" / "data"
NOW = datetime(2026, 11, 23, 20, tzinfo=UTC)
KINDS = ("child_protection", "law_enforcement", "crisis_line")


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    target = tmp_path_factory.mktemp("starter") / "directory-0.db"
    write_generation(starter_listings(), target)
    opened = open_directory(target, None)
    yield opened
    opened.close()


def every_county() -> list[Place]:
    with (DATA / "states.csv").open(encoding="utf-8", newline="") as stream:
        zones = {row["abbr"]: row["timezone"] for row in csv.DictReader(stream)}
    with (DATA / "counties.csv").open(encoding="utf-8", newline="") as stream:
        return [
            Place(
                number, row["name"], "county", row["name"], row["fips"], row["state"], "US", float(row["lat"]),
                float(row["lon"]), int(row["population"] or 0), zones[row["state"]], row["district"],
            )
            for number, row in enumerate(csv.DictReader(stream), 1)
        ]  # fmt: skip


def test_a_caller_from_any_county_is_offered_child_protection_police_and_someone_to_talk_to(
    directory: Directory,
) -> None:
    for place in every_county():
        found = find_help(directory, place, KINDS, Want(), NOW).help
        offered = {kind for one in found if one.listing.phones for kind in one.listing.kinds}
        assert offered >= set(KINDS), place.county_fips
        report = next(one for one in found if "child_protection" in one.listing.kinds and one.reach != "national")
        assert report.listing.state == place.state, place.county_fips


def test_nobody_is_offered_immigration_enforcement_unasked(directory: Directory) -> None:
    for place in every_county()[::40]:
        found = find_help(directory, place, (*KINDS, "immigration_enforcement"), Want(), NOW)
        assert "hsi-tips" not in {one.listing.key for one in (*found.help, *found.not_fitting)}


def test_a_number_of_one_state_is_never_offered_in_another(directory: Directory) -> None:
    for place in every_county()[::7]:
        for one in find_help(directory, place, KINDS, Want(), NOW).help:
            if one.listing.key.startswith(("cps-", "dv-", "sa-", "ht-", "aps-")):
                assert one.listing.state == place.state, (place.county_fips, one.listing.key)


def test_a_caller_in_canada_is_offered_the_canadian_line_and_nobody_else_is(directory: Directory) -> None:
    toronto = Place(1, "Toronto", "city", "", "", "ON", "CA", 43.7, -79.4, 2_700_000, "America/Toronto", "")
    abroad = find_help(directory, toronto, ("crisis_line",), Want(), NOW).help
    assert "canada-trafficking" in {one.listing.key for one in abroad}
    for place in every_county()[::100]:
        found = find_help(directory, place, ("crisis_line", "information"), Want(), NOW, limit=40).help
        assert "canada-trafficking" not in {one.listing.key for one in found}
