"""A call that is over is forgotten: when it is cleared, when the next one begins, and after a silence."""

from canned_desk import CannedDesk
from conftest import OpenScreen


def test_clearing_for_the_next_call_can_be_undone_until_the_next_call_is_typed(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston 17 yo")
    screen.press("\x04")
    assert "houston" not in screen.text() and "FIRST, ON EVERY CALL" in screen.text()
    screen.press("\x1f")
    assert "houston 17 yo" in screen.lines()[0]
    screen.press("\x04", "m")
    screen.send("\x1f", "\x1f", "\x1f")
    assert "houston" not in screen.text()


def test_the_record_locks_after_silence_but_never_while_a_call_is_open() -> None:
    from console.ui.idle import IdleLock, IdleWatch

    watch = IdleWatch(IdleLock(60.0, lambda: None), 100.0)
    assert watch.due(161, locked=False, open_call=False)
    assert not watch.due(150, locked=False, open_call=False)
    assert not watch.due(9999, locked=False, open_call=True)
    assert not watch.due(9999, locked=True, open_call=False)
    assert watch.look_again_in(150) == 10.0 and watch.look_again_in(9999) == 60.0


def test_the_locked_record_shows_on_the_status_line_and_help_is_still_found(open_screen: OpenScreen) -> None:
    screen = open_screen(idle_s=0.3)
    assert screen.shows("locked, last call forgotten")
    screen.type("houston")
    assert "HELP near Houston" in screen.text()


def test_after_a_silence_the_call_that_was_cleared_cannot_be_brought_back(open_screen: OpenScreen) -> None:
    screen = open_screen(idle_s=0.5)
    screen.type("houston 17 yo")
    screen.press("\x04")
    assert screen.shows("locked, last call forgotten", 5)
    screen.press("\x1f")
    assert "houston" not in screen.text() and "Nothing to undo" in screen.lines()[2]
    assert "locked" not in screen.lines()[-1]


def test_an_open_call_is_not_closed_however_silent_it_is(open_screen: OpenScreen) -> None:
    screen = open_screen(idle_s=0.2)
    screen.type("houston 17 yo")
    screen.read(0.8)
    assert "locked" not in screen.lines()[-1]
    screen.press("\tj")
    screen.read(0.8)
    assert "locked" not in screen.lines()[-1] and "1 aside" in screen.lines()[-1]


def test_the_desk_forgets_the_words_of_a_call_when_the_next_one_begins() -> None:
    from console.ui.board import Board
    from console.ui.working import Working

    desk = CannedDesk()
    working = Working(Board(desk))
    for letter in "houston":
        working.press(letter, letter)
    working.press("ctrl+d", "")
    assert ("forgot", 0) not in desk.reports
    working.press("m", "m")
    assert ("forgot", 0) in desk.reports
