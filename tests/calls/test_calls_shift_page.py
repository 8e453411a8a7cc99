"""The shift at the screen: each deed by its key, with its way back, and nothing of a card left when it is closed."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("sqlcipher3", reason="sqlcipher3 has no wheel for this machine: there is no call log")

sys.path.append(str(Path(__file__).parents[1] / "screen"))

from canned_desk import CannedDesk
from open_log import CASE, NOW, TODAY, a_case, opened
from pty_session import Terminal

import console.ui.app as ui
from console import boot
from console.calls.book import CallBook, book_of, new_id
from console.calls.cards import SafeContact, add_card, open_card, open_cards
from console.calls.dues import owe_transfer, owed
from console.calls.people import open_key, set_up
from console.calls.record import Referral
from console.calls.shift import owner
from console.calls.window import window_of
from console.desk import DeskStatus
from console.keys.cost import Cost
from console.settings import Settings
from console.ui.board import Board
from console.ui.idle import IdleLock
from console.ui.recorder import Recorder
from console.ui.rows import text_of
from console.ui.shift_page import ShiftPane, shift_pane
from console.ui.working import Working

SAID = SafeContact("call", "936-555-0142", "only Quillfeather", "nothing", "pineapple")
WINDOW = window_of("today 11am-12pm", "America/Chicago", NOW)


class Desk:
    """A desk that holds one listing's name and nobody's directory."""

    status = DeskStatus("", "555-0199", "", False, ())

    def listing(self, listing_id: int, /) -> None:
        return None

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"the shift asks the desk for {name}")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[CallBook]:
    with opened(tmp_path / "home") as book:
        yield book


@pytest.fixture
def screen(book: CallBook, tmp_path: Path) -> Working:
    board = Board(Desk(), now=NOW)  # type: ignore[arg-type]
    pane = shift_pane(book, Settings(tmp_path / "home", time_zone="eastern"), "")
    pane.look(board)
    board.pane = pane
    return Working(board)


def press(screen: Working, *keys: str) -> None:
    for key in keys:
        if key in ("enter", "escape", "down", "up", "backspace"):
            screen.press(key, "")
        else:
            for letter in key:
                screen.press(letter, letter)


def look(screen: Working) -> None:
    if isinstance(screen.board.pane, ShiftPane):
        screen.board.pane.look(screen.board)


def shown(screen: Working) -> str:
    rows = screen.page(80, 24) or ()
    assert all(len(text_of(row)) <= 80 for row in rows) and len(rows) <= 14
    return "\n".join(text_of(row) for row in rows)


def test_the_pane_shows_what_is_owed_and_the_marked_thing_in_full(screen: Working, book: CallBook) -> None:
    add_card(book, SAID, WINDOW, "", 7)
    owe_transfer(book, "", NOW, "Casa Ejemplo")
    look(screen)
    said = shown(screen)
    assert "CALL BACK" in said and "TRANSFERS TO CONFIRM" in said and "there (Chicago)" in said
    assert "card goes 2026-12-01" in said, "the marked line is wrapped, never cut"
    assert "Quillfeather" not in said


def test_a_card_opens_with_a_reason_and_closes_without_a_trace(screen: Working, book: CallBook) -> None:
    add_card(book, SAID, WINDOW, "", 7)
    look(screen)
    press(screen, "enter", "enter")
    assert "Say why" in screen.board.notice and "Quillfeather" not in shown(screen)
    press(screen, "the promised call", "enter")
    assert "936-555-0142" in shown(screen)
    line = book.audit().lines[-1]
    assert (line.action, line.reason) == ("card open", "the promised call")
    press(screen, "escape")
    assert "936-555-0142" not in shown(screen) and "Quillfeather" not in repr(screen.board.pane)
    press(screen, "escape")
    assert screen.board.pane is None


def test_a_call_back_ends_in_four_keys_and_a_slip_is_asked_about_first(screen: Working, book: CallBook) -> None:
    add_card(book, SAID, WINDOW, "", 7)
    look(screen)
    press(screen, "d", "1", "escape")
    assert len(open_cards(book.log)) == 1
    press(screen, "d", "1", "y")
    assert open_cards(book.log) == [] and "destroyed" in screen.board.notice
    assert (book.audit().lines[-1].action, book.audit().lines[-1].reason) == ("card done", "reached")


def test_a_card_nobody_answered_is_kept_longer_by_one_key(screen: Working, book: CallBook) -> None:
    add_card(book, SAID, WINDOW, "", 1)
    look(screen)
    press(screen, "e")
    assert open_cards(book.log)[0].expires_on == TODAY + timedelta(days=7)
    assert book.audit().lines[-1].action == "card extend"


def test_a_referral_closes_with_one_digit_and_u_takes_it_back(screen: Working, book: CallBook) -> None:
    referral = Referral(new_id(), a_case(book).id, 7, "shelter", date(2026, 11, 1), "offered", CASE)
    book.log.keep(referral)
    look(screen)
    press(screen, "enter", "2")
    assert book.log.one(Referral, referral.id) == replace(referral, outcome="accepted")
    press(screen, "u")
    assert book.log.one(Referral, referral.id) == referral


def test_a_transfer_is_confirmed_with_its_reference_and_u_takes_it_back(screen: Working, book: CallBook) -> None:
    owe_transfer(book, "", NOW, "Casa Ejemplo")
    look(screen)
    press(screen, "enter", "R-118", "enter")
    assert owed(book.log) == []
    press(screen, "u")
    assert [due.reference for due in owed(book.log)] == ["R-118"]


def test_a_warm_hand_off_waits_until_somebody_heard_it_arrive_and_spoken_consent_is_one_key(
    screen: Working, book: CallBook
) -> None:
    referral = Referral(new_id(), a_case(book).id, 7, "shelter", date(2026, 11, 1), "warm_handoff", CASE)
    book.log.keep(referral)
    look(screen)
    assert "ask the service whether they" in shown(screen)
    press(screen, "enter", "y")
    assert "ask the service" not in shown(screen) and owed(book.log) == []
    assert book.log.one(Referral, referral.id) == replace(referral, spoken_consent=True)
    press(screen, "u")
    assert [due.id for due in owed(book.log)] == [referral.id]


def test_the_purge_runs_by_a_key_that_is_asked_about(screen: Working, book: CallBook) -> None:
    a_case(book, TODAY - timedelta(days=97))
    look(screen)
    assert "7 days late" in shown(screen)
    press(screen, "p", "escape", "p", "y")
    assert "1 days coarsened" in screen.board.notice and "late" not in shown(screen)


def test_one_key_accepts_the_shift(screen: Working, book: CallBook) -> None:
    press(screen, "a")
    assert owner(book.log).person == "ana" and "SHIFT of ana" in shown(screen)


def test_a_card_is_typed_read_back_and_sealed_and_the_shift_shows_it(screen: Working, book: CallBook) -> None:
    press(screen, "n")
    fields = ("936-555-0142", "936-555-0143", "tomorrow 6pm-8pm")
    for text in fields:
        press(screen, text, "down")
    press(screen, "enter")
    assert "differ" in shown(screen)
    press(screen, "backspace", "2", "enter")
    said = shown(screen)
    assert "936-555-0142" in said and "Wed 25 Nov 18:00-20:00 there" in said
    press(screen, "enter")
    (card,) = open_cards(book.log)
    assert open_card(book, card, "a test").contact == "936-555-0142"
    assert "CALL BACK" in shown(screen) and "0142" not in repr(screen.board.pane) + shown(screen)


def test_a_card_form_left_keeps_nothing_and_says_so(screen: Working, book: CallBook) -> None:
    press(screen, "n", "936-555-0142", "escape")
    assert open_cards(book.log) == [] and screen.board.notice == "Nothing was kept."
    assert isinstance(screen.board.pane, ShiftPane)


def test_a_time_that_cannot_be_read_is_asked_again_in_the_form(screen: Working, book: CallBook) -> None:
    press(screen, "n")
    for text in ("936-555-0142", "936-555-0142", "6-8"):
        press(screen, text, "down")
    press(screen, "enter")
    assert "Morning or evening?" in shown(screen) and open_cards(book.log) == []


def test_a_shift_longer_than_the_screen_keeps_the_marked_thing_in_sight(screen: Working, book: CallBook) -> None:
    a_case(book)
    for number in range(40):
        book.log.keep(Referral(new_id(), "a" * 32, number, "shelter", TODAY.replace(day=1), "offered", CASE))
    look(screen)
    for _ in range(60):
        press(screen, "down")
        assert any(line.startswith("> ") for line in shown(screen).splitlines())
    for _ in range(60):
        press(screen, "up")
        assert any(line.startswith("> ") for line in shown(screen).splitlines())


def test_on_a_terminal_the_shift_opens_by_its_key_and_a_silence_closes_an_opened_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.keys.cost.FLOOR", Cost(64, 1))
    monkeypatch.setattr("console.calls.people.measured_cost", lambda: Cost(64, 1))
    set_up(tmp_path, "ana", "four fictional words here", bytes(range(1, 33)))
    with book_of(tmp_path, "ana", open_key(tmp_path, "ana", "four fictional words here")) as book:
        add_card(book, SAID, WINDOW, "", 7)

    def run() -> int:
        boot.open_screen()
        recorder = Recorder(Settings(home=tmp_path))
        app = ui.Northline(CannedDesk(), clock=lambda: NOW, recorder=recorder, idle=IdleLock(1.5, recorder.lock))
        try:
            app.run(mouse=False)
        finally:
            boot.close_screen()
        return 0

    terminal = Terminal(run=run)
    try:
        assert terminal.shows("F9 keys")
        terminal.press("\t", "D")
        assert terminal.shows("OPEN THE RECORD")
        terminal.type("four fictional words here")
        terminal.press("\r")
        assert terminal.shows("CALL BACK")
        terminal.press("\r")
        terminal.type("the promised call")
        terminal.press("\r")
        assert terminal.shows("only Quillfeather")
        assert terminal.hides("Quillfeather", 10) and terminal.shows("record locked")
        terminal.press("\t", "D")
        assert terminal.shows("OPEN THE RECORD") and "Quillfeather" not in terminal.text()
    finally:
        terminal.close()
