"""The record at the screen: proposed, chosen by one key, kept at once, locked without closing the call."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("sqlcipher3", reason="sqlcipher3 has no wheel for this machine: there is no call log")
sys.path.append(str(Path(__file__).parents[1] / "screen"))

from canned_desk import CannedDesk
from open_log import NOW
from pty_session import Terminal

from console.calls.book import book_of
from console.calls.people import open_key, set_up
from console.calls.record import Referral, Signal, Situation
from console.keys.cost import Cost
from console.settings import Settings
from console.ui.board import Board
from console.ui.recorder import Recorder
from console.ui.rows import text_of
from console.ui.working import Working

PASSPHRASE = "four fictional words here"
CHEAP = Cost(64, 1)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk with a call log that ana opens, at a cost that a test can pay."""
    monkeypatch.setattr("console.keys.cost.FLOOR", CHEAP)
    monkeypatch.setattr("console.calls.people.measured_cost", lambda: CHEAP)
    set_up(tmp_path, "ana", PASSPHRASE, bytes(range(1, 33)))
    return tmp_path


class Session:
    """The screen's own keys over a canned desk, without a terminal."""

    def __init__(self, home: Path) -> None:
        self.recorder = Recorder(Settings(home=home, time_zone="central"))
        self.desk = CannedDesk()
        self.working = Working(Board(self.desk, recorder=self.recorder))

    def type(self, words: str) -> None:
        for letter in words:
            self._key(letter, letter)

    def press(self, *keys: str) -> None:
        for key in keys:
            self._key(key, key if len(key) == 1 else "")

    def _key(self, key: str, character: str) -> None:
        self.working.press(key, character)
        self.working.look(NOW)

    def page(self) -> str:
        return "\n".join(text_of(one) for one in self.working.page(80, 24) or ())

    def open_record(self) -> None:
        self.press("tab", "K")
        self.type(PASSPHRASE)
        self.press("enter")

    @property
    def notice(self) -> str:
        return self.working.board.notice


@pytest.fixture
def session(home: Path) -> Session:
    return Session(home)


@pytest.fixture
def kept(home: Path) -> Callable[[], tuple[list[Signal], list[Situation], list[Referral], list[str]]]:
    def rows() -> tuple[list[Signal], list[Situation], list[Referral], list[str]]:
        with book_of(home, "ana", open_key(home, "ana", PASSPHRASE)) as book:
            log = book.log
            notes = [text for (text,) in log.ask("SELECT text FROM note")]
            return list(log.rows(Signal)), list(log.rows(Situation)), list(log.rows(Referral)), notes

    return rows


def test_a_chosen_code_is_on_disk_when_the_key_is_done(session: Session, kept) -> None:
    session.type("houston motel 17 yo trafficking")
    session.open_record()
    assert kept()[0] == []
    session.press("v", "1")
    (signal,), (situation,), _, _ = kept()
    assert situation.venue == "hotel_motel" and signal.situation == situation.id and not signal.finished
    assert "Kept, as it stands, under ana." in session.page()


def test_what_is_only_proposed_says_so_and_a_chosen_code_does_not(session: Session) -> None:
    session.type("houston motel 17 yo trafficking")
    session.open_record()
    assert "hotel or motel?" in session.page()
    session.press("v", "3")
    assert "residence?" not in session.page() and "residence" in session.page()


def test_a_wrong_passphrase_is_said_and_opens_nothing(session: Session) -> None:
    session.press("tab", "K")
    session.type("not the words of ana")
    session.press("enter")
    assert session.recorder.book is None and "assphrase" in session.page() and "****" not in session.page()


def test_no_letter_of_the_passphrase_is_ever_drawn(session: Session) -> None:
    session.press("tab", "K")
    session.type("four")
    assert "four" not in session.page() and "****_" in session.page()
    assert "four" not in repr(session.working.board.pane)


def test_choices_made_while_the_record_is_locked_are_kept_when_it_opens(session: Session, kept) -> None:
    session.type("houston 17 yo")
    session.press("f1", "tab", "G", "4")
    assert "full" in session.notice.lower() and kept()[2] == []
    session.open_record()
    (referral,) = kept()[2]
    assert (referral.listing, referral.outcome) == (1, "full")


def test_a_referral_with_its_outcome_is_two_keys_and_reaches_record_and_directory_alike(session: Session, kept) -> None:
    session.open_record()
    session.press("escape")
    session.type("houston 17 yo")
    session.press("f1", "tab", "G", "2")
    (referral,) = kept()[2]
    assert referral.outcome == "accepted" and session.desk.reports == [("given", 1), ("well", 1)]
    session.press("tab", "G")
    assert session.notice.startswith("GIVEN BEFORE: accepted")
    session.press("5")
    assert [one.outcome for one in kept()[2]] == ["declined"]


def test_words_typed_after_a_listing_was_given_are_said_and_not_lost(session: Session) -> None:
    session.type("houston 17 yo")
    session.press("f1", "tab", "G")
    session.type(" crying")
    assert session.working.board.contact.line.text == "houston 17 yo crying"


def test_undo_takes_a_referral_out_of_the_log_again(session: Session, kept) -> None:
    session.open_record()
    session.press("escape")
    session.type("houston 17 yo")
    session.press("f1", "tab", "G", "2")
    session.press("tab", "u", "tab", "u")
    assert kept()[2] == []


def test_the_note_is_kept_as_last_paused_with_its_warning_and_its_end(session: Session, kept) -> None:
    session.type("houston 17 yo")
    session.open_record()
    session.press("w")
    assert "No name, no number, nothing word for word" in " ".join(session.page().split())
    session.type("prefers mornings ")
    assert kept()[3] == ["prefers mornings"]
    session.type("speaks Mam")
    session.press("enter")
    assert kept()[3] == ["prefers mornings speaks Mam"]


def test_finishing_clears_the_screen_and_keeps_the_codes_but_never_the_words(
    session: Session, kept, home: Path
) -> None:
    session.type("houston motel 17 yo quillfeather")
    session.open_record()
    session.press("f")
    (signal,), *_ = kept()
    assert signal.finished and signal.county == "48201" and session.working.board.contact.empty
    with book_of(home, "ana", open_key(home, "ana", PASSPHRASE)) as book:
        tables = [name for (name,) in book.log.ask("SELECT name FROM sqlite_master WHERE type = 'table'")]
        everything = repr([book.log.ask(f"SELECT * FROM {name}") for name in tables])
    assert "48201" in everything and "quillfeather" not in everything and "motel 17" not in everything


def test_seconds_to_the_first_help_and_the_length_are_measured_by_themselves(session: Session, kept) -> None:
    session.open_record()
    session.press("escape")
    session.type("houston 17 yo")
    session.press("f1", "tab", "K", "f")
    (signal,), *_ = kept()
    assert signal.first_help_s == 0 and signal.duration_s == 0


def test_locking_closes_the_log_and_leaves_the_call(session: Session) -> None:
    session.type("houston 17 yo")
    session.open_record()
    session.press("escape", "tab", "X")
    assert session.recorder.book is None and session.working.board.contact.line.text == "houston 17 yo"
    assert session.recorder.told == "record locked"


def test_clearing_what_was_chosen_but_never_kept_asks_first(session: Session) -> None:
    session.type("houston 17 yo")
    session.press("f1", "tab", "G", "4", "ctrl+d")
    assert session.notice.startswith("NOT KEPT") and not session.working.board.contact.empty
    session.press("ctrl+d")
    assert session.working.board.contact.empty


def test_a_call_of_which_nothing_was_chosen_is_cleared_without_a_record(session: Session, kept) -> None:
    session.type("houston 17 yo")
    session.open_record()
    session.press("escape", "ctrl+d")
    assert kept()[0] == [] and session.notice.startswith("Not recorded")
    session.type("miami wage")
    session.press("f1", "tab", "G", "2", "ctrl+d")
    assert [one.finished for one in kept()[0]] == [True] and session.notice.startswith("The record is finished")


def test_parked_contacts_keep_records_of_their_own(session: Session, kept) -> None:
    session.open_record()
    session.press("escape")
    session.type("houston 17 yo")
    session.press("f1", "tab", "G", "2", "tab", "j")
    session.type("miami wage")
    session.press("f2", "tab", "G", "3")
    first, second = kept()[2]
    assert first.signal != second.signal


def test_a_desk_without_a_log_says_how_to_make_one_and_still_counts_what_was_given(tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.press("tab", "K")
    assert "northline calls setup" in session.notice
    session.type("houston 17 yo")
    session.press("f1", "tab", "G")
    assert session.desk.reports == [("given", 1)]


def test_training_keeps_no_record() -> None:
    board = Board(CannedDesk(), training=True)
    Working(board).press("tab", "")
    working = Working(board)
    working.press("K", "K")
    assert "no record is kept" in board.notice


def test_seen_before_links_this_call_to_the_earlier_situation_and_undo_unlinks_it(session: Session, kept) -> None:
    session.type("houston motel 17 yo")
    session.open_record()
    session.press("v", "1", "escape", "tab", "Q", "1")
    session.type("936 555 0142")
    session.press("enter")
    assert "Not seen before" in session.page()
    session.press("k", "1", "tab", "K", "f")
    (earlier,) = kept()[1]
    session.type("miami wage")
    session.press("tab", "Q", "1")
    session.type("(936) 555-0143")
    session.press("enter")
    assert "one digit differs" in " ".join(session.page().split())
    session.press("1")
    assert [one.situation for one in kept()[0]].count(earlier.id) == 2
    session.press("u")
    assert [one.situation for one in kept()[0]].count(earlier.id) == 1
    assert "0143" not in repr(session.working.board.pane)


def test_an_unfinished_call_of_a_dead_session_is_offered_and_finished_or_dropped(session: Session, kept) -> None:
    session.open_record()
    assert session.recorder.book is not None
    session.recorder.book.log.keep(replace(Signal("d" * 32, NOW.date(), 2), finished=False))
    assert "never finished" in session.page()
    session.press("y")
    assert [one.finished for one in kept()[0]] == [True] and "never finished" not in session.page()


@pytest.fixture
def real_screen(home: Path) -> Iterator[Callable[[], Terminal]]:
    import console.ui.app as ui
    from console import boot

    started: list[Terminal] = []

    def run() -> int:
        boot.open_screen()
        app = ui.Northline(CannedDesk(), clock=lambda: NOW, recorder=Recorder(Settings(home=home)))
        try:
            app.run(mouse=False)
        finally:
            boot.close_screen()
        return 0

    def start() -> Terminal:
        terminal = Terminal(run=run)
        started.append(terminal)
        assert terminal.shows("F9 keys")
        return terminal

    yield start
    for terminal in started:
        terminal.close()


def test_killed_after_kept_was_shown_nothing_of_it_is_lost(real_screen: Callable[[], Terminal], kept) -> None:
    screen = real_screen()
    screen.type("houston motel 17 yo")
    screen.press("\t", "K")
    assert screen.shows("OPEN THE RECORD")
    screen.type(PASSPHRASE)
    screen.press("\r")
    assert screen.shows("Not kept yet")
    screen.press("v", "1")
    assert screen.shows("Kept, as it stands")
    os.kill(screen.pid, signal.SIGKILL)
    (situation,) = kept()[1]
    assert situation.venue == "hotel_motel"


def test_hidden_the_record_is_gone_from_the_screen_and_comes_back(real_screen: Callable[[], Terminal]) -> None:
    screen = real_screen()
    screen.type("houston motel 17 yo")
    screen.press("\t", "K")
    assert screen.shows("OPEN THE RECORD")
    screen.type(PASSPHRASE)
    screen.press("\r")
    assert screen.shows("RECORD  ?")
    screen.press("\x1c")
    assert screen.hides("RECORD") and "ana" not in screen.text()
    screen.press("\x1c")
    assert screen.shows("RECORD  ?")


def test_sixty_columns_and_twenty_rows_show_every_field(session: Session) -> None:
    session.type("houston motel 17 yo")
    session.open_record()
    page = "\n".join(text_of(one) for one in session.working.page(60, 20) or ())
    assert "hotel or motel" in page and all(len(text_of(one)) <= 60 for one in session.working.page(60, 20) or ())
