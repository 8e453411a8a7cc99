"""Opening the record: who works, and their passphrase, which no key ever shows."""

from collections.abc import Callable
from dataclasses import dataclass, field

from console.ui.board import Board
from console.ui.fit import wrap
from console.ui.pane import DOWN, ENTER, UP, Pane
from console.ui.recorder import Recorder
from console.ui.rows import Row, row

NO_RECORD = "Practice: no record is kept."
NOT_HERE = "No record is kept here: northline shows and keeps it at the screen, northline calls in lines."
NONE_SET_UP = "No record is kept at this desk yet: northline calls setup makes it."
_LONGEST = 256


@dataclass(slots=True)
class UnlockPane:
    """`after` makes the pane that opens once the record is open."""

    recorder: Recorder
    people: tuple[str, ...]
    after: Callable[[Board], Pane | None]
    at: int = 0
    passphrase: str = field(default="", repr=False)
    fault: str = ""

    def typed(self, board: Board, words: str) -> None:
        """More of the passphrase."""
        if not self.recorder.opening:
            self.passphrase, self.fault = (self.passphrase + words.replace("\n", ""))[:_LONGEST], ""

    def press(self, board: Board, key: str) -> bool:
        """Choose the person, rub out, or open."""
        if self.recorder.opening:
            return key in (*ENTER, *UP, *DOWN)
        if key in UP:
            self.at = max(0, self.at - 1)
        elif key in DOWN:
            self.at = min(len(self.people) - 1, self.at + 1)
        elif key == "backspace":
            self.passphrase = self.passphrase[:-1]
        elif key == "ctrl+u":
            self.passphrase = ""
        elif key in ENTER:
            self._open(board)
        else:
            return False
        return True

    def rows(self, board: Board, width: int, height: int) -> list[Row]:
        """The names, and as many stars as letters."""
        rows = [row("OPEN THE RECORD   Up, Down: your name. Type your passphrase, Enter. Esc leaves.", "head")]
        rows += [row(line, "alert") for line in wrap(self.fault, width)] if self.fault else []
        first = max(0, self.at - max(1, height - 5))
        for number, name in enumerate(self.people[first : first + max(1, height - 4)], first):
            rows.append(
                row(f"> {name}" if number == self.at else f"  {name}", "pick" if number == self.at else "plain")
            )
        stars = "*" * min(len(self.passphrase), width - 15)
        rows.append((("Passphrase> ", "bold"), ("opening ..." if self.recorder.opening else stars + "_", "plain")))
        return rows

    def _open(self, board: Board) -> None:
        given, self.passphrase = self.passphrase, ""

        def done(fault: str) -> None:
            self.fault = fault
            if fault:
                return
            board.keep_records()
            if board.pane is self:
                board.pane = self.after(board)
            board.notice = (
                f"The record is open: {self.people[self.at]}. Tab X locks it. {self.recorder.overdue(board.now)}"
            )

        self.recorder.unlock(self.people[self.at], given, done)


def with_record(board: Board, after: Callable[[Board], Pane | None]) -> None:
    """Open the pane of `after` with the record open, asking for the passphrase where it is locked."""
    recorder = board.recorder
    if recorder is None:
        board.notice = NO_RECORD if board.training else NOT_HERE
    elif not recorder.there:
        board.notice = NONE_SET_UP
    elif recorder.book is not None:
        board.pane = after(board)
    else:
        board.pane = UnlockPane(recorder, recorder.people(), after)
