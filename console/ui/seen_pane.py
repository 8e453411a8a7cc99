"""Seen before? Asked for one identifier at a time; a situation found is linked to the call by one key."""

from dataclasses import dataclass, field, replace

from rich.cells import cached_cell_len

from console.calls.codes import ENTITY_KIND, ROLE
from console.calls.entities import Identifier, mention
from console.calls.errors import CallsError
from console.calls.record import Situation
from console.calls.seen import Seen, seen
from console.ui.board import Board
from console.ui.fit import cut, wrap
from console.ui.found_pane import now_of
from console.ui.given_pane import record_of
from console.ui.pane import ENTER
from console.ui.recorder import Recorder
from console.ui.rows import Row, row
from resources.clean import safe

HEAD = "SEEN BEFORE?  A suspect, a venue, a vehicle; never the caller. Esc leaves."
_KINDS = {str(number): kind for number, kind in enumerate(ENTITY_KIND, 1)}
_ROLES = {str(number): role for number, role in enumerate((r for r in ROLE if r not in ("victim", "unknown")), 1)}
_LONGEST = 120


@dataclass(slots=True)
class SeenPane:
    """First the kind by its digit, then the value; then a digit links, k keeps it for this call's own situation."""

    recorder: Recorder
    kind: str = ""
    text: str = field(default="", repr=False)
    asked: bool = False
    keeping: bool = False
    found: tuple[Seen, ...] = ()
    fault: str = ""

    def typed(self, board: Board, words: str) -> None:
        """The kind, the value, or what to do with what was found."""
        if not self.kind:
            self.kind = _KINDS.get(words, "")
        elif not self.asked:
            self.text, self.fault = (self.text + safe(words.replace("\n", " ")))[:_LONGEST], ""
        elif self.keeping:
            self._keep(board, _ROLES.get(words, ""))
        elif words == "k":
            self.keeping = True
        elif words == "u":
            board.change(record=replace(record_of(board), linked_to=""))
            board.notice = "This call is linked to no earlier situation."
        elif words.isascii() and words.isdigit() and 0 < int(words) <= len(self.found):
            self._link(board, self.found[int(words) - 1])

    def press(self, board: Board, key: str) -> bool:
        """Look, rub out, or step back."""
        if key == "escape" and self.kind:
            self.kind, self.asked, self.keeping, self.found = "", False, False, ()
            self._forget()
        elif key == "backspace" and self.kind and not self.asked:
            self.text = self.text[:-1]
        elif key in ENTER and self.kind and not self.asked:
            self._look()
        else:
            return False
        return True

    def rows(self, board: Board, width: int, height: int) -> list[Row]:
        """The question that is open, or what was found."""
        rows = [row(cut(HEAD, width), "head")]
        rows += [row(line, "alert") for line in wrap(self.fault, width)] if self.fault else []
        if not self.kind:
            return [*rows, row(cut("  ".join(f"{number} {kind}" for number, kind in _KINDS.items()), width))]
        if not self.asked:
            return [*rows, (("> ", "bold"), (cut(f"{self.kind}: {self.text}_", width - 2), "plain"))]
        if self.keeping:
            asked = "Whose is it?  " + "  ".join(f"{number} {ROLE[role]}" for number, role in _ROLES.items())
            return [*rows, *(row(line, "bold") for line in wrap(asked, width))]
        for number, one in enumerate(self.found, 1):
            rows += [row(("  " if at else f"{number} ") + line) for at, line in enumerate(wrap(_said(one), width - 2))]
        rows += [] if self.found else [row("Not seen before, as far as this desk holds calls.", "bold")]
        return [
            *rows,
            row(cut("Digit: link this call to it. u unlinks, k keeps it for this call. Esc: another.", width)),
        ]

    def _look(self) -> None:
        book = self.recorder.book
        if book is None:
            self.fault = "The record is locked."
            return
        try:
            self.found, self.asked, self.fault = tuple(seen(book, self.kind, self.text)), True, ""
        except CallsError as error:
            self.fault = str(error)

    def _link(self, board: Board, one: Seen) -> None:
        if board.contact.record is not None and board.contact.record.situation == one.situation:
            board.notice = "This call belongs to it already."
            return
        board.change(record=replace(record_of(board), linked_to=one.situation, link_reason=one.why))
        board.notice = f"Linked to {one.situation[:8]}: {one.why}. u or Ctrl+_ undoes it."

    def _keep(self, board: Board, role: str) -> None:
        book = self.recorder.book
        if not role or book is None:
            return
        board.change(record=replace(record_of(board), of_case=True))
        board.keep_record()
        held = book.log.one(Situation, record_of(board).situation)
        if held is not None:
            month = self.recorder.here(now_of(board)).date().replace(day=1)
            mention(book, held, Identifier(self.kind, self.text, role), month)
            board.notice = f"Kept as a token of this call's situation: {self.kind} of the {ROLE[role]}."
        board.pane = None
        self._forget()

    def _forget(self) -> None:
        """Nothing of the value stays, not even in the widths that were reckoned of its words."""
        self.text = ""
        cached_cell_len.cache_clear()


def _said(one: Seen) -> str:
    where = f"{one.county or 'county not known'} {one.state}".strip()
    return (
        f"{one.situation[:8]}  since {one.first_month:%Y-%m}, {where}, {one.trafficking_type}, {one.calls} calls; "
        f"there of the {ROLE[one.role]}: {one.why}"
    )
