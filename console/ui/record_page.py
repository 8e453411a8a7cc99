"""The record of the contact at hand: what is proposed, one key to change each code, what was given, a short note."""

from dataclasses import dataclass, field, replace

from rich.cells import cached_cell_len

from console.calls import codes
from console.calls.at_hand import AtHand, as_rows, discard, finish, note_until
from console.calls.record import NOTE_AT_MOST
from console.calls.retention import terms_of
from console.ui.board import Board
from console.ui.fit import cut, filled, wrap
from console.ui.found_pane import now_of, place_of
from console.ui.given_pane import give, proposal_at, record_of
from console.ui.pane import ENTER, Pane
from console.ui.record_fields import BY_KEY, CONTROLS, FIELDS, Field, code_rows, said_of
from console.ui.recorder import Recorder
from console.ui.rows import Row, row
from console.ui.unlock_pane import UnlockPane
from resources.clean import safe
from resources.naming import listing_name

HEAD = "RECORD  ?: proposed. Letter: change. w note, x case, f finish, Esc leaves."
CHOICES = "123456789abcdefghijk"
WARNING = "No name, no number, nothing word for word: what the next contact must know."
MOST_GIVEN = 8

_NOTE = "note"


@dataclass(slots=True)
class RecordPane:
    """`asking` is the field whose choices are open, or the note; `outcome_of` the listing whose outcome is asked."""

    recorder: Recorder
    asking: str = ""
    text: str = field(default="", repr=False)
    outcome_of: int = 0

    def typed(self, board: Board, words: str) -> None:
        """Into the note; else one letter is one deed."""
        if self.asking == _NOTE:
            self.text = (self.text + safe(words.replace("\n", " ")))[:NOTE_AT_MOST]
            if words[-1:].isspace():
                self._keep_note(board)
            return
        word = words[:1]
        if self.outcome_of or self.asking:
            self._chosen(board, word)
        elif word in BY_KEY:
            self._ask(board, BY_KEY[word])
        elif word == "w":
            self.asking, self.text = _NOTE, record_of(board).note
        elif word == "x":
            board.change(record=replace(record_of(board), of_case=not self._of_case(board)))
        elif word == "f":
            self._finish(board)
        elif word == "u" and self.recorder.book is None:
            board.pane = UnlockPane(self.recorder, self.recorder.people(), lambda _: self)
        elif word in ("y", "z"):
            self._left_over(board, drop=word == "z")
        elif word.isdigit() and 0 < int(word) <= min(MOST_GIVEN, len(record_of(board).given)):
            self.outcome_of = record_of(board).given[int(word) - 1].listing

    def press(self, board: Board, key: str) -> bool:
        """Leave what is open, or rub out in the note."""
        if key == "escape" and (self.asking or self.outcome_of):
            if self.asking == _NOTE:
                self._keep_note(board)
            self._close()
        elif self.asking == _NOTE and key == "backspace":
            self.text = self.text[:-1]
        elif self.asking == _NOTE and key in ENTER:
            self._keep_note(board)
            self._close()
        elif self.asking == CONTROLS and key in ENTER:
            self._close()
        else:
            return False
        return True

    def rows(self, board: Board, width: int, height: int) -> list[Row]:
        """The codes, what was given, the note; or the choices of one field."""
        record = record_of(board)
        rows = [row(cut(HEAD, width), "head"), *self._state_rows(board, record, width)]
        if self.asking == _NOTE:
            return rows + self._note_rows(board, width)
        if self.asking or self.outcome_of:
            return rows + self._choice_rows(board, record, width)
        rows += code_rows(record, proposal_at(board), county_of(board), width)
        rows += [row(cut(line, width)) for line in self._given_lines(board, record)]
        if record.note:
            rows.append(row(cut(f"note: {record.note}", width)))
        return rows

    def _state_rows(self, board: Board, record: AtHand, width: int) -> list[Row]:
        if board.training:
            said = "Practice: nothing of this is kept."
        elif self.recorder.book is None:
            said = "NOT KEPT: the record is locked. u opens it; what is chosen waits until then."
        elif self.recorder.is_kept(record):
            said = f"Kept, as it stands, under {self.recorder.book.person}."
        else:
            said = "Not kept yet: a choice, a referral, or f keeps it."
        left = len(self.recorder.left_over())
        before = f"{left} earlier call{'s were' if left > 1 else ' was'} never finished: y finishes one, z drops one."
        return [row(cut(line, width), "bold") for line in (said, *([before] if left else []))]

    def _ask(self, board: Board, asked: Field) -> None:
        if len(asked.allowed) == 2:
            now = said_of(record_of(board), proposal_at(board), asked)[0]
            other = next(code for code in asked.allowed if code != now)
            board.change(record=record_of(board).with_code(asked.name, other))
        else:
            self.asking = asked.name

    def _chosen(self, board: Board, letter: str) -> None:
        allowed = list(codes.OUTCOME if self.outcome_of else field_named(self.asking).allowed)
        at = CHOICES.find(letter)
        if not letter or not 0 <= at < len(allowed):
            return
        record, code = record_of(board), allowed[at]
        if self.outcome_of:
            give(board, self.outcome_of, code)
        elif self.asking == CONTROLS:
            board.change(record=record.with_control(code))
            return
        else:
            board.change(record=record.with_code(self.asking, code))
        self._close()

    def _keep_note(self, board: Board) -> None:
        if self.text.strip() != record_of(board).note:
            board.change(record=record_of(board).with_note(self.text))

    def _close(self) -> None:
        """Nothing of a note stays, not even in the widths that were reckoned of its words."""
        self.asking, self.text, self.outcome_of = "", "", 0
        cached_cell_len.cache_clear()

    def _finish(self, board: Board) -> None:
        if self.recorder.book is None and not board.training:
            board.notice = "Not kept: the record is locked. u opens it, then f."
            return
        record_of(board)
        board.pane = None
        board.finish_call(keep=True)

    def _left_over(self, board: Board, *, drop: bool) -> None:
        left, book = self.recorder.left_over(), self.recorder.book
        if not left or book is None:
            return
        discard(book, left[0].id) if drop else finish(book, left[0])
        board.notice = "Dropped, with what was given in it." if drop else "Finished, as it stood."

    def _of_case(self, board: Board) -> bool:
        return as_rows(record_of(board), proposal_at(board))[1] is not None

    def _note_rows(self, board: Board, width: int) -> list[Row]:
        until = note_until(now_of(board), terms_of(self.recorder.settings).text_days)
        warning = f"{WARNING} Deleted on {until}. {NOTE_AT_MOST - len(self.text)} letters left. Enter keeps."
        return [*(row(line, "alert") for line in wrap(warning, width)), *map(row, wrap(f"> {self.text}_", width))]

    def _choice_rows(self, board: Board, record: AtHand, width: int) -> list[Row]:
        if self.outcome_of:
            head, allowed = f"{listing_of(board, self.outcome_of)}: what became of it?", codes.OUTCOME
            on: frozenset[str] = frozenset()
        else:
            asked = field_named(self.asking)
            head, allowed = f"{asked.label.capitalize()}:", asked.allowed
            on = (record.controls or frozenset()) if asked.name == CONTROLS else frozenset()
            head += " each letter adds or takes away, Enter ends." if asked.name == CONTROLS else ""
        half = (len(allowed) + 1) // 2
        said = [f" {CHOICES[at]} {'* ' if code in on else ''}{text}" for at, (code, text) in enumerate(allowed.items())]
        pairs = zip(said[:half], [*said[half:], ""], strict=False)
        return [row(cut(head, width), "bold"), *(row(filled(left, width // 2) + right) for left, right in pairs)]

    def _given_lines(self, board: Board, record: AtHand) -> list[str]:
        return [
            f" {number} given: {listing_of(board, one.listing)}: {codes.OUTCOME[one.outcome]}"
            for number, one in enumerate(record.given[:MOST_GIVEN], 1)
        ]


def record_pane(board: Board) -> Pane | None:
    """The record of the contact at hand, if this desk keeps any."""
    return RecordPane(board.recorder) if board.recorder is not None else None


def field_named(name: str) -> Field:
    """The field of that name."""
    return next(one for one in FIELDS if one.name == name)


def county_of(board: Board) -> str:
    """The finest place that is kept."""
    place = place_of(board)
    if place is None or place.country != "US":
        return "not known" if place is None else "abroad: none is kept"
    return f"{place.county} {place.state}".strip() if place.county_fips else f"not known, {place.state}"


def listing_of(board: Board, listing: int) -> str:
    """What a listing is called."""
    held = board.desk.listing(listing)
    return listing_name(held) if held is not None else f"listing {listing}"
