"""However the screen ends, the terminal is as it was, no process stays, and nothing of the call is printed."""

import os
import signal
import sys
import time

import pytest
from canned_desk import CannedDesk
from conftest import OpenScreen
from pty_session import CANNED, PYTHON, Terminal

SIGNALS = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP]


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_leaves_a_clean_terminal_and_no_process(open_screen: OpenScreen, number: signal.Signals) -> None:
    screen = open_screen()
    screen.type("houston 17 yo")
    screen.kill(number)
    assert screen.ended(3) == 128 + number  # a second at most on a quiet machine
    assert screen.left_behind() == []


@pytest.mark.parametrize("ignore_hup", [False, True])
def test_a_lost_terminal_ends_the_screen_without_spinning(open_screen: OpenScreen, ignore_hup: bool) -> None:
    screen = open_screen(ignore_hup=ignore_hup)
    screen.type("houston 17 yo")
    screen.hang_up()
    assert screen.ended(3) is not None


def test_a_fault_while_a_key_is_worked_off_ends_cleanly_and_says_nothing_of_the_call(open_screen: OpenScreen) -> None:
    class Faulty(CannedDesk):
        def answer(self, said, chips, now):
            if "secret" in said:
                raise ZeroDivisionError(said)
            return super().answer(said, chips, now)

    screen = open_screen(desk=Faulty())
    screen.type("houston ")
    since = len(screen.chunks)
    screen.type("secretname")
    assert screen.ended() == 70
    printed = screen.written(since).decode()
    after = printed[printed.index("\x1b[?1049l") :]
    assert "ZeroDivisionError at test_screen_endings.py" in after
    assert "secretname" not in after and "houston" not in after and "Traceback" not in after
    assert screen.left_behind() == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_screen_that_is_stuck_in_its_own_code_still_ends_and_gives_the_terminal_back(
    open_screen: OpenScreen, number: signal.Signals
) -> None:
    class Stuck(CannedDesk):
        def answer(self, said, chips, now):
            while "houston" in said:
                pass
            return super().answer(said, chips, now)

    screen = open_screen(desk=Stuck())
    os.write(screen.fd, b"houston")
    screen.settle(0.1)
    began = time.monotonic()
    screen.kill(number)
    assert screen.ended(4) == 128 + number
    assert time.monotonic() - began < 2  # 0.6 s and a little on a quiet machine
    assert screen.left_behind() == []


def test_leaving_by_key_leaves_an_empty_page_and_a_clean_terminal(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston 17 yo")
    screen.press("\x03", "\x03")
    assert screen.ended() == 0
    assert screen.left_behind() == [] and b"\x1b[2J\x1b[?1049l" in screen.written()


def test_a_fault_between_the_boot_paint_and_the_screen_gives_the_terminal_back() -> None:
    code = "from console import boot; boot.open_screen(); import nothing_of_that_name"
    terminal = Terminal(command=[PYTHON, "-c", code])
    try:
        assert terminal.ended() == 1
        assert terminal.left_behind() == [] and "nothing_of_that_name" in terminal.text()
    finally:
        terminal.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_before_the_screen_has_taken_over_gives_the_terminal_back(number: signal.Signals) -> None:
    code = "from console import boot; boot.open_screen(); import time; time.sleep(9)"
    terminal = Terminal(command=[PYTHON, "-c", code])
    try:
        assert terminal.shows("FIRST, ON EVERY CALL")
        time.sleep(0.2)
        terminal.kill(number)
        assert terminal.ended() == 128 + number and terminal.left_behind() == []
    finally:
        terminal.close()


def test_a_terminal_that_takes_no_bytes_cannot_keep_the_screen_alive(open_screen: OpenScreen) -> None:
    screen = open_screen((160, 50))
    for _ in range(60):
        os.write(screen.fd, b"\x0c")
    time.sleep(0.3)
    screen.kill(signal.SIGTERM)
    end = time.monotonic() + 3
    pid = 0
    while not pid and time.monotonic() < end:
        pid, _ = os.waitpid(screen.pid, os.WNOHANG)
        time.sleep(0.02)
    screen.status = 0 if pid else None
    assert pid


def test_the_canned_desk_runs_as_a_script_of_its_own() -> None:
    terminal = Terminal(command=[sys.executable, CANNED])
    try:
        assert terminal.shows("F9 keys", 30)
        terminal.kill(signal.SIGTERM)
        assert terminal.ended() == 143 and terminal.left_behind() == []
    finally:
        terminal.close()
