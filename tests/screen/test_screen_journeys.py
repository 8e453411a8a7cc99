"""What a specialist does in a call, key by key, as seen on the terminal."""

import sqlite3
import time
from dataclasses import replace
from pathlib import Path

import pytest
from canned_desk import GUIDES, WAGES, CannedDesk
from conftest import OpenScreen

from protocols.reader import read_file
from resources.errors import ResourcesError

SIZES = [(80, 24), (60, 20), (160, 50)]
ESC = "\x1b"
WAYS = [("h", "The line dropped"), ("y", "Yes or no only"), ("k", "A child is calling"), ("w", "Warm transfer")]


@pytest.mark.parametrize("size", SIZES)
def test_everything_of_one_call_is_on_one_screen(open_screen: OpenScreen, size: tuple[int, int]) -> None:
    screen = open_screen(size)
    screen.type("nacogdoches 17 yo her boss spanish")
    text = screen.text()
    assert screen.lines()[0].startswith("Said>  nacogdoches") or "nacogdoches 17 yo" in screen.lines()[0]
    heard = "".join(screen.lines()[1:3])
    assert "Nacogdoches" in heard and "TX" in heard and "17 MINOR" in heard and "Spanish" in heard
    assert "Minor in commercial sex" in text and "DRAFT" in text
    assert "936-555-01" in text and "verified 2026-10" in text and "invented for tests" in text
    assert "TRAINING" in screen.lines()[-1]


@pytest.mark.parametrize("size", SIZES)
def test_under_danger_to_life_the_screen_is_alert_three_steps_two_numbers_and_place(
    open_screen: OpenScreen, size: tuple[int, int]
) -> None:
    screen = open_screen(size)
    screen.type("nacogdoches 17 yo wont let her leave")
    text = screen.text()
    assert "IMMEDIATE DANGER" in text and "936-555-0199" in text
    assert "Place   Nacogdoches" in text
    assert sum(line.startswith("Call F") for line in screen.lines()) == 2
    assert sum("[ ]" in line for line in screen.lines()) == 3
    screen.press("\x16")
    assert "HELP near Nacogdoches" in screen.text() and "IMMEDIATE DANGER" in screen.text()


def test_a_misheard_town_is_corrected_with_one_key_and_stays_while_typing_goes_on(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("nacog")
    assert "Nacogdoches, Nacogdoches Co. TX" in screen.lines()[1]
    screen.press("\x0f")
    assert "Nacogdoches Co. TX*" in screen.lines()[1]
    screen.type(" houston")
    assert "Nacogdoches Co. TX*" in screen.lines()[1]
    screen.press("\x1f")
    screen.press("\x1f")
    assert "Nacogdoches, Nacogdoches Co. TX" in screen.lines()[1]


def test_the_age_is_set_with_digits_and_enter_and_undone(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston")
    screen.press("\t", "a", "1", "5", "\r")
    assert "age 15 MINOR" in screen.lines()[1]
    screen.press("\x1f")
    assert "MINOR" not in screen.lines()[1]
    screen.press("\t", "a", "m")
    assert "MINOR" in screen.lines()[1]


def test_language_and_caller_are_set_by_their_first_letters(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston")
    screen.press("\t", "l", "v", "i", "\r", "\t", "c", "t", "\t", "g", "f")
    assert "Vietnamese*" in screen.lines()[1] and "third party*" in screen.lines()[1] and " F" in screen.lines()[1]


def test_a_prompt_is_no_trap_any_other_key_leaves_it_and_does_its_own_work(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston")
    screen.press("\t", "a", "x")
    assert "houstonx" in screen.lines()[0]


def test_steps_are_ticked_and_branches_followed_and_escape_returns_to_the_same_step(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston 17 yo")
    screen.press("\x14")
    assert screen.row_with("Before you give").lstrip().startswith("[x]")
    assert screen.row_with("Is the young person safe").startswith(">[ ]")
    screen.press("\x06")
    assert "Immediate danger" in screen.text() and "Can you get out" in screen.text()
    screen.press(ESC)
    assert screen.shows("Is the young person safe")
    assert screen.row_with("Is the young person safe").startswith(">[ ]")
    screen.press("\x06")
    assert "First line of a child is calling" in screen.text()


def test_the_step_at_hand_stays_at_hand_when_typing_brings_other_steps(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston 17 yo")
    screen.press("\x14", "\x14")
    screen.type(" boss")
    assert screen.row_with("How old are they").startswith(">[ ]")
    assert "New steps waiting: Ctrl+R" in screen.lines()[2] or "New help and steps waiting" in screen.lines()[2]
    screen.press("\x12")
    assert "Wage dispute" in screen.text()


def test_a_step_marked_with_the_arrows_stays_marked_while_typing_goes_on(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston 17 yo")
    screen.press("\t", "\t", "\x1b[B", "\x1b[B", "\x0e")
    assert screen.row_with("None of this is the young").startswith(">[ ]")
    screen.type(" boss")
    assert screen.row_with("None of this is the young").startswith(">[ ]")
    screen.press("\x10", "\r")
    assert screen.row_with("How old are they").startswith(" [x]")


def test_an_opened_listing_stays_open_while_typing_goes_on(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston 17 yo")
    screen.press("\x1bOQ")
    name = screen.lines()[3]
    assert "Hours" in screen.text() and "Verified" in screen.text()
    screen.type(" miami boss")
    assert screen.lines()[3] == name and "miami boss" in screen.lines()[0]
    screen.press(ESC)
    assert screen.shows("HELP near")


def test_tab_and_a_digit_do_what_a_function_key_does(open_screen: OpenScreen) -> None:
    one, other = open_screen(), open_screen()
    for screen, keys in ((one, ("\x1bOR",)), (other, ("\t", "3"))):
        screen.type("houston 17 yo")
        screen.press(*keys)
    assert one.lines() == other.lines()


def test_an_address_with_digits_is_only_typed(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("1204 i-10 exit 77")
    assert "1204 i-10 exit 77" in screen.lines()[0]


def test_words_to_say_change_to_spanish_and_back(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston 17 yo")
    screen.press("\x05")
    assert "Antes de que me dé nombres" in screen.text()
    screen.press("\x05")
    assert "Before you give names" in screen.text()


def test_a_caller_who_speaks_spanish_gets_spanish_words_without_a_key(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston 17 yo spanish")
    assert "Antes de que me dé nombres" in screen.text()


@pytest.mark.parametrize(("letter", "title"), WAYS)
def test_a_way_of_talking_opens_over_the_steps(open_screen: OpenScreen, letter: str, title: str) -> None:
    screen = open_screen()
    screen.type("houston 17 yo")
    screen.press("\t", letter)
    assert f"First line of {title.lower()}" in screen.text()
    screen.press(ESC)
    assert screen.shows("Before you give names")


def test_a_guide_that_does_not_fit_is_set_aside_and_brought_back(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston 17 yo boss")
    screen.press("\x18")
    assert "Minor in commercial sex" not in "\n".join(screen.lines()[3:])
    screen.press("\x1f")
    assert "Minor in commercial sex" in "\n".join(screen.lines()[3:])


def test_an_alert_is_closed_only_by_its_own_key(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston gun")
    screen.press("\x18")
    assert "IMMEDIATE DANGER" in screen.text() and "Tab !" in screen.lines()[2]
    screen.send(ESC)
    time.sleep(0.2)
    assert "IMMEDIATE DANGER" in screen.text()
    screen.press("\t", "!")
    assert "IMMEDIATE DANGER" not in screen.text()


def test_the_supervisor_told_is_one_key_and_noted_with_its_time(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston gun")
    assert "Supervisor on call: Sam, 936-555-0199" in screen.text()
    screen.press("\x07")
    assert "Supervisor told at" in screen.text()


def test_up_to_three_contacts_are_put_aside_and_taken_up_again(open_screen: OpenScreen) -> None:
    screen = open_screen()
    for town in ("houston", "miami", "nacogdoches"):
        screen.type(town)
        screen.press("\t", "j")
    screen.type("natchitoches")
    screen.press("\t", "j")
    assert "natchitoches" in screen.lines()[0] and "3 aside" in screen.lines()[-1]
    screen.press("\t", "n")
    assert "houston" in screen.lines()[0]


def test_a_number_is_shown_large(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston")
    screen.press("\t", "b")
    assert "#####" in screen.text()
    first = screen.row_with("Tab b: its next number")
    screen.press("\t", "b")
    assert screen.row_with("Tab b: its next number") != first


def test_confirmed_and_wrong_numbers_reach_the_desk(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston")
    screen.press("\t", "+")
    assert "number confirmed just now" in screen.lines()[2]
    screen.press("\t", "-")
    assert "number is wrong" in screen.lines()[2]


def test_the_key_pane_shows_every_key_and_escape_leaves_it(open_screen: OpenScreen) -> None:
    screen = open_screen((160, 60))
    screen.press("\x1b[20~")
    from console.ui.keys import KEYS

    text = " ".join(screen.text().split())
    for _ in range(2):
        screen.press("\x1b[6~")
        text += " ".join(screen.text().split())
    assert [key.shown for key in KEYS if key.shown and key.shown not in text] == []
    screen.press(ESC)
    assert screen.hides("draw the screen anew") and screen.hides("PgUp, PgDn")


def test_one_stray_key_never_leaves(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston")
    screen.press("\x03")
    assert "Ctrl+C again leaves" in screen.lines()[2]
    screen.press("x", "\x03")
    assert screen.ended(0.3) is None
    screen.press("\x03")
    assert screen.ended() == 0 and screen.left_behind() == []


def test_the_twin_of_the_key_that_leaves_leaves_when_pressed_twice(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.press("\tq", "\tt", "\tq")
    assert screen.ended(0.3) is None
    screen.press("\tq")
    assert screen.ended() == 0


def test_chat_words_come_in_lines_of_at_most_160_characters() -> None:
    from console.ui.pages import chat_lines

    lines = chat_lines("word " * 200)
    assert len(lines) > 1 and max(map(len, lines)) <= 160 and lines[0].startswith("1/")


def test_the_cover_story_and_the_chat_page_open_and_close(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston 17 yo")
    screen.press("\t", "i")
    assert "cover story" in screen.text()
    screen.press("\t", "e")
    assert "| Before you give names" in screen.text() and "delete this thread" in screen.text()
    screen.press(ESC)
    assert screen.shows("HELP near")


def test_a_fault_of_the_desk_is_said_on_the_status_line(open_screen: OpenScreen) -> None:
    desk = CannedDesk(training=False)
    desk.status = replace(desk.status, faults=("guide x.md line 3 cannot be read",))
    screen = open_screen(desk=desk)
    assert "! guide x.md line 3" in screen.lines()[-1] and "TRAINING" not in screen.text()


def test_a_first_call_is_shown_key_by_key_with_the_registrys_own_keys(open_screen: OpenScreen) -> None:
    screen = open_screen((80, 40))
    screen.press("\t", "/")
    assert "A FIRST CALL" in screen.text() and "Ctrl+T, Tab t" in screen.text()
    screen.press("\t", ".")
    assert "A FIRST CALL" not in screen.text()


def test_a_store_that_fails_in_the_middle_of_a_call_leaves_what_is_shown_and_says_so(open_screen: OpenScreen) -> None:
    class Failing(CannedDesk):
        def answer(self, said, chips, now):
            if "boss" in said:
                raise sqlite3.OperationalError("disk I/O error")
            return super().answer(said, chips, now)

        def confirm(self, listing_id, /):
            raise ResourcesError("The data folder cannot be written. Free some space.")

    screen = open_screen(desk=Failing())
    screen.type("houston 17 yo")
    screen.type(" boss")
    assert "! The desk cannot answer (OperationalError)" in screen.lines()[2]
    assert "HELP near Houston" in screen.text() and "boss" in screen.lines()[0]
    screen.press("\x17", "\t", "+")
    assert "! Not done: The data folder cannot be written" in screen.lines()[2]


def test_a_guide_that_hardly_fits_is_offered_but_its_steps_wait_until_it_is_chosen(open_screen: OpenScreen) -> None:
    class Unsure(CannedDesk):
        def answer(self, said, chips, now):
            found = super().answer(said, chips, now)
            return replace(found, guides=tuple(replace(match, confidence=0.1) for match in found.guides))

    screen = open_screen(desk=Unsure())
    screen.type("houston boss wages")
    assert "A Wage dispute" in screen.text() and "FIRST, ON EVERY CALL" in screen.text()
    screen.press("\t", "A")
    assert "A*Wage dispute" in screen.text() and "Are you free to leave that job?" in screen.text()


def test_numbers_of_one_town_never_stand_under_the_name_of_another(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston 17 yo")
    screen.press("\x1b[B")
    screen.press("\x17", "\x17", "\x17")
    screen.type("miami 17 yo")
    assert "HELP near Miami FL" in screen.text() and "of Houston" not in screen.text()
    screen.press("\x1bOP")
    screen.press("\x17", "\x17", "\x17")
    screen.type("nacogdoches")
    screen.press("\x1b")
    time.sleep(0.2)
    screen.settle()
    assert ("HELP near Miami FL" in screen.text()) == ("of Miami" in screen.text())


def test_a_new_alert_shows_its_own_steps_even_while_others_are_held(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston 17 yo")
    screen.press("\x14", "\x14")
    screen.type(" gun")
    assert "New alert, below." in screen.lines()[2] and "IMMEDIATE DANGER" in screen.lines()[3]
    assert screen.row_with("Ask only what can be answered").startswith(">[ ]")


@pytest.mark.parametrize("size", SIZES)
def test_a_number_is_shown_large_on_every_size(open_screen: OpenScreen, size: tuple[int, int]) -> None:
    screen = open_screen(size)
    screen.type("houston")
    screen.press("\t", "b")
    assert sum("#" in line for line in screen.lines()) == 5


def test_escape_after_tab_only_forgets_the_tab(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston 17 yo")
    screen.press("\x1bOP", "\t")
    assert "Tab: 1-8 open help" in screen.lines()[2]
    screen.press("\x1b")
    assert screen.hides("Tab: 1-8 open help") and "Verified" in screen.text()


def test_the_interpreter_card_names_the_vendor_the_language_and_who_never_interprets(
    open_screen: OpenScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = CannedDesk()
    shipped = read_file(Path(__file__).parents[2] / "protocols" / "guides" / "interpreter.md").guide
    assert shipped is not None
    monkeypatch.setitem(GUIDES, shipped.id, shipped)
    desk.status = replace(desk.status, interpreter="Imaginary Voices 305-555-0143")
    screen = open_screen((80, 30), desk=desk)
    screen.type("houston 17 yo")
    screen.press("\t", "l")
    screen.type("kiche")
    screen.press("\r", "\t", "T")
    card = screen.text()
    assert "INTERPRETER   K'iche'" in card and "DRAFT" in card
    assert "Imaginary Voices 305-555-0143" in card and "sealed: northline seal code interpreter" in card
    assert "Never a family member" in card and "Mixteco" in card
    screen.press(ESC)
    assert screen.shows("HELP near")


def test_the_interpreter_card_shows_the_guide_of_that_name_and_says_where_it_is_missing() -> None:
    from console.ui.interpreter_page import Card, interpreter_rows
    from console.ui.rows import text_of

    own = replace(WAGES, id="interpreter")
    text = "\n".join(text_of(line) for line in interpreter_rows(Card("", "mix", (), own, spanish=True), 80))
    assert "INTERPRETER   Mixteco" in text and "¿Puede dejar ese trabajo" in text and "DRAFT" not in text
    assert "not set: interpreter =" in text
    text = "\n".join(text_of(line) for line in interpreter_rows(Card("", "mix", (), None, spanish=False), 80))
    assert "the guide interpreter is missing" in text and "DRAFT" in text
