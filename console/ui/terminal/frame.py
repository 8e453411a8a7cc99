"""The last frame sent, and the fewest bytes that turn it into the next one."""

from collections.abc import Iterable
from functools import lru_cache

from console.ui.terminal.cells import BLANK, Cell, Change
from console.ui.terminal.shift import Shift, shift_between

KnownRow = list[Cell | None]
"""The cells of one row; None where nobody knows what the terminal shows."""

GAP = 6
"""Equal cells between two changed ones that are sent again: moving over them costs as much."""

ERASE_FROM = 6
"""Blanks at the end of a row from which erasing is shorter than sending them."""

LEAD = 4
"""Equal cells at the start of the next row that are sent again: a move to a column costs more."""


class Frame:
    """What the terminal shows, as far as is known: its cells, its pen and its cursor."""

    def __init__(self) -> None:
        self.width = 0
        self.height = 0
        self._rows: list[KnownRow] = []
        self._pen: str | None = None
        self._at: tuple[int, int] | None = None
        self._out: list[str] = []
        self.unknown = True

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
        self.unknown = True

    def believe(self, rows: Iterable[Iterable[Cell]]) -> None:
        """The boot paint left these rows on the terminal."""
        for y, cells in enumerate(rows):
            row: KnownRow = [*cells, *[BLANK] * self.width]
            self._rows[y] = row[: self.width]

    def paint(self, changes: Iterable[Change], cursor: tuple[int, int]) -> str:
        """The bytes, as text, that draw `changes` and leave the cursor at column, row `cursor`."""
        self._out, self.unknown = [], False
        wanted: dict[int, KnownRow] = {}
        for y, x, cells in changes:
            if 0 <= y < self.height:
                old = wanted.get(y, self._rows[y])
                whole = x == 0 and len(cells) == self.width
                row: KnownRow = [*cells] if whole else [*old[:x], *cells, *old[x + len(cells) :]][: self.width]
                if row != self._rows[y]:
                    wanted[y] = row
        if (shift := shift_between(self._rows, wanted)) is not None:
            # Rows that looked right before the move may not after it.
            wanted = {y: self._rows[y] for y in range(shift.top, shift.bottom + 1)} | wanted
            self._scroll(shift)
        for y in sorted(wanted):
            self._paint_row(y, wanted[y])
        self._move(*cursor)
        out, self._out = self._out, []
        return "".join(out)

    def _scroll(self, shift: Shift) -> None:
        """Let the terminal move rows itself. The first row stays out of it: some would keep what scrolls off there."""
        top, bottom, by = shift
        self._style("")
        self._out.append(f"\x1b[{top + 1};{bottom + 1}r")
        self._out.append(f"\x1b[{bottom + 1}H" + "\n" * by if by > 0 else f"\x1b[{top + 1}H" + "\x1bM" * -by)
        self._out.append("\x1b[r")
        self._at = None  # most terminals put the cursor at the top now, not all
        empty: list[KnownRow] = [[BLANK] * self.width for _ in range(abs(by))]
        moved = self._rows[top : bottom + 1]
        self._rows[top : bottom + 1] = [*moved[by:], *empty] if by > 0 else [*empty, *moved[:by]]

    def _paint_row(self, y: int, new: KnownRow) -> None:
        """Send the changed runs of one row, and remember it."""
        old = self._rows[y]
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

    def _blank_tail(self, row: KnownRow) -> int:
        """The column from which the row is blank to its end."""
        at = self.width
        while at and row[at - 1] == BLANK:
            at -= 1
        return at

    def _send(self, y: int, start: int, end: int, row: KnownRow) -> None:
        start = self._from_start_of_row(y, start, row)
        self._move(start, y)
        for x in range(start, end):
            cell = row[x]
            if cell is None:
                self._at = None
                continue
            text, code = cell
            if not text:
                continue
            if self._at is None:
                self._move(x, y)
            if text != " ":
                self._style(code)
            elif self._pen is None or not looks_blank(self._pen, code):
                self._style(_next_pen(row, x + 1, end, code))
            self._out.append(text)
        # After the last column terminals disagree on where the cursor is.
        self._at = (end, y) if end < self.width else None

    def _from_start_of_row(self, y: int, start: int, row: KnownRow) -> int:
        """Column 0, where the cursor is in the row above and the few cells before `start` cost less than a move."""
        pen = self._pen
        if pen is None or self._at is None or self._at[1] + 1 != y or not 0 < start <= LEAD:
            return start
        blank = all(cell is not None and cell[0] == " " and looks_blank(pen, cell[1]) for cell in row[:start])
        return 0 if blank else start

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
        elif at is not None and at[1] == y and x == 0:
            self._out.append("\r")
        else:
            self._out.append(f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H")


@lru_cache(maxsize=256)
def looks_blank(pen: str, code: str) -> bool:
    """Would a blank of `code` look right with this pen? Only where both show a bare ground, and the same."""
    if pen == code:
        return True
    parts = pen.split(";")
    ground = ";".join(part for part in parts if part.startswith("4") and len(part) == 2)
    return ground == code and not {"4", "7"}.intersection(parts)


def _next_pen(row: KnownRow, at: int, end: int, code: str) -> str:
    """The pen for a blank: that of the letters after it, if the blank looks right with it; it is needed anyway."""
    for cell in row[at:end]:
        if cell is None:
            break
        if cell[0] not in (" ", ""):
            return cell[1] if looks_blank(cell[1], code) else code
    return code


def runs(changed: list[int], row: KnownRow, limit: int) -> list[tuple[int, int]]:
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
