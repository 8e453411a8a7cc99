"""A pack's way to a desk: whole and by patch, from a folder and over a bad line, and never half."""

import hashlib
import json
import random
import shutil
import sqlite3
from dataclasses import replace

import pytest
from publisher import Publisher, copy_of, desk_of, edited, generation, listings, take_in

from console.exchange.chains import DIRECTORY, content_hash
from console.exchange.errors import PackRefusedError, UnreachableError
from console.exchange.packs import Wishes
from console.exchange.records import read_record, read_state
from console.exchange.rollback import roll_back_noted
from console.exchange.sources import fetch, source_of
from console.exchange.switching import in_use
from resources.listing import Phone
from resources.store import open_directory


def rows_of(places):
    with sqlite3.connect(in_use(places, "directory")) as connection:
        return content_hash(DIRECTORY, connection)


def test_a_new_desk_gets_exactly_what_was_signed_and_who_signed_it(handed, tmp_path):
    desk = desk_of(handed.after[1], tmp_path / "desk")
    done = take_in(desk, str(handed.after[1]))
    assert generation(desk) == 1
    assert done.moved["directory"].signers == ("Ana", "Ben")
    assert rows_of(desk) == done.moved["directory"].content
    assert open_directory(desk.pointer("directory"), None).count() == 300


def test_a_day_comes_as_a_patch_and_the_indexes_follow(handed, tmp_path):
    desk = desk_of(handed.after[1], tmp_path / "desk")
    take_in(desk, str(handed.after[1]))
    done = take_in(desk, str(handed.after[3]))
    record = done.moved["directory"]
    assert (record.generation, record.changes.new, record.changes.removed) == (3, 2, 2)
    assert done.received < 12_000
    with sqlite3.connect(in_use(desk, "directory")) as patched:
        found = patched.execute("SELECT count(*) FROM words WHERE words MATCH 'newly'").fetchone()[0]
        near = patched.execute("SELECT count(*) FROM near_kind").fetchone()[0]
    assert (found, near) == (2, 300)


def test_nothing_new_costs_a_timestamp(handed, tmp_path):
    desk = desk_of(handed.after[1], tmp_path / "desk")
    take_in(desk, str(handed.after[1]))
    again = take_in(desk, str(handed.after[1]))
    assert not again.moved
    assert again.received <= 1000


def test_a_fetch_that_breaks_off_goes_on_where_it_stopped(handed, tmp_path, server):
    serving = server(handed.after[1], cut_every=4000)
    desk = desk_of(handed.after[1], tmp_path / "desk")
    take_in(desk, serving.url)
    whole = sum(path.stat().st_size for path in (handed.after[1] / "targets").rglob("*.zst"))
    assert generation(desk) == 1
    assert serving.cuts > 0
    assert serving.body < whole * 2 + 20_000


def test_a_whole_copy_over_a_line_that_breaks_off_hundreds_of_times_comes_in_one_sync(tmp_path, server, monkeypatch):
    monkeypatch.setattr("console.exchange.sources.pause", lambda tried: None)
    raw = random.Random(1).randbytes(700_000)
    (tmp_path / "large").write_bytes(raw)
    serving = server(tmp_path, cut_every=3000)
    source, part = source_of(serving.url, 5), tmp_path / "part"
    sent = fetch(source, "large", part, len(raw), hashlib.sha256(raw).hexdigest(), lambda have, total: None)
    assert sent.read_bytes() == raw
    assert serving.cuts > 200
    assert serving.body < len(raw) * 1.15
    assert serving.requests < serving.cuts + 5


def test_a_metered_line_is_never_burdened_with_a_whole_copy_unasked(handed, tmp_path):
    desk = desk_of(handed.after[1], tmp_path / "desk")
    done = take_in(desk, str(handed.after[1]), Wishes(metered=True))
    assert generation(desk) == 0
    assert "metered" in done.faults["directory"]
    take_in(desk, str(handed.after[1]), Wishes(metered=True, full=True))
    assert generation(desk) == 1
    take_in(desk, str(handed.after[2]), Wishes(metered=True))
    assert generation(desk) == 2


def test_two_generations_are_kept_and_going_back_is_noted_and_lasts(handed, tmp_path):
    desk = desk_of(handed.after[1], tmp_path / "desk")
    for number in (1, 2, 3):
        take_in(desk, str(handed.after[number]))
    assert sorted(path.name for path in desk.home.glob("directory-*.db")) == ["directory-2.db", "directory-3.db"]
    assert roll_back_noted(desk, "directory", "Cleo", "wrong hours in Lufkin") == (3, 2)
    assert generation(desk) == 2
    assert "Cleo" in (desk.home / "packs-audit.jsonl").read_text()
    with pytest.raises(PackRefusedError, match="nothing to go back"):
        roll_back_noted(desk, "directory", "Cleo", "further")


def test_a_running_session_moves_on_between_answers(handed, tmp_path):
    desk = desk_of(handed.after[1], tmp_path / "desk")
    take_in(desk, str(handed.after[1]))
    session = open_directory(desk.pointer("directory"), None)
    before = session.by_id(next(iter(session.listings())).id)
    take_in(desk, str(handed.after[2]))
    with session.answering:
        assert not session.reload_if_changed()
        assert session.by_id(before.id) == before
    assert session.reload_if_changed()
    assert session.published.path.name == "directory-2.db"


def test_a_damaged_pointer_falls_back_to_the_newest_proved_file(handed, tmp_path):
    desk = desk_of(handed.after[1], tmp_path / "desk")
    take_in(desk, str(handed.after[1]))
    desk.pointer("directory").write_bytes(b"\0\0\0")
    assert in_use(desk, "directory").name == "directory-1.db"


def test_a_full_disk_leaves_the_old_directory(handed, tmp_path, monkeypatch):
    desk = desk_of(handed.after[1], tmp_path / "desk")
    take_in(desk, str(handed.after[1]))
    before = in_use(desk, "directory").read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("console.exchange.staging.shutil.copyfile", full)
    with pytest.raises(OSError, match="No space"):
        take_in(desk, str(handed.after[2]))
    assert in_use(desk, "directory").read_bytes() == before
    monkeypatch.undo()
    take_in(desk, str(handed.after[2]))
    assert generation(desk) == 2


def test_two_syncs_at_once_do_not_meet(handed, tmp_path):
    from console.exchange.records import alone

    desk = desk_of(handed.after[1], tmp_path / "desk")
    with alone(desk), pytest.raises(UnreachableError, match="Another sync"):
        take_in(desk, str(handed.after[1]))


def test_confidential_rows_private_numbers_and_internal_names_never_leave(tmp_path):
    publisher = Publisher(tmp_path)
    rows = listings(20)
    rows[3] = replace(rows[3], sealed=True, street="1 Hidden Way")
    rows[4] = replace(rows[4], phones=(Phone("+19365550188", private=True), Phone("+19365550102")))
    publisher.publish(rows)
    published = list(open_directory(publisher.places.pointer("directory"), None).listings())
    assert len(published) == 19
    assert not any(phone.private for one in published for phone in one.phones)
    raw = b"".join(path.read_bytes() for path in publisher.home.glob("directory-1.db"))
    assert b"Hidden Way" not in raw
    assert b"+19365550188" not in raw


def test_one_person_alone_hides_a_number_everywhere_and_only_two_show_it_again(tmp_path):
    publisher = Publisher(tmp_path)
    rows = listings(20)
    publisher.publish(rows)
    desk = desk_of(publisher.folder, tmp_path / "desk")
    take_in(desk, str(publisher.folder))
    session = open_directory(desk.pointer("directory"), None)
    number = rows[5].phones[0].number
    publisher.hide(number, f"id:{next(session.listings()).id}", by="Ben")
    assert take_in(desk, str(publisher.folder)).withdrawn == 2
    session.reload_if_changed()
    shown = list(session.listings())
    assert len(shown) == 18
    assert not any(phone.number == number for one in shown for phone in one.phones)
    hidden = json.loads((desk.home / "withdrawn.json").read_text())["hidden"]
    take_in(publisher.places, str(publisher.folder))
    publisher.publish(
        [replace(one, about="now right") for one in rows], tuple(f"{h['thing']}@{h['on']}" for h in hidden)
    )
    take_in(desk, str(publisher.folder))
    session.reload_if_changed()
    assert len(list(session.listings())) == 20


def test_a_publisher_behind_the_others_is_told_to_sync_first(handed, tmp_path):
    from console.exchange.errors import PublishError

    publisher = Publisher(tmp_path)
    rows = listings(10)
    publisher.publish(rows)
    publisher.places.pointer("directory").write_text("0\n")
    with pytest.raises(PublishError, match="northline sync"):
        publisher.draft(edited(rows, lambda one: one))


def test_what_was_last_heard_is_kept_with_the_state(handed, tmp_path):
    desk = desk_of(handed.after[1], tmp_path / "desk")
    take_in(desk, str(handed.after[1]))
    state = read_state(desk)
    assert state.issued_at is not None
    assert state.source == str(handed.after[1])
    assert read_record(desk, "directory").rows == 300


def test_a_stick_that_is_not_in_is_said_and_nothing_changes(handed, tmp_path):
    desk = desk_of(handed.after[1], tmp_path / "desk")
    with pytest.raises(UnreachableError, match="stick"):
        take_in(desk, str(tmp_path / "no stick"))


def test_a_stick_without_its_draft_suffices(handed, tmp_path):
    stick = copy_of(handed.after[2], tmp_path / "stick")
    shutil.rmtree(stick / "draft", ignore_errors=True)
    desk = desk_of(stick, tmp_path / "desk")
    take_in(desk, str(stick))
    assert generation(desk) == 2
