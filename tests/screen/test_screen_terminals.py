"""Every kind of terminal: too small, dumb, without colours, without UTF-8, slow, and resized at any moment."""

import os
import re
import subprocess
import time

import pytest
from conftest import OpenScreen
from pty_session import CANNED, PYTHON, Terminal

from console.ui.terminal.checks import ascii_only


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_a_terminal_that_cannot_place_text_is_refused_in_one_sentence_with_what_to_do(term: str) -> None:
    terminal = Terminal(command=[PYTHON, CANNED], env={"TERM": term}, size=(200, 24))
    try:
        assert terminal.ended(20) not in (0, None)
        assert b"\x1b" not in terminal.written() and "northline ask -" in terminal.text()
    finally:
        terminal.close()


def test_a_pipe_is_refused_in_one_sentence_with_what_to_do() -> None:
    done = subprocess.run([PYTHON, CANNED], input="x", capture_output=True, text=True, timeout=30)
    assert done.returncode != 0 and "northline ask -" in done.stderr + done.stdout


def test_a_tiny_window_says_so_and_keeps_what_is_typed(open_screen: OpenScreen) -> None:
    screen = open_screen((40, 10), ready="40x10")
    assert "60 columns and 20 rows" in " ".join(screen.text().split())
    screen.type("houston")
    screen.resize(80, 24)
    assert screen.shows("HELP near Houston") and "houston" in screen.lines()[0]


@pytest.mark.parametrize("size", [(100, 30), (60, 20), (160, 50), (20, 5), (1, 1), (80, 24)])
def test_after_a_change_of_size_the_screen_is_the_one_of_that_size(
    open_screen: OpenScreen, size: tuple[int, int]
) -> None:
    one, other = open_screen(), open_screen(size, ready="")
    other.settle(0.5)
    for screen in (one, other):
        screen.send("houston 17 yo")
    one.resize(*size)
    other.settle(0.2)
    assert one.lines() == other.lines()


def test_without_colours_alerts_and_marks_are_reverse_or_bold(open_screen: OpenScreen) -> None:
    screen = open_screen(env={"NO_COLOR": "1"})
    screen.type("houston 17 yo gun")
    looks = {tuple(cell[1:3]) for row in screen.cells() for cell in row}
    assert looks == {("default", "default")}
    alert = next(y for y, line in enumerate(screen.lines()) if "IMMEDIATE DANGER" in line)
    assert screen.screen.buffer[alert][2].reverse


def test_only_the_eight_base_colours_are_sent(open_screen: OpenScreen) -> None:
    screen = open_screen(env={"COLORTERM": "truecolor"})
    screen.type("houston 17 yo gun spanish")
    codes = {code for sent in re.findall(rb"\x1b\[([0-9;]*)m", screen.written()) for code in sent.split(b";") if code}
    assert {int(code) for code in codes} <= {0, 1, 4, 7, *range(30, 38), *range(40, 48)}


def test_without_utf8_only_ascii_is_sent(open_screen: OpenScreen) -> None:
    screen = open_screen(env={"LC_ALL": "C", "LANG": "C"})
    screen.type("houston 17 yo spanish")
    assert screen.written().isascii() and "Antes de que me de nombres" in screen.text()


@pytest.mark.parametrize(
    ("env", "expected"),
    [({"LANG": "C.UTF-8"}, False), ({"LANG": "en_US.utf8"}, False), ({"LANG": "C"}, True), ({}, True),
     ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True), ({"LC_ALL": "POSIX", "LANG": "en_US.UTF-8"}, True),
     ({"LC_CTYPE": "de_DE.UTF-8"}, False), ({"LANG": "de_DE.ISO-8859-1"}, True)],
)  # fmt: skip
def test_only_a_locale_that_names_utf8_is_trusted_with_it(
    monkeypatch: pytest.MonkeyPatch, env: dict[str, str], expected: bool
) -> None:
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert ascii_only() is expected


@pytest.mark.parametrize("term", ["linux", "vt100", "vt220", "screen", "tmux-256color", "putty", "xterm"])
def test_every_kind_of_terminal_gets_the_same_screen(open_screen: OpenScreen, term: str) -> None:
    screen = open_screen(env={"TERM": term})
    screen.type("houston 17 yo")
    assert "Minor in commercial sex" in screen.text() and "936-555-01" in screen.text()


def test_an_arrow_key_split_by_a_slow_line_is_still_an_arrow(open_screen: OpenScreen) -> None:
    screen = open_screen(env={"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"})
    screen.type("houston")
    for part in (b"\x1b", b"[", b"B"):
        os.write(screen.fd, part)
        time.sleep(0.25)
    screen.settle(0.1)
    assert screen.lines()[0].split() == ["Said>", "houston"]


def test_a_letter_split_between_two_reads_arrives_whole(open_screen: OpenScreen) -> None:
    screen = open_screen()
    for part in (b"ni\xc3", b"\xb1a \xe6\x97", b"\xa5"):
        os.write(screen.fd, part)
        time.sleep(0.1)
    screen.settle(0.1)
    assert "niña 日" in screen.lines()[0].replace("日 ", "日")


def test_letters_of_a_latin_1_terminal_are_understood(open_screen: OpenScreen) -> None:
    screen = open_screen(env={"LANG": "de_DE.ISO-8859-1"})
    screen.press(b"ni\xf1a ")
    assert "nina" in screen.lines()[0]


def test_the_terminals_own_cursor_stands_where_the_next_letter_goes(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston")
    assert (screen.screen.cursor.x, screen.screen.cursor.y) == (len("Said> houston"), 0)
    assert not screen.screen.cursor.hidden
    screen.press("\x1b[D")
    assert screen.screen.cursor.x == len("Said> housto")


def test_a_line_longer_than_the_window_keeps_the_cursor_in_sight(open_screen: OpenScreen) -> None:
    screen = open_screen((60, 20))
    screen.type("she says they are in a motel near the interstate and cannot leave " * 3)
    assert screen.screen.cursor.x < 60 and screen.lines()[0].startswith("Said><")


def test_noise_on_the_line_is_drawn_over_by_one_key(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.type("houston")
    before = screen.lines()
    screen.screen.erase_in_display(2)
    screen.press("\x0c")
    assert screen.lines() == before


def test_the_program_asks_the_terminal_nothing_and_takes_no_mouse(open_screen: OpenScreen) -> None:
    screen = open_screen()
    data = screen.written()
    assert b"\x1b[6n" not in data and b"$p" not in data and b"\x1b[c" not in data and b"\x1b[>" not in data
    assert not any(f"\x1b[?{mode}h".encode() in data for mode in (1000, 1002, 1003, 1004, 1006, 1015, 2048))
