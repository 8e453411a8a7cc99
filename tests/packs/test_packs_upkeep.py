"""A publisher over the months: signatures asked for again in good time, drafts taken back, hidden numbers kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from publisher import Publisher, desk_of, edited, generation, listings, take_in

from console.exchange import building, releasing, reviewing
from console.exchange.chains import DIRECTORY
from console.exchange.checking import checked
from console.exchange.hides import held_hides
from console.exchange.records import Places
from resources.store import open_directory


@pytest.fixture
def publisher(tmp_path) -> Publisher:
    made = Publisher(tmp_path)
    made.publish(listings(20))
    return made


def test_nothing_changed_is_signed_again_before_it_runs_out(publisher, tmp_path, monkeypatch):
    desk = desk_of(publisher.folder, tmp_path / "desk")
    take_in(desk, str(publisher.folder))
    before = publisher.repository.read("directory").signed
    assert publisher.draft(listings(20)) is None
    monkeypatch.setattr(building, "AGAIN", timedelta(days=100))
    monkeypatch.setattr(building, "in_days", lambda days: before.expires + timedelta(days=80))
    again = publisher.draft(listings(20))
    assert again is not None
    assert (again.generation, again.expires) == (1, before.expires)
    looked = reviewing.review(publisher.repository, publisher.places, DIRECTORY)
    assert (looked.changes.text, looked.lines) == ("0 new, 0 edited, 0 removed", ())
    publisher.hand_out("directory", "Ana", "Ben")
    now = publisher.repository.read("directory").signed
    assert now.expires == before.expires + timedelta(days=80)
    assert now.targets == before.targets
    done = take_in(desk, str(publisher.folder))
    assert not done.moved
    assert not done.faults
    assert generation(desk) == 1


def test_what_is_hidden_is_signed_again_by_whoever_signs_next(publisher, tmp_path, monkeypatch):
    publisher.hide("+19365550105")
    take_in(publisher.places, str(publisher.folder))
    number = publisher.repository.version("hide")
    publisher.publish(edited(listings(20), lambda one: replace(one, about="new"), 5))
    assert publisher.repository.version("hide") == number
    monkeypatch.setattr(releasing, "HIDES_AGAIN", timedelta(days=400))
    publisher.publish(edited(listings(20), lambda one: replace(one, about="newer"), 5))
    assert publisher.repository.version("hide") == number + 1
    desk = desk_of(publisher.folder, tmp_path / "desk")
    assert take_in(desk, str(publisher.folder)).withdrawn == 1


def test_a_draft_whose_change_was_taken_back_can_be_signed_by_nobody(publisher):
    assert publisher.draft(edited(listings(20), lambda one: replace(one, about="a slip"), 5)) is not None
    assert publisher.repository.drafted("directory") is not None
    assert publisher.draft(listings(20)) is None
    assert publisher.repository.drafted("directory") is None


def test_a_hidden_listing_stays_in_the_next_generation_and_can_be_shown_again(publisher, tmp_path):
    publisher.hide("+19365550105")
    take_in(publisher.places, str(publisher.folder))
    directory = open_directory(publisher.places.pointer("directory"), None)
    assert len(list(directory.listings())) == 19
    rows = list(building.all_listings(directory))
    assert len(rows) == 20
    publisher.publish(edited(rows, lambda one: replace(one, about="of the next day"), 5))
    desk = desk_of(publisher.folder, tmp_path / "desk")
    take_in(desk, str(publisher.folder))
    shown = [phone.number for one in open_directory(desk.pointer("directory"), None).listings() for phone in one.phones]
    assert "+19365550105" not in shown
    publisher.publish(rows, tuple(one.name for one in held_hides(publisher.home)))
    take_in(desk, str(publisher.folder))
    shown = [phone.number for one in open_directory(desk.pointer("directory"), None).listings() for phone in one.phones]
    assert "+19365550105" in shown


def test_a_ceremony_that_falls_due_is_told_in_good_time(publisher, monkeypatch):
    assert all(one.well for one in checked(str(publisher.folder), Places(publisher.home)))
    monkeypatch.setattr("console.exchange.checking.CEREMONY_SOON", 400)
    said = [one.says for one in checked(str(publisher.folder), Places(publisher.home)) if not one.well]
    assert [one.split()[0] for one in said] == ["root", "targets"]
    assert all("publish renew" in one for one in said)


def test_only_what_is_hidden_can_be_shown_again(publisher, monkeypatch, capsys, places_db):
    from console.cli import main

    monkeypatch.setenv("NORTHLINE_HOME", str(publisher.home))
    monkeypatch.setenv("NORTHLINE_PLACES", str(places_db))
    publisher.hide("+19365550105")
    take_in(publisher.places, str(publisher.folder))
    build = ["publish", "build", "--what", "directory", "--folder", str(publisher.folder), "--show"]
    assert main([*build, "+1 936 555 0106"]) == 11
    assert "Hidden on this desk: +19365550105" in capsys.readouterr().err
    assert main([*build, "+1 936 555 0105"]) == 0
    settled = publisher.repository.drafted("directory").signed.unrecognized_fields["x-settled"]
    assert settled == [one.name for one in held_hides(publisher.home)]
