"""Over any keys, sending only what changed shows what sending everything shows; planted faults are seen."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import pyte
import pytest
from canned_desk import CannedDesk
from hypothesis import given, settings
from hypothesis import strategies as st
from pyte.screens import Char

from console.ui.app import LOOKS
from console.ui.board import Board
from console.ui.call_screen import screen_rows
from console.ui.fit import fitted
from console.ui.keys import KEYS, LEADER
from console.ui.rows import Row
from console.ui.terminal.cells import Cell, CellMaker, Change
from console.ui.terminal.frame import Frame
from console.ui.working import Working

NOON = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
Press = tuple[str, str]

TYPED: list[list[Press]] = [
    [(letter, letter) for letter in words]
    for words in ("houston ", "nacog ", "17 yo ", "gun ", "boss ", "spanish ", "miami ", "x", "日本 ", "ñ", "é")
]
OWN: list[list[Press]] = [[(name, "")] for key in KEYS for name in key.keys if key.act != "quit"]
TABBED: list[list[Press]] = [
    [(LEADER, ""), (name, name)] for key in KEYS for name in key.tab if key.act != "quit" and name != LEADER
]
STROKES = st.lists(st.one_of(st.sampled_from(TYPED), st.sampled_from(OWN), st.sampled_from(TABBED)), max_size=14)


class Terminals:
    """One frame that sends what changed and one that sends everything, each into an emulator."""

    def __init__(self, size: tuple[int, int], frame: Frame) -> None:
        self.size, self.working = size, Working(Board(CannedDesk()))
        self.maker = CellMaker(ascii_only=False, colour=True)
        self.frames = (frame, Frame())
        self.screens = tuple(pyte.Screen(*size) for _ in range(2))
        self.streams = tuple(pyte.Stream(screen) for screen in self.screens)
        for screen, one in zip(self.screens, self.frames, strict=True):
            screen.reset_mode(7, private=True)
            one.resize(*size)

    def press(self, strokes: Iterable[Press]) -> None:
        """Work the keys off and draw one frame in each."""
        for key, character in strokes:
            self.working.press(key, character)
        self.working.look(NOON)
        view = replace(self.working.view(NOON), page=self.working.page(*self.size))
        rows, cursor = screen_rows(view, *self.size)
        self.frames[1].forget()
        self.streams[1].feed("\x1b[m\x1b[2J")
        for frame, stream in zip(self.frames, self.streams, strict=True):
            stream.feed(frame.paint(self.cells(rows), cursor))

    def cells(self, rows: list[Row]) -> list[Change]:
        """Every row as cells; the diff itself finds those that changed."""
        lines = (fitted(line, self.size[0]) for line in rows)
        return [(y, 0, self.maker.row((t, LOOKS[s]) for t, s in line)) for y, line in enumerate(lines)]

    def same(self) -> bool:
        """Do both show the same letters, looks and cursor?"""
        one, other = self.screens
        cursors = (one.cursor.x, one.cursor.y) == (other.cursor.x, other.cursor.y)
        return cursors and [look(one, y) for y in range(one.lines)] == [look(other, y) for y in range(other.lines)]


def look(screen: pyte.Screen, y: int) -> list[tuple[object, ...]]:
    """A row's cells as they look: of a blank only what shows of it."""

    def of(cell: Char) -> tuple[object, ...]:
        if cell.data == " ":
            return (" ", cell.bg, cell.underscore, cell.reverse)
        return (cell.data, cell.fg, cell.bg, cell.bold, cell.underscore, cell.reverse)

    return [of(screen.buffer[y][x]) for x in range(screen.columns)]


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (160, 50)])
def test_any_sequence_of_keys_shows_the_same_with_and_without_the_diff(size: tuple[int, int]) -> None:
    @settings(max_examples=25, deadline=None)
    @given(STROKES)
    def holds(sequence: list[list[Press]]) -> None:
        terminals = Terminals(size, Frame())
        for strokes in sequence:
            terminals.press(strokes)
            assert terminals.same(), "\n".join(terminals.screens[0].display)

    holds()


class OneColumnOff(Frame):
    """A planted fault: every fifth row is drawn a column to the right."""

    def _send(self, y: int, start: int, end: int, row: list[Cell | None]) -> None:
        super()._send(y, start + (y % 5 == 4 and start + 1 < end), end, row)


class ForgetfulOfMoves(Frame):
    """A planted fault: rows that looked right before a block moved are not drawn again after it."""

    def _scroll(self, shift) -> None:
        before = [*self._rows]
        super()._scroll(shift)
        self._rows = before


class WrongPen(Frame):
    """A planted fault: a look is taken for sent that was not."""

    def _style(self, code: str) -> None:
        self._pen = code


@pytest.mark.parametrize("faulty", [OneColumnOff, ForgetfulOfMoves, WrongPen])
def test_a_planted_fault_is_seen(faulty: type[Frame]) -> None:
    terminals = Terminals((80, 24), faulty())
    seen = []
    for strokes in ([(c, c) for c in "nacog "], [(c, c) for c in "17 yo "], [(c, c) for c in "gun "], [("ctrl+v", "")]):
        terminals.press(strokes)
        seen.append(terminals.same())
    assert not all(seen)
