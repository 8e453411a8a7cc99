"""The last frame sent, and the fewest bytes that turn it into the next one."""

from collections.abc import Iterable

from console.ui.terminal.cells import BLANK, Cell, Change

GAP = 6
"""Equal cells between two changed ones that are sent again: moving over them costs as much."""

ERASE_FROM = 6
"""Blanks at the end of a row from which erasing is shorter than sending them."""


class Frame:
    """What the terminal shows, as far as is known: its cells, its pen and its cursor."""

    def __init__(self) -> None:
        self.width = 0
        self.height = 0
        self._rows: list[list[Cell | None]] = []
        self._pen: str | None = None
        self._at: tuple[int, int] | None = None
        self._out: list[str] = []

    def resize(self, width: int, height: int) -> bool:
        """A new size: whatever was shown is no longer known. Returns whether it is new."""
        if (width, height) == (self.width, self.height):
            return False
        self.width, self.height = width, height
        self.forget()
        return True

    def forget(self) -> None:
        """Whatever is on the terminal now, the next frame sends every cell."""
        self._rows = [[None] * self.width for _ in range(self.height)]
        self._pen = self._at = None

    def believe(self, rows: Iterable[Iterable[Cell]]) -> None:
        """The boot paint left these rows on the terminal."""
        for y, cells in enumerate(rows):
            row: list[Cell | None] = [*cells, *[BLANK] * self.width]
            self._rows[y] = row[: self.width]

    def paint(self, changes: Iterable[Change], cursor: tuple[int, int]) -> str:
        """The bytes, as text, that draw `changes` and leave the cursor at column, row `cursor`."""
        self._out = []
        for y, x, cells in changes:
            if 0 <= y < self.height:
                self._paint_row(y, x, cells)
        self._move(*cursor)
        out, self._out = self._out, []
        return "".join(out)

    def _paint_row(self, y: int, x: int, cells: list[Cell]) -> None:
        """Send the changed runs of one row, and remember it."""
        old = self._rows[y]
        if x == 0 and len(cells) == self.width and old == cells:
            return
        new: list[Cell | None] = [*old[:x], *cells, *old[x + len(cells) :]][: self.width]
        changed = [at for at, (one, two) in enumerate(zip(old, new, strict=True)) if one != two]
        if not changed:
            return
        self._rows[y] = new
        tail = self._blank_tail(new)
        for start, end in runs(changed, new, tail if self.width - tail >= ERASE_FROM else self.width):
            self._send(y, start, end, new)
        if changed[-1] >= tail and self.width - tail >= ERASE_FROM:
            self._move(next(at for at in changed if at >= tail), y)
            self._style("")
            self._out.append("\x1b[K")

    def _blank_tail(self, row: list[Cell | None]) -> int:
        """The column from which the row is blank to its end."""
        at = self.width
        while at and row[at - 1] == BLANK:
            at -= 1
        return at

    def _send(self, y: int, start: int, end: int, row: list[Cell | None]) -> None:
        self._move(start, y)
        for x, cell in enumerate(row[start:end], start):
            if cell is None:
                self._at = None
                continue
            text, code = cell
            if not text:
                continue
            if self._at is None:
                self._move(x, y)
            if text != " " or not self._ground_is(code):
                self._style(code)
            self._out.append(text)
        # After the last column terminals disagree on where the cursor is.
        self._at = (end, y) if end < self.width else None

    def _ground_is(self, code: str) -> bool:
        """Would a blank look right with the pen as it is? Only where both show a bare ground, and the same."""
        pen = self._pen
        if pen is None or pen == code:
            return pen is not None
        parts = pen.split(";")
        return (
            not {"4", "7"}.intersection(parts)
            and ";".join(p for p in parts if p.startswith("4") and len(p) == 2) == code
        )

    def _style(self, code: str) -> None:
        pen, self._pen = self._pen, code
        if code == pen:
            return
        if not code:
            self._out.append("\x1b[m")
        elif pen and code.startswith(pen + ";"):
            self._out.append(f"\x1b[{code[len(pen) + 1 :]}m")
        elif pen == "":
            self._out.append(f"\x1b[{code}m")
        else:
            self._out.append(f"\x1b[;{code}m")

    def _move(self, x: int, y: int) -> None:
        at, self._at = self._at, (x, y)
        if at == (x, y):
            return
        if at is not None and at[1] == y and x > at[0]:
            self._out.append(f"\x1b[{x - at[0]}C" if x - at[0] > 1 else "\x1b[C")
        elif at is not None and at[1] + 1 == y and x == 0:
            self._out.append("\r\n")
        else:
            self._out.append(f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H")


def runs(changed: list[int], row: list[Cell | None], limit: int) -> list[tuple[int, int]]:
    """Stretches to send, before column `limit`: gaps bridged, never starting or ending inside a wide character."""
    found: list[tuple[int, int]] = []
    for at in changed:
        if at >= limit:
            break
        start, end = at, at + 1
        while start and row[start] is not None and row[start][0] == "":  # type: ignore[index]
            start -= 1
        while end < len(row) and row[end] is not None and row[end][0] == "":  # type: ignore[index]
            end += 1
        if found and start - found[-1][1] <= GAP:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
