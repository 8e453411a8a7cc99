"""Which listings are to be checked first."""

from datetime import date, timedelta
from pathlib import Path

from listed import OFFICE, directory_of, listed

from resources.freshness import freshness_text, trust
from resources.listing import Hours, Span, Verified
from resources.local import LocalStore
from resources.rows import listing_id
from resources.store import open_directory
from resources.upkeep import upkeep_queue

TODAY = date(2026, 3, 10)


def checked(days: int, field: str = "all") -> tuple[Verified, ...]:
    return (Verified(field, TODAY - timedelta(days=days), "ann", "call"),)


def test_what_is_used_and_old_is_checked_before_what_is_only_old(tmp_path: Path) -> None:
    listings = [
        listed("Fresh", verified=checked(10)),
        listed("Old", verified=checked(800)),
        listed("Old and used", verified=checked(800)),
        listed("Never checked"),
    ]
    uses = {listing_id("test", "Old and used"): 5, listing_id("test", "Fresh"): 0}
    queue = upkeep_queue(directory_of(tmp_path, listings), uses, TODAY)
    assert [one.listing.service for one in queue] == ["Old and used", "Never checked", "Old"]
    assert queue[0].why == ("checked 2 years ago", "used in 5 referrals")
    assert queue[1].why == ("never checked",)


def test_what_was_reported_wrong_comes_first_and_a_check_settles_it(tmp_path: Path) -> None:
    store = LocalStore(tmp_path / "local.db")
    store.apply("test", [listed("Quiet"), listed("Wrong", verified=checked(1))])
    wrong = store.report_wrong(listed("Wrong"), "bob", "rang out")
    queue = upkeep_queue(open_directory(None, store.path), {}, TODAY)
    assert queue[0].listing.service == "Wrong"
    assert "rang out" in queue[0].why[0]
    store.confirm(wrong, "ann", on=TODAY)
    assert [one.listing.service for one in upkeep_queue(open_directory(None, store.path), {}, TODAY)] == ["Quiet"]


def test_hours_that_ran_out_and_numbers_that_cannot_be_dialled_are_named(tmp_path: Path) -> None:
    over = Hours(True, (Span(0, 540, 1020, None, date(2025, 12, 31)),))
    listings = [listed("Over", verified=checked(1), hours=over), listed("Mute", verified=checked(1), phones=()),
                listed("Fine", verified=checked(1), hours=OFFICE)]  # fmt: skip
    queue = upkeep_queue(directory_of(tmp_path, listings), {}, TODAY)
    assert {one.listing.service: one.why for one in queue} == {
        "Over": ("hours have run out",),
        "Mute": ("no number that can be dialled",),
    }


def test_trust_halves_with_every_half_life() -> None:
    assert trust(listed("A", verified=checked(0)), TODAY) == 1.0
    assert trust(listed("A", verified=checked(365)), TODAY) == 0.5
    assert trust(listed("A", verified=checked(180, "hours")), TODAY, "hours") == 0.5
    assert trust(listed("A"), TODAY) == 0.125
    assert freshness_text(listed("A", as_of="2025-05"), TODAY) == "as of 2025-05, not checked"
