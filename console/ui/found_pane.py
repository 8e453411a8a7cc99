"""Listings found outside the call's own answer: the search by words, and who enforces immigration law."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from console.ui.board import Board
from console.ui.fit import cut
from console.ui.pane import DOWN, ENTER, UP, found_rows
from console.ui.rows import Row, row
from resources.clean import safe
from resources.places.place import Place
from resources.want import Help

LONGEST = 200
SEARCH_HEAD = "SEARCH THE DIRECTORY   names and words, misspelt too. Enter opens, Esc returns."
ENFORCERS_HEAD = "IMMIGRATION ENFORCEMENT   only where the caller asks for it, never in the help list. Esc returns."


@dataclass(slots=True)
class FoundPane:
    """A list to choose from; with `searching` it is found anew at each letter."""

    head: str
    found: tuple[Help, ...] = ()
    searching: bool = False
    text: str = field(default="", repr=False)
    marked: int = 0

    def typed(self, board: Board, words: str) -> None:
        """More of the words to search for."""
        if self.searching:
            self._search(board, (self.text + safe(words))[:LONGEST])

    def press(self, board: Board, key: str) -> bool:
        """Move, open, rub out."""
        if key in UP:
            self.marked = max(0, self.marked - 1)
        elif key in DOWN:
            self.marked = min(max(0, len(self.found) - 1), self.marked + 1)
        elif key in ENTER:
            self._open(board)
        elif self.searching and key == "backspace":
            self._search(board, self.text[:-1])
        elif self.searching and key == "ctrl+u":
            self._search(board, "")
        elif self.searching and key == "ctrl+w":
            self._search(board, self.text.rstrip().rpartition(" ")[0])
        else:
            return False
        return True

    def rows(self, board: Board, width: int, height: int) -> list[Row]:
        """The heading, the words, the listings."""
        rows = [row(cut(self.head, width), "head")]
        if self.searching:
            rows.append((("Words> ", "bold"), (cut(self.text[-(width - 8) :] + "_", width - 7), "plain")))
        if not self.found and (self.text or not self.searching):
            return [
                *rows,
                row("Nothing found: try another word, or fewer of them." if self.searching else "None held."),
            ]
        return rows + found_rows(self.found, self.marked, width, height - len(rows))

    def _search(self, board: Board, text: str) -> None:
        self.text, self.marked = text, 0
        self.found = board.desk.search(text, place_of(board), now_of(board)) if text.strip() else ()

    def _open(self, board: Board) -> None:
        if self.found:
            opened = self.found[self.marked]
            board.keep()
            board.contact = replace(board.contact, opened=opened.listing.id, page="listing", scroll=0, nth_number=0)
            board.pane, board.looked_up = None, opened


def place_of(board: Board) -> Place | None:
    """The place of the call."""
    return board.answer.places[0].place if board.answer is not None and board.answer.places else None


def now_of(board: Board) -> datetime:
    """The moment of the last key."""
    return board.now or datetime.now(UTC)


def search_pane(board: Board) -> FoundPane:
    """The search over everything held."""
    return FoundPane(SEARCH_HEAD, searching=True)


def enforcers_pane(board: Board) -> FoundPane:
    """Who enforces immigration law, for the place of the call."""
    return FoundPane(ENFORCERS_HEAD, board.desk.immigration(place_of(board), now_of(board)))
