"""Free beds as seen, and the ways in that a caller needs."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from listed import NOON, directory_of, find, listed, names

from resources.find import Want
from resources.fit import fit_of
from resources.listing import Rule
from resources.local import LocalStore
from resources.store import open_directory

TWO = [listed("First", miles=2, source="partner"), listed("Second", miles=4, source="partner")]


def test_free_beds_move_a_listing_and_say_when_they_were_seen(tmp_path: Path) -> None:
    store = LocalStore(tmp_path / "local.db")
    store.apply("partner", TWO)
    directory = open_directory(None, store.path)
    assert names(find(directory)) == ["First", "Second"]
    store.observe_vacancy(TWO[1], "women", 3, "ann", at=NOON - timedelta(hours=2))
    found = find(directory)
    assert names(found) == ["Second", "First"]
    assert found.help[0].why[0] == "3 beds free for women, seen 2 h ago"


def test_an_observation_expires_after_half_a_day(tmp_path: Path) -> None:
    store = LocalStore(tmp_path / "local.db")
    store.apply("partner", TWO)
    store.observe_vacancy(TWO[1], "", 1, "ann", at=NOON - timedelta(hours=12))
    found = find(open_directory(None, store.path))
    assert names(found) == ["First", "Second"]
    assert not any("free" in why for one in found.help for why in one.why)


def test_the_last_observation_counts_and_a_full_house_comes_later(tmp_path: Path) -> None:
    store = LocalStore(tmp_path / "local.db")
    store.apply("partner", TWO)
    store.observe_vacancy(TWO[0], "", 4, "ann", at=NOON - timedelta(hours=3))
    store.observe_vacancy(TWO[0], "", 0, "bob", at=NOON - timedelta(minutes=20))
    found = find(open_directory(None, store.path))
    assert names(found) == ["Second", "First"]
    assert found.help[1].why[0] == "no bed free, seen 20 min ago"


def test_a_published_listing_can_have_beds_seen_without_being_copied(tmp_path: Path) -> None:
    published = directory_of(tmp_path, TWO)
    store = LocalStore(tmp_path / "local.db")
    store.observe_vacancy(TWO[1], "", 1, "ann", at=NOON - timedelta(hours=1))
    published.reload_if_changed()
    both = open_directory(tmp_path / "directory-0.db", store.path)
    assert find(both).help[0].why[0] == "1 bed free, seen 1 h ago"
    assert store.connection.execute("SELECT count(*) FROM listing").fetchone()[0] == 0


def test_a_way_in_is_yes_no_or_unknown() -> None:
    want = Want(access=("wheelchair",))
    ramp = listed("One", rules=(Rule("access", "Wheelchair ramp"),))
    assert (fit_of(ramp, want).verdict, fit_of(ramp, want).why) == ("yes", ("wheelchair access",))
    assert fit_of(listed("One"), want).why == ("wheelchair access not recorded",)
    steps = listed("One", rules=(Rule("access", "not wheelchair accessible"),))
    assert (fit_of(steps, want).verdict, fit_of(steps, want).why) == ("no", ("no wheelchair access",))
    assert fit_of(replace(ramp, rules=(Rule("access", "wheelchair", "no"),)), want).verdict == "no"
    assert fit_of(listed("One", rules=(Rule("access", "TTY"),)), want).verdict == "unknown"


def test_who_can_let_a_wheelchair_in_comes_first(tmp_path: Path) -> None:
    listings = [listed("Near", miles=1), listed("Ramp", miles=9, rules=(Rule("access", "wheelchair"),))]
    assert names(find(directory_of(tmp_path, listings), want=Want(access=("wheelchair",)))) == ["Ramp", "Near"]
