"""Correcting a listing by hand, and noting what was seen of one, where the directory can be written and where not."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from console.listing_work import EditError, columns_of, keep, preview, preview_new, take_back
from console.noted import ASIDE, KEPT, PRACTICE, SESSION, Notes
from console.prepare import places_path
from console.settings import Settings
from resources.errors import ResourcesError
from resources.listing import Listing, Phone, Rule, Span, Verified
from resources.local import LocalStore
from resources.observed import Observation, files_aside
from resources.places.index import PlaceIndex, open_places
from resources.rows import listing_id
from resources.store import open_directory

HOUSE = Listing(
    "partner", "1", "Shelter", "Example House", ("shelter",), id=listing_id("partner", "1"), city="Nacogdoches",
    state="TX", lat=31.6, lon=-94.65, precision="town", timezone="America/Chicago",
    phones=(
        Phone("+19365550101", "crisis", "", ("en", "es"), "nights", "(936) 555-0101"),
        Phone("+19365550102", "main", "3", raw="936 555 0102 x3"),
        Phone("+19365550103", private=True),
    ),
    rules=(Rule("age", "18-"), Rule("documents", "ID", "no")),
)  # fmt: skip
AT = "2026-11-23T18:00:00+00:00"


@pytest.fixture
def places(settings: Settings) -> PlaceIndex:
    return open_places(places_path(settings))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    store = LocalStore(tmp_path / "own" / "local.db")
    store.apply("partner", [HOUSE])
    store.close()
    return store.path


def held(own: Path) -> Listing:
    found = open_directory(None, own).by_id(HOUSE.id)
    assert found is not None
    return found


def test_a_listing_as_columns_says_each_number_by_itself_and_no_private_one() -> None:
    columns = columns_of(HOUSE)
    assert columns["phone 1"] == "crisis:936-555-0101 [en, es] (nights)"
    assert columns["phone 2"] == "main:936-555-0102 x3"
    assert "0103" not in str(columns)
    assert (columns["ages"], columns["documents"]) == ("18-", "no ID")


def test_one_number_is_corrected_and_the_others_keep_every_detail(places: PlaceIndex, own: Path) -> None:
    made = preview(places, held(own), {"phone 2": "main:936-555-0177 x3"}, "ann")
    assert len(made.changes) == 1
    assert made.changes[0].startswith("phones: ")
    kept = keep(own, made, "ann")
    phones = {phone.number: phone for phone in LocalStore(own).connection and held(own).phones}
    assert phones["+19365550101"] == HOUSE.phones[0]
    assert phones["+19365550177"].extension == "3"
    assert "+19365550103" in str(LocalStore(own).connection.execute("SELECT phones FROM listing").fetchone())
    assert take_back(own, kept.change).startswith("Undone: edit")
    assert held(own).phones == tuple(phone for phone in HOUSE.phones if not phone.private)


def test_what_was_changed_since_is_not_taken_back(places: PlaceIndex, own: Path) -> None:
    kept = keep(own, preview(places, held(own), {"note": "new"}, "ann"), "ann")
    keep(own, preview(places, held(own), {"note": "newer"}, "bob"), "bob")
    assert "bob did edit since" in take_back(own, kept.change)
    assert held(own).note == "newer"


def test_doubts_are_told_before_anything_is_kept(places: PlaceIndex, own: Path) -> None:
    made = preview(places, held(own), {"phone 2": "305-687-2525", "hours": "weekdays or so"}, "ann")
    doubts = " ".join(made.doubts)
    assert "area code of Florida, the listing is in Texas" in doubts
    assert "cannot be read for sure" in doubts
    assert held(own).hours.text == ""


def test_what_is_no_number_or_no_day_is_refused_with_the_way_to_write_it(places: PlaceIndex, own: Path) -> None:
    with pytest.raises(EditError, match="Write it like crisis:"):
        preview(places, held(own), {"phone 1": "ask at the desk"}, "ann")
    with pytest.raises(EditError, match="2026-11-23"):
        preview(places, held(own), {"vetting": "partner", "agreed": "spring"}, "ann")
    with pytest.raises(ResourcesError, match="give the day"):
        preview(places, held(own), {"vetting": "partner"}, "ann")


def test_a_partner_s_agreement_is_written_with_its_day(places: PlaceIndex, own: Path) -> None:
    made = preview(places, held(own), {"vetting": "partner", "agreed": "2026-01-05"}, "ann")
    assert Verified("agreement", date(2026, 1, 5), "ann", "warm transfers") in made.new.verified


def test_a_new_listing_is_placed_and_kept(places: PlaceIndex, own: Path) -> None:
    columns = {"organisation": "New House", "phone +": "936-555-0150", "kinds": "shelter", "city": "Lufkin",
               "state": "TX", "hours": "Mon-Fri 9:00-17:00"}  # fmt: skip
    made = preview_new(places, "k1", columns)
    assert made.new.lat is not None
    assert Span(0, 540, 1020) in made.new.hours.spans
    keep(own, made, "ann", new=True)
    assert open_directory(None, own).by_id(listing_id("own", "k1")) is not None


def confirmed(what: str = "confirm") -> Observation:
    return Observation(what, "partner", "1", AT, "desk", "phone")


def test_a_note_goes_into_the_directory_where_it_can(own: Path) -> None:
    assert Notes(own).note(held(own), confirmed()) == KEPT
    assert held(own).verified[0].on == date(2026, 11, 23)


def test_in_training_nothing_is_kept() -> None:
    assert Notes(None).note(HOUSE, confirmed()) == PRACTICE


@pytest.fixture
def read_only(own: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The directory as a session of a shared host has it: the tests may run as root, whom no mode stops."""
    from resources.errors import StoreError

    def refuse(self: LocalStore, path: Path) -> None:
        raise StoreError(f"{path.name} cannot be opened for writing (attempt to write a readonly database).")

    monkeypatch.setattr(LocalStore, "__init__", refuse)
    return own


def test_where_the_directory_is_only_read_a_note_waits_for_its_keeper(read_only: Path, tmp_path: Path) -> None:
    aside = tmp_path / "observed"
    aside.mkdir()
    notes = Notes(read_only, aside)
    assert notes.note(HOUSE, confirmed("wrong")) == ASIDE
    assert len(files_aside(aside)) == 1
    assert (files_aside(aside)[0].stat().st_mode & 0o007) == 0


def test_where_nothing_can_be_written_a_note_shows_for_the_session_and_says_so(read_only: Path, tmp_path: Path) -> None:
    notes = Notes(read_only, tmp_path / "absent")
    assert notes.note(HOUSE, confirmed("wrong")) == SESSION
    assert "NOT KEPT ON DISK" in SESSION
    assert notes.shown(HOUSE).alert.startswith("reported wrong by you at 18:00 UTC")
    assert notes.shown(replace(HOUSE, id=7)).alert == ""
