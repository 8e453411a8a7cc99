"""Back-ups of the call log: whole while sessions write, proved, restored without writing anything over."""

import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("sqlcipher3", reason="sqlcipher3 has no wheel for this machine: there is no call log")

from open_log import TODAY, a_case

from console.calls import people
from console.calls.backup import MANIFEST, back_up, restore
from console.calls.book import CallBook, book_of
from console.calls.errors import CallsError
from console.calls.record import Signal
from console.doctor import examine
from console.keys.cost import Cost
from console.keys.errors import KeyFaultError
from console.settings import Settings
from resources.errors import StoreError

WORDS = "four fictional words here"


def quietly(stage: str, done: float) -> None:
    """No bar."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("console.keys.cost.FLOOR", Cost(64, 1))
    monkeypatch.setattr("console.calls.people.measured_cost", lambda: Cost(64, 1))
    people.set_up(tmp_path / "home", "ana", WORDS, bytes(range(1, 33)))
    return tmp_path / "home"


@pytest.fixture
def book(home: Path) -> Iterator[CallBook]:
    with book_of(home, "ana", people.open_key(home, "ana", WORDS)) as opened:
        yield opened


def test_a_back_up_opens_by_the_same_passphrase_and_holds_every_call(
    book: CallBook, home: Path, tmp_path: Path
) -> None:
    a_case(book)
    proved = back_up(book, tmp_path / "copy", TODAY, quietly)
    assert (proved.calls, proved.made_on) == (1, TODAY)
    assert restore(tmp_path / "new", tmp_path / "copy", "ana", WORDS, replace=False, progress=quietly).calls == 1
    with book_of(tmp_path / "new", "ana", people.open_key(tmp_path / "new", "ana", WORDS)) as restored:
        assert [one.id for one in restored.log.rows(Signal)] == ["a" * 32]
        assert restored.audit().faults == ()


def test_nothing_in_a_back_up_can_be_read_without_a_passphrase(book: CallBook, tmp_path: Path) -> None:
    a_case(book)
    book.log.connection.execute("INSERT INTO note VALUES ('a', 'quillfeather', '2027-01-01')")
    back_up(book, tmp_path / "copy", TODAY, quietly)
    whole = b"".join(path.read_bytes() for path in (tmp_path / "copy").rglob("*") if path.is_file())
    assert b"quillfeather" not in whole and b"SQLite format 3" not in whole


def test_a_back_up_made_while_a_session_writes_is_whole(book: CallBook, home: Path, tmp_path: Path) -> None:
    key, stop = book.key, threading.Event()
    # Larger than one stretch of the copy: a change in between must not begin it anew, or it would never end.
    book.log.keep(*(replace(a_call(), id=f"{number:031x}f") for number in range(12_000)))

    def write() -> None:
        with book_of(home, "ana", key) as other:
            number = 0
            while not stop.is_set():
                other.log.keep(replace(a_call(), id=f"{number:032x}"))
                number += 1
                # Busy as no session is, but not without a breath: SQLite hands the turn on to nobody else.
                time.sleep(0.002)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        proved = [back_up(book, tmp_path / f"copy{turn}", TODAY, quietly).calls for turn in range(3)]
    finally:
        stop.set()
        writer.join()
    assert proved == sorted(proved)


def test_a_standing_log_is_never_written_over_unasked_and_is_kept_aside_when_asked(
    book: CallBook, home: Path, tmp_path: Path
) -> None:
    a_case(book)
    back_up(book, tmp_path / "copy", TODAY, quietly)
    book.log.keep(replace(a_call(), id="f" * 32))
    book.log.close()
    before = (home / "calls.db").read_bytes()
    with pytest.raises(CallsError, match="--replace"):
        restore(home, tmp_path / "copy", "ana", WORDS, replace=False, progress=quietly)
    assert (home / "calls.db").read_bytes() == before
    restore(home, tmp_path / "copy", "ana", WORDS, replace=True, progress=quietly)
    (aside,) = home.glob("calls-before-*")
    assert (aside / "calls.db").read_bytes() == before and (aside / "calls.keys").exists()


def test_a_restored_desk_is_another_desk_to_the_hub(book: CallBook, tmp_path: Path) -> None:
    book.log.set_fact("desk", b"0" * 32)
    back_up(book, tmp_path / "copy", TODAY, quietly)
    restore(tmp_path / "new", tmp_path / "copy", "ana", WORDS, replace=False, progress=quietly)
    with book_of(tmp_path / "new", "ana", people.open_key(tmp_path / "new", "ana", WORDS)) as restored:
        assert restored.log.fact("desk") != b"0" * 32


@pytest.mark.parametrize("part", ["calls.db", "calls.keys", "calls-people/ana.key", MANIFEST])
def test_a_changed_or_missing_part_is_refused_and_nothing_is_put_in_place(
    book: CallBook, tmp_path: Path, part: str
) -> None:
    a_case(book)
    back_up(book, tmp_path / "copy", TODAY, quietly)
    raw = bytearray((tmp_path / "copy" / part).read_bytes())
    raw[len(raw) // 2] ^= 1
    (tmp_path / "copy" / part).write_bytes(bytes(raw))
    with pytest.raises((CallsError, KeyFaultError, StoreError)):
        restore(tmp_path / "new", tmp_path / "copy", "ana", WORDS, replace=False, progress=quietly)
    (tmp_path / "copy" / part).unlink()
    with pytest.raises((CallsError, KeyFaultError, StoreError)):
        restore(tmp_path / "new", tmp_path / "copy", "ana", WORDS, replace=False, progress=quietly)
    assert not list((tmp_path / "new").glob("calls*")) if (tmp_path / "new").exists() else True


def test_a_wrong_passphrase_restores_nothing(book: CallBook, tmp_path: Path) -> None:
    back_up(book, tmp_path / "copy", TODAY, quietly)
    with pytest.raises(KeyFaultError):
        restore(tmp_path / "new", tmp_path / "copy", "ana", "not the words of ana", replace=False, progress=quietly)
    assert not (tmp_path / "new" / "calls.db").exists()


def test_a_full_disk_leaves_no_half_of_a_back_up(
    book: CallBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copytree", full)
    with pytest.raises(CallsError, match="No space left"):
        back_up(book, tmp_path / "copy", TODAY, quietly)
    assert not list(tmp_path.glob("copy*"))


def a_call() -> Signal:
    """A finished call of today."""
    return Signal("b" * 32, TODAY, 2, finished=True)


def test_the_doctor_says_who_may_open_the_log_and_how_old_the_last_back_up_is(
    book: CallBook, home: Path, tmp_path: Path
) -> None:
    found = {one.what: one for one in examine(Settings(home=home))}
    assert found["call log"].well and "ana" in found["call log"].says
    assert not found["call log backed up"].well and found["call log backed up"].says == "never"
    back_up(book, tmp_path / "copy", date.today(), quietly)
    assert {one.what: one for one in examine(Settings(home=home))}["call log backed up"].well
