"""A listing that becomes confidential: where it stood in clear before, nothing stays."""

import sqlite3
import struct
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from resources.errors import StoreError
from resources.listing import Listing, Phone
from resources.local import LocalStore

STREET = "48213 Quillfeather Hollow Road"
LATITUDE = 31.384217
OPEN = Listing(
    "partners", "K1", "Example Haven", "Example Haven", ("shelter",), street=STREET, city="Lufkin", state="TX",
    zip="75904", lat=LATITUDE, lon=-94.729117, precision="exact", phones=(Phone("+19365550101"),),
    about=f"Ring at {STREET}.",
)  # fmt: skip
SEALED = replace(
    OPEN, street="", zip="", lat=31.3, lon=-94.7, precision="region", sealed=True, about="Ring at the gate."
)
OTHERS = [
    replace(OPEN, key=f"other{n}", street=f"{n} Open Street", lat=31.5, about="A clinic.", service=f"Clinic {n}")
    for n in range(40)
]


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    held = LocalStore(tmp_path / "local.db")
    held.apply("partners", [OPEN, *OTHERS])
    return held


def left_in(folder: Path) -> list[str]:
    """Each file with the street, any word of it, or the exact latitude as SQLite writes it."""
    forms = (b"Quillfeather", b"quillfeather", b"48213", struct.pack(">d", LATITUDE))
    return [path.name for path in folder.iterdir() if any(form in path.read_bytes() for form in forms)]


def test_the_search_finds_what_stands_in_clear(store: LocalStore, tmp_path: Path) -> None:
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert left_in(tmp_path) == ["local.db"]


def test_an_import_that_seals_a_listing_forgets_its_address_in_the_past_too(store: LocalStore, tmp_path: Path) -> None:
    store.apply("partners", [SEALED, *OTHERS])
    assert left_in(tmp_path) == []
    assert store.diff("partners", [SEALED, *OTHERS]).nothing


def test_an_edit_that_seals_a_listing_forgets_its_address_in_the_past_too(store: LocalStore, tmp_path: Path) -> None:
    store.edit(SEALED, by="an editor")
    assert left_in(tmp_path) == []


def test_a_street_corrected_by_hand_does_not_outlive_the_sealing(store: LocalStore, tmp_path: Path) -> None:
    store.edit(replace(OPEN, street=f"{STREET}, Gate 2"), by="an editor")
    store.apply("partners", [SEALED, *OTHERS])
    assert left_in(tmp_path) == []


def test_a_listing_that_was_opened_again_and_taken_back_tells_nothing(store: LocalStore, tmp_path: Path) -> None:
    store.apply("partners", [SEALED, *OTHERS])
    store.apply("partners", [OPEN, *OTHERS])
    store.undo()
    assert left_in(tmp_path) == []


def test_taking_a_sealing_back_keeps_the_number_and_the_town(store: LocalStore) -> None:
    store.apply("partners", [SEALED, *OTHERS])
    store.undo()
    back = store._held(OPEN)
    assert back is not None
    assert not back.sealed
    assert (back.city, back.street, back.phones) == ("Lufkin", "", OPEN.phones)


def test_an_ordinary_edit_of_a_sealed_listing_can_still_be_taken_back(store: LocalStore) -> None:
    store.apply("partners", [SEALED, *OTHERS])
    store.edit(replace(SEALED, note="Ask for the night desk."), by="an editor")
    store.undo()
    held = store._held(SEALED)
    assert held is not None
    assert held.note == ""


def test_a_session_that_reads_meanwhile_is_named_where_traces_may_stay(store: LocalStore, tmp_path: Path) -> None:
    store.connection.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(tmp_path / "local.db", isolation_level=None)) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM listing").fetchone()
        with pytest.raises(StoreError, match="another session is reading"):
            store.apply("partners", [SEALED, *OTHERS])
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert left_in(tmp_path) == []
