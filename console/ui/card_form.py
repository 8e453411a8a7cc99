"""The form of a call-back card: typed beside the call, checked field by field, sealed when it is kept."""

from collections.abc import Callable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from rich.cells import cached_cell_len

from console.calls.book import CallBook
from console.calls.cards import SafeContact, add_card, checked_contact
from console.calls.errors import CallsError
from console.calls.shift_told import window_text
from console.calls.window import Window, window_of, zone_named
from console.ui.board import Board
from console.ui.fit import cut, wrap
from console.ui.found_pane import now_of, place_of
from console.ui.keys import by_key
from console.ui.pane import DOWN, ENTER, UP, Pane
from console.ui.rows import Row, row
from console.ui.said_bar import EDITS, SaidLine, said_row

HEAD = "CALL-BACK CARD   Up, Down: field. Enter: check. Esc: leave; nothing is kept."
_KEYS = {name: key.act for name, (key, _) in by_key().items() if key.act in EDITS}
_LABELS = {
    "channel": "call, text, ...", "contact": "number, handle", "again": "the same again", "when": "tomorrow 6-8pm",
    "zone": "their zone", "answers": "who may answer", "voicemail": "voicemail", "safe_word": "safe word",
    "note": "note",
}  # fmt: skip
_LABEL = 17


@dataclass(slots=True)
class CardForm:
    """`made` is the card that waits for the second Enter; `after` the pane to return to, read anew."""

    book: CallBook
    call: str
    days: int
    here: ZoneInfo
    after: Callable[[Board], Pane | None]
    lines: dict[str, SaidLine] = field(repr=False)
    at: int = 1
    fault: str = ""
    made: tuple[SafeContact, Window] | None = field(default=None, repr=False)

    def typed(self, board: Board, words: str) -> None:
        """Into the field at hand; not while a card waits to be kept."""
        if self.made is None:
            name = self._name()
            self.lines[name], self.fault = self.lines[name].typed(words.replace("\n", " ")), ""

    def press(self, board: Board, key: str) -> bool:
        """Move, edit, check, keep, or go back."""
        if key == "escape":
            if self.made is None:
                self._leave(board, "Nothing was kept.")
            self.made = None
        elif key in ENTER:
            self._keep(board) if self.made is not None else self._check(board)
        elif self.made is not None:
            return False
        elif key in UP:
            self.at = max(0, self.at - 1)
        elif key in DOWN:
            self.at = min(len(_LABELS) - 1, self.at + 1)
        elif key in _KEYS:
            self.lines[self._name()] = EDITS[_KEYS[key]](self.lines[self._name()])
        else:
            return False
        return True

    def rows(self, board: Board, width: int, height: int) -> list[Row]:
        """The fields; or the time that was promised, there and here."""
        if self.made is not None:
            said, window = self.made
            when = wrap(window_text(window.opens, window.due, window.zone, self.here), width)
            check = row("CHECK BEFORE IT IS SEALED: read the contact and the time back to the caller.", "head")
            contact = row(cut(f"{said.channel}: {said.contact}", width), "bold")
            return [check, contact, *map(row, when), row("Enter seals it. Esc: back to the form.", "bold")]
        rows = [row(cut(HEAD, width), "head")]
        rows += [row(line, "alert") for line in wrap(self.fault, width)[:2]] if self.fault else []
        room = max(1, height - len(rows))
        first = max(0, min(self.at - room // 2, len(_LABELS) - room))
        return rows + [self._field_row(number, width) for number in range(first, min(first + room, len(_LABELS)))]

    def _name(self) -> str:
        return [*_LABELS][self.at]

    def _field_row(self, number: int, width: int) -> Row:
        name = [*_LABELS][number]
        label, line = f"{_LABELS[name]:<{_LABEL}}", self.lines[name]
        if number != self.at:
            return (("  " + label, "bold"), (cut(line.text, width - _LABEL - 2), "plain"))
        shown = SaidLine(line.text[: line.cursor] + "_" + line.text[line.cursor :], line.cursor)
        return said_row(shown, width, f"> {label}")[0]

    def _check(self, board: Board) -> None:
        said = {name: line.text.strip() for name, line in self.lines.items()}
        again, when, zone = said.pop("again"), said.pop("when"), said.pop("zone")
        if "".join(again.split()) != "".join(said["contact"].split()):
            self.fault = "The contact and its repetition differ: read it back to the caller, digit by digit."
            self.at = [*_LABELS].index("again")
            return
        try:
            self.made = (checked_contact(SafeContact(**said)), window_of(when, zone_named(zone), now_of(board)))
            self.fault = ""
        except CallsError as error:
            self.fault = str(error)

    def _keep(self, board: Board) -> None:
        if self.made is not None:
            said, window = self.made
            card = add_card(self.book, said, window, self.call, self.days)
            when = window_text(window.opens, window.due, window.zone, self.here)
            self._leave(board, f"Sealed: call back {when}. Destroyed when done, or on {card.expires_on}.")

    def _leave(self, board: Board, notice: str) -> None:
        self.lines.clear()
        cached_cell_len.cache_clear()
        board.pane, board.notice = self.after(board), notice


def card_form(
    board: Board, book: CallBook, call: str, days: int, here: ZoneInfo, after: Callable[[Board], Pane | None]
) -> CardForm:
    """An empty card for the call `call` ("" for none), in the time of the place that was heard."""
    place = place_of(board)
    zone = place.timezone if place is not None and place.timezone else here.key
    texts = {**dict.fromkeys(_LABELS, ""), "channel": "call", "voicemail": "nothing", "zone": zone}
    return CardForm(book, call, days, here, after, {name: SaidLine(text, len(text)) for name, text in texts.items()})
