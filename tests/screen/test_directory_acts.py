"""The directory from the screen: search, beds, a corrected number, and what stays behind a key."""

from dataclasses import replace
from datetime import datetime

from canned_desk import CannedDesk
from conftest import OpenScreen

from console.desk import Answer, CallChips
from resources.dispatch import Dispatch
from resources.listing import Phone

ESC, ENTER, DOWN = "\x1b", "\r", "\x1b[B"


def test_everything_held_is_searched_and_what_is_found_opens(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("nacogdoches")
    screen.press("\t", "S")
    screen.type("legal")
    assert "SEARCH THE DIRECTORY" in screen.text() and "Words> legal_" in screen.text()
    assert "Made-Up Legal" in screen.row_with("> Nobody") and "936-555-0103" in screen.row_with("> Nobody")
    assert "verified 2026-10-04" in screen.text() and "source: invented for tests" in screen.text()
    assert screen.lines()[0].startswith("Said>") and "legal" not in screen.lines()[0]
    screen.press(ENTER)
    assert ("Made-Up Legal Clinic" in screen.text() and "Vetting" in screen.text()) or "Reach" in screen.text()
    screen.press(ESC)
    assert "HELP near Nacogdoches" in screen.text()


def test_the_search_leaves_nothing_behind(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.press("\t", "S")
    screen.type("zzz")
    assert "Nothing found" in screen.text()
    screen.press(ESC)
    assert "zzz" not in screen.text() and "FIRST, ON EVERY CALL" in screen.text()


def test_the_screen_hides_with_a_pane_open_and_comes_back_to_it(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.press("\t", "S")
    screen.type("legal")
    screen.press("\x1c")
    assert "legal" not in screen.text()
    screen.press("\x1c")
    assert "Words> legal_" in screen.text()


def test_a_number_is_corrected_checked_and_signed(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("nacogdoches")
    screen.press("\t", "E")
    assert "EDIT Nobody: " in screen.text()
    assert "> phone 1       crisis:936-555-0101_" in screen.text()
    for _ in range(4):
        screen.press("\x7f")
    screen.type("0177")
    screen.press(ENTER)
    assert "Who changes this?" in screen.text()
    screen.type("Sam")
    screen.press(ENTER)
    assert "CHECK BEFORE IT IS KEPT" in screen.text() and "phone 1: -> crisis:936-555-0177" in screen.text()
    assert "DOUBT: a doubt" in screen.text()
    screen.press(ENTER)
    assert "Kept: " in screen.text() and "Tab Z takes it back" in screen.text()
    screen.press("\t", "Z")
    assert "Undone" in screen.text()


def test_a_form_that_is_left_changes_nothing(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("nacogdoches")
    screen.press("\t", "E")
    screen.press(DOWN)
    screen.type("x")
    screen.press(ESC)
    assert "EDIT" not in screen.text() and "HELP near" in screen.text()
    assert "nacogdochesx" not in screen.lines()[0]


def test_free_beds_are_noted_with_digits_and_for_whom(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("nacogdoches")
    screen.press("\t", "F")
    screen.press("2", "w")
    assert "2 free for women" in screen.text()
    screen.press(ENTER)
    assert "2 free for women, counts for 12 hours" in screen.text()


def test_what_somebody_needs_to_get_in_is_a_chip_that_can_be_undone(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("nacogdoches")
    screen.press("\t", "W", "w")
    assert "needs wheelchair*" in "".join(screen.lines()[1:3])
    screen.press("\x1f")
    assert "needs wheelchair*" not in screen.text()


def test_immigration_enforcement_is_seen_behind_its_key_alone(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("nacogdoches")
    assert "IMMIGRATION" not in screen.text().upper()
    screen.press("\t", "I")
    assert "IMMIGRATION ENFORCEMENT" in screen.text() and "None held." in screen.text()
    screen.press(ESC)
    assert "IMMIGRATION" not in screen.text().upper()


def test_where_no_911_center_is_held_the_alert_says_so_with_the_fallback(open_screen: OpenScreen) -> None:
    desk = CannedDesk()
    canned = desk.answer
    note = "911 center: none held for Nacogdoches County, TX. Fallback: ask the shift lead."
    desk.answer = lambda *said: replace(canned(*said), dispatch=Dispatch(None, note))  # type: ignore[method-assign]
    screen = open_screen(desk=desk)
    screen.type("nacogdoches wont let her leave")
    assert "none held for Nacogdoches County" in screen.text() and "ask the shift lead" in screen.text()
    assert sum("[ ]" in line for line in screen.lines()) == 3


class ReadOnlyDesk(CannedDesk):
    """A desk on a host that its session only reads."""

    def confirm(self, listing_id: int, /) -> str:  # type: ignore[override]
        """Not in the directory."""
        return "NOT KEPT ON DISK: tell the keeper"


def test_a_note_that_cannot_be_kept_says_so(open_screen: OpenScreen) -> None:
    screen = open_screen(desk=ReadOnlyDesk(training=False))
    screen.type("nacogdoches")
    screen.press("\t", "+")
    assert "Noted, NOT KEPT ON DISK: tell the keeper" in screen.text()


def test_under_an_alert_911_itself_comes_after_who_can_be_dialled_by_ten_digits(open_screen: OpenScreen) -> None:
    desk = CannedDesk()
    canned = desk.answer

    def answer(said: str, chips: CallChips, now: datetime) -> Answer:
        found = canned(said, chips, now)
        first = found.help[1]
        nation = replace(first, listing=replace(first.listing, id=99, phones=(Phone("911", "crisis"),)))
        return replace(found, help=(nation, *found.help))

    desk.answer = answer  # type: ignore[method-assign]
    screen = open_screen(desk=desk)
    screen.type("nacogdoches wont let her leave")
    calls = [line for line in screen.lines() if line.startswith("Call F")]
    assert len(calls) == 2 and not any("9 1 1 " in line for line in calls)
