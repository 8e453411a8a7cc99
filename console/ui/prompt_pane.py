"""Short questions in the notice line: how many beds are free, and what somebody needs to get in."""

from dataclasses import dataclass, replace

from console.ui.acts_help import say_kept
from console.ui.board import Board
from console.ui.pane import ENTER
from console.ui.rows import Row
from resources.listing import Listing
from resources.naming import listing_name

WHOM = {"w": "women", "m": "men", "f": "families", "y": "youth", "a": ""}
NEEDS = {"w": "wheelchair", "d": "deaf", "b": "blind"}
ACCESS_PROMPT = "What do they need to get in? w wheelchair, d deaf, b blind, - nothing. Esc leaves."
_MOST_DIGITS = 3


@dataclass(slots=True)
class BedsPane:
    """How many places were just seen free at a listing, and for whom."""

    listing: Listing
    digits: str = ""
    whom: str = ""

    def ask(self, board: Board) -> None:
        """The question, with what was answered so far."""
        said = f"{self.digits or '_'} free for {self.whom or 'anybody'}"
        board.notice = f"Beds seen now: {said}. Digits; w women, m men, f families, y youth; Enter keeps, Esc leaves."

    def typed(self, board: Board, words: str) -> None:
        """Digits, or the letter that says for whom."""
        if words.isdigit() and words.isascii():
            self.digits = (self.digits + words)[:_MOST_DIGITS]
        elif words.lower() in WHOM:
            self.whom = WHOM[words.lower()]
        self.ask(board)

    def press(self, board: Board, key: str) -> bool:
        """Rub out, or keep."""
        if key == "backspace":
            self.digits = self.digits[:-1]
            self.ask(board)
        elif key in ENTER:
            self._keep(board)
        else:
            return False
        return True

    def rows(self, board: Board, width: int, height: int) -> list[Row]:
        """The call stays in sight."""
        return []

    def _keep(self, board: Board) -> None:
        if not self.digits:
            self.ask(board)
            return
        board.pane = None
        whom = f" for {self.whom}" if self.whom else ""
        elsewhere = board.desk.note_beds(self.listing.id, int(self.digits), self.whom)
        say_kept(board, f"{self.digits} free{whom}, counts for 12 hours: {listing_name(self.listing)}", elsewhere)


@dataclass(slots=True)
class AccessPane:
    """What somebody needs to get in: it raises what is known to let them in, and hides nothing unknown."""

    def typed(self, board: Board, words: str) -> None:
        """One letter sets a need, or takes it back."""
        need = NEEDS.get(words.lower(), "")
        chips = board.contact.chips
        if not need and words != "-":
            board.notice = ACCESS_PROMPT
            return
        had = chips.access if need else ()
        access = tuple(one for one in had if one != need) if need in had else (*had, *filter(None, (need,)))
        board.pane = None
        board.change(chips=replace(chips, access=access), held_help=None, held_near="", marked=0)
        board.notice = f"Needs: {', '.join(access) or 'nothing set'}. Ctrl+_ undoes it."

    def press(self, board: Board, key: str) -> bool:
        """No other key is for it."""
        return False

    def rows(self, board: Board, width: int, height: int) -> list[Row]:
        """The call stays in sight."""
        return []
