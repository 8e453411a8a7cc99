"""The shift at the screen: what is owed, one row a thing; a key opens, ends, accepts, each with its way back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from rich.cells import cached_cell_len

from console.calls.book import CallBook
from console.calls.cards import Card, end_card, extend_card, open_card
from console.calls.codes import CALL_BACK, OUTCOME
from console.calls.dues import Due, done, reopen
from console.calls.record import Referral
from console.calls.retention import Terms, card_days, purge, terms_of
from console.calls.shift import accept, close_referral, confirm_hand_off, shift
from console.calls.shift_told import Line, Told, contact_lines, shift_lines
from console.calls.window import Window, here
from console.settings import Settings
from console.ui.board import Board
from console.ui.card_form import card_form
from console.ui.fit import cut, wrap
from console.ui.found_pane import now_of
from console.ui.pane import DOWN, ENTER, UP
from console.ui.rows import EMPTY, Row, row
from resources.clean import safe
from resources.naming import listing_name

HEAD = "SHIFT   Enter open, d over, e longer, n new card, a accept, p purge, u undo"
_LONGEST = 200
_QUICK = 32 << 20
"""Bytes of a log up to which a purge takes about a second, and may be run by a key."""

_REASON, _REFERENCE, _ENDED, _SURE, _BECAME = "reason", "reference", "ended", "sure", "became"
_ALOUD, _PURGE = "aloud", "purge"
_ASKED = {
    _REASON: "Why do you open this card? The audit keeps it; name nobody. Enter opens.",
    _REFERENCE: "Done? The agency's reference, none is fine. Enter keeps it.",
    _ALOUD: "Arrived? Did all three agree aloud to the transfer? y yes, n no; Esc: not confirmed yet.",
    _PURGE: "Delete for good what is overdue? y deletes it, Esc leaves it.",
    _SURE: "The card is destroyed for good. y destroys it, Esc leaves it.",
}


@dataclass(slots=True)
class ShiftPane:
    """`asking` is the question open for the marked line, `text` its answer so far, `opened` what a card says."""

    book: CallBook
    terms: Terms
    told: Callable[[Board], Told]
    new_card: Callable[[Board], None]
    card_days: int
    lines: list[Line] = field(default_factory=list)
    marked: int = 0
    asking: str = ""
    text: str = field(default="", repr=False)
    opened: tuple[str, ...] = field(default=(), repr=False)
    outcome: str = ""
    back: Callable[[], object] | None = None

    def look(self, board: Board) -> None:
        """Read the shift again."""
        today = self._today(board)
        self.lines = list(shift_lines(shift(self.book.log, self.terms, today), self.told(board)))
        self.marked = min(self.marked, max(0, len(self._things()) - 1))

    def typed(self, board: Board, words: str) -> None:
        """Into the question that is open; else one letter is one deed."""
        if self.asking in (_REASON, _REFERENCE):
            self.text = (self.text + safe(words.replace("\n", " ")))[:_LONGEST]
        elif self.asking:
            self._chosen(board, words)
        elif self.opened:
            if words == "d":
                self._ask(board, _ENDED)
        elif words == "a":
            accept(self.book, now_of(board))
            self._said(board, "The shift is yours, and everything open with it.")
        elif words == "n":
            self.new_card(board)
        elif words == "d" and (line := self._at()) is not None and line.kind == "card":
            self._ask(board, _ENDED)
        elif words == "e" and (line := self._at()) is not None and line.kind == "card":
            self._keep_longer(board, line)
        elif words == "p":
            self._ask(board, _PURGE)
        elif words == "u":
            self._undo(board)

    def press(self, board: Board, key: str) -> bool:
        """Move, open, answer, or leave what is open."""
        if key == "escape" and (self.asking or self.opened):
            if not self.asking:
                self._close()
            self._ask(board, "")
        elif key == "backspace" and self.asking:
            self.text = self.text[:-1]
        elif key in ENTER:
            self._answered(board) if self.asking else self._open(board)
        elif self.asking or self.opened:
            return False
        elif key in UP:
            self.marked = max(0, self.marked - 1)
        elif key in DOWN:
            self.marked = min(max(0, len(self._things()) - 1), self.marked + 1)
        else:
            return False
        return True

    def rows(self, board: Board, width: int, height: int) -> list[Row]:
        """The open card, or everything owed with the marked thing in full and in sight."""
        if self.opened:
            shown = [line for text in self.opened for line in wrap(text, width)]
            return [
                *self._question(width),
                row("CARD   d: the call-back is over. Esc closes it.", "head"),
                *map(row, shown),
            ]
        rows = [row(cut(HEAD, width), "head"), *self._question(width)]
        at, first, last = self._at(), 0, 0
        shown_rows: list[Row] = []
        for line in self.lines:
            mine = line is at
            first = len(shown_rows) if mine else first
            shown_rows += _line_rows(line, width, marked=mine)
            last = len(shown_rows) if mine else last
        room = max(3, height - len(rows))
        begins = max(0, min(last - room, first)) if last > room else 0
        return rows + shown_rows[begins : begins + room]

    def _today(self, board: Board) -> date:
        told = self.told(board)
        return told.now.astimezone(told.here).date()

    def _things(self) -> list[Line]:
        return [line for line in self.lines if line.id]

    def _at(self) -> Line | None:
        things = self._things()
        return things[self.marked] if things else None

    def _question(self, width: int) -> list[Row]:
        if not self.asking:
            return []
        asked = _ASKED.get(self.asking) or _choices(CALL_BACK if self.asking == _ENDED else OUTCOME)
        rows = [row(line, "bold") for line in wrap(asked, width)]
        return [*rows, row(cut(f"> {self.text}_", width))] if self.asking in (_REASON, _REFERENCE) else rows

    def _ask(self, board: Board, question: str) -> None:
        self.asking, self.text, board.notice = question, "", ""

    def _open(self, board: Board) -> None:
        if (line := self._at()) is not None and not self.opened:
            self._ask(board, {"card": _REASON, "referral": _BECAME, "hand_off": _ALOUD}.get(line.kind, _REFERENCE))

    def _answered(self, board: Board) -> None:
        line = self._at()
        if line is None or self.asking not in (_REASON, _REFERENCE):
            return
        if self.asking == _REASON:
            self._show_card(board, line)
        elif (due := self.book.log.one(Due, line.id)) is not None:
            closed = done(self.book, due, self.text, self._today(board))
            self.back = lambda: reopen(self.book, closed, "undone at the screen")
            self._said(board, "Done. u takes it back.")

    def _show_card(self, board: Board, line: Line) -> None:
        if not any(sign.isalpha() for sign in self.text):
            board.notice = "Say why, in a word or two."
            return
        if (card := self.book.log.one(Card, line.id)) is not None:
            said = open_card(self.book, card, self.text)
            self.opened = (line.text, *contact_lines(said))
        self._ask(board, "")

    def _chosen(self, board: Board, words: str) -> None:
        """A digit chooses an outcome; y destroys a card."""
        if self.asking == _SURE:
            if words == "y":
                self._end(board)
            return
        if self.asking == _ALOUD:
            self._confirm(board, words)
            return
        if self.asking == _PURGE:
            if words == "y":
                self._purge(board)
            return
        allowed = list(CALL_BACK if self.asking == _ENDED else OUTCOME)
        if not (words.isascii() and words.isdigit() and 0 < int(words) <= len(allowed)):
            return
        if self.asking == _ENDED:
            self.outcome = allowed[int(words) - 1]
            self._ask(board, _SURE)
        elif (line := self._at()) is not None and (referral := self.book.log.one(Referral, line.id)) is not None:
            close_referral(self.book, referral, allowed[int(words) - 1])
            self.back = lambda: self.book.log.keep(referral)
            self._said(board, f"{OUTCOME[allowed[int(words) - 1]]}. u takes it back.")

    def _keep_longer(self, board: Board, line: Line) -> None:
        """Nobody answered: the card stands for so many days more. Its window stays as it was promised."""
        if (card := self.book.log.one(Card, line.id)) is not None:
            ends = max(card.expires_on, self._today(board) + timedelta(days=self.card_days))
            extend_card(self.book, card, Window(card.opens, card.due, card.zone), ends, "kept longer")
            self._said(board, f"The card is kept until {ends}. northline shift card extend sets another time.")

    def _confirm(self, board: Board, words: str) -> None:
        line = self._at()
        referral = self.book.log.one(Referral, line.id) if line is not None else None
        if words in ("y", "n") and referral is not None:
            name = _name(board, referral.listing)
            closed = confirm_hand_off(self.book, referral, name, now_of(board), spoken=words == "y")
            self.back = lambda: reopen(self.book, closed, "undone at the screen")
            self._said(board, "Confirmed. u makes it owed again.")

    def _purge(self, board: Board) -> None:
        if self.book.log.path.stat().st_size > _QUICK:
            self._said(board, "This log takes longer than a key may: northline calls purge shows a bar.")
            return
        gone = purge(self.book, self.terms, self._today(board), lambda stage, done: None)
        self._said(board, f"{', '.join(gone.lines()) or 'Nothing was overdue'}.")

    def _end(self, board: Board) -> None:
        if (line := self._at()) is not None and (card := self.book.log.one(Card, line.id)) is not None:
            gone = end_card(self.book, card, self.outcome, self._today(board))
            self._close()
            self._said(board, "The card is destroyed." if gone else "Done. A legal hold keeps the sealed card.")

    def _close(self) -> None:
        """Nothing of an opened card stays, not even in the widths that were reckoned of its words."""
        self.opened = ()
        cached_cell_len.cache_clear()

    def _undo(self, board: Board) -> None:
        if self.back is None:
            board.notice = "Nothing to undo here."
            return
        self.back()
        self.back = None
        self._said(board, "Taken back.")

    def _said(self, board: Board, text: str) -> None:
        self._ask(board, "")
        self.look(board)
        board.notice = text


def shift_pane(book: CallBook, settings: Settings, call: str) -> ShiftPane:
    """The shift of an open call book; a new card belongs to the call `call`, "" for none."""
    zone, days = here(settings.time_zone), card_days(settings)

    def told(board: Board) -> Told:
        now = now_of(board)
        return Told(now, zone, board.desk.status.supervisor(now), lambda listing: _name(board, listing))

    def again(board: Board) -> ShiftPane:
        pane.look(board)
        return pane

    def new_card(board: Board) -> None:
        board.pane = card_form(board, book, call, days, zone, again)

    pane = ShiftPane(book, terms_of(settings), told, new_card, days)
    return pane


def _name(board: Board, listing: int) -> str:
    found = board.desk.listing(listing)
    return listing_name(found) if found is not None else f"listing {listing}"


def _choices(allowed: Mapping[str, str]) -> str:
    return "  ".join(f"{number} {said}" for number, said in enumerate(allowed.values(), 1))


def _line_rows(line: Line, width: int, *, marked: bool) -> list[Row]:
    if line.head:
        return [EMPTY, row(line.text, "head")]
    if not line.id:
        return [row(cut(line.text, width), "alert" if line.late else "plain")]
    if not marked:
        return [row(cut(f"  {line.text}", width), "bold" if line.late else "plain")]
    first, *more = wrap(line.text, width - 2)
    return [row(f"> {first}".ljust(width), "pick"), *(row(f"  {rest}".ljust(width), "pick") for rest in more)]
