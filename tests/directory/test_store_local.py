"""Imports and edits in the desk's own file: shown before, applied whole, kept field by field, taken back."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from listed import find, listed, names

from resources.errors import StoreError
from resources.listing import Listing, Phone
from resources.local import LocalStore
from resources.reckon import GONE
from resources.rows import listing_id
from resources.store import open_directory, write_generation

THREE = [listed(name, miles=number + 1, source="partner") for number, name in enumerate(("Ash", "Birch", "Cedar"))]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LocalStore]:
    store = LocalStore(tmp_path / "local.db")
    yield store
    store.close()


def found(store: LocalStore) -> list[str]:
    return names(find(open_directory(None, store.path)))


def everything(store: LocalStore) -> list[tuple]:
    """All that undo must bring back, derived tables and all."""
    asked = (
        "SELECT * FROM listing ORDER BY id",
        "SELECT * FROM held ORDER BY id",
        "SELECT * FROM near_kind ORDER BY 1, 2, 3",
        "SELECT * FROM area_kind ORDER BY 1, 2, 3, 4",
        "SELECT rowid FROM words WHERE words MATCH 'oakvale' ORDER BY rowid",
    )
    return [row for question in asked for row in store.connection.execute(question)]


def sound_index(store: LocalStore) -> bool:
    store.connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    return True


def test_the_same_file_again_changes_nothing(store: LocalStore) -> None:
    assert store.apply("partner", THREE, "aaa").new == 3
    before = everything(store)
    again = store.apply("partner", THREE, "aaa")
    assert again.nothing
    assert again.unchanged == 3
    assert everything(store) == before
    assert store.undo().startswith("Undone: import of partner")
    assert found(store) == []


def test_a_change_is_shown_field_by_field_and_audited(store: LocalStore) -> None:
    store.apply("partner", THREE, "aaa")
    moved = replace(THREE[0], phones=(Phone("+13125550177"),), fees="free")
    diff = store.apply("partner", [moved, *THREE[1:]], "bbb", by="ann")
    assert [(one.field, one.old, one.new) for one in diff.changes] == [
        ("fees", "", "free"),
        ("phones", THREE[0].phones, moved.phones),
    ]
    history = store.history(listing_id("partner", "Ash"))
    assert [(one.by, one.action, one.field) for one in history] == [
        ("ann", "import", "fees"), ("ann", "import", "phones"), ("import", "import", ""),
    ]  # fmt: skip
    assert found(store)[0] == "Ash"


def test_missing_is_not_gone_until_the_third_time(store: LocalStore) -> None:
    store.apply("partner", THREE, "0")
    for turn, (missing, gone) in enumerate(((1, 0), (1, 0), (1, 1), (0, 0)), start=1):
        diff = store.apply("partner", THREE[:2], str(turn))
        assert (diff.missing, diff.gone) == (missing, gone)
        assert ("Cedar" in found(store)) is (turn < 3)
    back = store.apply("partner", THREE, "9")
    assert (back.returned, back.new) == (1, 0)
    assert [(one.field, one.old, one.new) for one in back.changes] == [("hidden", GONE, "")]
    assert found(store) == ["Ash", "Birch", "Cedar"]


def test_the_same_file_twice_is_one_absence(store: LocalStore) -> None:
    store.apply("partner", THREE, "0")
    for _ in range(4):
        store.apply("partner", THREE[:2], "same file")
    assert "Cedar" in found(store)


def test_one_source_says_nothing_of_another(store: LocalStore) -> None:
    store.apply("partner", THREE, "0")
    diff = store.apply("city", [listed("Ash", miles=1, source="city")], "1")
    assert (diff.new, diff.missing) == (1, 0)
    assert len(found(store)) == 4


def test_a_correction_outlives_the_next_import_and_a_conflict_is_kept(store: LocalStore) -> None:
    store.apply("partner", THREE, "0")
    store.edit(replace(THREE[0], fees="none at all"), "ann")
    assert store.apply("partner", THREE, "1").nothing
    diff = store.apply("partner", [replace(THREE[0], fees="$5", about="new words"), *THREE[1:]], "2")
    assert (diff.changed, diff.conflicts) == (1, 1)
    (conflict,) = store.conflicts()
    assert (conflict.field, conflict.ours, conflict.theirs) == ("fees", "none at all", "$5")
    assert held(store, "Ash").fees == "none at all"
    store.settle(conflict, "ann", take_theirs=True)
    assert held(store, "Ash").fees == "$5"
    assert store.conflicts() == ()
    assert store.apply("partner", [replace(THREE[0], fees="$6", about="new words"), *THREE[1:]], "3").conflicts == 0
    assert held(store, "Ash").fees == "$6"


def held(store: LocalStore, key: str) -> Listing:
    found = open_directory(None, store.path).by_id(listing_id("partner", key))
    assert found is not None
    return found


def test_every_edit_can_be_taken_back_in_turn(store: LocalStore) -> None:
    store.apply("partner", THREE, "0")
    states = [everything(store)]
    for change in (
        lambda: store.edit(replace(THREE[0], fees="free", lat=42.5), "ann"),
        lambda: store.hide(THREE[1], "ann", "moved away"),
        lambda: store.show(THREE[1], "ann"),
        lambda: store.confirm(THREE[0], "bob"),
        lambda: store.report_wrong(THREE[2], "bob", "rang out"),
        lambda: store.add(listed("Dogwood", miles=1, source="own"), "ann"),
        lambda: store.apply("partner", THREE[1:], "1"),
    ):
        change()
        states.append(everything(store))
    for state in reversed(states[:-1]):
        store.undo()
        assert everything(store) == state
    assert sound_index(store)
    assert store.undo().startswith("Undone: import of partner")
    assert store.undo() == "Nothing to undo."


def test_hidden_and_reported_listings_are_what_they_say(store: LocalStore) -> None:
    store.apply("partner", THREE, "0")
    store.hide(THREE[0], "ann", "moved away")
    assert found(store) == ["Birch", "Cedar"]
    assert held(store, "Ash").hidden == "moved away"
    assert "rang out" in store.report_wrong(THREE[1], "bob", "rang out").alert
    store.edit(replace(THREE[2], alert="ask first"), "ann")
    assert store.report_wrong(THREE[2], "bob").alert.endswith(" · ask first")
    assert store.confirm(THREE[2], "bob").alert == "ask first"
    checked = store.confirm(THREE[1], "bob", "phone")
    assert [(one.field, one.by) for one in checked.verified] == [("phone", "bob")]


def test_an_edit_of_what_was_shown_keeps_the_private_number(store: LocalStore) -> None:
    private, public = Phone("+13125550150", private=True), Phone("+13125550151")
    store.apply("partner", [replace(THREE[0], phones=(private, public))], "0")
    shown = held(store, "Ash")
    assert shown.phones == (public,)
    store.edit(replace(shown, fees="free"), "ann")
    whole = open_directory(None, store.path).whole(shown.id)
    assert whole is not None
    assert set(whole.phones) == {private, public}


def test_a_file_of_an_earlier_northline_is_brought_up(store: LocalStore) -> None:
    store.apply("partner", THREE, "0")
    before = everything(store)
    store.close()
    older = sqlite3.connect(store.path, isolation_level=None)
    older.execute("ALTER TABLE listing DROP COLUMN vetting")
    older.execute("DROP TABLE near_block")
    older.execute("CREATE TABLE near_block (kind, block)")
    older.execute("PRAGMA user_version = 1")
    older.close()
    with pytest.raises(StoreError, match="version 1"):
        open_directory(None, store.path)
    store._open()
    assert found(store) == ["Ash", "Birch", "Cedar"]
    assert len(everything(store)) == len(before)
    assert sound_index(store)


def test_adding_what_is_held_is_refused(store: LocalStore) -> None:
    store.apply("partner", THREE, "0")
    with pytest.raises(StoreError, match="held already"):
        store.add(THREE[0], "ann")


def test_an_import_that_breaks_off_changes_nothing(store: LocalStore) -> None:
    store.apply("partner", THREE, "0")
    before = everything(store)

    def broken() -> Iterator[Listing]:
        yield replace(THREE[0], fees="x")
        raise ValueError("the file broke off")

    with pytest.raises(ValueError, match="broke off"):
        store.apply("partner", broken(), "1")
    assert everything(store) == before
    assert store.apply("partner", THREE, "2").nothing


def test_a_full_disk_changes_nothing(store: LocalStore) -> None:
    store.apply("partner", THREE, "0")
    before = everything(store)
    pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
    store.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreError, match="Nothing was changed"):
        store.apply("big", [listed(f"Big {n}", miles=1, source="big", about="x" * 3000) for n in range(50)], "1")
    store.connection.execute("PRAGMA max_page_count = 1000000000")
    assert everything(store) == before


def test_of_two_rows_with_one_key_the_last_stands(store: LocalStore) -> None:
    diff = store.apply("partner", [THREE[0], replace(THREE[0], fees="free")], "0")
    assert diff.new == 1
    assert held(store, "Ash").fees == "free"


def test_a_sealed_address_is_not_in_the_file_or_its_past(store: LocalStore) -> None:
    store.apply("partner", [replace(THREE[0], sealed=True, street="12 Secret St", site="Secret House")], "0")
    store.edit(replace(THREE[0], sealed=True, street="14 Secret St", fees="free"), "ann")
    store.close()
    assert all(b"Secret" not in path.read_bytes() for path in store.path.parent.iterdir())
    store._open()


fields = st.fixed_dictionaries({
    "fees": st.sampled_from(["", "free", "$5"]),
    "hidden": st.sampled_from(["", "", "private"]),
    "kinds": st.sampled_from([("shelter",), ("shelter", "legal"), ()]),
    "lat": st.sampled_from([None, 41.9, 42.3]),
    "about": st.sampled_from(["", "beds and meals", "Bahía"]),
})  # fmt: skip
files = st.lists(st.dictionaries(st.sampled_from("abcd"), fields, max_size=4), min_size=1, max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files)
def test_a_dry_run_says_what_applying_does_and_undo_restores(
    tmp_path_factory: pytest.TempPathFactory, turns: list
) -> None:
    store = LocalStore(tmp_path_factory.mktemp("desk") / "local.db")
    states = []
    for number, rows in enumerate(turns):
        listings = [listed(key, source="p", key=key, lon=-87.7, phones=(), **values) for key, values in rows.items()]
        before = everything(store)
        shown = store.diff("p", listings, str(number))
        assert everything(store) == before
        assert store.apply("p", listings, str(number)) == shown
        if not shown.nothing:
            states.append(before)
        assert shown.changed + shown.new + shown.unchanged == len(listings)
        assert store.diff("p", listings, str(number)).nothing
    for state in reversed(states):
        store.undo()
        assert everything(store) == state
    assert sound_index(store)
    store.close()


def test_a_hand_edit_is_compared_again_when_a_new_generation_changes_the_same_field(
    store: LocalStore, tmp_path: Path
) -> None:
    base = replace(THREE[0], source="publisher", about="Old text.", fees="")
    target = tmp_path / "directory-1.db"
    write_generation([base], target)
    first = open_directory(target, None).whole(listing_id("publisher", base.key))
    assert first is not None
    store.edit_published(first, replace(first, about="Our text."), "ann")
    assert store.compare_published(open_directory(target, None)) == ()
    write_generation([replace(base, about="Their text.", fees="Free")], target)
    (conflict,) = store.compare_published(open_directory(target, None))
    assert (conflict.field, conflict.ours, conflict.theirs) == ("about", "Our text.", "Their text.")
    held = open_directory(None, store.path).whole(first.id)
    assert held is not None
    assert (held.about, held.fees) == ("Our text.", "Free")
    store.settle(conflict, "ann", take_theirs=True)
    assert store.compare_published(open_directory(target, None)) == ()


def test_what_this_desk_checked_for_itself_is_no_conflict(store: LocalStore, tmp_path: Path) -> None:
    base = replace(THREE[0], source="publisher")
    target = tmp_path / "directory-1.db"
    write_generation([base], target)
    first = open_directory(target, None).whole(listing_id("publisher", base.key))
    assert first is not None
    store.confirm(first, "ann")
    write_generation([replace(base, alert="Moved in May.")], target)
    assert store.compare_published(open_directory(target, None)) == ()
