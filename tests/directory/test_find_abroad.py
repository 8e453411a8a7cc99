"""Callers abroad, and who enforces immigration law: what is marked, and what stays behind a key."""

from pathlib import Path

from listed import NOON, TOLUCA, covering, directory_of, find, listed, names

from resources.find import Want
from resources.listing import Phone
from resources.search import search_directory

FREE = covering("Free line", "country", "US", "crisis_line", phones=(Phone("+18885550100", "crisis"),))
PAID = covering("Paid line", "country", "US", "crisis_line", phones=(Phone("+12025550100", "crisis"),))
THEIRS = covering("Their line", "country", "MX", "crisis_line", phones=(Phone("+18005550101", "crisis"),))
TIPS = covering("HSI tip line (ICE, immigration enforcement)", "country", "US", "immigration_enforcement")
MARK = "toll-free: may fail from abroad"


def test_a_toll_free_number_is_marked_for_a_place_abroad_alone(tmp_path: Path) -> None:
    directory = directory_of(tmp_path, [FREE, PAID, THEIRS])
    abroad = find(directory, "crisis_line", place=TOLUCA)
    assert {one.listing.service: MARK in one.why for one in abroad.help} == {
        "Free line": True, "Paid line": False, "Their line": False,
    }  # fmt: skip
    assert not any(MARK in one.why for one in find(directory, "crisis_line").help)


def test_a_shelter_of_ours_is_never_near_a_place_abroad(tmp_path: Path) -> None:
    beside = listed("Beside", lat=TOLUCA.lat, lon=TOLUCA.lon, precision="exact")
    found = find(directory_of(tmp_path, [beside, FREE]), "shelter", place=TOLUCA)
    assert "Beside" not in names(found)
    assert any("may fail from abroad" in note for note in found.notes)


def test_immigration_enforcement_is_found_by_words_only_when_those_words_ask_for_it(tmp_path: Path) -> None:
    directory = directory_of(tmp_path, [TIPS, FREE])
    assert search_directory(directory, "tip line", now=NOON)[0].listing.service == "Free line"
    asked = search_directory(directory, "hsi tip line", now=NOON)
    assert asked[0].listing == TIPS or asked[0].listing.service == TIPS.service
    assert "immigration enforcement" in asked[0].why
    assert "HSI" not in " ".join(names(find(directory, "crisis_line", "information")))
    assert names(find(directory, "immigration_enforcement", want=Want(asked_immigration=True)))[0] == TIPS.service
