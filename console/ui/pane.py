"""A pane over the body that takes the keys while it is open: the search, the form of a listing, a short question."""

from typing import TYPE_CHECKING, Protocol

from console.ui.fit import cut, filled
from console.ui.help_panel import kinds_text, opening_text, source_text, why_text
from console.ui.numbers import first_number
from console.ui.rows import Row, row
from resources.naming import listing_name
from resources.want import Help

if TYPE_CHECKING:
    from console.ui.board import Board

ENTER = ("enter", "ctrl+j")
UP = ("up", "ctrl+p")
DOWN = ("down", "ctrl+n")
TOP_ROWS = 10
"""Rows of the screen that no pane covers, with three alerts on it."""

_PHONE, _REACH, _OPENING = 14, 16, 17


class Pane(Protocol):
    """What is open over the call; Esc or any key of the registry that it does not take closes it."""

    def typed(self, board: "Board", words: str) -> None:
        """Letters, one or pasted."""

    def press(self, board: "Board", key: str) -> bool:
        """A key that is no letter; False where the pane has no use for it."""

    def rows(self, board: "Board", width: int, height: int) -> list[Row]:
        """What to draw in place of the body; nothing where the question stands in the notice line."""


def found_rows(found: tuple[Help, ...], marked: int, width: int, height: int) -> list[Row]:
    """Listings one a row with the marked one in sight, then three rows that explain it."""
    room = max(1, height - 3)
    first = max(0, marked - room + 1)
    rows = [_found_row(one, number == marked, width) for number, one in enumerate(found[first : first + room], first)]
    if found:
        one = found[marked]
        about = (f"{listing_name(one.listing)} ({kinds_text(one.listing)})", why_text(one), source_text(one.listing))
        rows += [row("   " + cut(text, width - 3)) for text in about]
    return rows


def _found_row(one: Help, marked: bool, width: int) -> Row:
    name = filled(listing_name(one.listing), max(10, width - _PHONE - _REACH - _OPENING - 5))
    phone = filled(first_number(one.listing), _PHONE)
    tail = f" {filled(one.reach_text or one.reach, _REACH)} {opening_text(one.opening, _OPENING)}"
    if marked:
        return row(filled(f"> {name} {phone}{tail}", width), "pick")
    return (("  " + name + " ", "plain"), (phone, "bold"), (tail, "plain"))
