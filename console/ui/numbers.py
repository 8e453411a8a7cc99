"""The number to give, and digits large enough to read from across the desk."""

from console.ui.rows import Row, row
from resources.dial import first_phone, spoken
from resources.listing import Listing

_DIGITS = {
    "0": (" ### ", "#   #", "#   #", "#   #", " ### "),
    "1": ("  #  ", " ##  ", "  #  ", "  #  ", " ### "),
    "2": (" ### ", "#   #", "  ## ", " #   ", "#####"),
    "3": ("#### ", "    #", " ### ", "    #", "#### "),
    "4": ("#  # ", "#  # ", "#####", "   # ", "   # "),
    "5": ("#####", "#    ", "#### ", "    #", "#### "),
    "6": (" ### ", "#    ", "#### ", "#   #", " ### "),
    "7": ("#####", "   # ", "  #  ", " #   ", " #   "),
    "8": (" ### ", "#   #", " ### ", "#   #", " ### "),
    "9": (" ### ", "#   #", " ####", "    #", " ### "),
    "+": ("     ", "  #  ", " ### ", "  #  ", "     "),
}
_HEIGHT = 5
GAPS = (4, 3, 2, 1)
"""Columns between groups of digits, the widest that fits."""


def first_number(listing: Listing) -> str:
    """The number to give first, grouped; "no phone" where there is none."""
    phone = first_phone(listing.phones)
    return spoken(phone) if phone else "no phone"


def large(text: str, width: int) -> list[Row]:
    """Digits in five rows, groups apart; text too long for the width is set in wide spacing instead."""
    groups = text.replace("-", " ").split()
    gap = next((gap for gap in GAPS if _columns(groups, gap) <= width), 0)
    if not gap or not all(c in _DIGITS for group in groups for c in group):
        return [row("   ".join(" ".join(group) for group in groups), "bold")]
    between = " " * gap
    return [
        row(between.join(" ".join(_DIGITS[c][y] for c in group) for group in groups), "bold") for y in range(_HEIGHT)
    ]


def _columns(groups: list[str], gap: int) -> int:
    return sum(6 * len(group) - 1 for group in groups) + gap * (len(groups) - 1)
