"""What a desk added or corrected itself beside what a publisher sends: kept, marked, and never silently overwritten."""

import sqlite3
from dataclasses import replace

from publisher import Publisher, desk_of, listings, take_in

from console.exchange.conflicts import compared, conflict_lines, conflicts_of
from console.exchange.standing import standing
from console.exchange.switching import in_use
from console.settings import Settings
from resources.again import bring_up
from resources.listing import Listing, Phone
from resources.local import LocalStore
from resources.schema import VERSION
from resources.store import open_directory


def test_own_additions_survive_and_a_field_both_changed_is_shown_twice(tmp_path):
    publisher = Publisher(tmp_path)
    rows = listings(20)
    publisher.publish(rows)
    desk = desk_of(publisher.folder, tmp_path / "desk")
    take_in(desk, str(publisher.folder))
    settings = Settings(home=desk.home)
    session = open_directory(settings.directory_current, None)
    held = next(session.listings())
    store = LocalStore(settings.local_db)
    store.add(Listing("own", "ours", "Our own house", "Us", ("shelter",), phones=(Phone("+19365550199"),)), by="Cleo")
    store.edit_published(held, replace(held, about="ours says this"), by="Cleo")
    store.close()
    mine = next(at for at, one in enumerate(rows) if one.key == held.key)
    rows[mine] = replace(rows[mine], about="theirs says that", fees="free")
    publisher.publish(rows)
    take_in(desk, str(publisher.folder))
    conflicts = compared(settings)
    assert [(one.field, one.ours, one.theirs) for one in conflicts] == [("about", "ours says this", "theirs says that")]
    both = open_directory(settings.directory_current, settings.local_db)
    now = both.by_id(held.id)
    assert (now.about, now.fees) == ("ours says this", "free")
    assert any(one.source == "own" for one in both.listings())
    said = "\n".join(conflict_lines(settings, conflicts_of(both)))
    assert "ours says this" in said
    assert "theirs says that" in said


def test_status_says_generation_signers_age_and_changes(handed, tmp_path):
    desk = desk_of(handed.after[1], tmp_path / "desk")
    take_in(desk, str(handed.after[1]))
    said = "\n".join(standing(desk).lines())
    assert "generation 1" in said
    assert "signed by Ana, Ben" in said
    assert "300 new" in said
    assert "checked" in said


def test_a_published_directory_outlives_an_upgrade_of_northline(handed, tmp_path):
    desk = desk_of(handed.after[1], tmp_path / "desk")
    take_in(desk, str(handed.after[1]))
    path = in_use(desk, "directory")
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION - 1}")
        connection.execute("ALTER TABLE listing DROP COLUMN extra")
    connection.close()
    assert bring_up(path)
    assert open_directory(desk.pointer("directory"), None).count() == 300
    assert not bring_up(path)
