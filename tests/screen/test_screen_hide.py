"""One key hides everything, in one frame; the same key brings it back."""

import pytest
from conftest import OpenScreen


@pytest.mark.parametrize("chord", ["\x1c", "\x1b[24~"])
def test_one_key_hides_all_text_of_the_call_in_one_write(open_screen: OpenScreen, chord: str) -> None:
    screen = open_screen()
    screen.type("houston 17 yo gun")
    before = screen.lines()
    since = len(screen.chunks)
    screen.press(chord)
    assert screen.text().split() == ["Notes"]
    assert len(screen.chunks) - since <= 2
    assert b"\x1b]2;Notes\x07" in screen.written(since)
    screen.press(chord)
    assert screen.lines() == before


def test_the_twin_of_the_hide_key_hides_too(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston 17 yo")
    before = screen.lines()
    screen.press("\t", "0")
    assert screen.text().split() == ["Notes"]
    screen.send("\t", "0")
    assert screen.lines()[0] == before[0] and screen.lines()[3:] == before[3:]


def test_nothing_typed_or_pasted_while_hidden_shows_or_is_kept(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston")
    screen.press("\x1c")
    screen.send("x", "\x1bOP", "\t", "\x1b[200~miami\x1b[201~")
    assert screen.text().split() == ["Notes"]
    screen.press("\x1c")
    assert screen.lines()[0].split() == ["Said>", "houston"]


def test_no_title_is_sent_to_a_terminal_that_would_print_it(open_screen: OpenScreen) -> None:
    screen = open_screen(env={"TERM": "vt100"})
    screen.type("houston")
    screen.press("\x1c")
    assert b"\x1b]" not in screen.written()


def test_a_window_that_changes_its_size_while_hidden_stays_hidden(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston 17 yo")
    screen.press("\x1c")
    screen.resize(100, 30)
    assert screen.text().split() == ["Notes"]
