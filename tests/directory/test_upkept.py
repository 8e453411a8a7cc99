"""What staff know of a listing: vetting, contact, outcomes, doubtful numbers, and notes made where none can be kept."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from listed import NOON, find, listed, names

from resources.call_sheet import sheet_lines
from resources.errors import StoreError
from resources.listing import Area, Phone
from resources.local import LocalStore
from resources.observed import Observation, files_aside, read_aside, set_aside, take_in
from resources.outcome import Outcome, shares, uses
from resources.phone_check import phone_faults
from resources.store import Directory, open_directory
from resources.upkeep import upkeep_queue
from resources.vetting import agreement_of, vetting_text

TODAY = date(2026, 3, 10)
HOUSE = listed("House", miles=2, source="partner")


def held(folder: Path, *listings: object) -> LocalStore:
    store = LocalStore(folder / "local.db")
    store.apply("partner", listings or [HOUSE])  # type: ignore[arg-type]
    return store


def opened(store: LocalStore) -> Directory:
    return open_directory(None, store.path)


def test_a_partner_takes_warm_transfers_by_an_agreement_of_a_day(tmp_path: Path) -> None:
    store = held(tmp_path)
    with pytest.raises(StoreError, match="give the day"):
        store.vet(HOUSE, "partner", "ann")
    partner = store.vet(HOUSE, "partner", "ann", date(2026, 1, 5))
    assert (partner.vetting, agreement_of(partner)) == ("partner", date(2026, 1, 5))
    assert vetting_text(partner) == "partner, takes warm transfers (agreed 2026-01-05)"
    assert agreement_of(store.vet(HOUSE, "unvetted", "ann")) is None
    store.undo()
    assert opened(store).by_id(partner.id) == partner


def test_a_partner_comes_before_an_unvetted_one_as_near(tmp_path: Path) -> None:
    other = listed("Another", miles=2, source="partner")
    store = held(tmp_path, other, HOUSE)
    store.vet(HOUSE, "partner", "ann", TODAY)
    assert names(find(opened(store)))[0] == "House"


def test_an_old_agreement_is_due_for_renewal(tmp_path: Path) -> None:
    store = held(tmp_path)
    store.confirm(HOUSE, "ann", on=TODAY)
    store.vet(HOUSE, "partner", "ann", date(2024, 1, 5))
    assert upkeep_queue(opened(store), {}, TODAY)[0].why == ("partner agreement of 2024-01-05: renew it",)


def test_the_internal_contact_stays_in_the_desk_s_own_file(tmp_path: Path) -> None:
    store = held(tmp_path)
    store.keep_contact(HOUSE, "Pat, front desk", "ann")
    assert store.contact(HOUSE) == "Pat, front desk"
    assert "Pat" not in json.dumps([asdict(one) for one in opened(store).listings()], default=str)
    store.keep_contact(HOUSE, "", "ann")
    assert store.contact(HOUSE) == ""


def test_past_referrals_move_a_listing_and_count_as_use(tmp_path: Path) -> None:
    other = listed("Another", miles=4, source="partner")
    store = held(tmp_path, HOUSE, other)
    directory = opened(store)
    assert names(find(directory)) == ["House", "Another"]
    for _ in range(4):
        store.note_outcome(HOUSE, "badly", "ann")
        store.note_outcome(other, "well", "ann")
    directory.reload_if_changed()
    assert names(find(directory, outcomes=shares(directory.outcomes))) == ["Another", "House"]
    assert set(uses(directory.outcomes).values()) == {4}
    assert Outcome(0, 1, 0).share < 0.7


def test_a_file_of_an_earlier_northline_has_no_outcomes_and_is_read_all_the_same(tmp_path: Path) -> None:
    store = held(tmp_path)
    store.connection.execute("DROP TABLE outcome")
    assert opened(store).outcomes == {}


def test_doubtful_numbers_are_named_with_the_doubt() -> None:
    phones = (Phone("+19369999999"), Phone("+19365592607"), Phone("", raw="ask at desk"), Phone("+12025550142"))
    states = {"936": "TX", "202": "DC"}
    faults = phone_faults(listed("Doubtful", state="LA", phones=phones), lambda code: states.get(code, ""))
    assert any("area code of Texas, the listing is in Louisiana" in fault for fault in faults)
    assert any("cannot be read" in fault for fault in faults)
    assert any("practice" in fault for fault in faults)


def test_a_number_of_its_own_state_or_toll_free_is_not_doubted() -> None:
    fine = listed("Fine", state="TX", phones=(Phone("+19365592607"), Phone("+18883737888"), Phone("988")))
    wide = listed("Wide", state="LA", areas=(Area("state", "TX"),), phones=(Phone("+19365592607"),))
    for one in (fine, wide):
        assert phone_faults(one, lambda code: {"936": "TX"}.get(code, "")) == ()


def test_the_call_sheet_asks_for_every_fact_and_never_prints_a_sealed_street() -> None:
    sealed = listed("Sealed", street="1 Hidden Way", sealed=True, vetting="unvetted")
    sheet = "\n".join(sheet_lines(sealed, ("odd number",), "Pat", TODAY))
    for words in ("Sealed", "unvetted", "odd number", "call: Pat", "warm transfer", "hours: not held", "never checked"):
        assert words in sheet
    assert "Hidden" not in sheet


def test_notes_made_where_nothing_can_be_written_are_taken_in_later(tmp_path: Path) -> None:
    store = held(tmp_path)
    aside = tmp_path / "observed"
    aside.mkdir()
    at = NOON.isoformat()
    for note in (
        Observation("wrong", "partner", "House", at, "desk", "rang out"),
        Observation("beds", "partner", "House", at, "desk", "", 2, "women"),
        Observation("outcome", "partner", "House", at, "desk", "well"),
    ):
        set_aside(aside, note)
    taken = take_in(store, opened(store), files_aside(aside))
    assert (taken.kept, taken.refused, files_aside(aside)) == (3, (), [])
    directory = opened(store)
    house = directory.by_id(HOUSE.id or next(iter(directory.listings())).id)
    assert house is not None
    assert house.alert.startswith("reported wrong")
    assert directory.outcomes[house.id].well == 1
    assert directory.vacancies[house.id][0].free == 2


def test_a_file_of_notes_is_untrusted(tmp_path: Path) -> None:
    store = held(tmp_path)
    bad = tmp_path / "1-x.observed.jsonl"
    good = asdict(Observation("wrong", "partner", "House", NOON.isoformat(), "desk", "bad\x1b[2J number"))
    lines = ["{", json.dumps(good), json.dumps(good | {"what": "drop"}), json.dumps(good | {"at": "now"}), "[]"]
    bad.write_text("\n".join([*lines, json.dumps(good | {"key": "nobody"})]))
    notes, unread = read_aside(bad)
    assert (len(notes), unread) == (2, 4)
    assert "\x1b" not in notes[0].said
    taken = take_in(store, opened(store), [bad])
    assert (taken.kept, len(taken.refused)) == (1, 2)
    assert not bad.exists()
    link = tmp_path / "2-x.observed.jsonl"
    link.symlink_to(store.path)
    with pytest.raises(StoreError):
        read_aside(link)
