"""Sending only what changed shows exactly what sending everything shows."""

import random

import pyte
import pytest
from conftest import OpenScreen
from hypothesis import given, settings
from hypothesis import strategies as st
from pty_session import Terminal
from rich.segment import Segment

from console.ui.app import LOOKS
from console.ui.terminal.cells import BLANK, CellMaker
from console.ui.terminal.frame import Frame

KEYS = [
    *"houston 17yo nacog gun boss spanish miami ", "\x7f", "\x7f", "\x7f", "\x17", "\x15", "\x14", "\x06", "\x05",
    "\x0f", "\x1bOP", "\x1bOR", "\x1b[A", "\x1b[B", "\x1b[D",
    "\x1b[C", "\x16", "\x12", "\x1f", "\x04", "\x1c\x1c", "\x18", "\x07",
    "\tb", "\te", "\ti", "\t?", "\tj", "\tn", "\th", "\t.", "\ta15\r", "\tz", "\to", "ñ", "日本", "é",
    "\x1b[6~", "\t\t",
]  # fmt: skip


Rows = list[list[tuple[str, str]]]


def same(one: Terminal, other: Terminal) -> bool:
    return one.looks() == other.looks() and (one.screen.cursor.x, one.screen.cursor.y) == (
        other.screen.cursor.x,
        other.screen.cursor.y,
    )


@pytest.mark.parametrize(("size", "seed"), [((80, 24), 1), ((60, 20), 2), ((160, 50), 3)])
def test_random_keys_show_the_same_with_and_without_the_diff(
    open_screen: OpenScreen, size: tuple[int, int], seed: int
) -> None:
    choose = random.Random(seed)
    one, other = open_screen(size), open_screen(size, diffed=False)
    trail = []
    for _ in range(45):
        trail.append(choose.choice(KEYS))
        for screen in (one, other):
            screen.press(trail[-1])
        assert same(one, other), f"{trail}\n{one.text()}\n--\n{other.text()}"


WORDS = st.text(alphabet="ab é日本\u0301😀", min_size=0, max_size=12)
ROWS = st.lists(
    st.lists(st.tuples(WORDS, st.sampled_from(sorted(LOOKS))), max_size=4), min_size=3, max_size=3
)  # fmt: skip


def drawn(maker: CellMaker, rows: list[list[tuple[str, str]]], width: int) -> list[list[tuple[str, str]]]:
    cells = []
    for spans in rows:
        line = maker.cells(Segment(text, LOOKS[style]) for text, style in spans)[:width]
        if line and line[-1][0] and len(line) == width and line[-1][0] in "日本😀":
            line = line[:-1]
        cells.append(line + [BLANK] * (width - len(line)))
    return cells


@settings(max_examples=100, deadline=None)
@given(st.lists(ROWS, min_size=2, max_size=5))
def test_any_sequence_of_rows_ends_on_the_terminal_as_if_drawn_at_once(
    pages: list[Rows],
) -> None:
    width = 20
    maker = CellMaker(ascii_only=False, colour=True)
    screens = []
    for forgetful in (False, True):
        frame = Frame()
        frame.resize(width, 3)
        screen = pyte.Screen(width, 3)
        screen.reset_mode(7, private=True)
        stream = pyte.Stream(screen)
        for page in pages:
            if forgetful:
                frame.forget()
                stream.feed("\x1b[m\x1b[2J")
            stream.feed(frame.paint([(y, 0, cells) for y, cells in enumerate(drawn(maker, page, width))], (0, 0)))
        cells = [[tuple(screen.buffer[y][x][:8]) for x in range(width)] for y in range(3)]
        screens.append([[(c[0], c[2], c[5], c[6], c[7]) if c[0] == " " else c for c in row] for row in cells])
    assert [[c[0] for c in row] for row in screens[0]] == [[c[0] for c in row] for row in screens[1]]
    assert screens[0] == screens[1]


def test_an_unchanged_row_sends_nothing() -> None:
    frame = Frame()
    frame.resize(10, 2)
    cells = [("a", "")] * 10
    assert "a" in frame.paint([(0, 0, cells)], (0, 1))
    assert frame.paint([(0, 0, cells)], (0, 1)) == ""


def test_a_row_that_becomes_blank_is_erased_in_a_few_bytes() -> None:
    frame = Frame()
    frame.resize(80, 2)
    frame.paint([(0, 0, [("a", "")] * 80)], (0, 1))
    assert len(frame.paint([(0, 0, [BLANK] * 80)], (0, 1))) < 20


def test_a_run_never_ends_inside_a_wide_character() -> None:
    maker = CellMaker(ascii_only=False, colour=True)
    frame = Frame()
    frame.resize(20, 1)
    screen = pyte.Screen(20, 1)
    stream = pyte.Stream(screen)
    for text in ("日 234567890 x", "本 234567890 y"):
        cells = maker.cells([Segment(text)])
        stream.feed(frame.paint([(0, 0, cells + [BLANK] * (20 - len(cells)))], (0, 0)))
    assert "".join(screen.buffer[0][x].data for x in range(20)).rstrip() == "本 234567890 y"


def test_control_characters_that_slip_through_everything_else_make_no_cell() -> None:
    maker = CellMaker(ascii_only=False, colour=True)
    cells = maker.cells([Segment("a\x1b[2Jb\x9bc\u202ed")])
    assert all(text.isprintable() for text, _ in cells) and "".join(text for text, _ in cells).startswith("a")


LINES = st.lists(
    st.sampled_from([f"{n} a row with a text of its own {n}" for n in range(9)] + [""]), min_size=9, max_size=9
)


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, min_size=2, max_size=4))
def test_rows_that_moved_as_a_block_end_on_the_terminal_as_if_drawn_at_once(pages: list[list[str]]) -> None:
    maker = CellMaker(ascii_only=False, colour=True)
    frame = Frame()
    frame.resize(40, 9)
    screen = pyte.Screen(40, 9)
    stream = pyte.Stream(screen)
    for page in pages:
        cells = [maker.cells([Segment(line.ljust(40))]) for line in page]
        stream.feed(frame.paint([(y, 0, row) for y, row in enumerate(cells)], (0, 0)))
    assert [line.rstrip() for line in screen.display] == pages[-1]
    assert (screen.cursor.x, screen.cursor.y) == (0, 0)


def test_a_block_that_moves_down_two_rows_costs_a_few_bytes_and_the_first_row_never_moves() -> None:
    maker = CellMaker(ascii_only=False, colour=True)
    frame = Frame()
    frame.resize(40, 12)
    texts = ["said", *(f"{n} a row with a text of its own {n}" for n in range(9)), "", ""]
    rows = [maker.cells([Segment(text.ljust(40))]) for text in texts]
    frame.paint([(y, 0, cells) for y, cells in enumerate(rows)], (0, 0))
    moved = [rows[0], rows[-1], rows[-1], *rows[1:10]]
    sent = frame.paint([(y, 0, cells) for y, cells in enumerate(moved)], (0, 0))
    assert len(sent) < 40 and "\x1b[2;" in sent


@pytest.mark.parametrize("code", ["", "7", "1;4"])
def test_a_blank_takes_the_pen_of_the_letters_after_it_only_where_it_looks_the_same(code: str) -> None:
    frame = Frame()
    frame.resize(12, 1)
    screen = pyte.Screen(12, 1)
    frame.paint([(0, 0, [("x", "1;37;41")] * 12)], (0, 0))
    pyte.Stream(screen).feed(frame.paint([(0, 0, [(" ", code or "46"), *[("a", "30;46")] * 11])], (0, 0)))
    first = screen.buffer[0][0]
    assert (first.reverse, first.underscore) == ("7" in code, "4" in code.split(";"))
    assert first.bg == ("default" if code else "cyan")
