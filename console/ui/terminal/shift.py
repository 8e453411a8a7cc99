"""Rows that moved up or down as a block: a terminal moves them itself in twenty bytes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from console.ui.terminal.cells import BLANK, Cell

CHANGED_ROWS = 5
"""Changed rows from which it is worth looking for a block that moved."""

TELLING = 12
"""Letters that a row must hold to be known again elsewhere."""

WORTH = 40
"""Cells that a move must save: it costs about twenty bytes."""


class Shift(NamedTuple):
    """Rows `top` to `bottom` move up by `by` (down where it is negative); what is laid bare is blank."""

    top: int
    bottom: int
    by: int


Rows = Sequence[Sequence[Cell | None]]


def shift_between(shown: Rows, wanted: Mapping[int, Sequence[Cell | None]]) -> Shift | None:
    """The move after which the fewest cells of `wanted` are left to send; None where none saves enough."""
    if len(wanted) < CHANGED_ROWS:
        return None
    by = _distance(shown, wanted)
    if by == 0:
        return None
    gains = [_gain(shown, wanted, y, by) if 0 < y + by < len(shown) else 0 for y in range(len(shown))]
    gains[0] = 0
    first, last, saved = _best_stretch(gains)
    shift = Shift(min(first, first + by), max(last, last + by), by)
    bare = range(last + 1, shift.bottom + 1) if by > 0 else range(shift.top, first)
    saved -= sum(_differing(_blank(shown), _goal(shown, wanted, y)) for y in bare)
    saved += sum(_differing(shown[y], _goal(shown, wanted, y)) for y in bare)
    return shift if saved >= WORTH and shift.top > 0 else None


def _distance(shown: Rows, wanted: Mapping[int, Sequence[Cell | None]]) -> int:
    """By how many rows most of the rows that stand elsewhere now have moved; 0 where none has."""
    places: dict[tuple[Cell | None, ...], int] = {}
    for y, row in enumerate(shown):
        if y and sum(cell is not None and cell[0] not in (" ", "") for cell in row) >= TELLING:
            places[tuple(row)] = y
    moved = Counter(place - y for y, row in wanted.items() if (place := places.get(tuple(row), y)) != y)
    return moved.most_common(1)[0][0] if moved else 0


def _gain(shown: Rows, wanted: Mapping[int, Sequence[Cell | None]], y: int, by: int) -> int:
    """Cells of row `y` that need not be sent if the row `by` below it comes to stand there."""
    goal = _goal(shown, wanted, y)
    return _differing(shown[y], goal) - _differing(shown[y + by], goal)


def _goal(shown: Rows, wanted: Mapping[int, Sequence[Cell | None]], y: int) -> Sequence[Cell | None]:
    return wanted.get(y, shown[y])


def _blank(shown: Rows) -> list[Cell | None]:
    return [BLANK] * len(shown[0])


def _differing(one: Sequence[Cell | None], two: Sequence[Cell | None]) -> int:
    return sum(a != b for a, b in zip(one, two, strict=True)) if one != two else 0


def _best_stretch(gains: Sequence[int]) -> tuple[int, int, int]:
    """First and last index of the stretch with the largest sum, and the sum."""
    best, start, running = (1, 0, 0), 0, 0
    for at, gain in enumerate(gains):
        if running <= 0:
            start, running = at, 0
        running += gain
        if running > best[2]:
            best = (start, at, running)
    return best
