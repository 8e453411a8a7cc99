"""Answers of several kinds: from near to national, what is urgent first, and the lines that guides name among them."""

from pathlib import Path

from listed import NOON, OAKVALE, covering, directory_of, listed, names

from resources.find import Found, Want, find_help
from resources.rows import listing_id
from resources.store import Directory

LISTINGS = [
    covering("Nation's lawyers", "country", "US", "legal"),
    covering("State food", "state", "IL", "food"),
    covering("State child line", "state", "IL", "child_protection"),
    covering("County clinic", "county", "17031", "medical"),
    listed("Shelter", miles=4),
    listed("Other shelter", miles=9),
]
KINDS = ("legal", "food", "child_protection", "medical", "shelter")


def asked(directory: Directory, *kinds: str, urgent: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> Found:
    lines = [("crisis_line", listing_id("test", key)) for key in named]
    return find_help(directory, OAKVALE, kinds, Want(), NOON, urgent=urgent, named=lines)


def test_kinds_in_any_order_are_answered_from_near_to_national(tmp_path: Path) -> None:
    found = asked(directory_of(tmp_path, LISTINGS), *KINDS)
    assert [one.reach for one in found.help] == ["near", "near", "county", "state", "state", "national"]


def test_the_best_of_what_is_urgent_stands_before_everything_nearer(tmp_path: Path) -> None:
    found = asked(directory_of(tmp_path, LISTINGS), *KINDS, urgent=("child_protection", "shelter"))
    assert names(found)[:3] == ["Shelter", "State child line", "Other shelter"]


def test_a_line_that_a_guide_names_is_among_the_answers_however_many_are_near(tmp_path: Path) -> None:
    crowd = [listed(f"Crisis center {n}", "crisis_line", miles=n) for n in range(1, 20)]
    lines = [covering(f"Line {n}", "country", "US", "crisis_line") for n in range(5)]
    directory = directory_of(tmp_path, [*LISTINGS, *crowd, *lines])
    assert "Line 3" not in names(asked(directory, "crisis_line", "shelter"))
    key = lines[3].key
    assert "Line 3" in names(asked(directory, "crisis_line", "shelter", named=(key,)))
    assert "Line 3" in names(asked(directory, "crisis_line", "shelter", named=(key,), urgent=("crisis_line",)))[:2]


def test_a_named_line_that_is_not_held_changes_nothing(tmp_path: Path) -> None:
    directory = directory_of(tmp_path, LISTINGS)
    assert names(asked(directory, *KINDS, named=("gone",))) == names(asked(directory, *KINDS))


def test_a_named_line_of_another_kind_is_offered_as_its_own(tmp_path: Path) -> None:
    poison = covering("Poison line", "country", "US", "information")
    directory = directory_of(tmp_path, [*LISTINGS, poison])
    named = [("medical", listing_id("test", poison.key))]
    found = find_help(directory, OAKVALE, ("medical", "shelter"), Want(), NOON, named=named)
    assert "Poison line" in names(found)
