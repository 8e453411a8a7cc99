"""The published file and the desk's own, read as one; whatever breaks, the other answers."""

import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from listed import OFFICE, covering, directory_of, find, listed, names

from resources.errors import StoreError
from resources.listing import Area, HoursException, Phone, Rule, Span, Verified
from resources.local import LocalStore
from resources.rows import COLUMNS, listing_id, listing_of, row_of
from resources.store import STARTER, open_directory, write_generation

FULL = listed(
    "Everything", miles=3, site="Door B", street="1 Main St", zip="60601", county_fips="17031", hours=replace(
        OFFICE, exceptions=(HoursException(date(2026, 12, 25), date(2026, 12, 26), True, note="Christmas"),),
        spans=(Span(0, 540, 1500, date(2026, 1, 1), None),), text="9am-1am Mon"),
    phones=(Phone("+13125550100", "crisis", "12", ("es",), "nights", "(312) 555-0100 x12"), Phone("", raw="call us")),
    rules=(Rule("age", "18-", "yes", "ID needed"),), areas=(Area("county", "17031"), Area("text", "the north side")),
    languages=("en", "es"), about="Beds – and “quotes”", verified=(Verified("phone", date(2026, 1, 2), "ann", "call"),),
    extra=(("beds", "12"),), alert="ask first", vetting="partner", virtual=True,
)  # fmt: skip


def test_a_listing_comes_back_as_it_went_in(tmp_path: Path) -> None:
    directory = directory_of(tmp_path, [FULL])
    held = directory.by_id(listing_id(FULL.source, FULL.key))
    assert held == replace(FULL, id=listing_id(FULL.source, FULL.key))
    assert len(row_of(FULL)) == len(COLUMNS)
    assert listing_of(row_of(FULL)) == held


def test_the_same_listings_in_any_order_make_the_same_file(tmp_path: Path) -> None:
    many = [listed(f"Shelter {n}", miles=n / 10, about=f"word{n} beds") for n in range(200)]
    write_generation(many, tmp_path / "a.db")
    write_generation(reversed(many), tmp_path / "b.db")
    assert (tmp_path / "a.db").read_bytes() == (tmp_path / "b.db").read_bytes()


def test_a_failed_generation_leaves_the_old_one(tmp_path: Path) -> None:
    directory_of(tmp_path, [FULL])
    before = (tmp_path / "directory-0.db").read_bytes()

    def broken():
        yield FULL
        raise ValueError("the source broke off")

    with pytest.raises(ValueError, match="broke off"):
        write_generation(broken(), tmp_path / "directory-0.db")
    assert (tmp_path / "directory-0.db").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["directory-0.db"]


def test_a_folder_that_cannot_be_written_is_a_clear_refusal(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="could not be written"):
        write_generation([FULL], tmp_path / "file" / "directory-0.db")


def test_a_national_line_is_found_by_the_key_guides_use(tmp_path: Path) -> None:
    line = covering("Childhelp", "country", "US", "child_protection", source=STARTER, key="childhelp")
    directory = directory_of(tmp_path, [line, replace(line, key="old", refer=False)])
    found = directory.line("childhelp")
    assert found is not None
    assert found.service == "Childhelp"
    assert directory.line("old") is None
    assert directory.line("nobody") is None


def both(tmp_path: Path, published: list, own: list) -> tuple[Path, Path]:
    write_generation(published, tmp_path / "directory-0.db")
    store = LocalStore(tmp_path / "local.db")
    store.apply("mine", own)
    store.close()
    return tmp_path / "directory-0.db", tmp_path / "local.db"


def test_both_files_answer_and_each_listing_counts_once(tmp_path: Path) -> None:
    paths = both(tmp_path, [listed("Published", miles=2)], [listed("Own", miles=1, source="mine")])
    directory = open_directory(*paths)
    assert names(find(directory)) == ["Own", "Published"]
    assert directory.count() == 2


def test_the_desk_s_own_version_of_a_published_listing_stands_for_it(tmp_path: Path) -> None:
    wrong = listed("Wrong number", miles=2)
    paths = both(tmp_path, [wrong, listed("Other", miles=3)], [])
    directory = open_directory(*paths)
    held = directory.by_id(listing_id(wrong.source, wrong.key))
    assert held is not None
    store = LocalStore(paths[1])
    store.edit_published(held, replace(held, phones=(Phone("+13125550199"),)), "ann")
    assert find(directory).help[0].listing.phones[0].number == "+13125550199"
    assert (names(find(directory)), directory.count()) == (["Wrong number", "Other"], 2)
    assert [(entry.by, entry.field) for entry in directory.history(held.id)] == [("ann", ""), ("ann", "phones")]
    store.hide(held, "ann", "closed for good")
    assert names(find(directory)) == ["Other"]
    store.undo()
    store.undo()
    assert find(directory).help[0].listing.phones == wrong.phones


@pytest.mark.parametrize("broken", ["directory-0.db", "local.db"])
@pytest.mark.parametrize("how", ["cut", "foreign", "empty", "text", "other version"])
def test_a_broken_file_is_named_and_the_other_one_answers(tmp_path: Path, broken: str, how: str) -> None:
    paths = both(
        tmp_path, [listed(f"Published {n}", miles=n) for n in range(1, 60)], [listed("Own", miles=1, source="mine")]
    )
    spoil(tmp_path / broken, how)
    directory = open_directory(*paths)
    assert [broken in fault for fault in directory.faults] == [True]
    left = "Own" if broken == "directory-0.db" else "Published 1"
    assert names(find(directory))[0] == left


def test_where_both_are_broken_the_reason_says_what_to_do(tmp_path: Path) -> None:
    paths = both(tmp_path, [FULL], [])
    for path in paths:
        spoil(path, "text")
    with pytest.raises(StoreError, match="not a directory file"):
        open_directory(*paths)
    with pytest.raises(StoreError, match="northline setup"):
        open_directory(tmp_path / "never.db", None)


def test_damage_met_in_the_middle_of_a_call_sets_that_file_aside(tmp_path: Path) -> None:
    paths = both(tmp_path, [listed(f"Published {n}", miles=n / 9, about="x" * 900) for n in range(400)],
                 [listed("Own", miles=30, source="mine")])  # fmt: skip
    directory = open_directory(*paths)
    size = paths[0].stat().st_size
    stamp = paths[0].stat()
    with paths[0].open("r+b") as stream:
        stream.seek(8192)
        stream.write(b"\xff" * (size - 8192))
    os.utime(paths[0], ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert names(find(directory)) == ["Own"]
    assert "damaged" in directory.faults[0]


def spoil(path: Path, how: str) -> None:
    if how == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "text":
        path.write_text("name,phone\n" * 50)
    elif how == "other version":
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA user_version = 99")
        connection.close()
    else:
        path.unlink()
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE listing (id)")
        connection.close()


def test_a_store_that_was_only_just_made_can_be_read(tmp_path: Path) -> None:
    store = LocalStore(tmp_path / "local.db")
    assert open_directory(None, store.path).count() == 0
    store.add(listed("One", miles=1), "ann")
    assert names(find(open_directory(None, store.path))) == ["One"]


def test_another_database_is_not_written_to(tmp_path: Path) -> None:
    spoil_with = tmp_path / "local.db"
    connection = sqlite3.connect(spoil_with)
    connection.execute("CREATE TABLE calls (id)")
    connection.close()
    with pytest.raises(StoreError, match="not a Northline directory"):
        LocalStore(spoil_with)


def test_a_new_generation_and_a_first_import_are_noticed(tmp_path: Path) -> None:
    directory = directory_of(tmp_path, [listed("Old", miles=1)])
    directory = open_directory(tmp_path / "directory-0.db", tmp_path / "local.db")
    assert names(find(directory)) == ["Old"]
    write_generation([listed("New", miles=1)], tmp_path / "directory-0.db")
    assert names(find(directory)) == ["New"]
    store = LocalStore(tmp_path / "local.db")
    store.apply("mine", [listed("Own", miles=0.5)])
    assert names(find(directory)) == ["Own", "New"]
    spoil(tmp_path / "directory-0.db", "text")
    assert names(find(directory)) == ["Own"]


def test_a_folder_that_cannot_be_written_can_still_be_read(tmp_path: Path) -> None:
    paths = both(tmp_path, [FULL], [listed("Own", miles=1, source="mine")])
    tmp_path.chmod(0o500)
    try:
        assert len(find(open_directory(*paths)).help) == 2
    finally:
        tmp_path.chmod(0o700)


def test_everything_that_may_be_shown_can_be_read_in_turn(tmp_path: Path) -> None:
    shared_one = listed("Both", miles=1)
    own = [replace(shared_one, fees="free", source="mine"), listed("Hidden", miles=1, hidden="x", source="mine")]
    paths = both(tmp_path, [replace(shared_one, source="mine"), *(listed(f"P{n}") for n in range(1200))], own)
    all_of_them = list(open_directory(*paths).listings())
    assert len(all_of_them) == 1201
    assert [one.fees for one in all_of_them if one.service == "Both"] == ["free"]
    assert "Hidden" not in [one.service for one in all_of_them]


def test_the_crisis_line_is_dialled_first_and_the_fax_last(tmp_path: Path) -> None:
    kinds = ("fax", "main", "text", "crisis", "intake")
    phones = tuple(Phone(f"+1312555010{n}", kind) for n, kind in enumerate(kinds))
    found = find(directory_of(tmp_path, [listed("One", miles=1, phones=phones)]))
    assert [one.kind for one in found.help[0].listing.phones] == ["crisis", "intake", "main", "text", "fax"]


def test_finding_never_loads_what_only_writers_need() -> None:
    code = (
        "import sys, resources.find, resources.store\n"
        "print([name for name in ('sqlite_utils', 'geographiclib', 'rapidfuzz', 'textual') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
