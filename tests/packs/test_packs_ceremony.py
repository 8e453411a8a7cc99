"""Who may sign, and how that passes on: every desk follows, and nobody else gets in."""

from dataclasses import replace

import pytest
from publisher import PASSPHRASE, Publisher, desk_of, edited, generation, listings, take_in

from console.errors import ConsoleError
from console.exchange import releasing
from console.exchange.ceremony import People, constitute
from console.exchange.errors import PublishError
from console.exchange.keyring import Keyring, sheet_of
from console.exchange.trust import FULL, SMALL
from console.keys.asking import Asker
from console.keys.cost import FLOOR

FIVE = ("Ana", "Ben", "Cleo", "Dev", "Eli")


def test_two_people_grow_into_a_full_publisher_and_an_old_desk_follows(tmp_path):
    publisher = Publisher(tmp_path)
    rows = listings(30)
    publisher.publish(rows)
    desk = desk_of(publisher.folder, tmp_path / "desk")
    take_in(desk, str(publisher.folder))
    people = People(FIVE, ("Cleo", "Dev", "Eli"), ("Ana", "Ben", "Cleo"))
    constitute(publisher.repository, FULL, people, publisher.keyring())
    assert publisher.repository.constitution() is FULL
    root = publisher.repository.read("root").signed
    assert (root.version, len(root.roles["root"].keyids), root.roles["root"].threshold) == (2, 5, 3)
    publisher.names = ("Cleo", "Dev")
    publisher.publish(edited(rows, lambda one: replace(one, about="by the new editors"), 10))
    assert take_in(desk, str(publisher.folder)).moved["directory"].signers == ("Cleo", "Dev")
    assert generation(desk) == 2


def test_a_retired_key_signs_nothing_any_more(tmp_path):
    publisher = Publisher(tmp_path)
    rows = listings(30)
    publisher.publish(rows)
    desk = desk_of(publisher.folder, tmp_path / "desk")
    take_in(desk, str(publisher.folder))
    people = People(("Ana", "Cleo"), ("Ana", "Cleo"), ("Ana", "Cleo"))
    constitute(publisher.repository, SMALL, people, publisher.keyring())
    take_in(publisher.places, str(publisher.folder))
    publisher.draft(edited(rows, lambda one: replace(one, about="new"), 10))
    keyring = publisher.keyring()
    with pytest.raises(PublishError, match="Ben may not sign"):
        releasing.sign(publisher.repository, "directory", keyring.person("Ben"))
    for name in ("Ana", "Cleo"):
        releasing.sign(publisher.repository, "directory", keyring.person(name))
    releasing.release(publisher.repository, ("directory",), keyring.host())
    take_in(desk, str(publisher.folder))
    assert generation(desk) == 2


def test_a_desk_two_years_away_follows_root_by_root(tmp_path):
    publisher = Publisher(tmp_path)
    publisher.publish(listings(30))
    desk = desk_of(publisher.folder, tmp_path / "desk")
    people = People(("Ana", "Ben"), ("Ana", "Ben"), ("Ana", "Ben"))
    for _ in range(3):
        constitute(publisher.repository, SMALL, people, publisher.keyring())
    take_in(desk, str(publisher.folder))
    assert generation(desk) == 1
    assert publisher.repository.version("root") == 4


def test_too_few_people_are_told_so_and_nothing_is_written(tmp_path):
    publisher = Publisher(tmp_path)
    with pytest.raises(PublishError, match="needs 5 people"):
        constitute(publisher.repository, FULL, People(FIVE[:3], FIVE[:3], FIVE[:3]), publisher.keyring())
    (publisher.home / "publish" / "Ben.key").unlink()
    fresh = Keyring(publisher.home, (), Asker(None, lambda prompt: PASSPHRASE), lambda: FLOOR)
    with pytest.raises(PublishError):
        constitute(publisher.repository, SMALL, People(FIVE[:2], FIVE[:2], FIVE[:2]), fresh)
    assert publisher.repository.version("root") == 1


def test_a_lost_key_comes_back_from_its_printed_sheet(tmp_path):
    publisher = Publisher(tmp_path)
    keyring = publisher.keyring()
    rows = [line.split(".", 1)[1] for line in sheet_of(keyring.person("Ben")) if line[:4].strip()[:1].isdigit()]
    (publisher.home / "publish" / "Ben.key").unlink()
    answers = iter([*rows, "another long passphrase", "another long passphrase"])
    asker = Asker(None, lambda prompt: next(answers))
    again = Keyring(publisher.home, (), asker, lambda: FLOOR).recover("Ben")
    assert again.signer.public_key.keyid == keyring.person("Ben").signer.public_key.keyid


def test_a_draft_is_handed_out_only_with_two_signatures_of_two_people(tmp_path):
    publisher = Publisher(tmp_path)
    publisher.draft(listings(10))
    keyring = publisher.keyring()
    releasing.sign(publisher.repository, "directory", keyring.person("Ana"))
    with pytest.raises(PublishError, match="another person"):
        releasing.sign(publisher.repository, "directory", keyring.person("Ana"))
    with pytest.raises(PublishError, match="Ben"):
        releasing.release(publisher.repository, ("directory",), keyring.host())
    assert not list(publisher.repository.targets.rglob("*.zst"))


def test_a_wrong_passphrase_opens_no_key(tmp_path):
    publisher = Publisher(tmp_path)
    guessing = Keyring(publisher.home, (), Asker(None, lambda prompt: "a guess at the words"), lambda: FLOOR)
    with pytest.raises(PublishError, match="did not open"):
        guessing.person("Ana")


def test_the_hosts_daily_word_moves_the_age_and_nothing_else(tmp_path):
    publisher = Publisher(tmp_path)
    publisher.publish(listings(10))
    desk = desk_of(publisher.folder, tmp_path / "desk")
    take_in(desk, str(publisher.folder))
    releasing.tick(publisher.repository, publisher.keyring().host())
    done = take_in(desk, str(publisher.folder))
    assert not done.moved
    assert done.received < 1000
    with pytest.raises(ConsoleError):
        releasing.host_or(publisher.repository, Keyring(tmp_path, (), Asker(None)), "")


def test_a_stolen_or_lost_host_is_replaced_and_its_key_signs_nothing_any_more(tmp_path):
    publisher = Publisher(tmp_path)
    rows = listings(10)
    publisher.publish(rows)
    desk = desk_of(publisher.folder, tmp_path / "desk")
    take_in(desk, str(publisher.folder))
    stolen = publisher.keyring().host()
    (publisher.home / "publish" / "host.key").unlink()
    people = People(("Ana", "Ben"), ("Ana", "Ben"), ("Ana", "Ben"))
    with pytest.raises(PublishError, match="renew --new-host"):
        constitute(publisher.repository, SMALL, people, publisher.keyring())
    constitute(publisher.repository, SMALL, people, publisher.keyring(), new_host=True)
    take_in(desk, str(publisher.folder))
    publisher.publish(edited(rows, lambda one: replace(one, about="by the new host"), 5))
    assert take_in(desk, str(publisher.folder)).moved["directory"].generation == 2
    releasing.tick(publisher.repository, stolen)
    with pytest.raises(ConsoleError, match="timestamp is not signed"):
        take_in(desk, str(publisher.folder))
    assert generation(desk) == 2


def test_a_ceremony_asks_nobody_who_is_not_needed(tmp_path):
    publisher = Publisher(tmp_path, FULL, FIVE)
    asked = []

    def heard(prompt):
        asked.append(prompt)
        return PASSPHRASE

    keyring = Keyring(publisher.home, (), Asker(None, heard), lambda: FLOOR)
    people = People(("Ana", "Fay", "Cleo", "Dev", "Eli"), ("Ana", "Fay", "Cleo"), ("Ana", "Fay", "Cleo"))
    constitute(publisher.repository, FULL, people, keyring)
    assert [one for one in asked if one.startswith("Passphrase of")] == [
        f"Passphrase of {name}: " for name in ("Ana", "Cleo", "Dev")
    ]
